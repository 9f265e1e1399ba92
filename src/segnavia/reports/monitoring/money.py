"""The money: by source, over time, for the climate and the digital transition, and by goal of the Agenda 2030."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from segnavia.briefing.figures import Money
from segnavia.briefing.goals import goal_rows
from segnavia.briefing.numbers import plain_meur
from segnavia.briefing.rollup import RollUp
from segnavia.briefing.words import UNKNOWN
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import figure_cells, figure_columns, share
from segnavia.reports.monitoring.model import Column, Kind, Section, Table


def money(context: Context) -> Section:
    """What the bulletin tells of the money beside its sum; empty where it tells nothing."""
    notes = []
    if context.rollup.sources:
        notes.append(
            _(
                "Funding by source is told by the projects' dataset, payments by the payments' dataset, of another "
                "date: no ratio is made of the two."
            )
        )
    if context.rollup.tags:
        notes.append(
            _(
                "Derived: the coefficient of each sub-measure, as the State published it, times the funding of its "
                "projects. What is not tagged is unknown, and not zero."
            )
        )
    return Section(
        "money",
        _("The money"),
        sentences=_sentences(context),
        charts=context.charted("money-over-time"),
        tables=tuple(_tables(context)),
        notes=tuple(notes),
    )


def _sentences(context: Context) -> tuple[str, ...]:
    known = [line for line in context.rollup.sources if line.money.funding]
    if not known:
        return ()
    largest = max(known, key=lambda line: line.money.funding or 0)
    message = _("The largest source is %(source)s, with %(funded)s M€ by the projects' dataset.")
    return (message % {"source": _(largest.title), "funded": plain_meur(largest.money.funding or Decimal(0))},)


def _tables(context: Context) -> Iterator[Table]:
    rollup = context.rollup
    if rollup.sources:
        yield source_table(rollup)
    if rollup.tags:
        yield _aims(rollup)
    if len(rollup.moments) > 1:
        yield _over_time(rollup)
    goals = goal_rows(context.bulletin) if context.scope.is_whole else []
    if goals:
        yield _goals(context, goals)


def source_table(rollup: RollUp) -> Table:
    """What each source gives; a dash where a dataset tells nothing of it, or zero."""
    rows = tuple(
        (
            _(line.title),
            line.money.projects,
            "" if line.money.funding is None else line.money.funding,
            "" if line.money.paid is None else line.money.paid,
        )
        for line in rollup.sources
    )
    columns = (
        Column("source", _("Source"), width=4),
        Column("projects", _("Projects"), Kind.COUNT),
        Column("funded", _("Funded"), Kind.MILLIONS, 1.2),
        Column("paid", _("Paid"), Kind.MILLIONS, 1.2),
    )
    return Table("sources", _("The money by source"), columns, rows)


def _aims(rollup: RollUp) -> Table:
    titles = {"climate": _("Supports the climate"), "digital": _("Supports the digital transition")}
    rows = tuple(
        (titles[tag.aim], tag.amount, tag.tagged, share(tag.share), share(tag.tagged_share)) for tag in rollup.tags
    )
    columns = (
        Column("aim", _("Aim"), width=3),
        Column("amount", _("Amount"), Kind.MILLIONS),
        Column("tagged", _("Funding that is tagged"), Kind.MILLIONS, 1.4),
        Column("share", _("Share of what is tagged"), Kind.SHARE, 1.4),
        Column("tagged_share", _("Tagged, of the funding"), Kind.SHARE, 1.4),
    )
    return Table("aims", _("Climate and digital transition"), columns, rows)


def _over_time(rollup: RollUp) -> Table:
    rows = tuple(
        (
            date.fromisoformat(moment.as_of),
            moment.projects,
            moment.funding_pnrr,
            moment.paid_pnrr,
            share(moment.paid_ratio),
        )
        for moment in rollup.moments
    )
    columns = (
        Column("as_of", _("As of"), Kind.DAY, 2),
        Column("projects", _("Projects"), Kind.COUNT),
        Column("funded", _("Funded"), Kind.MILLIONS),
        Column("paid", _("Paid"), Kind.MILLIONS),
        Column("ratio", _("Paid, share"), Kind.SHARE),
    )
    note = _("As each release of the payments told it, for the projects and shares of today.")
    return Table("over_time", _("The money over time"), columns, rows, note=note)


def _goals(context: Context, goals: list[tuple[str, str, Money]]) -> Table:
    rows = tuple(
        (
            "" if code == UNKNOWN else code,
            _("no main goal is told") if code == UNKNOWN else title,
            *figure_cells(figure, context.bulletin),
        )
        for code, title, figure in goals
    )
    columns = (
        Column("code", _("Code"), Kind.CODE, 0.6),
        Column("title", _("Goal"), width=3.2, quoted=True),
        *figure_columns(context.bulletin),
    )
    note = _("It follows from the goals to which the State maps each sub-measure; the plan does not say it.")
    return Table("goals", _("Agenda 2030, by the main goal of the sub-measure"), columns, rows, note=note)
