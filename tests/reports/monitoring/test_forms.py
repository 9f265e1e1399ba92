"""The report read back from each of its four forms: not one number differs from the data, nor from another form's."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.reports.monitoring.compose import report_of
from segnavia.reports.monitoring.forms import FORMS, document
from segnavia.reports.monitoring.model import Column, Kind, Report, Section, Table
from segnavia.reports.monitoring.scope import WHOLE, Scope, scope_of
from tests.actions.agreements import in_force
from tests.portal.sample import GRID, Reader
from tests.reports.monitoring.readback import WRONG, wrong_cell, wrong_value

pytestmark = pytest.mark.long  # documents are written by the dozen

SCOPES = (
    ("total", ""),
    ("mission", "M3"),
    ("driver", "D05"),
    ("zone", "milano"),
    ("municipality", "015146"),
    ("body", "01199250158"),
)
EVERY_FORM = pytest.mark.parametrize("form", FORMS)
EVERY_SCOPE = pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope[0])


def asked(now: State, scope: tuple[str, str]) -> Scope:
    found = WHOLE if scope[0] == "total" else scope_of(now, *scope)
    assert found is not None
    return found


@EVERY_FORM
@EVERY_SCOPE
def test_not_one_number_differs(now: State, form: str, scope: tuple[str, str]) -> None:
    in_force(is_public=True)
    report = report_of(now, asked(now, scope))
    assert list(WRONG[form](report, FORMS[form].write(report))) == []


@EVERY_FORM
def test_not_one_number_differs_in_english(now: State, form: str) -> None:
    with translation.override("en"):
        report = report_of(now)
        assert report.title == "Monitoring report – PSTTM 2022-2024"
        assert list(WRONG[form](report, FORMS[form].write(report))) == []


@EVERY_FORM
def test_same_sources_give_the_same_bytes(now: State, form: str) -> None:
    assert document(now, form, WHOLE, "it") == document(now, form, WHOLE, "it")


@EVERY_FORM
def test_report_before_the_first_bulletin_says_so(now: State, form: str) -> None:
    unmeasured = replace(now, bulletin=None)
    report = report_of(unmeasured)
    assert report.basis.as_of is None
    assert list(WRONG[form](report, FORMS[form].write(report))) == []
    money = [
        cell
        for table in report.tables
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if column.kind is Kind.MILLIONS
    ]
    assert money
    assert set(money) == {None}  # unknown, and never zero


@EVERY_FORM
def test_report_of_a_plan_without_objectives(now: State, reader: Reader, form: str) -> None:
    reader.bulletins = (GRID,)
    grid = state.measured(GRID.id)
    assert grid is not None
    assert not grid.book.objectives
    report = report_of(grid)
    assert list(WRONG[form](report, FORMS[form].write(report))) == []


# What readers tell wrong is told as wrong: a read-back that finds nothing would prove nothing.


def tampered(report: Report) -> Report:
    """The same report with one cent more in the first amount of the missions, and one project more."""
    sections = tuple(_tampered_section(section) for section in report.sections)
    slides = tuple(
        replace(slide, table=_tampered(slide.table)) if slide.table and slide.table.key == "missions" else slide
        for slide in report.slides
    )
    return replace(report, sections=sections, slides=slides)


def _tampered_section(section: Section) -> Section:
    return replace(section, tables=tuple(_tampered(t) if t.key == "missions" else t for t in section.tables))


def _tampered(table: Table) -> Table:
    at = next(number for number, column in enumerate(table.columns) if column.key == "projects")
    last = list(table.rows[-1])
    last[at] = int(str(last[at])) + 1
    return replace(table, rows=(*table.rows[:-1], tuple(last)))


@EVERY_FORM
def test_reading_back_finds_one_project_more(now: State, form: str) -> None:
    report = report_of(now)
    assert list(WRONG[form](tampered(report), FORMS[form].write(report)))


@pytest.mark.parametrize(
    ("text", "kind", "cell", "is_right"),
    [
        ("1.234,5", Kind.MILLIONS, Decimal(1234540000), True),
        ("1.234,6", Kind.MILLIONS, Decimal(1234540000), False),
        ("< 0,1", Kind.MILLIONS, Decimal(10), True),
        ("0,0", Kind.MILLIONS, Decimal(60000), False),
        ("non noto", Kind.MILLIONS, None, True),
        ("0,0", Kind.MILLIONS, None, False),
        ("36 %", Kind.SHARE, Decimal("0.3599"), True),
        ("1.911", Kind.COUNT, 1911, True),
        ("1.912", Kind.COUNT, 1911, False),
    ],
)
def test_reader_of_paper(text: str, kind: Kind, cell: Decimal | int | None, is_right: bool) -> None:
    assert (wrong_cell(text, Column("x", "X", kind), cell, "it") == "") is is_right


def test_reader_of_workbooks_wants_types() -> None:
    count = Column("x", "X", Kind.COUNT)
    assert wrong_value(3, count, 3, "it") == ""
    assert wrong_value("3", count, 3, "it")
    assert wrong_value(0, count, None, "it")


def test_no_clock_stands_in_a_report(now: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is late is counted at the bulletin's day, whenever the report is made."""
    in_force(is_public=True)
    written = {form: document(now, form) for form in FORMS}
    monkeypatch.setattr(timezone, "localdate", lambda *_arguments: date(2031, 5, 6))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 5, 6, tzinfo=UTC))
    assert {form: document(now, form) == content for form, content in written.items()} == dict.fromkeys(FORMS, True)
    agreements = next(section for section in report_of(now).sections if section.key == "agreements")
    assert {chart.key for chart in agreements.charts} == {"network", "due-dates"}
    assert all("31 marzo 2025" in chart.note for chart in agreements.charts)
