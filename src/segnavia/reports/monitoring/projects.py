"""The projects behind the figures, one by one: a workbook has all of them, paper the best funded."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.briefing import state
from segnavia.briefing.numbers import plain
from segnavia.briefing.states import TITLES
from segnavia.core.facts import State
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.model import Cell, Column, Kind, Section, Table

MOST = 50  # projects on paper, by money
_ALL = 1_000_000  # a limit that no territory reaches: all Italy has some three hundred thousand


def projects(context: Context) -> Section:
    """Every project that counts, the best funded first; money is the whole project's."""
    scope, bulletin = context.scope, context.bulletin
    lines: tuple[ProjectLine, ...] = ()
    if bulletin is not None:
        lines = state.projects(bulletin, scope.dimension, scope.code, state=None, limit=_ALL, offset=0)
    rows = tuple(_cells(context, line) for line in lines)
    table = Table("projects", _("Projects, the best funded first"), _columns(), rows, most=MOST)
    if not rows:
        return Section("projects", _("Projects"), sentences=(_("The sources place no project here."),))
    message = ngettext("%(number)s project counts here.", "%(number)s projects count here.", len(rows))
    return Section(
        "projects",
        _("Projects"),
        sentences=(
            message % {"number": plain(len(rows))},
            _("Money is the whole project's, in euro; “here” is the share of it that lies in this territory."),
        ),
        tables=(table,),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("title", _("Project"), width=4.2, quoted=True),
        Column("submeasure", _("Sub-measure"), Kind.CODE, 0),
        Column("cup", "CUP", Kind.CODE, 1.8),
        Column("clp", "CLP", Kind.CODE, 0),
        Column("body", _("Body"), width=0, quoted=True),
        Column("body_code", _("Tax code of the body"), Kind.CODE, 0),
        Column("state", _("State"), width=1.3),
        Column("days_late", _("Days late"), Kind.COUNT, 0),
        Column("due", _("Late against"), Kind.DAY, 0),
        Column("here", _("Here"), Kind.SHARE, 0.9),
        Column("funded", _("Funded"), Kind.EURO, 1.4),
        Column("paid", _("Paid"), Kind.EURO, 1.3),
        Column("elsewhere", _("Funding told elsewhere"), Kind.EURO, 0),
        Column("key", _("Key"), Kind.CODE, 0),
    )


def _cells(context: Context, line: ProjectLine) -> tuple[Cell, ...]:
    judged = context.book.submeasures.get(line.submeasure)
    return (
        line.title or (judged.title if judged else _("Project without a published title")),
        line.submeasure,
        line.cup,
        line.clp,
        line.body,
        line.body_code,
        _(TITLES[State(line.state)]),
        "" if line.days_late is None else line.days_late,
        "" if line.due is None else line.due,
        Decimal(line.place_share),
        line.funding_pnrr,
        line.paid_pnrr,
        "" if line.funding_elsewhere is None else line.funding_elsewhere,
        line.key,
    )
