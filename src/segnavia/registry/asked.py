"""What is asked of actors: assignments, commitments, first moves and steps of reform tracks, as one list.

A commitment counts once its agreement is signed: what is still negotiated was promised by nobody. What a private
agreement holds is left out where `public` is asked for.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from segnavia.core.lifecycle import OPEN_TASKS, AgreementState, TaskState
from segnavia.registry.models import Actor, Assignment, Commitment, FirstMove, ReformStep

# The states of an agreement in which its parties have promised something, or had.
BINDING = (AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.CONCLUDED, AgreementState.EXPIRED)


class AskedKind(StrEnum):
    """What kind of thing is asked."""

    ASSIGNMENT = "assignment"
    COMMITMENT = "commitment"
    FIRST_MOVE = "first_move"
    REFORM_STEP = "reform_step"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked of an actor.

    `what` is empty for an assignment that says no more than its element. `element` is what it serves, such as
    `objectives:M1.01`, or empty; `agreement` and `agreement_title` are a commitment's.
    """

    kind: AskedKind
    key: int
    actor: str
    actor_title: str
    what: str
    element: str
    direction: str
    agreement: str
    agreement_title: str
    due_on: date | None
    state: TaskState
    done_on: date | None
    evidence: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN_TASKS

    def days_late(self, today: date) -> int:
        """By how many days it is overdue; 0 where it is not, or has no due date."""
        return max((today - self.due_on).days, 0) if self.is_open and self.due_on else 0

    def order(self, today: date) -> tuple[int, date, str, int]:
        """Where it stands in a list: overdue, due, without a date, done; in each by date."""
        if not self.is_open:
            group, day = (3 if self.state is TaskState.DONE else 4), self.done_on
        elif self.due_on is None:
            group, day = 2, None
        else:
            group, day = (0 if self.days_late(today) else 1), self.due_on
        return group, day or date.max, self.element, self.key


def asked_of(actors: Collection[str] | None, today: date, *, public: bool) -> list[Asked]:
    """Everything that is asked of these actors, by their codes, or of all; overdue first.

    `public`: only what everybody may see.
    """
    return sorted(_all(actors, public), key=lambda asked: asked.order(today))


def open_counts(*, public: bool) -> Counter[str]:
    """How many things are open for each actor, by its code."""
    return Counter(asked.actor for asked in _all(None, public) if asked.is_open)


def actor_at(code: str) -> Actor | None:
    """The actor of that code or tax code."""
    found = Actor.objects.filter(code=code).first()
    return found or (Actor.objects.filter(tax_code=code).first() if code else None)


def actor_of_municipality(istat: str) -> Actor | None:
    """The actor that is this municipality."""
    return Actor.objects.filter(municipality=istat).first() if istat else None


def _all(actors: Collection[str] | None, public: bool) -> Iterator[Asked]:
    assignments = _of(Assignment.objects.select_related("owner"), "owner", actors)
    commitments = _of(Commitment.objects.select_related("actor", "agreement"), "actor", actors)
    moves = _of(FirstMove.objects.select_related("owner"), "owner", actors)
    steps = _of(ReformStep.objects.select_related("owner", "reform").exclude(owner=None), "owner", actors)
    commitments = commitments.filter(agreement__state__in=BINDING)
    if public:
        commitments = commitments.filter(agreement__is_public=True)
        moves = moves.filter(is_public=True)
    for row in assignments:
        yield _asked(row, AskedKind.ASSIGNMENT, row.owner, what=row.what, direction=row.direction)
    for row in commitments:
        agreement = row.agreement
        yield _asked(
            row,
            AskedKind.COMMITMENT,
            row.actor,
            what=row.what,
            agreement=agreement.code,
            agreement_title=agreement.title,
        )
    for row in moves:
        yield _asked(row, AskedKind.FIRST_MOVE, row.owner, what=row.title)
    for row in steps:
        element = f"reform_tracks:{row.reform.code}"
        yield _asked(row, AskedKind.REFORM_STEP, row.owner, what=row.title, element=element, evidence=row.act)


def _of(rows: QuerySet[Any], name: str, actors: Collection[str] | None) -> QuerySet[Any]:
    return rows if actors is None else rows.filter(**{f"{name}__code__in": list(actors)})


def _asked(row: Any, kind: AskedKind, actor: Actor, **values: str) -> Asked:
    return Asked(
        kind=kind,
        key=row.pk,
        actor=actor.code,
        actor_title=actor.title,
        what=values.get("what", ""),
        element=values.get("element", getattr(row, "element", "")),
        direction=values.get("direction", ""),
        agreement=values.get("agreement", ""),
        agreement_title=values.get("agreement_title", ""),
        due_on=row.due_on,
        state=TaskState(row.state),
        done_on=row.done_on,
        evidence=values.get("evidence", getattr(row, "evidence", "")),
    )
