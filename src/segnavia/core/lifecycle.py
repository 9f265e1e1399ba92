"""The states that things of the registry go through, and which may follow which: one table each.

Sources: the plan's steps, statute of Città metropolitana di Milano art. 34 and L. 56/2014 art. 1 c. 44; agreements,
the statutes that `core.agreements` names for each type.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar


class EditionStatus(StrEnum):
    """Where an edition of a plan stands. Its text is frozen at each step."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class Step(StrEnum):
    """A legal step of an edition, each with its act."""

    ADOPTION = "adoption"
    OPINION = "opinion"
    APPROVAL = "approval"
    ENTRY_INTO_FORCE = "entry_into_force"


# Which step may be taken from which status, and where it leads. An opinion changes no status, and is given once.
STEPS: Mapping[Step, tuple[EditionStatus, EditionStatus]] = {
    Step.ADOPTION: (EditionStatus.DRAFT, EditionStatus.ADOPTED),
    Step.OPINION: (EditionStatus.ADOPTED, EditionStatus.ADOPTED),
    Step.APPROVAL: (EditionStatus.ADOPTED, EditionStatus.APPROVED),
    Step.ENTRY_INTO_FORCE: (EditionStatus.APPROVED, EditionStatus.IN_FORCE),
}

# Only here may the text still change: freely in a draft, by accepted observations once adopted.
OPEN_EDITIONS = (EditionStatus.DRAFT, EditionStatus.ADOPTED)


class Outcome(StrEnum):
    """How an observation ended."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REFUSED = "refused"


class AgreementState(StrEnum):
    """Where an agreement stands."""

    PROPOSED = "proposed"
    NEGOTIATED = "negotiated"
    APPROVED = "approved"  # by each of its parties
    SIGNED = "signed"
    IN_FORCE = "in_force"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


AGREEMENT_MOVES: Mapping[AgreementState, tuple[AgreementState, ...]] = {
    AgreementState.PROPOSED: (AgreementState.NEGOTIATED, AgreementState.WITHDRAWN),
    AgreementState.NEGOTIATED: (AgreementState.APPROVED, AgreementState.PROPOSED, AgreementState.WITHDRAWN),
    AgreementState.APPROVED: (AgreementState.SIGNED, AgreementState.NEGOTIATED, AgreementState.WITHDRAWN),
    AgreementState.SIGNED: (AgreementState.IN_FORCE, AgreementState.WITHDRAWN),
    AgreementState.IN_FORCE: (AgreementState.CONCLUDED, AgreementState.WITHDRAWN, AgreementState.EXPIRED),
    AgreementState.CONCLUDED: (),
    AgreementState.WITHDRAWN: (),
    AgreementState.EXPIRED: (AgreementState.IN_FORCE,),  # by renewal
}


class TaskState(StrEnum):
    """How far something that was promised or asked for has come: commitments, assignments, first moves, steps."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    WITHDRAWN = "withdrawn"


OPEN_TASKS = (TaskState.TO_DO, TaskState.UNDER_WAY)


class ReformState(StrEnum):
    """How far a reform of the body has come; the first is the source's own word."""

    WORK_IN_PROGRESS = "work_in_progress"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class RoundState(StrEnum):
    """Where a monitoring round stands."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class Answer(StrEnum):
    """What a referent says of a line of a round."""

    NONE = "none"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


class CaseState(StrEnum):
    """Where a discrepancy case stands."""

    OPEN = "open"
    CLOSED = "closed"


class CaseOutcome(StrEnum):
    """How a discrepancy case ended."""

    NONE = "none"
    OFFICIAL_RIGHT = "official_right"
    LOCAL_RIGHT = "local_right"  # the publisher was or will be asked to correct its data
    BOTH_EXPLAINED = "both_explained"  # the two count different things, or at different dates
    WITHDRAWN = "withdrawn"


S = TypeVar("S", bound=StrEnum)


def may_follow(moves: Mapping[S, tuple[S, ...]], before: S, after: S) -> bool:
    """Whether a state may follow another in a table of moves."""
    return after in moves[before]
