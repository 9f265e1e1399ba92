"""What the pages say of states: each with its rule, its evidence and its rows, and counted where people look."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from segnavia.briefing.figures import money_of, together
from segnavia.briefing.progress import progress_of
from segnavia.briefing.project import provinces_of
from segnavia.briefing.states import ADDRESSES, FACTS, ORDER, TITLES, counts_of, sentence_of
from segnavia.core.facts import STATES, Facts, State
from segnavia.core.states import STATE_RULES, decide
from segnavia.monitoring.bulletin import ReleaseUsed, SourceRow
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, Reader, figure
from tests.portal.sample_projects import KEY, LINE, PROJECTS, SHA, UNMEASURED_KEY


def text_of(client: Client, address: str) -> str:
    return Markup(client.get(address).content.decode()).text


def test_every_state_has_a_word_an_address_and_a_place_in_the_bar() -> None:
    assert set(ORDER) == set(TITLES) == set(ADDRESSES.values()) == set(STATES)
    assert len(set(TITLES.values())) == len(STATES)


def test_every_fact_that_a_rule_names_has_a_title_and_a_dataset() -> None:
    named = {fact for rule in STATE_RULES for fact in rule.evidence}
    assert named <= FACTS.keys() <= {field.name for field in fields(Facts)}
    for rule in STATE_RULES:
        assert {FACTS[fact][1] for fact in rule.evidence} <= set(rule.datasets), rule.code


def test_project_shows_its_state_first_with_rule_and_evidence(portal: Client) -> None:
    page = portal.get(f"/progetti/{KEY}").content.decode()
    text = Markup(page).text
    assert "In ritardo di 132 giorni rispetto alla fine prevista, 19 novembre 2024." in text
    assert text.index("In ritardo di 132 giorni") < text.index("52.360.001")
    assert 'href="/monitoraggio/metodo#STA08"' in page
    assert "fine prevista 19 novembre 2024 riga di origine fine effettiva non indicata riga di origine" in text.replace(
        "non indicato", "non indicata"
    )
    assert 'href="#riga-3"' in page  # the row of the projects' dataset, which tells the planned end


def test_project_of_which_no_source_tells_says_so(portal: Client) -> None:
    text = text_of(portal, f"/progetti/{UNMEASURED_KEY}")
    assert "Stato non noto . Nessuna fonte lo dice." in text
    assert "STA99" in text


def test_project_tells_what_is_doubtful_about_it(portal: Client) -> None:
    page = portal.get(f"/progetti/{UNMEASURED_KEY}").content.decode()
    assert '<a href="/verifica#MON103">MON103</a>' in page
    assert "Che cosa non torna" in page
    assert "Che cosa non torna" not in portal.get(f"/progetti/{KEY}").content.decode()
    assert portal.get(f"/progetti/{UNMEASURED_KEY}.json").json()["findings"] == ["MON103"]


def test_project_shows_its_phases_and_tenders(portal: Client) -> None:
    text = text_of(portal, f"/progetti/{KEY}")
    assert "Esecuzione lavori 15 gennaio 2024" in text
    assert "9999999ABC" in text
    assert "1.234.568" in text
    assert "Subappalti" not in text
    assert "Le persone fisiche non si conservano mai" not in text


def test_award_without_a_name_says_why(portal: Client, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    row = SourceRow("PNRR_Aggiudicatari_Gare", "2025-03-31", SHA, 1, {"body": None, "tender": "9999999ABC"})
    monkeypatch.setattr(reader, "get_project", lambda *_asked: replace(PROJECTS[KEY], rows=(row,)))
    text = text_of(portal, f"/progetti/{KEY}")
    assert "Le persone fisiche non si conservano mai: una loro riga resta senza nome." in text
    assert "non indicato non indicato 9999999ABC" in text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            Facts(planned_end=date(2024, 3, 30), projects_as_of=date(2024, 3, 31)),
            "di 1 giorno rispetto alla fine prevista, 30 marzo 2024",
        ),
        (
            Facts(phases=2, phase_due=date(2024, 3, 1), phases_as_of=date(2024, 3, 31)),
            "di 30 giorni rispetto alla fine prevista di una fase, 1 marzo 2024",
        ),
        (
            Facts(planned_start=date(2024, 3, 21), projects_as_of=date(2024, 3, 31)),
            "di 10 giorni rispetto all'inizio previsto, 21 marzo 2024",
        ),
        (Facts(paid_total=Decimal(1)), "Qualcosa è stato pagato"),
    ],
    ids=["end", "phase", "start", "not late"],
)
def test_sentence_says_by_how_much_and_against_what(facts: Facts, sentence: str) -> None:
    decision = decide(facts)
    line = replace(LINE, state=decision.state, rule=decision.rule, days_late=decision.days_late, due=decision.due)
    rule = next(rule for rule in STATE_RULES if rule.code == decision.rule)
    with translation.override("it"):
        assert sentence_of(line, rule) == sentence


def test_counts_by_state_fill_the_bar() -> None:
    counts = counts_of(BULLETIN.total)
    assert sum(each.count for each in counts) == BULLETIN.total.projects_located
    assert sum(each.share for each in counts) == pytest.approx(100)
    assert [each.state for each in counts][-1] is State.UNKNOWN
    assert counts_of(None) == ()


def test_home_says_how_many_are_in_each_state_and_how_many_nobody_knows(portal: Client) -> None:
    told = "5 progetti risultano conclusi, 20 in corso, 3 in ritardo; di 3 nessuna fonte dice lo stato."
    assert told in text_of(portal, "/")


def test_home_says_nothing_of_late_projects_where_no_source_gives_dates(portal: Client, reader: Reader) -> None:
    reader.bulletins = (replace(BULLETIN, releases=BULLETIN.releases[:1]),)
    text = text_of(portal, "/")
    assert "5 progetti risultano conclusi, 20 in corso; di 3 nessuna fonte dice lo stato." in text
    assert "nessuna fonte disponibile dà le date previste" in text


def test_states_that_no_source_tells_are_unknown_and_not_zero(portal: Client) -> None:
    text = text_of(portal, "/comuni/015146")
    assert "Procedurale non noto nessuna fonte dice lo stato di alcun progetto" in text
    assert "Fisico non noto" in text


@pytest.mark.parametrize("address", ["/", "/obiettivi?missione=M3", "/obiettivi/M3.01", "/componenti/M2C2", "/attori"])
def test_three_bars_stand_side_by_side(portal: Client, address: str) -> None:
    page = portal.get(address).content.decode()
    assert page.count('class="bar states"') > 0
    assert page.count('class="bar"') + page.count('class="bar open"') >= 2 * page.count('class="bar states"')


def test_list_is_narrowed_to_a_state(portal: Client, reader: Reader) -> None:
    page = portal.get("/obiettivi/M3.01?stato=in-ritardo")
    assert reader.asked == [("objective", "M3.01", "late", 25, 0)]
    assert "1 – 3 di 3" in Markup(page.content.decode()).text
    assert portal.get("/obiettivi/M3.01.json?stato=in-ritardo").json()["project_list"]["total"] == 3
    assert portal.get("/obiettivi/M3.01.json?stato=altro").json()["project_list"]["total"] == 30


def test_matrix_of_one_mission_or_keyword_shows_its_progress(portal: Client) -> None:
    assert portal.get("/obiettivi.json?missione=M3").json()["narrowed"]["projects_located"] == 30
    assert portal.get("/obiettivi.json?parola=K1").json()["narrowed"]["title"] == "Sostenibilità"
    assert portal.get("/obiettivi.json?missione=M3&parola=K1").json()["narrowed"] is None
    assert portal.get("/obiettivi.json").json()["narrowed"] is None


def test_figures_of_sets_that_have_nothing_in_common_add_up() -> None:
    one, other = figure("10.50", "4.00", 2, completed=1), figure(None, None, 3, "7.00", late=2)
    both = together([one, other])
    assert (both.projects_located, both.completed, both.late, both.state_unknown) == (5, 1, 2, 2)
    assert (both.funding_pnrr, both.funding_elsewhere) == (Decimal("10.50"), Decimal("7.00"))
    assert both.climate_funding is None
    assert together([]).funding_pnrr is None


def test_progress_of_nothing_measured_is_unknown() -> None:
    progress = progress_of(money_of(None))
    assert progress.states == ()
    assert progress.physical.done is None
    assert progress.financial.done is None


def test_twin_of_a_project_holds_its_state_and_evidence(portal: Client) -> None:
    twin = portal.get(f"/progetti/{KEY}.json").json()
    assert (twin["state"], twin["rule"], twin["days_late"], twin["due"]) == ("late", "STA08", 132, "2024-11-19")
    assert twin["evidence"] == {"planned_end": "2024-11-19", "actual_end": None}
    assert twin["body_code"] == PROJECTS[KEY].line.body_code


def test_provinces_are_named_as_the_rows_of_the_places_name_them() -> None:
    told = {"Codice Provincia": "016", "Descrizione Provincia": "BERGAMO"}
    release = ReleaseUsed(
        "PNRR_Localizzazione", "2023-03-01", "2023-02", SHA, "luoghi.csv", "CC-BY-4.0", 1, 1, 0, {},
        {"province": "Codice Provincia", "province_title": "Descrizione Provincia"},
    )  # fmt: skip
    project = replace(PROJECTS[KEY], rows=(SourceRow("PNRR_Localizzazione", "2023-03-01", SHA, 1, told),))
    assert provinces_of(project, [release]) == {"016": "BERGAMO"}
    assert provinces_of(project, []) == {}


def test_finding_about_a_project_leads_to_it(portal: Client) -> None:
    page = portal.get("/verifica").content.decode()
    assert f'href="/progetti/{UNMEASURED_KEY}"' in page
    assert "Dove: esempi 1 su 2.493" in Markup(page).text
    assert 'href="/progetti/M3C2"' not in page
