"""What is asked of actors, as the lines of the desk's lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from segnavia.core.lifecycle import TaskState
from segnavia.desk.tasks.text import Now
from segnavia.desk.tasks.words import KINDS
from segnavia.registry.asked import Asked, AskedKind


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One thing that is asked, with its address in the desk; `under` says what it belongs to."""

    asked: Asked
    kind: object
    what: str
    code: str
    under: str
    url: str
    days_late: int

    @property
    def due_on(self) -> date | None:
        """By when."""
        return self.asked.due_on

    @property
    def state(self) -> TaskState:
        """How it stands."""
        return self.asked.state


def lines_of(asked: Iterable[Asked], now: Now | None, today: date) -> list[AskedLine]:
    """The lines of a list, in its order."""
    return [line_of(each, now, today) for each in asked]


def line_of(asked: Asked, now: Now | None, today: date) -> AskedLine:
    """One line. What says no more than the plan's own words is called by them."""
    title = now.title_of(asked.element) if now else ""
    code = asked.element.partition(":")[2]
    return AskedLine(
        asked,
        KINDS[asked.kind],
        asked.what or title or code,
        code,
        asked.agreement_title or (title if asked.what else ""),
        address_of(asked),
        asked.days_late(today),
    )


def address_of(asked: Asked) -> str:
    """Where in the desk it is seen to; empty while there is no such page."""
    match asked.kind:
        case AskedKind.ASSIGNMENT:
            return address("assignment", asked.key)
        case AskedKind.FIRST_MOVE:
            return address("first-move", asked.key)
        case AskedKind.REFORM_STEP:
            return address("reform-step", asked.key)
        case AskedKind.COMMITMENT:
            return address("commitment", asked.key) or address("agreement", asked.agreement)


def address(name: str, *args: object) -> str:
    """The address of a page of the desk, or nothing where there is none."""
    try:
        return reverse(f"desk:{name}", args=args)
    except NoReverseMatch:
        return ""
