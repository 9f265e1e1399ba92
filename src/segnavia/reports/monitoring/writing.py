"""How cells and headings are written on paper, in the active language, and reports without what no form can hold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain, plain_day, plain_meur, plain_percent, plain_quantity
from segnavia.reports.monitoring.model import Cell, Column, Fact, Kind, Report, Section, Slide, Table
from segnavia.reports.texts import clean

DASH = "–"
_UNITS = {Kind.MILLIONS: "M€", Kind.EURO: "€"}


def written(column: Column, cell: Cell) -> str:
    """A cell as paper has it: unknown is said, and what does not apply is a dash."""
    if cell is None:
        return _("not known")
    if isinstance(cell, str):
        return cell or DASH
    if isinstance(cell, date):
        return plain_day(cell)
    amount = Decimal(cell)
    match column.kind:
        case Kind.MILLIONS:
            return plain_meur(amount)
        case Kind.SHARE:
            return plain_percent(amount)
        case Kind.QUANTITY:
            return plain_quantity(amount)
        case _:
            return plain(amount)


def heading(column: Column) -> str:
    """The heading of a column with its unit, as paper has it."""
    return headed(column, _UNITS.get(column.kind, ""))


def headed(column: Column, unit: str) -> str:
    """The heading of a column with a unit."""
    return f"{column.title}, {unit}" if unit else column.title


def cut_note(table: Table) -> str:
    """What paper says under a table of which it has the first rows only; else nothing."""
    if not table.is_cut or table.most is None:
        return ""
    message = _("The first %(shown)s of %(all)s rows; the workbook has all of them.")
    return message % {"shown": plain(table.most), "all": plain(len(table.rows))}


def cleaned(report: Report) -> Report:
    """The report with every text clean: titles come from plans, agreements and publishers."""
    return replace(
        report,
        body=clean(report.body),
        plan=clean(report.plan),
        subject=clean(report.subject),
        sentences=_texts(report.sentences),
        sections=tuple(_section(section) for section in report.sections),
        slides=tuple(_slide(slide) for slide in report.slides),
    )


def _section(section: Section) -> Section:
    return replace(
        section,
        title=clean(section.title),
        sentences=_texts(section.sentences),
        facts=tuple(_fact(fact) for fact in section.facts),
        charts=tuple(replace(each, title=clean(each.title), alt=clean(each.alt)) for each in section.charts),
        tables=tuple(_table(table) for table in section.tables),
        notes=_texts(section.notes),
        sections=tuple(_section(each) for each in section.sections),
    )


def _slide(slide: Slide) -> Slide:
    return replace(
        slide,
        title=clean(slide.title),
        sentences=_texts(slide.sentences),
        facts=tuple(_fact(fact) for fact in slide.facts),
        table=_table(slide.table) if slide.table else None,
        notes=_texts(slide.notes),
    )


def _fact(fact: Fact) -> Fact:
    return replace(fact, note=clean(fact.note))


def _table(table: Table) -> Table:
    rows = tuple(tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows)
    columns = tuple(replace(column, title=clean(column.title)) for column in table.columns)
    return replace(table, title=clean(table.title), note=clean(table.note), columns=columns, rows=rows)


def _texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(clean(text) for text in texts)
