"""The territory: zones and municipalities with their money, and money for each inhabitant."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from segnavia.briefing.figures import money_of
from segnavia.briefing.numbers import plain
from segnavia.briefing.places import PlaceRow, is_capital, median_per_head, municipality_rows, zone_rows
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import figure_cells, figure_columns
from segnavia.reports.monitoring.model import Column, Kind, Section, Table


def territory(context: Context) -> Section:
    """Every zone, every municipality, and what lies at the level of the whole territory."""
    rows = municipality_rows(context.book, context.bulletin)
    zones = zone_rows(context.book, context.bulletin, rows)
    sentences = []
    if context.bulletin is not None:
        with_projects = sum(bool(row.money.located) for row in rows)
        if with_projects == len(rows):
            message = _("Each of the %(all)s municipalities has at least one project.")
        else:
            message = _("%(with)s of the %(all)s municipalities have at least one project.")
        sentences.append(message % {"with": plain(with_projects), "all": plain(len(rows))})
        median = median_per_head(rows)
        if median is not None:
            message = _("The median municipality has %(euro)s € of PNRR funding for each inhabitant.")
            sentences.append(message % {"euro": plain(median)})
        level = money_of(context.bulletin.territory_level)
        if level.located:
            message = _("Projects at the level of the whole territory, and of no municipality: %(projects)s.")
            sentences.append(message % {"projects": plain(level.located)})
    tables = []
    if len(zones) > 1:
        title = _("Homogeneous zones: inhabitants, projects and money")
        tables.append(place_table(context, "zones", title, _("Zone"), zones))
    title = _("Municipalities: inhabitants, projects and money")
    tables.append(place_table(context, "municipalities", title, _("Municipality"), rows, zoned=len(zones) > 1))
    return Section(
        "territory",
        _("Territory"),
        sentences=tuple(sentences),
        charts=context.charted("zones"),
        tables=tuple(tables),
        notes=(_("A project with two places counts in each by its share, and is one project in each."),),
    )


def place_table(
    context: Context, key: str, title: str, first: str, rows: Sequence[PlaceRow], *, zoned: bool = False
) -> Table:
    """Places by name. `zoned`: each with its zone, which a workbook tells."""
    cells = tuple(
        (
            row.code,
            row.title,
            *((row.zone_title,) if zoned else ()),
            row.population,
            "" if row.money.located == 0 else row.per_head,
            *figure_cells(row.money, context.bulletin),
        )
        for row in rows
    )
    leading = ("projects", "funded", "paid", "ratio", "known", "completed", "under_way")
    return Table(
        key,
        title,
        (
            Column("code", _("Code"), Kind.CODE, 0),
            Column("title", first, width=2.6),
            *((Column("zone", _("Zone"), width=0),) if zoned else ()),
            Column("population", _("Inhabitants"), Kind.COUNT, 1.1),
            Column("per_head", _("For each inhabitant"), Kind.EURO, 1.1),
            *figure_columns(context.bulletin, leading=leading),
        ),
        cells,
    )


def place_of(context: Context) -> PlaceRow | None:
    """The municipality or zone that a report is about."""
    rows = municipality_rows(context.book, context.bulletin)
    wanted = rows if context.scope.dimension == "municipality" else zone_rows(context.book, context.bulletin, rows)
    return next((row for row in wanted if row.code == context.scope.code), None)


def beside(context: Context, place: PlaceRow) -> Section:
    """A municipality beside its zone, or a zone with its municipalities."""
    rows = municipality_rows(context.book, context.bulletin)
    members = [row for row in rows if row.zone == place.zone]
    if context.scope.dimension == "zone":
        title = _("Its municipalities")
        table_title = _("Municipalities: inhabitants, projects and money")
    else:
        title = _("Beside the other municipalities of its zone")
        table_title = _("Municipalities of the zone: inhabitants, projects and money")
    if is_capital(place.zone_title, members):
        return Section("beside", title)
    return Section(
        "beside",
        title,
        sentences=_per_head(context, place, members),
        tables=(place_table(context, "municipalities", table_title, _("Municipality"), members),),
    )


def _per_head(context: Context, place: PlaceRow, members: Sequence[PlaceRow]) -> tuple[str, ...]:
    median = median_per_head(list(members))
    if place.per_head is None or median is None:
        return ()
    if context.scope.dimension == "zone":
        message = _("%(euro)s € of PNRR for each inhabitant; the median of its municipalities is %(median)s €.")
    else:
        message = _("%(euro)s € of PNRR for each inhabitant; the median of the zone is %(median)s €.")
    return (message % {"euro": plain(place.per_head), "median": plain(median)},)
