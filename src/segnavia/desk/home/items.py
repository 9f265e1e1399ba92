"""What stands on a person's first page: one item is a link, with a date and a word."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from segnavia.core.permissions import Principal


class Lane(StrEnum):
    """Where an item stands. What somebody else waits for is told apart from what is only mine to do."""

    MINE = "mine"
    DUE = "due"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing. `kind` is a word for it, `who` whose it is or who waits; `day` is when it is due, or since when.

    `days_late` is 0 where it is not overdue. `standing` is a matter without a date of its own, such as all that is
    still to be linked: it is never cut off.
    """

    lane: Lane
    kind: str
    title: str
    url: str = ""
    day: date | None = None
    since: bool = False
    days_late: int = 0
    who: str = ""
    standing: bool = False

    @property
    def order(self) -> tuple[bool, date]:
        """What is dated comes first, the earliest at the top."""
        return self.day is None, self.day or date.max


# What a topic puts on the page of this person today.
Provider = Callable[[Principal, date], Iterable[Item]]
