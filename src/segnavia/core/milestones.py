"""Milestones and targets of the PNRR: which are due, met, missed, and of which no source tells.

The State publishes what has to be reached by which quarter (for the Union, and for itself), and now and then a list of
those that were met in a quarter. Such a list speaks of the Union's alone, and of its own quarters alone: of all others
nobody tells whether they were met.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

UNION = "UE"


class Outcome(StrEnum):
    """What is known of one milestone or target at a date."""

    MET = "met"
    MISSED = "missed"
    UNTOLD = "untold"  # due, and no source tells
    AHEAD = "ahead"  # not due yet


@dataclass(frozen=True, slots=True)
class Covered:
    """The quarters of which a list of the met ones was published: from the first day to the last."""

    first: date
    last: date


def end_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter, 1 to 4."""
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - timedelta(days=1)


def outcome_of(*, level: str, due: date, listed: bool, covered: Covered | None, as_of: date) -> Outcome:
    """What is known at `as_of` of one that is due on `due`; `listed` says that the publisher lists it as met."""
    if listed:
        return Outcome.MET
    if due > as_of:
        return Outcome.AHEAD
    if level == UNION and covered is not None and covered.first <= due <= covered.last:
        return Outcome.MISSED
    return Outcome.UNTOLD
