"""What a line of a monitoring round says: its values by kind, which lines are asked, and whose projects they are.

Values are plain JSON: an amount is its decimal text, a date its ISO text, and what no source tells is null.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

from segnavia.core.bodies import fold

Official = Mapping[str, str | int | None]

LINES = 20  # as many as one confirms in three minutes; it was measured, see `docs/guide/rounds.md`
OTHER = "other"  # what is contested is none of the values shown


class LineKind(StrEnum):
    """What a line of a round is about."""

    PROJECT = "project"
    COMMITMENT = "commitment"
    ASSIGNMENT = "assignment"


class ValueKind(StrEnum):
    """How a value is written and read."""

    PROJECT_STATE = "project_state"  # a `core.facts.State`
    TASK_STATE = "task_state"  # a `core.lifecycle.TaskState`
    MONEY = "money"
    DAY = "day"
    TEXT = "text"


# The values that a line shows and that may be contested, in their order.
VALUES: Mapping[LineKind, Mapping[str, ValueKind]] = {
    LineKind.PROJECT: {
        "state": ValueKind.PROJECT_STATE,
        "funding_pnrr": ValueKind.MONEY,
        "paid_pnrr": ValueKind.MONEY,
        "funding_total": ValueKind.MONEY,
        "paid_total": ValueKind.MONEY,
        "targets": ValueKind.TEXT,
    },
    LineKind.COMMITMENT: {"state": ValueKind.TASK_STATE, "due_on": ValueKind.DAY, "amount": ValueKind.MONEY},
    LineKind.ASSIGNMENT: {"state": ValueKind.TASK_STATE, "due_on": ValueKind.DAY},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that could be asked. `money` in euro and `late` decide whether it is; `official` is what it says.

    `official` may hold more than `VALUES` names, such as the dates of its sources: that is shown, and not contested.
    """

    kind: LineKind
    key: str
    title: str
    official: Official
    money: Decimal | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Contested:
    """One value of a line that is contested, in plain spelling: what is official, and what is said instead.

    An official value that is not known, and one that is not given instead, are empty.
    """

    kind: LineKind
    key: str
    title: str
    name: str  # one of `VALUES`, or `OTHER`
    official: str = ""
    local: str = ""
    bulletin: str = ""
    source_rows: tuple[Mapping[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A body of the bulletin that is the actor. `by_name`: its tax code is not known, and its name was compared."""

    code: str
    title: str
    by_name: bool


def choose(lines: Iterable[Line], limit: int = LINES) -> tuple[tuple[Line, ...], int]:
    """The lines that are asked, by kind as they stand on the page, and how many are left out.

    What is late goes first. Beyond that the kinds take turns, so that a body with three hundred projects is asked about
    its promises too; within a kind the biggest money goes first, and money that is not known last.
    """
    ranked = sorted(lines, key=_rank)
    late = [line for line in ranked if line.late]
    by_kind = [[line for line in ranked if line.kind == kind and not line.late] for kind in LineKind]
    in_turn = [line for turn in zip_longest(*by_kind) for line in turn if line is not None]
    asked = (late + in_turn)[:limit]
    order = list(LineKind)
    return tuple(sorted(asked, key=lambda line: (order.index(line.kind), *_rank(line)))), len(ranked) - len(asked)


def _rank(line: Line) -> tuple[bool, Decimal, str, str]:
    return (not line.late, -line.money if line.money is not None else Decimal(1), line.title, line.key)


def match_of(title: str, tax_code: str, bodies: Mapping[str, str]) -> Match | None:
    """The body that an actor is among a bulletin's, given as tax code and name; `None` where none or several fit.

    An actor without a tax code is looked for by its name, with and without “Comune di” before it.
    """
    if tax_code:
        return Match(tax_code, bodies[tax_code], by_name=False) if tax_code in bodies else None
    names = {_folded(title), _folded(f"Comune di {title}")}
    found = [(code, name) for code, name in bodies.items() if _folded(name) in names]
    return Match(*found[0], by_name=True) if len(found) == 1 else None


# every actor is compared with every body: each name is folded once
_folded = lru_cache(maxsize=8192)(fold)


def is_value(kind: ValueKind, text: str) -> bool:
    """Whether a text, in plain spelling, is a value of its kind: `1234.56`, `2026-12-31`; any text is a text."""
    try:
        match kind:
            case ValueKind.MONEY:
                amount = Decimal(text)
                return amount.is_finite() and 0 <= amount < Decimal(10) ** 13
            case ValueKind.DAY:
                return 1900 <= date.fromisoformat(text).year <= 2200
            case _:
                return bool(text.strip())
    except (ValueError, InvalidOperation):
        return False


def differing(kind: LineKind, before: Official, after: Official) -> tuple[str, ...]:
    """The values of a line that are not what they were; dates of sources do not count."""
    return tuple(name for name in VALUES[kind] if before.get(name) != after.get(name))
