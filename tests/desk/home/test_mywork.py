"""A person's first page: what each role finds there, and where it leads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from segnavia.actions import first_moves
from segnavia.core.permissions import COMMAND, Principal, Role
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.home.mywork import MOST, work_of
from segnavia.registry.models import Agreement, Case, Inquiry, Mail, Observation, Round, User
from tests.actions.tasks import an_actor, day, given, loaded
from tests.desk.people import desk_of, person
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db


def lanes(user: User) -> dict[str, list[Item]]:
    return {work.lane.value: list(work.items) for work in work_of(user.principal, timezone.localdate())}


def test_referent_finds_what_is_asked_of_their_actor() -> None:
    text, rho, pero = loaded(), an_actor("comune-di-rho"), an_actor("comune-di-pero")
    late = given(text, rho, due_on=day(-3))
    given(text, pero, due_on=day(-3))
    first_moves.add(text, by=COMMAND, title="Tavolo", owner=rho, due_on=day(30))
    first_moves.add(text, by=COMMAND, title="Più tardi", owner=rho, due_on=day(31))
    found = lanes(person(Role.REFERENT, actor=rho))
    assert [(each.url, each.days_late) for each in found["mine"]] == [(f"/scrivania/incarichi/{late.pk}", 3)]
    assert [each.title for each in found["due"]] == ["Tavolo"]
    assert found["others"] == []


def test_referent_finds_the_round_that_waits_for_them() -> None:
    text, rho = loaded(), an_actor("comune-di-rho")
    row = Round.objects.create(
        plan=text.edition.plan, title="Autunno", bulletin="b", opens_on=day(-9), due_on=day(5), state="open"
    )
    inquiry = Inquiry.objects.create(round=row, actor=rho, email="a@example.org", nonce="n", expires_on=day(20))
    user = person(Role.REFERENT, actor=rho)
    (item,) = lanes(user)["others"]
    assert item.title == "Autunno: Comune di rho"
    assert desk_of(user).get(item.url).status_code == 200
    Inquiry.objects.filter(pk=inquiry.pk).update(sent_at=timezone.now())
    assert lanes(user)["others"] == []


def test_planner_finds_the_same_thing_of_many_as_one() -> None:
    text = loaded()
    for number in range(4):
        given(text, an_actor(f"comune-{number}"), due_on=day(3))
    given(text, an_actor("comune-di-rho"), due_on=day(-3))
    found = lanes(person(Role.PLANNER))
    assert [(each.url, each.who) for each in found["due"]] == [
        ("/scrivania/incarichi/M1.01/municipalities", "4 attori")
    ]
    assert [each.who for each in found["mine"]] == ["Comune di rho", ""]
    assert found["mine"][1].title == "9 caselle del piano non sono ancora di nessuno"


def test_planner_finds_who_waits_for_an_answer() -> None:
    text, rho = loaded(), an_actor("comune-di-rho")
    Observation.objects.create(edition=text.edition, number=1, author="Ugo", received_on=day(-8), text="Manca")
    Case.objects.create(
        plan=text.edition.plan, actor=rho, kind="project", key="k", title="Pista", value_name="paid_pnrr", reason="no"
    )
    Agreement.objects.create(
        plan=text.edition.plan, code="patto", type="protocol", title="Patto", legal_basis="–", state="negotiated"
    )
    found = lanes(person(Role.PLANNER))["others"]
    assert {each.title for each in found} == {"1 osservazione a cui rispondere", "Pista", "Patto"}
    assert {each.who for each in found} >= {"Ugo", "Comune di rho"}


def test_administrator_finds_invitations_and_mail_that_failed() -> None:
    person(email="nuova@example.org", name="Nuova")
    Mail.objects.create(to="a@example.org", subject="s", purpose="invitation", tries=3, error="550 unknown")
    user = person(Role.ADMINISTRATOR)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    assert {each.title for each in lanes(user)["mine"]} == {"Nuova", "1 messaggio non è partito: 550 unknown"}


def test_auditor_finds_the_newest_events() -> None:
    given(loaded(), an_actor("comune-di-rho"))
    assert "Incarico affidato" in {each.kind for each in lanes(person(Role.AUDITOR))["mine"]}


def test_approver_finds_the_step_that_comes_next() -> None:
    loaded()
    assert [each.title for each in lanes(person(Role.APPROVER))["others"]] == ["«Prova» attende l'adozione"]


def test_longest_list_is_cut_and_what_has_no_date_of_its_own_is_not() -> None:
    def many(_by: Principal, today: object) -> list[Item]:
        dated = [Item(Lane.MINE, "k", f"t{n}", day=timezone.localdate() + timedelta(days=n)) for n in range(MOST + 3)]
        return [*dated, Item(Lane.MINE, "k", "whole", standing=True)]

    mine = work_of(Principal("p", "p"), timezone.localdate(), [many])[0]
    assert (len(mine.items), mine.more, mine.items[-1].title) == (MOST + 1, 3, "whole")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_every_item_leads_somewhere(role: Role) -> None:
    text, rho = loaded(), an_actor("comune-di-rho")
    given(text, rho, due_on=day(-3))
    user = person(role, actor=rho)
    client = desk_of(user)
    response = client.get("/scrivania")
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.headings == ["h1", "h2", "h2", "h2"]
    assert markup.refused == []
    items = [item for lane in lanes(user).values() for item in lane]
    assert {item.url for item in items if item.url} <= set(markup.links)
    for item in items:
        assert not item.url or client.get(item.url).status_code == 200, item


def test_empty_page_says_what_will_be_there() -> None:
    text = Markup(desk_of(person(Role.REFERENT, actor=an_actor("rho"))).get("/scrivania").content.decode()).text
    assert "Nulla scade nei prossimi 30 giorni" in text
    assert "Qui starà ciò che hai da fare" in text
