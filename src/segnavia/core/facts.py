"""What the sources say of one project, and what its state may be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """Where a project stands."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    LATE = "late"
    COMPLETED = "completed"
    SUSPENDED_OR_WITHDRAWN = "suspended_or_withdrawn"
    UNKNOWN = "unknown"


STATES: tuple[State, ...] = tuple(State)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sources say of one project; `None` and zero counts: they say nothing. Amounts are euro."""

    cup_state: str | None = None  # upper case
    progress_state: str | None = None  # upper case, since the 2026 layout
    planned_start: date | None = None
    actual_start: date | None = None
    planned_end: date | None = None
    actual_end: date | None = None
    projects_as_of: date | None = None  # of the release that tells the six above
    phases: int = 0
    phases_started: int = 0
    phases_ended: int = 0
    first_phase_planned: date | None = None  # the earliest planned start
    phase_due: date | None = None  # the earliest planned end of a phase without an actual one
    phases_as_of: date | None = None
    funding_total: Decimal | None = None
    paid_total: Decimal | None = None
    targets: int = 0  # indicators with a planned value above zero and an achieved one
    targets_begun: int = 0  # of these, with an achieved value above zero
    targets_reached: int = 0  # of these, with an achieved value of at least the planned one
    tenders: int = 0
    awards: int = 0

    @property
    def is_at_work(self) -> bool:
        """Whether anything shows that work has begun, beside the project's own dates."""
        return bool(self.phases_started or (self.paid_total or 0) > 0 or self.targets_begun or self.awards)
