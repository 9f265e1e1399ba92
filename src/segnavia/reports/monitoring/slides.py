"""The slides for a council, taken from a report that is composed: each states one thing, and shows it.

Nothing is worked out here but the titles: tables and figures are those of the chapters, with fewer rows and columns.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain, plain_day, plain_meur, plain_percent
from segnavia.reports.charts import Chart
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import Row
from segnavia.reports.monitoring.model import Report, Section, Slide, Table

TEN = 10  # slides that a council sits through
ROWS = 8  # rows that are read from the last bench
LETTERS = 96  # of a text in a cell: two lines


@dataclass(frozen=True, slots=True)
class _Pick:
    """What a slide takes of a chapter: a chart by its key, or these columns of a table, in the chapter's order or by
    money.
    """

    section: str
    name: str
    columns: tuple[str, ...] = ()
    by_money: bool = False
    rows: int = ROWS


_MONEY = ("projects", "funded", "paid", "ratio")
_PLACES = ("title", "population", "per_head", "projects", "funded", "ratio")
# The most telling first: what exceeds ten slides is left out from the end.
_PICKS = (
    _Pick("missions", "missions", ("code", "title", *_MONEY), rows=10),
    _Pick("objectives", "objectives", ("code", "title", *_MONEY), by_money=True),
    _Pick("agenda", "drivers", ("code", "title", "objectives", "projects", "funded", "ratio"), rows=10),
    _Pick("asked", "asked", ("what", "due_on", "state"), rows=6),
    _Pick("at_work", "at_work", ("code", "title", *_MONEY), by_money=True),
    _Pick("beside", "municipalities", _PLACES, by_money=True),
    _Pick("territory", "zones"),
    _Pick("targets", "deadlines"),
    _Pick("agreements", "commitments", ("what", "actor", "due_on", "state"), rows=6),
    _Pick("money", "sources", ("source", "projects", "funded", "paid"), rows=10),
    _Pick("actors", "bodies", ("title", "kind", "projects", "funded", "ratio")),
    _Pick("projects", "projects", ("title", "state", "funded", "paid"), rows=6),
)


def slides_of(context: Context, report: Report) -> Report:
    """The report with its slides, ten at the most: the opening, those of the chapters, and the last on the sources."""
    opening, closing = _opening(context, report), _closing(context, report)
    chapters = [slide for slide in _chapters(report) if slide is not None]
    return replace(report, slides=(*opening, *chapters[: TEN - len(opening) - 1], closing))


def _opening(context: Context, report: Report) -> tuple[Slide, ...]:
    first = Slide("title", report.subject, sentences=report.sentences[:1], notes=_sources(report))
    standing = next((section for section in report.sections if section.key == "standing"), None)
    if standing is None or len(standing.facts) < 4:
        return (first,)
    told = Slide(
        "standing",
        _standing_title(context),
        report.sentences[1:],
        standing.facts[:4],
        notes=(*standing.sentences, *_sources(report)),
    )
    return (first, told, *(_charted(report, standing, chart) for chart in standing.charts[:1]))


def _standing_title(context: Context) -> str:
    money = context.money
    if money.funded is None or money.paid is None or money.paid_ratio is None:
        return _("Of no project are both funding and payments known")
    message = _("%(paid)s of %(funded)s M€ are paid (%(ratio)s)")
    return message % {
        "paid": plain_meur(money.paid),
        "funded": plain_meur(money.funded),
        "ratio": plain_percent(money.paid_ratio),
    }


def _chapters(report: Report) -> Iterator[Slide | None]:
    sections = {section.key: section for section in report.sections}
    for pick in _PICKS:
        section = sections.get(pick.section)
        if section is None:
            continue
        chart = next((each for each in section.charts if each.key in (pick.name, pick.section)), None)
        table = next((each for each in section.tables if each.key == pick.name), None)
        if chart is not None:
            yield _charted(report, section, chart)
        elif table is not None and pick.columns:
            yield _tabled(report, section, table, pick)


def _charted(report: Report, section: Section, chart: Chart) -> Slide:
    return Slide(chart.key, chart.title, chart=chart, notes=(chart.alt, *section.notes, *_sources(report)))


def _tabled(report: Report, section: Section, table: Table, pick: _Pick) -> Slide:
    rows = _by_money(table) if pick.by_money else table.rows
    whole = replace(table, rows=rows, sums=0 if pick.by_money else table.sums, most=None, group="")
    shown = _short(whole.narrowed(pick.columns, pick.rows))
    title = section.sentences[0].removesuffix(".") if section.sentences else table.title
    if len(rows) > len(shown.rows):
        message = _("The best funded %(shown)s of %(all)s.") if pick.by_money else _("The first %(shown)s of %(all)s.")
        note = message % {"shown": plain(len(shown.rows)), "all": plain(len(rows))}
    else:
        note = table.note
    return Slide(
        table.key,
        title,
        table=replace(shown, note=note),
        notes=(*section.sentences, *section.notes, *_sources(report)),
    )


def _short(table: Table) -> Table:
    """The table with its texts cut where a row would take more than two lines."""
    rows = tuple(
        tuple(Truncator(cell).chars(LETTERS) if isinstance(cell, str) else cell for cell in row) for row in table.rows
    )
    return replace(table, rows=rows)


def _by_money(table: Table) -> tuple[Row, ...]:
    """The rows that stand for one thing, the best funded first."""
    at = next(number for number, column in enumerate(table.columns) if column.key == "funded")
    single = table.rows[: len(table.rows) - table.sums]

    def order(row: Row) -> tuple[bool, Decimal]:
        amount = row[at]
        return (False, -amount) if isinstance(amount, Decimal) else (True, Decimal(0))

    return tuple(sorted(single, key=order))


def _closing(context: Context, report: Report) -> Slide:
    """What is not known, and on what all of it rests."""
    quality = next((section for section in report.sections if section.key == "quality"), None)
    money = context.money
    found = []
    if money.located:
        message = _("The payments of %(unknown)s of %(located)s projects are not known.")
        unknown = money.located - (money.known or 0)
        found.append(message % {"unknown": plain(unknown), "located": plain(money.located)})
        if money.untold:
            message = _("Of %(untold)s no amount at all is known: they count as unknown, and never as zero.")
            found.append(message % {"untold": plain(money.untold)})
    found += quality.sentences if quality else ()
    found.append(_("Sources: %(attribution)s. Licence: %(licence)s.") % _named(report))
    title = _("What is not known, and where the figures come from")
    return Slide("sources", title, tuple(found), notes=_sources(report))


def _named(report: Report) -> dict[str, str]:
    return {"attribution": report.basis.attribution, "licence": report.basis.licence}


def _sources(report: Report) -> tuple[str, ...]:
    """The sources, for the notes of a slide."""
    basis = report.basis
    if basis.as_of is None:
        return (_("No bulletin has been published yet."),)
    message = _("Sources as of %(date)s: %(datasets)s. Bulletin %(id)s; %(attribution)s; licence %(licence)s.")
    values = {"date": plain_day(basis.as_of), "datasets": ", ".join(basis.sources), "id": basis.bulletin}
    return (message % {**values, **_named(report)},)
