"""Medians and ranks over what is known, ties and all."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.briefing.comparison import (
    CLASSES,
    MOST,
    Median,
    Rank,
    beside,
    class_of,
    median_of,
    per_head_of,
    rank_of,
    share_bar,
    side_by_side,
    size_lines,
)
from segnavia.briefing.figures import NO_BAR, Bar, money_of
from segnavia.briefing.places import PlaceRow, per_head
from segnavia.core.rollup import Reading, roll_up


def row(code: str, population: int | None, funded: str | None, paid: str | None = None, zone: str = "adda") -> PlaceRow:
    amount = None if funded is None else Decimal(funded)
    reading = Reading(Fraction(1), funded is not None, amount, None if paid is None else Decimal(paid))
    return PlaceRow(
        code,
        f"Comune {code}",
        zone,
        zone.title(),
        population,
        money_of(roll_up([reading])),
        per_head(amount, population),
    )


ROWS = (
    row("1", 900, "9000", "900"),
    row("2", 1_000, "10000", "5000"),
    row("3", 1_001, "2002", "2002", "ovest"),
    row("4", 4_000, None),
    row("5", None, "5", "1", "ovest"),
    row("6", 300_000, "300000", None, "ovest"),
)


@pytest.mark.parametrize(
    ("population", "most"),
    [(0, 1_000), (1_000, 1_000), (1_001, 5_000), (10_000, 10_000), (250_000, 250_000), (250_001, None)],
)
def test_class_of_a_population(population: int, most: int | None) -> None:
    found = class_of(population)
    assert found is not None
    assert found.most == most


def test_unknown_population_is_of_no_class() -> None:
    assert class_of(None) is None


@given(st.integers(0, 3_000_000))
def test_every_population_is_of_one_class(population: int) -> None:
    holding = [each for each in CLASSES if each.above < population and (each.most is None or population <= each.most)]
    assert [class_of(population)] == (holding or [CLASSES[0]])


@pytest.mark.parametrize(
    ("value", "values", "rank"),
    [
        (3, [1, 2, 3], Rank(1, 3, 0, 0)),
        (1, [1, 2, 3], Rank(3, 3, 0, 0)),
        (2, [2, 3, 2, 1], Rank(2, 4, 1, 0)),
        (2, [2, None, None], Rank(1, 1, 0, 2)),
        (0, [0, 0, 0], Rank(1, 3, 2, 0)),
        (None, [None, 1], None),
    ],
    ids=["first", "last", "tie", "others-unknown", "all-the-same", "unknown"],
)
def test_rank(value: int | None, values: list[int | None], rank: Rank | None) -> None:
    given_values = [None if each is None else Decimal(each) for each in values]
    assert rank_of(None if value is None else Decimal(value), given_values) == rank


@given(st.lists(st.none() | st.integers(0, 5).map(Decimal), min_size=1))
def test_ranks_add_up(values: list[Decimal | None]) -> None:
    """Whoever comes after a tie of two at place 3 is at place 5, and nobody is counted whose value is unknown."""
    ranks = [rank_of(value, values) for value in values]
    known = [rank for rank in ranks if rank is not None]
    assert len(known) == sum(value is not None for value in values)
    assert all(rank.of + rank.unknown == len(values) for rank in known)
    in_order = sorted((value for value in values if value is not None), reverse=True)
    for value, rank in zip(values, ranks, strict=True):
        if value is not None and rank is not None:
            assert rank.place == in_order.index(value) + 1
            assert rank.ties == in_order.count(value) - 1


def test_median_is_over_what_is_known() -> None:
    assert median_of(ROWS, per_head_of) == Median(Decimal(6), 4, 6)
    assert median_of([ROWS[3]], per_head_of) == Median(None, 0, 1)


def test_municipality_beside_its_groups() -> None:
    found = beside(ROWS[0], ROWS, zones=True)
    assert [(group.kind, len(group.rows)) for group in found.groups] == [("zone", 3), ("size", 2), ("all", 6)]
    zone, size, everybody = found.groups
    assert zone.per_head == Median(Decimal(10), 2, 3)
    assert zone.per_head_rank == Rank(1, 2, 1, 1)
    assert size.paid_rank == Rank(2, 2, 0, 0)
    assert everybody.paid.known == 4
    assert [other.code for other in found.nearest] == ["2"]
    assert found.per_head_bar == Bar(100, 100)


def test_groups_of_one_are_left_out() -> None:
    assert [group.kind for group in beside(ROWS[5], ROWS, zones=False).groups] == ["all"]
    assert beside(ROWS[4], ROWS, zones=False).nearest == ()
    assert beside(ROWS[0], ROWS[:1], zones=True).groups == ()


def test_municipality_of_which_nothing_is_known() -> None:
    found = beside(ROWS[3], ROWS, zones=True)
    assert found.per_head_bar == found.paid_bar == NO_BAR
    assert {group.per_head_rank for group in found.groups} == {None}


def test_nearest_are_as_many_as_fit_beside() -> None:
    rows = [row(str(number), 2_000 + number * number, "1") for number in range(9)]
    assert [other.code for other in beside(rows[4], rows, zones=False).nearest] == ["3", "5", "2", "1"]
    assert len(beside(rows[4], rows, zones=False).nearest) == MOST - 1


def test_side_by_side_is_measured_by_the_longest() -> None:
    found = side_by_side([ROWS[2], ROWS[0], ROWS[3]], ROWS)
    assert [each_bar for _row, each_bar in found.rows] == [Bar(20, 100), Bar(100, 100), NO_BAR]
    assert found.per_head_bar == Bar(60, 100)


def test_sizes_with_a_municipality() -> None:
    lines = size_lines(ROWS)
    assert [(line.size.most, line.number) for line in lines] == [(1_000, 2), (5_000, 2), (None, 1)]
    assert lines[1].per_head == Median(Decimal(2), 1, 2)
    assert lines[2].paid_bar == NO_BAR


def test_bar_of_nothing_is_not_the_bar_of_what_is_unknown() -> None:
    assert share_bar(Decimal(0), Decimal(0)) == Bar(0, 100)
    assert share_bar(Decimal(0), None) == Bar(0, 100)
    assert share_bar(None, Decimal(1)) == NO_BAR
