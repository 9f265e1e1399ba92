"""What is due: the PNRR's milestones and targets of the sub-measures at work, and the physical indicators."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from segnavia.briefing.figures import Indicator, indicators_of
from segnavia.briefing.numbers import plain
from segnavia.briefing.rollup import Due
from segnavia.core.milestones import Outcome
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import share
from segnavia.reports.monitoring.model import Column, Kind, Section, Table

MOST = 40  # milestones on paper: two pages
# What a council asks about first: what was missed, then what comes next.
_ORDER = (Outcome.MISSED, Outcome.AHEAD, Outcome.UNTOLD, Outcome.MET)


def targets(context: Context, objectives: Iterable[str]) -> Section:
    """Milestones with their dates, and the indicators of these objectives."""
    counts, dues = context.rollup.counts, context.rollup.milestones
    sentences, tables, notes = [], [], []
    if counts.due or counts.ahead:
        message = _(
            "Milestones and targets of the sub-measures at work here: %(due)s due (%(met)s met, %(missed)s missed, "
            "%(untold)s told by no source), %(ahead)s still ahead."
        )
        sentences.append(
            message
            % {
                "due": plain(counts.due),
                "met": plain(counts.met),
                "missed": plain(counts.missed),
                "untold": plain(counts.untold),
                "ahead": plain(counts.ahead),
            }
        )
        notes.append(_("They are national: a sub-measure reaches them for the whole country."))
    if dues:
        tables.append(_milestones(dues))
    rows = _indicators(context, objectives)
    if rows is not None:
        tables.append(rows)
        notes.append(_("Indicators are counted one by one: their units are never added up."))
    return Section(
        "targets",
        _("Milestones, targets and indicators"),
        sentences=tuple(sentences),
        charts=context.charted("deadlines", "targets"),
        tables=tuple(tables),
        notes=tuple(notes),
    )


def _milestones(dues: Iterable[Due]) -> Table:
    levels = {"UE": _("agreed with the Union"), "ITA": _("the State's own")}
    ordered = sorted(dues, key=lambda due: (_ORDER.index(Outcome(due.code)), due.milestone.due_on, due.milestone.code))
    rows = tuple(
        (
            due.milestone.code,
            due.milestone.title,
            due.milestone.submeasure,
            levels.get(due.milestone.level, due.milestone.level),
            due.milestone.due_on,
            _(due.outcome),
        )
        for due in ordered
    )
    columns = (
        Column("code", _("Code"), Kind.CODE, 1.1),
        Column("title", _("Milestone or target"), width=4.6, quoted=True),
        Column("submeasure", _("Sub-measure"), Kind.CODE, 0),
        Column("level", _("Level"), width=1.5),
        Column("due_on", _("Due by"), Kind.DAY, 1.6),
        Column("outcome", _("Outcome"), width=1.5),
    )
    note = _("In this order: missed, ahead, due without a source that tells, met.")
    return Table("milestones", _("Milestones and targets of the PNRR"), columns, rows, note=note, most=MOST)


def _indicators(context: Context, objectives: Iterable[str]) -> Table | None:
    if context.bulletin is None:
        return None
    found: list[tuple[str, Indicator]] = [
        (code, indicator)
        for code in objectives
        for indicator in indicators_of(context.bulletin.indicators.get(code, ()))
    ]
    rows = tuple(
        (
            code,
            each.figure.title,
            each.figure.unit,
            each.figure.planned,
            each.figure.achieved,
            "" if each.ratio is None else share(each.ratio),
            each.figure.projects,
        )
        for code, each in found
    )
    columns = (
        Column("objective", _("Objective"), Kind.CODE, 0.9),
        Column("title", _("Indicator"), width=4, quoted=True),
        Column("unit", _("Unit"), width=1.3, quoted=True),
        Column("planned", _("Planned"), Kind.QUANTITY, 1.3),
        Column("achieved", _("Achieved"), Kind.QUANTITY, 1.3),
        Column("ratio", _("Achieved, share"), Kind.SHARE, 1.0),
        Column("projects", _("Projects"), Kind.COUNT, 0.9),
    )
    title = _("Physical indicators, by objective")
    return Table("indicators", title, columns, rows) if rows else None
