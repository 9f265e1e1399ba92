"""What is due and not done yet: commitments, assignments, first moves, steps of reforms, answers to rounds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from segnavia.core.agreement_rules import BINDING
from segnavia.core.lifecycle import OPEN_TASKS, RoundState, Step
from segnavia.core.periods import first_day, last_day
from segnavia.registry.models import Act, Actor, Assignment, Commitment, FirstMove, Inquiry, ReformStep


class DeadlineKind(StrEnum):
    """What is due."""

    COMMITMENT = "commitment"
    ASSIGNMENT = "assignment"
    FIRST_MOVE = "first_move"
    REFORM_STEP = "reform_step"
    ANSWER = "answer"  # of a body to a round
    ACT = "act"  # a legal step of the plan, on its day


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing with its day. `version` goes up when it is changed; `actor` is nobody where the office's own.

    `element` is what it serves, such as `objectives:M1.01`; `agreement` the code of a commitment's. Empty where none.
    """

    kind: DeadlineKind
    pk: int
    what: str
    due_on: date
    actor: Actor | None
    version: int = 1
    element: str = ""
    agreement: str = ""

    @property
    def uid(self) -> str:
        """Its name for ever, whatever else of it changes."""
        return f"{self.kind}-{self.pk}"


def deadlines_of(actors: Iterable[str] | None = None, *, until: date | None = None) -> list[Deadline]:
    """What is due of these actors, by code, or of all; the earliest first. `until` leaves out what is due later."""
    codes = None if actors is None else set(actors)

    def of(rows: QuerySet, owner: str) -> QuerySet:  # type: ignore[type-arg] # of whichever of the tables
        asked = Q() if codes is None else Q(**{f"{owner}__code__in": codes})
        return rows.filter(asked).select_related(owner)

    found = [*_tasks(of), *_answers(of)]
    return _in_order(each for each in found if until is None or each.due_on <= until)


def public_deadlines() -> list[Deadline]:
    """What everybody may know is due: of public agreements and first moves, of assignments and reforms, and the dated
    legal steps of the plan.
    """
    return _in_order(
        [
            *_commitments(_live().filter(agreement__is_public=True)),
            *_first_moves(_open_moves().filter(is_public=True)),
            *_assignments(_open_assignments()),
            *_reform_steps(_open_steps()),
            *_acts(),
        ]
    )


def _in_order(found: Iterable[Deadline]) -> list[Deadline]:
    return sorted(found, key=lambda each: (each.due_on, each.kind, each.pk))


Of = Callable[[QuerySet, str], QuerySet]  # type: ignore[type-arg] # of whichever of the tables


def _tasks(of: Of) -> Iterator[Deadline]:
    yield from _commitments(of(_live(), "actor"))
    yield from _assignments(of(_open_assignments(), "owner"))
    yield from _first_moves(of(_open_moves(), "owner"))
    yield from _reform_steps(of(_open_steps(), "owner"))


def _answers(of: Of) -> Iterator[Deadline]:
    for row in of(unsent(), "actor"):
        yield Deadline(DeadlineKind.ANSWER, row.pk, row.round.title, row.round.due_on, row.actor, row.version)


def unsent() -> QuerySet[Inquiry]:
    """What referents are asked in open rounds and have not sent, where a link stands."""
    rows = Inquiry.objects.filter(round__state=RoundState.OPEN, sent_at__isnull=True, revoked_at__isnull=True)
    return rows.select_related("round", "actor")


def _live() -> QuerySet[Commitment]:
    """Open commitments of agreements that bind: before the signature nothing is promised."""
    rows = Commitment.objects.filter(state__in=OPEN_TASKS, due_on__isnull=False, agreement__state__in=BINDING)
    return rows.select_related("actor", "agreement")


def _commitments(rows: QuerySet[Commitment]) -> Iterator[Deadline]:
    for row in rows:
        if row.due_on is not None:
            yield Deadline(
                DeadlineKind.COMMITMENT,
                row.pk,
                row.what,
                row.due_on,
                row.actor,
                row.version,
                row.element,
                row.agreement.code,
            )


def _open_moves() -> QuerySet[FirstMove]:
    return FirstMove.objects.filter(state__in=OPEN_TASKS, due_on__isnull=False).select_related("owner")


def _first_moves(rows: QuerySet[FirstMove]) -> Iterator[Deadline]:
    for row in rows:
        if row.due_on is not None:
            yield Deadline(DeadlineKind.FIRST_MOVE, row.pk, row.title, row.due_on, row.owner, row.version, row.element)


def _open_assignments() -> QuerySet[Assignment]:
    return Assignment.objects.filter(state__in=OPEN_TASKS, due_on__isnull=False).select_related("owner")


def _assignments(rows: QuerySet[Assignment]) -> Iterator[Deadline]:
    for row in rows:
        if row.due_on is not None:
            what = row.what or row.element.partition(":")[2]
            yield Deadline(DeadlineKind.ASSIGNMENT, row.pk, what, row.due_on, row.owner, row.version, row.element)


def _open_steps() -> QuerySet[ReformStep]:
    return ReformStep.objects.filter(state__in=OPEN_TASKS, due_on__isnull=False).select_related("owner", "reform")


def _reform_steps(rows: QuerySet[ReformStep]) -> Iterator[Deadline]:
    for row in rows:
        if row.due_on is not None:
            element = f"reform_tracks:{row.reform.code}"
            yield Deadline(DeadlineKind.REFORM_STEP, row.pk, row.title, row.due_on, row.owner, row.version, element)


def _acts() -> Iterator[Deadline]:
    """The legal steps whose very day is known; a month or a year is no day."""
    for row in Act.objects.all():
        if row.step == Step.ENTRY_INTO_FORCE and row.in_force_from is not None:
            yield Deadline(DeadlineKind.ACT, row.pk, row.step, row.in_force_from, None)
        elif first_day(row.dated) == last_day(row.dated):
            yield Deadline(DeadlineKind.ACT, row.pk, row.step, first_day(row.dated), None)
