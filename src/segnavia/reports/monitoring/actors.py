"""Who carries the plan out: the directions, the bodies by their money, and the actors by what is asked of them."""

from django.utils.translation import gettext as _

from segnavia.briefing.bodies import actor_rows, body_rows, direction_rows
from segnavia.briefing.figures import money_at
from segnavia.briefing.numbers import plain
from segnavia.briefing.words import UNKNOWN
from segnavia.registry.asked import open_counts
from segnavia.registry.models import Actor
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import figure_cells, figure_columns
from segnavia.reports.monitoring.model import Column, Kind, Section, Table

MOST = 30  # bodies, and actors, on paper: a page


def actors(context: Context) -> Section:
    """Directions, bodies and actors."""
    bulletin = context.bulletin
    sentences = []
    if bulletin is not None and bulletin.bodies:
        unnamed = money_at(bulletin, "body", UNKNOWN).located or 0
        message = _(
            "Bodies that carry out projects here: %(bodies)s; projects of which no source names the body: %(projects)s."
        )
        sentences.append(message % {"bodies": plain(len(bulletin.bodies)), "projects": plain(unnamed)})
    tables = [_directions(context)]
    if bulletin is not None and bulletin.by.get("body"):
        tables.append(_bodies(context))
    asked = _actors(context)
    if asked is not None:
        tables.append(asked)
    return Section(
        "actors",
        _("Who carries it out"),
        sentences=tuple(sentences),
        tables=tuple(tables),
    )


def _directions(context: Context) -> Table:
    rows = tuple(
        (
            row.direction.title if row.direction else _("not known"),
            row.bodies if row.direction else "",
            *figure_cells(row.money, context.bulletin),
        )
        for row in direction_rows(context.book, context.bulletin)
    )
    columns = (
        Column("direction", _("Direction"), width=3, quoted=True),
        Column("bodies", _("Bodies"), Kind.COUNT, 0.8),
        *figure_columns(context.bulletin),
    )
    return Table("directions", _("The directions of the plan, by the bodies that act in them"), columns, rows)


def _bodies(context: Context) -> Table:
    directions = {code.value: record.title for code, record in context.book.directions.items()}
    rows = tuple(
        (
            row.code if row.body else "",
            row.body.title if row.body else _("Body not known"),
            _(row.kind) if row.kind else "",
            directions.get(row.body.direction, "") if row.body else "",
            *figure_cells(row.money, context.bulletin),
        )
        for row in body_rows(context.bulletin)
    )
    columns = (
        Column("code", _("Tax code"), Kind.CODE, 0),
        Column("title", _("Body"), width=3.4, quoted=True),
        Column("kind", _("Kind"), width=1.6),
        Column("direction", _("Direction"), width=0, quoted=True),
        *figure_columns(context.bulletin, leading=("projects", "funded", "paid", "ratio", "known", "completed")),
    )
    return Table("bodies", _("Bodies, by the money that any source tells"), columns, rows, most=MOST)


def _actors(context: Context) -> Table | None:
    counts = open_counts(public=True)
    rows = tuple(
        (
            row.actor.code,
            row.actor.title,
            _(row.kind),
            row.direction.title if row.direction else "",
            row.open,
            row.projects,
        )
        for row in actor_rows(Actor.objects.all(), counts, context.book, context.bulletin)
        if row.open
    )
    columns = (
        Column("code", _("Code"), Kind.CODE, 0),
        Column("title", _("Actor"), width=3.4, quoted=True),
        Column("kind", _("Kind"), width=1.8),
        Column("direction", _("Direction"), width=1.8, quoted=True),
        Column("open", _("Open things asked"), Kind.COUNT, 1.1),
        Column("projects", _("Projects"), Kind.COUNT, 1.0),
    )
    return Table("asked_of", _("Actors of whom something is asked"), columns, rows, most=MOST) if rows else None
