"""The linker's list: what stands in it, in which order, and what is told before there is anything."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from segnavia.actions import links
from segnavia.actions.plans import load
from segnavia.core.links import Link
from segnavia.core.permissions import COMMAND, Role
from segnavia.registry.models import AuditEvent, Plan, ProjectLink
from tests.actions.people import PLANNER
from tests.desk.links.conftest import FIRST, INSIDE, LIST, OUTSIDE, UNJUDGED
from tests.desk.people import desk_of, person
from tests.plans.samples import package
from tests.portal.markup import Markup


def page(client: Client, address: str) -> Markup:
    response = client.get(address)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    assert markup.headings.count("h1") == 1
    assert len(markup.ids) == len(set(markup.ids))
    return markup


def listed(client: Client, query: str = "") -> list[str]:
    html = client.get(LIST + query).content.decode()
    return re.findall(r'<h2 class="link-title"><a href="/scrivania/collegamenti/([^"]+)"', html)


def test_list_says_how_many_and_how_much_and_of_how_many_that_is_known(planner: Client) -> None:
    text = page(planner, LIST).text
    assert "24 progetti del territorio sono fuori dal piano" in text
    assert "noti per 23 su 24" in text
    assert "di 24 , prima quelli con più denaro qui" in text


def test_list_gives_the_most_money_first_and_the_unknown_last(planner: Client) -> None:
    assert listed(planner) == OUTSIDE[:20]
    assert listed(planner, "?pagina=2") == [*OUTSIDE[20:], UNJUDGED]
    assert listed(planner, "?pagina=99") == listed(planner, "?pagina=2")


def test_row_tells_the_project_and_why_an_objective_is_proposed(planner: Client) -> None:
    text = page(planner, f"{LIST}?testo=rete").text
    assert "Città in rete" in text
    assert "CUP J61F22000000000" in text
    assert "Per il raccordo la sua submisura non serve nessun obiettivo: Solo fornitura" in text
    assert "M1.01" in text
    assert "Nel raccordo lo serve 1 submisura della stessa misura, su 1 giudicate: M1C1I1.01.00." in text


def test_row_says_that_no_title_is_published_and_that_money_is_not_known(planner: Client) -> None:
    text = page(planner, f"{LIST}?misura=M2").text
    assert "Progetto senza titolo pubblicato" in text
    assert "non noto" in text
    assert "Il raccordo non giudica la sua submisura." in text
    assert "Per questo progetto non è proposto nulla." in text


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("?misura=M2C1", [UNJUDGED], id="component"),
        pytest.param("?misura=M2C1I1.09.00", [UNJUDGED], id="sub-measure"),
        pytest.param("?testo=CITTA+RETE", [FIRST], id="words-without-accents"),
        pytest.param("?testo=j61f22000000003", [OUTSIDE[3]], id="cup"),
        pytest.param("?misura=M2C1&proposte=1", [], id="with-a-proposal"),
        pytest.param("?misura=M1C1&proposte=1", OUTSIDE[:20], id="with-a-proposal-all"),
        pytest.param("?quali=giudicati", [], id="judged"),
        pytest.param("?quali=tutti&misura=M2C1", [INSIDE, UNJUDGED], id="all"),
        pytest.param("?quali=boh&misura=%00&testo=%00&pagina=x", [], id="nonsense"),
    ],
)
def test_filters(planner: Client, query: str, keys: list[str]) -> None:
    assert listed(planner, query) == keys


def test_judged_ones_leave_the_list_and_stand_in_their_own(planner: Client, plan: Plan) -> None:
    links.accept(plan, [Link(FIRST, None, None, "Non c'entra")], by=PLANNER)
    assert FIRST not in listed(planner)
    assert listed(planner, "?quali=giudicati") == [FIRST]
    text = page(planner, f"{LIST}?quali=giudicati").text
    assert "Non serve nessun obiettivo del piano" in text
    assert "Non c'entra" in text


def test_judged_one_that_the_bulletin_does_not_have_can_be_withdrawn(planner: Client, plan: Plan) -> None:
    gone = f"{UNJUDGED[:-8]}00000000"
    links.accept(plan, [Link(gone, None, None, "Non c'entra")], by=PLANNER)
    assert listed(planner, "?quali=giudicati") == [gone]
    html = planner.get(f"{LIST}/{gone}").content.decode()
    assert "non più nel bollettino più recente" in html
    seen = re.search(r'name="seen" value="([^"]+)"', html).group(1)
    assert planner.post(f"{LIST}/{gone}", {"do": "withdraw", "seen": seen}).url == LIST
    assert not ProjectLink.objects.exists()


def test_many_are_confirmed_and_then_judged_in_one_action(planner: Client) -> None:
    chosen = [FIRST, OUTSIDE[4], UNJUDGED]
    query = "&".join(f"progetto={key}" for key in chosen)
    address = f"{LIST}/conferma?back=%3Fmisura%3DM1C1&{query}"
    response = planner.get(address)
    html = response.content.decode()
    assert "2 progetti</strong> saranno giudicati così" in html
    assert "Esclusi" in html, "nothing is proposed for the third"
    pairs = re.findall(r'name="scelta" value="([^"]+)"', html)
    assert planner.post(address, {"scelta": pairs}).url == f"{LIST}?misura=M1C1"
    assert set(ProjectLink.objects.values_list("project_key", "objective_code", "origin")) == {
        (FIRST, "M1.01", "crosswalk"),
        (OUTSIDE[4], "M1.01", "crosswalk"),
    }
    assert list(AuditEvent.objects.order_by("-sequence").values_list("action", flat=True))[:3] == [
        "links.accept_many",
        "links.accept",
        "links.accept",
    ]


def test_many_are_all_refused_where_one_was_judged_meanwhile(planner: Client, plan: Plan) -> None:
    address = f"{LIST}/conferma?progetto={FIRST}&progetto={OUTSIDE[1]}"
    pairs = re.findall(r'name="scelta" value="([^"]+)"', planner.get(address).content.decode())
    links.accept(plan, [Link(FIRST, None, None, "Prima di voi")], by=PLANNER)
    answer = planner.post(address, {"scelta": pairs}, follow=True).content.decode()
    assert "è stato giudicato" in answer
    assert [row.reason for row in ProjectLink.objects.all()] == ["Prima di voi"]


@pytest.mark.parametrize("pairs", [[], ["x"], ["x|M1.01|y"], [f"{FIRST}|M9.99|"]], ids=str)
def test_many_with_nonsense_judges_nothing(planner: Client, pairs: list[str]) -> None:
    assert planner.post(f"{LIST}/conferma", {"scelta": pairs}).status_code == 302
    assert not ProjectLink.objects.exists()


def test_confirming_nothing_says_where_to_choose(planner: Client) -> None:
    assert "Non è scelto nessun progetto" in page(planner, f"{LIST}/conferma").text


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR])
def test_readers_see_the_list_and_no_button(plan: Plan, role: Role) -> None:
    client = desk_of(person(role))
    html = client.get(LIST).content.decode()
    assert FIRST in html
    assert "accept:" not in html
    assert "link-choice" not in html
    assert client.get(f"{LIST}/{FIRST}").status_code == 200
    assert client.post(f"{LIST}/{FIRST}", {"do": "accept:M1.01"}).status_code == 403
    assert client.post(f"{LIST}/{FIRST}", {"do": "save"}).status_code == 403
    assert client.get(f"{LIST}/{FIRST}/nessuno").status_code == 403
    assert not ProjectLink.objects.exists()


def test_before_there_is_a_plan(db: None) -> None:
    client = desk_of(person(Role.PLANNER))
    assert "Non è ancora caricato nessun piano" in page(client, LIST).text
    assert "Non è ancora caricato nessun piano" in page(client, f"{LIST}/{FIRST}").text


def test_before_there_is_a_bulletin(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.SEGNAVIA_HOME = tmp_path
    load(package(), by=COMMAND)
    assert "segnavia monitor --publish" in page(desk_of(person(Role.PLANNER)), LIST).text


def test_when_nothing_is_outside(planner: Client, plan: Plan) -> None:
    for key in (*OUTSIDE, UNJUDGED):
        links.accept(plan, [Link(key, None, None, "Non c'entra")], by=PLANNER)
    text = page(planner, LIST).text
    assert "Ogni progetto del territorio serve un obiettivo del piano, o è stato giudicato singolarmente." in text
    assert "I nuovi arrivano con il prossimo bollettino" in text
