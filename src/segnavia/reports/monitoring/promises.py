"""What was promised and is asked: public agreements with their commitments, first moves, reforms, assignments.

Whether something is late is counted at the report's day, and not at that of who opens it.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from segnavia.briefing.actors import actor_at, actor_of_municipality
from segnavia.briefing.agreements import Line, blocks_of, line_of, promise_of
from segnavia.briefing.asked import KINDS, AskedLine, asked_by, title_of
from segnavia.briefing.numbers import plain
from segnavia.briefing.tasks import moves_of, tracks_of
from segnavia.core.agreements import STATE_TITLES
from segnavia.core.lifecycle import TaskState
from segnavia.plans.cells import code_of
from segnavia.registry.agreements import get_agreements, overdue_of
from segnavia.registry.asked import asked_of
from segnavia.registry.models import Agreement, FirstMove, Reform
from segnavia.registry.values import task_states
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.model import Cell, Column, Kind, Section, Table

MOST = 60  # assignments on paper


def agreements(context: Context, serves: Callable[[Agreement], bool] = lambda _agreement: True) -> Section:
    """The public agreements, those that `serves` admits, and what was promised in them."""
    found = [each for each in get_agreements(context.book.package.plan.code, only_public=True) if serves(each)]
    lines = [line_of(each, context.day) for each in found]
    tables = tuple(table for table in (_agreements(lines), _commitments(context, found)) if table.rows)
    sentence = (
        _("Public agreements: %(number)s; overdue commitments: %(overdue)s.")
        % {"number": plain(len(lines)), "overdue": plain(sum(line.overdue for line in lines))}
        if lines
        else _("No public agreement has been recorded yet.")
    )
    return Section(
        "agreements",
        _("Agreements"),
        sentences=(sentence,),
        charts=context.charted("network", "due-dates"),
        tables=tables,
    )


def _agreements(lines: Iterable[Line]) -> Table:
    rows = tuple(
        (
            _(block.title),
            line.agreement.title,
            "; ".join(actor.title for actor in line.parties),
            line.agreement.signed_on or "",
            line.agreement.ends_on or "",
            _(STATE_TITLES[line.state]),
            line.overdue,
        )
        for block in blocks_of(lines)
        for line in block.lines
    )
    columns = (
        Column("type", _("Type")),
        Column("title", _("Agreement"), width=3.6, quoted=True),
        Column("parties", _("Parties"), width=2.6, quoted=True),
        Column("signed_on", _("Signed on"), Kind.DAY, 1.3),
        Column("ends_on", _("Ends on"), Kind.DAY, 1.3),
        Column("state", _("State"), width=1.1),
        Column("overdue", _("Overdue"), Kind.COUNT, 0.8),
    )
    return Table("agreements", _("Public agreements, by type"), columns, rows, group="type")


def _commitments(context: Context, found: Iterable[Agreement]) -> Table:
    rows = []
    for agreement in found:
        late = overdue_of(agreement, context.day)
        for each in agreement.commitments.all():
            promise = promise_of(each, late, context.day)
            rows.append(
                (
                    agreement.title,
                    each.what,
                    each.actor.title,
                    each.due_on or "",
                    _state(each.state),
                    promise.days_late or "",
                    each.amount,
                    code_of(each.element) if each.element else "",
                )
            )
    columns = (
        Column("agreement", _("Agreement"), quoted=True),
        Column("what", _("Commitment"), width=3.6, quoted=True),
        Column("actor", _("Who"), width=1.8, quoted=True),
        Column("due_on", _("By when"), Kind.DAY, 1.3),
        Column("state", _("State"), width=1.1),
        Column("days_late", _("Days late"), Kind.COUNT, 0.8),
        Column("amount", _("Amount"), Kind.EURO, 0),
        Column("element", _("Serves"), Kind.CODE, 0),
    )
    return Table("commitments", _("Commitments of public agreements"), columns, tuple(rows), group="agreement")


def moves(context: Context) -> Section:
    """The public first moves, then the reform tracks with their steps."""
    rows = FirstMove.objects.filter(plan__code=context.book.package.plan.code, is_public=True)
    rows = rows.exclude(state=TaskState.WITHDRAWN).select_related("owner")
    found = moves_of(rows, context.book, context.day)
    done = sum(each.move.state == TaskState.DONE for each in found)
    sentence = (
        _("First moves done: %(done)s of %(all)s.") % {"done": plain(done), "all": plain(len(found))}
        if found
        else _("No first move has been recorded yet.")
    )
    table = Table(
        "first_moves",
        _("First moves"),
        (
            Column("title", _("First move"), width=3.6, quoted=True),
            Column("owner", _("Who"), width=1.8, quoted=True),
            Column("serves", _("Serves"), width=1.8, quoted=True),
            Column("due_on", _("By when"), Kind.DAY, 1.3),
            Column("state", _("State"), width=1.1),
            Column("done_on", _("Done on"), Kind.DAY, 1.3),
            Column("days_late", _("Days late"), Kind.COUNT, 0.8),
        ),
        tuple(
            (
                each.move.title,
                each.move.owner.title,
                f"{each.code} {each.served}".strip(),
                each.move.due_on or "",
                _state(each.move.state),
                each.move.done_on if each.move.state == TaskState.DONE else "",
                each.days_late or "",
            )
            for each in found
        ),
    )
    return Section("first_moves", _("First moves"), sentences=(sentence,), tables=(table,) if found else ())


def reforms(context: Context) -> Section:
    """The reforms of the body itself: the plan's word, the office's, and the steps."""
    package = context.book.package
    rows = Reform.objects.filter(plan__code=package.plan.code).prefetch_related("steps__owner")
    tracks = tracks_of(package.reform_tracks, rows, context.day)
    states = {"work_in_progress": _("Work in progress"), "done": _("Done"), "withdrawn": _("Withdrawn")}
    table = Table(
        "reforms",
        _("Reform tracks"),
        (
            Column("code", _("Code"), Kind.CODE, 0.6),
            Column("title", _("Reform track"), width=4, quoted=True),
            Column("plan", _("By the plan"), width=1.4),
            Column("office", _("By the office"), width=1.4),
            Column("said_on", _("Said on"), Kind.DAY, 1.3),
            Column("steps", _("Steps"), Kind.COUNT, 0.7),
            Column("done", _("Steps done"), Kind.COUNT, 0.8),
        ),
        tuple(
            (
                each.track.code,
                each.track.title,
                states[each.track.state],
                states[each.reform.state] if each.reform and each.reform.said_on else None,
                each.reform.said_on if each.reform else None,
                len(each.steps),
                sum(step.state == TaskState.DONE for step, _late in each.steps),
            )
            for each in tracks
        ),
    )
    return Section("reforms", _("Reform tracks"), tables=(table,) if tracks else ())


def asked(context: Context) -> Section:
    """Everything that the plan, agreements and reforms ask of somebody, the overdue first."""
    found = asked_of(None, context.day, public=True)
    rows = tuple(
        (
            _(KINDS[each.kind]),
            each.actor_title,
            code_of(each.element) if each.element else "",
            each.what or title_of(each.element, context.book) or code_of(each.element),
            each.due_on or "",
            _state(each.state),
            each.days_late(context.day) or "",
        )
        for each in found
    )
    table = Table("asked", _("What is asked of whom"), _asked_columns(named=True), rows, most=MOST)
    still = sum(each.is_open for each in found)
    message = _("Asked and open: %(open)s; done or withdrawn: %(done)s.")
    values = {"open": plain(still), "done": plain(len(found) - still)}
    return Section(
        "asked",
        _("What is asked of whom"),
        sentences=(message % values if found else _("Nothing has been assigned or promised yet."),),
        tables=(table,) if rows else (),
    )


def asked_here(context: Context) -> Section:
    """What is asked of the municipality or body that the report is about, with its late projects."""
    scope = context.scope
    actor = actor_of_municipality(scope.code) if scope.dimension == "municipality" else actor_at(scope.actor)
    tax_code = (actor.tax_code if actor else "") if scope.dimension == "municipality" else scope.code
    found = asked_by(context.now, actor, tax_code, context.day)
    rows = tuple(_asked_row(line) for line in (*found.open, *found.closed))
    table = Table("asked", _("What is asked of it"), _asked_columns(named=False), rows, most=MOST)
    return Section(
        "asked",
        _("What is asked of it"),
        sentences=() if rows else (_("Nothing is open: no assignment, public commitment or first move."),),
        tables=(table,) if rows else (),
    )


def _asked_row(line: AskedLine) -> tuple[Cell, ...]:
    return _(line.kind), line.code, line.title, line.due_on or "", _state(line.state), line.days_late or ""


def _asked_columns(*, named: bool) -> tuple[Column, ...]:
    return (
        Column("kind", _("Kind"), width=1.3),
        *((Column("actor", _("Who"), width=2, quoted=True),) if named else ()),
        Column("code", _("Code"), Kind.CODE, 0.8),
        Column("what", _("What"), width=4, quoted=True),
        Column("due_on", _("By when"), Kind.DAY, 1.3),
        Column("state", _("State"), width=1.1),
        Column("days_late", _("Days late"), Kind.COUNT, 0.8),
    )


def _state(state: str) -> str:
    return task_states()[TaskState(state)]
