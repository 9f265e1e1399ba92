from dataclasses import replace

import pytest
from django.test import Client

from segnavia.core.permissions import Role
from segnavia.desk.actors import codes
from segnavia.monitoring.bulletin import Body
from segnavia.registry.models import Actor
from tests.actions.tasks import an_actor, day, given, loaded
from tests.desk.people import desk_of, person
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN

pytestmark = pytest.mark.django_db
NEW = {"form": "ActorForm", "title": "Politecnico di Milano", "kind": "university"}


@pytest.fixture
def planner() -> Client:
    return desk_of(person(Role.PLANNER))


def test_seed_adds_the_municipalities_of_the_plan_once(planner: Client) -> None:
    loaded()
    assert "Aggiungi 1 comune del piano che manca" in Markup(planner.get("/scrivania/attori").content.decode()).text
    planner.post("/scrivania/attori")
    planner.post("/scrivania/attori")
    assert Actor.objects.get(municipality="015001").title == "Comune di Abbiategrasso"
    assert "Aggiungi" not in Markup(planner.get("/scrivania/attori").content.decode()).text


def test_list_is_narrowed_and_counts_what_is_asked(planner: Client) -> None:
    given(loaded(), an_actor("comune-di-rho"), due_on=day(4))
    an_actor("comune-di-pero")
    found = Markup(planner.get("/scrivania/attori?cerca=rho").content.decode())
    assert "/scrivania/attori/comune-di-rho" in found.links
    assert "/scrivania/attori/comune-di-pero" not in found.links
    none = Markup(planner.get("/scrivania/attori?direzione=intermediate_bodies").content.decode())
    assert "Nessun attore corrisponde ai filtri" in none.text


def test_actor_shows_what_is_asked_of_it(planner: Client) -> None:
    rho = an_actor("comune-di-rho")
    assignment = given(loaded(), rho, due_on=day(-2))
    person(Role.REFERENT, actor=rho, name="Rita Verdi")
    markup = Markup(planner.get("/scrivania/attori/comune-di-rho").content.decode())
    assert f"/scrivania/incarichi/{assignment.pk}" in markup.links
    assert "Scaduto da 2 giorni" in markup.text
    assert "Rita Verdi" in markup.text


def test_referent_sees_what_is_asked_of_their_own_only() -> None:
    text, rho, pero = loaded(), an_actor("comune-di-rho"), an_actor("comune-di-pero")
    given(text, pero, what="Cosa d'altri")
    client = desk_of(person(Role.REFERENT, actor=rho))
    assert "Cosa d" not in client.get("/scrivania/attori/comune-di-pero").content.decode()
    assert client.get("/scrivania/attori/comune-di-pero/dati").status_code == 403


def test_add_then_revise(planner: Client) -> None:
    assert planner.post("/scrivania/attori/nuovo", {**NEW, "tax_code": " 80057930150 "}).status_code == 302
    actor = Actor.objects.get()
    assert (actor.code, actor.direction, actor.tax_code) == (
        "politecnico-di-milano",
        "intermediate_bodies",
        "80057930150",
    )
    sent = {**NEW, "version": "1", "direction": "intermediate_bodies", "office_email": "piano@polimi.example"}
    assert planner.post(f"/scrivania/attori/{actor.code}/dati", sent).status_code == 302
    actor.refresh_from_db()
    assert actor.office_email == "piano@polimi.example"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tax_code": "80057930151"}, "tax_code"),
        ({"tax_code": "8005793015"}, "tax_code"),
        ({"tax_code": "RSSMRA80A01F205X"}, "tax_code"),
        ({"municipality": "15001"}, "municipality"),
        ({"municipality": "058091"}, "municipality"),
        ({"municipality": "015001"}, "municipality"),
        ({"office_email": "nessuna"}, "office_email"),
        ({"title": ""}, "title"),
        ({"kind": ""}, "kind"),
    ],
    ids=[
        "wrong check digit", "ten digits", "a person's", "five digits", "of another territory", "of another actor",
        "no address", "no name", "no kind",
    ],
)  # fmt: skip
def test_bad_data_is_told_at_the_field(planner: Client, changes: dict[str, str], field: str) -> None:
    loaded()
    an_actor("comune-di-abbiategrasso", municipality="015001")
    response = planner.post("/scrivania/attori/nuovo", {**NEW, **changes})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Actor.objects.count() == 1


def test_name_with_a_script_is_shown_as_text(planner: Client) -> None:
    planner.post("/scrivania/attori/nuovo", {**NEW, "title": "<script>alert(1)</script> Ente"})
    assert "<script>alert" not in planner.get("/scrivania/attori").content.decode()


def body(code: str, title: str, kind: str = "municipality") -> Body:
    return Body(code, title, kind, "municipalities")


def test_tax_codes_are_proposed_by_name_and_taken_over(planner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that two bodies have, a bad check digit and a code that somebody has are no proposals."""
    told = (
        body("01310880156", "COMUNE DI ABBIATEGRASSO"),
        body("03366130155", "COMUNE DI RHO"),
        body("02938070154", "COMUNE DI RHO"),
        body("01310880157", "COMUNE DI PERO"),
        body("03623810151", "COMUNE DI BRESSO"),
        body("08911820960", "COMUNE DI ARESE", "union"),
    )
    bulletin = replace(BULLETIN, bodies={each.code: each for each in told})
    monkeypatch.setattr(codes.reading, "current", lambda _home, _territory: bulletin)
    for name in ("abbiategrasso", "rho", "pero", "arese", "bresso"):
        an_actor(f"comune-di-{name}")
    an_actor("altro", tax_code="03623810151")
    assert [(each.actor.code, each.tax_code) for each in codes.found_codes()] == [
        ("comune-di-abbiategrasso", "01310880156")
    ]
    assert "01310880156" in planner.get("/scrivania/attori").content.decode()
    assert planner.post("/scrivania/attori", {"do": "codes"}).status_code == 302
    assert Actor.objects.get(code="comune-di-abbiategrasso").tax_code == "01310880156"
    assert Actor.objects.filter(tax_code="").count() == 4


def test_tax_codes_are_taken_over_by_whom_the_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    bulletin = replace(BULLETIN, bodies={"01310880156": body("01310880156", "COMUNE DI RHO")})
    monkeypatch.setattr(codes.reading, "current", lambda _home, _territory: bulletin)
    an_actor("comune-di-rho")
    auditor = desk_of(person(Role.AUDITOR))
    assert "01310880156" not in auditor.get("/scrivania/attori").content.decode()
    assert auditor.post("/scrivania/attori", {"do": "codes"}).status_code == 403
    assert Actor.objects.get().tax_code == ""
