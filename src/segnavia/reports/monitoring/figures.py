"""The columns that every table of figures has, and the cells of one figure in them."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from segnavia.briefing.completeness import tells_dates
from segnavia.briefing.figures import Money
from segnavia.core.facts import State
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Bulletin
from segnavia.reports.monitoring.model import Cell, Column, Kind

Row = tuple[Cell, ...]
WIDTH = 16  # the columns of a figure


def share(ratio: float | None) -> Decimal | None:
    """A ratio as an exact cell."""
    return None if ratio is None else Decimal(repr(ratio))


def figure_columns(bulletin: Bulletin | None, *, leading: Sequence[str] = ()) -> tuple[Column, ...]:
    """Projects, money and states. Paper has those that say most, and no column of what no source tells at all.

    `leading`: those of paper, where it has fewer than usual.
    """
    dates = bulletin is not None and tells_dates(bulletin)
    columns = (
        Column("projects", _("Projects"), Kind.COUNT, 1.0),
        Column("funded", _("Funded"), Kind.MILLIONS, 1.15),
        Column("paid", _("Paid"), Kind.MILLIONS, 1.0),
        Column("ratio", _("Paid, share"), Kind.SHARE, 0.95),
        Column("known", _("Known for"), Kind.COUNT, 0.95),
        Column("completed", _("Completed"), Kind.COUNT, 1.08),
        Column("under_way", _("Under way"), Kind.COUNT, 0.9),
        Column("late", _("Late"), Kind.COUNT, 0.9 if dates else 0),
        Column("not_started", _("Not started"), Kind.COUNT, 0),
        Column("suspended", _("Suspended or withdrawn"), Kind.COUNT, 0),
        Column("state_unknown", _("State not known"), Kind.COUNT, 0.95),
        Column("measured", _("Projects measured"), Kind.COUNT, 0),
        Column("elsewhere", _("Funding told elsewhere"), Kind.MILLIONS, 0),
        Column("told", _("Projects with any amount"), Kind.COUNT, 0),
        Column("targets", _("Targets"), Kind.COUNT, 0),
        Column("reached", _("Targets reached"), Kind.COUNT, 0),
    )
    if not leading:
        return columns
    return tuple(Column(each.key, each.title, each.kind, each.width if each.key in leading else 0) for each in columns)


def figure_cells(money: Money, bulletin: Bulletin | None) -> Row:
    """The cells of a figure under `figure_columns`: unknown before a measurement, a dash where there is no project."""
    figure = money.figure
    if figure is None:
        return (None,) * WIDTH
    if not figure.projects_located:
        return (0, *("",) * (WIDTH - 1))
    return (
        figure.projects_located,
        figure.funding_pnrr,
        figure.paid_pnrr,
        share(figure.paid_ratio),
        figure.projects_both,
        *_states(figure, bulletin),
        figure.projects,
        "" if figure.funding_elsewhere is None else figure.funding_elsewhere,
        figure.projects_told,
        figure.targets or None,
        figure.targets_reached if figure.targets else None,
    )


def _states(figure: Figure, bulletin: Bulletin | None) -> Row:
    """Projects by state. Where no source gives dates, nobody can say how many are late."""
    told = figure.state_unknown < figure.projects_located
    dates = bulletin is not None and tells_dates(bulletin)

    def count(state: State) -> int | None:
        return figure.count(state) if told else None

    return (
        count(State.COMPLETED),
        count(State.UNDER_WAY),
        count(State.LATE) if dates else None,
        count(State.NOT_STARTED),
        count(State.SUSPENDED_OR_WITHDRAWN),
        figure.state_unknown,
    )
