"""A municipality beside others: its zone, those of its size, all; medians and ranks over what is known, and no more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.figures import NO_BAR, Bar
from segnavia.briefing.numbers import plain
from segnavia.briefing.places import PlaceRow

Number = TypeVar("Number", Decimal, float)
MOST = 5  # municipalities side by side: as many as a table has room for


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A class of municipalities by inhabitants: more than `above`, up to `most`."""

    above: int
    most: int | None

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""
        if self.most is None:
            return _("more than %(above)s inhabitants") % {"above": plain(self.above)}
        if not self.above:
            return _("up to %(most)s inhabitants") % {"most": plain(self.most)}
        return _("from %(least)s to %(most)s inhabitants") % {"least": plain(self.above + 1), "most": plain(self.most)}


_BOUNDS = (0, 1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 250_000)
# The classes by which ISTAT publishes municipalities by size.
CLASSES = tuple(SizeClass(above, most) for above, most in zip(_BOUNDS, (*_BOUNDS[1:], None), strict=True))


def class_of(population: int | None) -> SizeClass | None:
    """The class of a municipality; `None` where its inhabitants are not known."""
    if population is None:
        return None
    return next(each for each in CLASSES if each.most is None or population <= each.most)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among those of which a value is known: `place` is one more than there are greater ones.

    `ties` others have the very same value; of `unknown` others it is not known.
    """

    place: int
    of: int
    ties: int
    unknown: int


def rank_of(value: Decimal | float | None, values: Iterable[Decimal | float | None]) -> Rank | None:
    """Where a value stands among `values`, which hold it too; `None` where it is not known."""
    given = list(values)
    known = [each for each in given if each is not None]
    if value is None:
        return None
    return Rank(
        place=1 + sum(each > value for each in known),
        of=len(known),
        ties=sum(each == value for each in known) - 1,
        unknown=len(given) - len(known),
    )


def per_head_of(row: PlaceRow) -> Decimal | None:
    """Euro of PNRR funding for each inhabitant."""
    return row.per_head


def paid_of(row: PlaceRow) -> float | None:
    """Paid over funded, over what has both terms."""
    return row.money.paid_ratio


@dataclass(frozen=True, slots=True)
class Median(Generic[Number]):
    """The median of a measure over a group: of `known` of its `number` municipalities the value is known."""

    value: Number | None
    known: int
    number: int


def median_of(rows: Sequence[PlaceRow], measure: Callable[[PlaceRow], Number | None]) -> Median[Number]:
    """The median over the municipalities of which the measure is known; none where it is of none."""
    known = [value for row in rows if (value := measure(row)) is not None]
    return Median(median(known) if known else None, len(known), len(rows))


@dataclass(frozen=True, slots=True)
class Group:
    """A group that a municipality belongs to: what is usual there, and where the municipality stands in it."""

    kind: str  # "zone", "size", "all"
    title: str  # of a zone or a class; empty for all
    rows: tuple[PlaceRow, ...]
    per_head: Median[Decimal]
    paid: Median[float]
    per_head_rank: Rank | None
    paid_rank: Rank | None
    per_head_bar: Bar
    paid_bar: Bar


@dataclass(frozen=True, slots=True)
class Beside:
    """A municipality beside the groups that it belongs to. Bars of money are as long as the longest among them."""

    row: PlaceRow
    groups: tuple[Group, ...]
    per_head_bar: Bar
    paid_bar: Bar
    nearest: tuple[PlaceRow, ...]  # of its class, those with the most similar number of inhabitants


def beside(row: PlaceRow, rows: Sequence[PlaceRow], *, zones: bool) -> Beside:
    """A municipality beside its zone where there are several `zones`, those of its size, and all."""
    size = class_of(row.population)
    of_size = [other for other in rows if size is not None and class_of(other.population) is size]
    members = [
        ("zone", row.zone_title, [other for other in rows if other.zone == row.zone] if zones else []),
        ("size", size.title if size else "", of_size),
        ("all", "", list(rows)),
    ]
    # a group of one is the municipality itself
    several = [(kind, title, found, median_of(found, per_head_of)) for kind, title, found in members if len(found) > 1]
    longest = max((each for each in (row.per_head, *(usual.value for *_, usual in several)) if each), default=None)
    return Beside(
        row,
        tuple(_group(kind, title, row, found, usual, longest) for kind, title, found, usual in several),
        share_bar(row.per_head, longest),
        share_bar(row.money.paid_ratio, 1),
        _nearest(row, of_size),
    )


def _group(
    kind: str, title: str, row: PlaceRow, members: list[PlaceRow], per_head: Median[Decimal], longest: Decimal | None
) -> Group:
    paid = median_of(members, paid_of)
    return Group(
        kind,
        title,
        tuple(members),
        per_head,
        paid,
        rank_of(row.per_head, map(per_head_of, members)),
        rank_of(row.money.paid_ratio, map(paid_of, members)),
        share_bar(per_head.value, longest),
        share_bar(paid.value, 1),
    )


def _nearest(row: PlaceRow, of_size: Iterable[PlaceRow]) -> tuple[PlaceRow, ...]:
    others = [other for other in of_size if other.code != row.code]
    others.sort(key=lambda other: (abs((other.population or 0) - (row.population or 0)), other.code))
    return tuple(others[: MOST - 1])


def share_bar(value: Decimal | float | None, longest: Decimal | float | None) -> Bar:
    """A bar as long as a value is beside the longest; hatched where it is not known."""
    if value is None or not longest:
        return NO_BAR if value is None else Bar(0, 100)
    return Bar(min(100.0, 100 * float(value) / float(longest)), 100)


def median_twin(value: Median[Decimal] | Median[float]) -> twins.Json:
    """A median as the twins have it, with how much it rests on."""
    shown = None if value.value is None else float(value.value)
    return {"value": shown, "known": value.known, "municipalities": value.number}


def rank_twin(value: Rank | None) -> twins.Value:
    """A rank as the twins have it."""
    if value is None:
        return None
    return {"place": value.place, "of": value.of, "ties": value.ties, "unknown": value.unknown}


def size_twin(size: SizeClass | None) -> twins.Value:
    """A class of size as the twins have it: more inhabitants than `above`, up to `most`."""
    return None if size is None else {"above": size.above, "most": size.most}


def group_twin(group: Group) -> twins.Json:
    """A group as the twins have it."""
    return {
        "kind": group.kind,
        "median_per_head": median_twin(group.per_head),
        "median_paid_ratio": median_twin(group.paid),
        "rank_per_head": rank_twin(group.per_head_rank),
        "rank_paid_ratio": rank_twin(group.paid_rank),
    }


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The municipalities that somebody chose, in their order, with their bars; and what is usual in all."""

    rows: tuple[tuple[PlaceRow, Bar], ...]
    per_head: Median[Decimal]
    paid: Median[float]
    per_head_bar: Bar
    paid_bar: Bar


def side_by_side(chosen: Sequence[PlaceRow], rows: Sequence[PlaceRow]) -> SideBySide:
    """The chosen municipalities beside each other and beside the median of all."""
    usual, paid = median_of(rows, per_head_of), median_of(rows, paid_of)
    longest = max((each for each in (usual.value, *(row.per_head for row in chosen)) if each), default=None)
    return SideBySide(
        tuple((row, share_bar(row.per_head, longest)) for row in chosen),
        usual,
        paid,
        share_bar(usual.value, longest),
        share_bar(paid.value, 1),
    )


@dataclass(frozen=True, slots=True)
class SizeLine:
    """A class of size that has municipalities here, and what is usual in it."""

    size: SizeClass
    number: int
    per_head: Median[Decimal]
    paid: Median[float]
    per_head_bar: Bar
    paid_bar: Bar


def size_lines(rows: Sequence[PlaceRow]) -> list[SizeLine]:
    """The classes of size that have municipalities here, the smallest first."""
    members = {size: [row for row in rows if class_of(row.population) is size] for size in CLASSES}
    usual = {size: median_of(found, per_head_of) for size, found in members.items() if found}
    longest = max((each.value for each in usual.values() if each.value), default=None)
    return [
        SizeLine(
            size,
            len(members[size]),
            per_head,
            paid,
            share_bar(per_head.value, longest),
            share_bar(paid.value, 1),
        )
        for size, per_head in usual.items()
        for paid in [median_of(members[size], paid_of)]
    ]
