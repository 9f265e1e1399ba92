"""What can be chosen, and what is found, as frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import ProjectLine


class Facet(StrEnum):
    """What projects can be narrowed by, in the order of a page."""

    MISSION = "mission"
    OBJECTIVE = "objective"
    DRIVER = "driver"
    COMPONENT = "component"
    MUNICIPALITY = "municipality"
    ZONE = "zone"
    STATE = "state"
    BODY = "body"
    AMOUNT = "amount"
    FUNDING = "funding"


PLAN = (Facet.MISSION, Facet.OBJECTIVE, Facet.DRIVER)
PLACE = (Facet.MUNICIPALITY, Facet.ZONE)
OUTSIDE = "outside"  # a mission: of the projects that serve no objective
TERRITORY = "territory"  # a municipality: of the places at the level of the whole territory
UNKNOWN = "unknown"  # a body, a state, a funding


class Funding(StrEnum):
    """Who tells the PNRR funding of a project."""

    PAYMENTS = "payments"  # the payments release, with what was paid
    ELSEWHERE = "elsewhere"  # the projects release alone
    UNKNOWN = UNKNOWN


@dataclass(frozen=True, slots=True)
class AmountClass:
    """Whole projects by the PNRR funding that any source tells: from `low` on, below `high`, in euro."""

    code: str
    low: Decimal
    high: Decimal | None


def _classes(*bounds: int) -> tuple[AmountClass, ...]:
    ends = (*bounds[1:], None)
    return tuple(
        AmountClass(
            f"{low}-{high}" if high else f"{low}-",
            # a correction below zero is a small amount, and no class of its own
            Decimal(low) if low else Decimal("-1e15"),
            Decimal(high) if high else None,
        )
        for low, high in zip(bounds, ends, strict=True)
    )


# The bounds near which Italian tender law changes its procedures for works (150,000 €, 1 and 5 M€), and one each way.
AMOUNTS = _classes(0, 50_000, 150_000, 1_000_000, 5_000_000, 20_000_000)


class Sort(StrEnum):
    """The order of a list; where it is equal, by key."""

    MONEY = "money"  # the PNRR funding that any source tells, the most first and the unknown last
    TITLE = "title"
    STATE = "state"  # from what is done to what is not known, as everywhere
    DUE = "due"  # what a late project is late against, else the planned end; the earliest first, the unknown last


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen: codes by facet, each sorted; and the keys among which a search by words has found them.

    `keys` is `None` where no words were asked for. Made by `selection_of`.
    """

    chosen: tuple[tuple[Facet, tuple[str, ...]], ...] = ()
    keys: frozenset[str] | None = None

    def codes(self, facet: Facet) -> tuple[str, ...]:
        """The codes that are chosen of a facet; none: it does not narrow."""
        return dict(self.chosen).get(facet, ())

    def narrows(self, *facets: Facet) -> bool:
        """Whether any of these facets narrows."""
        return any(self.codes(facet) for facet in facets)


def selection_of(chosen: Mapping[Facet, str | Iterable[str]], keys: frozenset[str] | None = None) -> Selection:
    """A selection of codes by facet, one or several, in one spelling, so that equal ones are one in every cache."""
    codes = {facet: _sorted(chosen.get(facet, ())) for facet in Facet}
    return Selection(tuple((facet, each) for facet, each in codes.items() if each), keys)


def _sorted(codes: str | Iterable[str]) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(sorted(set(codes)))


@dataclass(frozen=True, slots=True)
class SelectedLine:
    """A project of a selection; `part` of it, in [0, 1], lies in the chosen places and serves the chosen objectives."""

    line: ProjectLine
    part: Decimal


@dataclass(frozen=True, slots=True)
class Found:
    """A selection of projects: what is known of all of it, a page of it, and the other choices with their counts.

    `counts` of a facet are of the projects that hold all that is chosen in the others; values without any are absent.
    The climate's and the digital transition's money is not part of the figure.
    """

    figure: Figure
    lines: tuple[SelectedLine, ...]
    counts: Mapping[Facet, Mapping[str, int]]
