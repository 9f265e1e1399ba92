"""A figure's page: its words, its terms, what it rests on, and what it refuses."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from segnavia.briefing import state
from segnavia.briefing.why import MEASURES
from segnavia.monitoring import reading
from tests.portal.sample import BULLETIN, EARLIER, Reader
from tests.portal.test_figures import text_of


@pytest.fixture
def example(example_home: Path, settings: Any, db: None) -> Client:
    """A browser before the example's real bulletin, on the plan that it measured."""
    settings.SEGNAVIA_HOME = example_home
    return Client()


def test_sum_says_formula_terms_release_and_command(portal: Client) -> None:
    text = text_of(portal, "/perche/missione/M3/pagato")
    assert "Pagamenti PNRR" in text
    assert "35.000.000,00 €" in text
    assert "Σ importo del progetto × quota che conta qui" in text
    assert f"segnavia why missione M3 pagato --bulletin {BULLETIN.id}" in text
    assert "Di altri 2 progetti localizzati qui nessuna fonte indica questo importo" in text
    assert "è la stessa" in text


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_page_in_both_languages(portal: Client, measure: str) -> None:
    dimension = "zona/milano" if measure == "per-abitante" else "totale"
    for prefix in ("", "/en"):
        page = portal.get(f"{prefix}/perche/{dimension}/{measure}")
        assert page.status_code == 200
        assert "should never happen" not in page.content.decode()
        assert "non dovrebbe mai" not in page.content.decode()


def test_ratio_names_what_it_divides(portal: Client) -> None:
    html = portal.get("/perche/totale/quota-nota").content.decode()
    for part in ("finanziato-confrontabile", "finanziato", "finanziato-altrove"):
        assert f'href="/perche/totale/{part}"' in html
    twin = portal.get("/perche/totale/quota-nota.json").json()
    assert twin["value"] == twin["worked_out_again"] == 0.8
    assert [part["measure"] for part in twin["below"]] == ["funding_pnrr", "funding_elsewhere"]


def test_unknown_figure_is_said_unknown(portal: Client) -> None:
    assert "non noto" in text_of(portal, "/perche/comune/015005/pagato")
    assert portal.get("/perche/comune/015005/pagato.json").json()["value"] is None


@pytest.mark.parametrize(
    "path",
    [
        "/perche/totale/M3/pagato",
        "/perche/missione/pagato",
        "/perche/missione/M9/pagato",
        "/perche/missione/M3/niente",
        "/perche/niente/M3/pagato",
        "/perche/totale/pagato?bollettino=015-2025-03-31-ffffffffffff",
        "/perche/totale/pagato?bollettino=../../etc",
        "/perche/totale/quota-pagata.csv",
    ],
)
def test_what_is_not_there(portal: Client, path: str) -> None:
    assert portal.get(path).status_code == 404


def test_older_bulletin_stays_to_be_asked(portal: Client, reader: Reader) -> None:
    reader.bulletins = (BULLETIN, EARLIER)
    assert "30.000.000,00 €" in text_of(portal, f"/perche/totale/pagato?bollettino={EARLIER.id}")


def test_terms_of_the_example_add_up_to_the_figure(example: Client, example_home: Path) -> None:
    bulletin = reading.current(example_home, "015")
    assert bulletin is not None
    answer = example.get("/perche/missione/M2/pagato.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = list(csv.DictReader(answer.content.decode().splitlines()))
    assert sum((Decimal(line["adds"]) for line in lines), Decimal(0)) == bulletin.figure("mission", "M2").paid_pnrr
    assert {line["sha256"] for line in lines} == {
        used.sha256 for used in bulletin.releases if used.dataset == "PNRR_Pagamenti_di_Progetto"
    }


def test_page_of_the_example_lists_its_terms(example: Client) -> None:
    twin = example.get("/perche/comune/015146/pagato.json").json()
    assert twin["value"] == twin["worked_out_again"]
    assert len(twin["terms"]["items"]) == 25
    second = example.get("/perche/comune/015146/pagato.json?pagina=2").json()
    assert second["terms"]["items"][0] not in twin["terms"]["items"]


def test_figure_that_differs_is_told_loudly(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    right = state.worked(BULLETIN, "total", "", "paid_pnrr")
    monkeypatch.setattr(state, "worked", lambda *_asked: replace(right, value=Decimal(1)))
    assert "non dovrebbe mai accadere" in text_of(portal, "/perche/totale/pagato")
