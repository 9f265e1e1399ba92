"""The report says in words, whole and once, what the difference holds."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from segnavia.plans.difference import difference
from segnavia.plans.difference.model import CHAPTERS, KINDS
from segnavia.plans.difference.texts import Op, Run
from segnavia.plans.schema import Package
from segnavia.reports import difference_words as words
from segnavia.reports.difference import Report, Row, report_of
from tests.plans.editions import milan, second_edition
from tests.plans.samples import SOUND, package, record
from tests.plans.strategies import packages


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    with translation.override("it"):
        yield


def rows(report: Report) -> dict[str, Row]:
    """The rows by their codes or, where they have none, their titles."""
    return {row.code or row.title: row for chapter in report.chapters for table in chapter.tables for row in table.rows}


def written(runs: tuple[Run, ...]) -> str:
    marks = {Op.KEPT: "{}", Op.REMOVED: "[-{}]", Op.INSERTED: "[+{}]"}
    return "".join(marks[run.op].format(run.text) for run in runs)


def lines(row: Row) -> list[tuple[str, str, str]]:
    return [(line.name, written(line.before), written(line.after)) for line in row.lines]


def of_milan() -> Report:
    return report_of(difference(milan(), second_edition()), (date(2023, 3, 22), date(2024, 5, 6)))


def test_report_says_in_one_sentence_what_changed() -> None:
    assert of_milan().sentence == (
        "21 modifiche: obiettivi strategici (1 aggiunta, 1 soppressione, 2 spostamenti, 2 nuove formulazioni, "
        "1 con altri segni, 1 annotazione), driver (1 nuova formulazione), obiettivi dei driver (1 aggiunta, "
        "2 soppressioni, 1 nuova formulazione), giudizi sulle submisure (1 nuova formulazione, 3 con altri dati), "
        "altre parti del piano (5)."
    )


def test_report_of_the_same_text_says_so() -> None:
    report = report_of(difference(milan(), milan()))
    assert (report.sentence, report.chapters) == ("I due testi sono uguali.", ())
    assert report.title == "Differenza fra due testi di PSTTM 2022-2024"


def test_report_names_both_texts_with_their_days() -> None:
    report = of_milan()
    assert report.title == "Differenza fra PSTTM 2022-2024 e PSTTM 2023-2025"
    assert [text.frozen_on for text in (report.before, report.after)] == [date(2023, 3, 22), date(2024, 5, 6)]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("M2.16 → M2.17", ("Codice", "[-M2.16]", "[+M2.17]")),
        ("M1.02", ("Direzioni", "Città metropolitana\nComuni",
                   "Città metropolitana\nComuni\n[+Corpi intermedi e altri attori]")),
        ("R4", ("Stato", "[-In corso]", "[+Compiuta]")),
        ("015002", ("Zona", "[-Magentino Abbiatense]", "[+Sud Ovest]")),
        ("D10 M6.04", ("Motivo", "", "[+È la porta del sistema]")),
        ("M1.03", ("Nota", "", "[+Da rivedere con il piano dei fabbisogni.]")),
        ("M1C1I1.02.00", ("Motivo, M1.03", "", "[+Forma anche chi lo usa]")),
        ("M4C1I1.04.00", ("Motivo, nessun obiettivo", "", "[+Non più nel piano]")),
    ],
)  # fmt: skip
def test_report_tells_each_field_in_words(code: str, told: tuple[str, str, str]) -> None:
    assert told in lines(rows(of_milan())[code])


def test_judgement_shows_every_objective_with_its_share() -> None:
    title = next(each.title for each in milan().objectives if each.code == "M1.03")
    (name, before, after), *_ = lines(rows(of_milan())["M1C1I1.02.00"])
    assert name == "Giudizio"
    assert before.endswith(": [-1]")
    assert after.endswith(f": [+1/2]\n[+M1.03 {title}: ][+1/2]")


def test_judgement_on_an_objective_that_moved_marks_nothing_but_what_changed() -> None:
    """M1.02 becomes M2.02; the judgement follows it, and only its reason is another."""
    moved = {"M1.02": "M2.02"}
    objectives = [{**each, "code": moved.get(each["code"], each["code"])} for each in SOUND["objectives"]]
    agenda = [{**each, "objective": moved.get(each["objective"], each["objective"])} for each in SOUND["agenda"]]
    crosswalk = [dict(each) for each in SOUND["crosswalk"]]
    crosswalk[1] |= {"objective": "M2.02", "reason": "Altro"}
    report = report_of(difference(package(), package(objectives=objectives, agenda=agenda, crosswalk=crosswalk)))
    (_, before, after), reason = lines(rows(report)["M1C1I1.01.00"])
    assert "[" not in before + after
    assert ("M1.02" in before, "M2.02" in after) == (True, True)
    assert reason[0] == "Motivo, M2.02"


def test_another_order_is_told_with_its_codes() -> None:
    first, second = SOUND["missions"]
    report = report_of(difference(package(), package(missions=[second, first])))
    row = rows(report)["Gli stessi elementi in altro ordine"]
    assert lines(row) == [("Ordine", "M1, M2", "M2, M1")]


def test_day_is_written_out() -> None:
    after = package(municipalities=[record("015001", "Abbiategrasso", zone="adda", valid_to="2024-12-31")])
    assert lines(rows(report_of(difference(package(), after)))["015001"]) == [
        ("Valido fino al", "", "[+31 dicembre 2024]")
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packages(), packages())
def test_report_can_be_made_of_any_two_texts(before: Package, after: Package) -> None:
    report = report_of(difference(before, after))
    for chapter in report.chapters:
        shown = [kind for table in chapter.tables for row in table.rows for kind, _word in row.kinds]
        assert {kind: shown.count(kind) for kind in shown} == {kind: count for kind, _word, count in chapter.counts}
        assert all(row.code or row.title for table in chapter.tables for row in table.rows)


def test_every_chapter_list_and_kind_has_its_words() -> None:
    assert words.CHAPTERS.keys() == CHAPTERS.keys()
    assert set(words.LISTS) == {key for keys in CHAPTERS.values() for key in keys}
    assert tuple(words.KINDS) == KINDS
