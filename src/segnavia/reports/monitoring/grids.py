"""The plan's grids: missions, keywords, components, objectives and drivers, each with its money and states."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from segnavia.briefing.agenda import driver_cards
from segnavia.briefing.figures import money_at, money_of
from segnavia.briefing.matrix import ObjectiveRow, component_blocks, mission_money, objective_row
from segnavia.briefing.numbers import plain, plain_meur
from segnavia.core.provenance import Provenance
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import Row, figure_cells, figure_columns
from segnavia.reports.monitoring.model import Column, Kind, Section, Table

OVERLAP = gettext_noop("Drivers share objectives: their money overlaps and must not be added up.")
PROVENANCES = {
    Provenance.SOURCE: gettext_noop("the document says it"),
    Provenance.EDITORIAL: gettext_noop("editorial"),
    Provenance.UNCERTAIN: gettext_noop("uncertain"),
}


def missions(context: Context) -> Section:
    """The missions with what stands outside the plan and the whole; then keywords and components."""
    tables = [mission_table(context)]
    if context.book.keywords and context.bulletin:
        tables.append(keyword_table(context))
    if context.book.components:
        tables.append(component_table(context))
    return Section(
        "missions",
        _("Missions of the PNRR"),
        sentences=_mission_sentence(context),
        tables=tuple(tables),
    )


def _mission_sentence(context: Context) -> tuple[str, ...]:
    found = [
        (mission, money)
        for mission in context.book.package.missions
        if (money := mission_money(context.bulletin, mission.code)).funded
    ]
    if not found:
        return ()
    best, money = max(found, key=lambda pair: pair[1].funded or 0)
    message = _("The best funded mission is %(code)s %(title)s, with %(funded)s M€.")
    values = {
        "code": best.code,
        "title": best.title,
        "funded": plain_meur(money.funded or Decimal(0)),
    }
    return (message % values,)


def mission_table(context: Context) -> Table:
    """One row a mission, then what is outside the plan, then the territory."""
    book, bulletin = context.book, context.bulletin
    has_objectives = book.package.has_objectives
    rows = [
        (
            mission.code,
            mission.title,
            len(book.objectives_of_mission[mission.code]) if has_objectives else "",
            *figure_cells(mission_money(bulletin, mission.code), bulletin),
        )
        for mission in book.package.missions
    ]
    sums = []
    if bulletin is not None:
        if bulletin.has_objectives:
            sums.append(("", _("Outside the plan"), "", *figure_cells(money_of(bulletin.outside_plan), bulletin)))
        whole = len(book.objectives) if has_objectives else ""
        sums.append(("", _("The territory"), whole, *figure_cells(money_of(bulletin.total), bulletin)))
    return Table(
        "missions",
        _("Missions: objectives, projects, money and states"),
        (
            Column("code", _("Code"), Kind.CODE, 0.6),
            Column("title", _("Mission"), width=3, quoted=True),
            Column("objectives", _("Objectives"), Kind.COUNT, 0.9 if has_objectives else 0),
            *figure_columns(bulletin),
        ),
        (*rows, *sums),
        sums=len(sums),
        note=_(
            "A project that serves objectives of two missions counts as one in each; its money is split by its shares."
        )
        if has_objectives
        else "",
    )


def keyword_table(context: Context) -> Table:
    """The vision keywords with the missions they are marked for."""
    rows = tuple(
        (
            keyword.code,
            keyword.title,
            ", ".join(keyword.missions),
            *figure_cells(money_at(context.bulletin, "keyword", keyword.code), context.bulletin),
        )
        for keyword in context.book.package.keywords
    )
    return Table(
        "keywords",
        _("Vision keywords"),
        (
            Column("code", _("Code"), Kind.CODE, 0.6),
            Column("title", _("Keyword"), width=2, quoted=True),
            Column("missions", _("Missions"), Kind.CODE, 1.9),
            *figure_columns(context.bulletin),
        ),
        rows,
        note=_("Keywords share missions: their money overlaps and must not be added up."),
    )


def component_table(context: Context) -> Table:
    """The components of the PNRR."""
    rows = tuple(
        (
            row.component.code,
            row.component.title,
            *(_("yes") if mark.marked else _("no") for mark in row.marks),
            *figure_cells(row.money, context.bulletin),
        )
        for block in component_blocks(context.book, context.bulletin)
        for row in block.rows
    )
    return Table(
        "components",
        _("Components of the PNRR"),
        (
            Column("code", _("Code"), Kind.CODE, 0.8),
            Column("title", _("Component"), width=3, quoted=True),
            *_direction_columns(context),
            *figure_columns(context.bulletin),
        ),
        rows,
        note=_(
            "The money of a mission is that which serves its objectives, from whatever component of the PNRR it comes: "
            "the two do not match."
        ),
    )


def objectives(context: Context) -> Section:
    """Every objective of the plan, grouped by mission."""
    book, bulletin = context.book, context.bulletin
    rows = [objective_row(objective, book, bulletin) for objective in book.package.objectives]
    at_work = sum(bool(row.money.located) for row in rows)
    sentences = []
    if bulletin is not None and rows:
        message = _("%(at_work)s of the %(all)s objectives have at least one project in the territory.")
        sentences.append(message % {"at_work": plain(at_work), "all": plain(len(rows))})
    uncertain = sum(row.objective.provenance is Provenance.UNCERTAIN for row in rows)
    notes = []
    if uncertain:
        message = _("Objectives whose marks cannot be read with certainty in the source document: %(number)s.")
        notes.append(message % {"number": plain(uncertain)})
    return Section(
        "objectives",
        _("Strategic objectives"),
        sentences=tuple(sentences)
        or (_("No strategic plan of this territory is here yet: what is measured is the PNRR in the territory."),),
        tables=(objective_table(context, rows),) if rows else (),
        notes=tuple(notes),
    )


def objective_table(context: Context, rows: Iterable[ObjectiveRow], reasons: tuple[str, ...] = ()) -> Table:
    """Objectives with who acts; `reasons` why a driver combines them."""
    rows = tuple(rows)
    told = reasons or ("",) * len(rows)
    leading = ("projects", "funded", "paid", "ratio", "known", "completed")
    cells: tuple[Row, ...] = tuple(
        (
            f"{row.objective.mission} {context.book.missions[row.objective.mission].title}",
            row.objective.code,
            row.objective.title,
            reason,
            *(_("yes") if mark.marked else _("no") for mark in row.marks),
            ", ".join(driver.code for driver in row.drivers),
            _(PROVENANCES[row.objective.provenance]),
            *figure_cells(row.money, context.bulletin),
        )
        for row, reason in zip(rows, told, strict=True)
    )
    return Table(
        "objectives",
        _("Objectives: projects, money and states"),
        (
            Column("mission", _("Mission"), quoted=True),
            Column("code", _("Code"), Kind.CODE, 0.75),
            Column("title", _("Objective"), width=3.6, quoted=True),
            Column("reason", _("Why it is here"), width=2.6 if reasons else 0, quoted=True),
            *_direction_columns(context),
            Column("drivers", _("Drivers"), Kind.CODE, 0),
            Column("provenance", _("Provenance"), width=0),
            *figure_columns(context.bulletin, leading=leading[:4] if reasons else leading),
        ),
        cells,
        group="mission",
    )


def _direction_columns(context: Context) -> tuple[Column, ...]:
    """Who acts; a workbook has a column for each, paper has no room for them."""
    titles = [(record.code, record.title) for record in context.book.directions.values()]
    return tuple(Column(f"direction_{code.value}", title, width=0, quoted=True) for code, title in titles)


def agenda(context: Context) -> Section:
    """The drivers of the strategic agenda."""
    cards = driver_cards(context.book, context.bulletin)
    rows = tuple(
        (
            card.driver.code,
            card.driver.title,
            card.objectives,
            ", ".join(code for code, _number in card.missions),
            *figure_cells(card.money, context.bulletin),
        )
        for card in cards
    )
    table = Table(
        "drivers",
        _("Drivers of the strategic agenda"),
        (
            Column("code", _("Code"), Kind.CODE, 0.7),
            Column("title", _("Driver"), width=3, quoted=True),
            Column("objectives", _("Objectives"), Kind.COUNT, 0.9),
            Column("missions", _("Missions"), Kind.CODE, 0),
            *figure_columns(context.bulletin),
        ),
        rows,
        note=_(OVERLAP),
    )
    best = max((card for card in cards if card.money.funded), key=lambda card: card.money.funded or 0, default=None)
    sentences: tuple[str, ...] = ()
    if best is not None:
        message = _("The best funded driver is %(code)s %(title)s, with %(funded)s M€.")
        values = {
            "code": best.driver.code,
            "title": best.driver.title,
            "funded": plain_meur(best.money.funded or Decimal(0)),
        }
        sentences = (message % values,)
    notes = _("Which objectives each combines was a picture in the source: the reading is editorial.")
    return Section(
        "agenda",
        _("Strategic agenda"),
        sentences=sentences,
        tables=(table,) if rows else (),
        notes=(notes,) if rows else (),
    )
