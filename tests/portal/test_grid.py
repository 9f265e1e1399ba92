"""A territory that nobody has written a plan for: its pages show the PNRR there, and say what is to come."""

import pytest
from django.test import Client

from segnavia.briefing import state
from tests.portal.markup import Markup
from tests.portal.sample import GRID, Reader
from tests.portal.sample_projects import KEY


@pytest.fixture
def grid(monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    """A browser before a site without a plan, where a bulletin on the PNRR's grid is published."""
    monkeypatch.setattr(state, "reading", Reader((GRID,)))
    monkeypatch.setattr(state, "current_text", lambda _territory: None)
    return Client()


PAGES = (
    "/",
    "/piano",
    "/riforme",
    "/obiettivi",
    "/componenti",
    "/componenti/M2C2",
    "/componenti/M7C1",
    "/agenda",
    "/territorio",
    "/comuni/015146",
    "/attori",
    "/attori/01199250158",
    f"/progetti/{KEY}",
    "/monitoraggio",
    "/monitoraggio/metodo",
    "/verifica",
)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_of_a_plan_to_come_answers(grid: Client, prefix: str, page: str) -> None:
    response = grid.get(prefix + page)
    assert response.status_code == 200
    assert Markup(response.content.decode()).refused == []


@pytest.mark.parametrize("page", ["/obiettivi", "/agenda", "/riforme", "/piano"])
def test_page_of_the_plan_s_own_word_says_who_writes_it(grid: Client, page: str) -> None:
    text = Markup(grid.get(page).content.decode()).text
    assert "segnavia plan new piano --territory 015" in text
    assert "Qui staranno gli obiettivi" in text


def test_home_shows_the_pnrr_by_mission_from_its_components(grid: Client) -> None:
    text = Markup(grid.get("/").content.decode()).text
    assert "Qui non c'è ancora un piano strategico" in text
    assert "Fuori dal piano" not in text
    assert "Parole chiave" not in text
    missions = {item["code"]: item for item in grid.get("/index.json").json()["missions"]["items"]}
    assert missions["M2"]["funding_pnrr"] == 60_000_000
    assert missions["M1"]["funding_pnrr"] is None
    assert "M7" in missions


def test_home_leads_to_the_components_of_a_mission(grid: Client) -> None:
    links = Markup(grid.get("/").content.decode()).links
    assert "/componenti#M2" in links
    assert "M2" in Markup(grid.get("/componenti").content.decode()).ids


def test_bulletin_and_plan_are_the_same_text(grid: Client) -> None:
    about = grid.get("/index.json").json()["about"]
    assert about["plan_sha256"] == about["bulletin_plan_sha256"]


def test_plan_to_come_counts_no_facts_of_a_document(grid: Client) -> None:
    assert "Lo dice il testo del documento. redazionale" in Markup(grid.get("/piano").content.decode()).text


def test_plan_counts_its_facts(portal: Client) -> None:
    assert "Lo dice il testo del documento. 94 fatti." in Markup(portal.get("/piano").content.decode()).text
