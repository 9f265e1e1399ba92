"""The SQL that compares two releases, held against an obvious comparison in Python on random ones."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.lake.datasets import Dataset
from segnavia.lake.difference import Money, difference, find_release
from segnavia.lake.errors import LakeError, NoReleaseError
from segnavia.lake.ingest import add
from segnavia.lake.releases import Release, latest
from segnavia.sources.pnrr_pagamenti import DATASET as PAYMENTS
from tests.lake.difference_twin import KEYED, NAMES, WHOLE, Row, project_of, put, twin
from tests.lake.samples import payment, write_csv

few = st.sampled_from
rows = st.lists(
    st.fixed_dictionaries(
        {
            "submeasure": few(["M1", "M2"]),
            "cup": few(["A", "B", "C"]),
            "clp": few(["1", None]),
            "phase": few(["x", "y", None]),
            "amount": few([Decimal("0.00"), Decimal("0.10"), Decimal("-7.30"), Decimal("9999999999999.99"), None]),
            "note": few(["città", "", None]),
            "outline": few([b"\x00", b"\x01", None]),
            "dated": few(["2025", "2025", "2025", "2024", None]),
        }
    ),
    max_size=9,
)
once = rows.map(lambda found: list({(*project_of(r), r["phase"]): r for r in found}.values()))


def assert_agrees(dataset: Dataset, old: Sequence[Row], new: Sequence[Row]) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        before, after = put(home, dataset, old, "2025-01-31"), put(home, dataset, new, "2025-02-28")
        found = difference(home, dataset, before, after)
    slow = twin(dataset, old, new)
    assert (found.key, found.rows, found.projects, found.columns, found.money) == (
        slow.key,
        slow.rows,
        slow.projects,
        slow.columns,
        slow.money,
    )
    assert Counter(map(repr, found.cases)) == Counter(map(repr, slow.cases))
    money = found.money["amount"]
    assert money.difference == money.appeared - money.vanished + money.changed


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(once, once)
def test_difference_by_key_agrees_with_the_slow_one(old: list[Row], new: list[Row]) -> None:
    assert_agrees(KEYED, old, new)


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(rows, rows)
def test_difference_of_whole_rows_agrees_with_the_slow_one(old: list[Row], new: list[Row]) -> None:
    assert_agrees(WHOLE, old, new)


@pytest.mark.long
@settings(max_examples=30, deadline=None)
@given(rows, rows)
def test_difference_agrees_where_a_key_may_not_hold(old: list[Row], new: list[Row]) -> None:
    assert_agrees(KEYED, old, new)


# --- what people see --------------------------------------------------------------------------------------------------


def row(cup: str, **changes: Any) -> Row:
    return dict.fromkeys(NAMES) | {"submeasure": "M1", "cup": cup, "clp": "1", "phase": "x"} | changes


@pytest.fixture
def two(home: Path) -> tuple[Release, Release]:
    old = [row("A", amount=Decimal(5)), row("B", note="red"), row("C"), row("D"), row("E", dated="2025-01-31")]
    new = [row("A", amount=Decimal(7)), row("B", note="green"), row("F"), row("G"), row("E", dated="2025-02-28")]
    return put(home, KEYED, old, "2025-01-31"), put(home, KEYED, new, "2025-02-28")


def test_limit_counts_by_way_and_keeps_the_order_of_the_key(home: Path, two: tuple[Release, Release]) -> None:
    found = difference(home, KEYED, *two, limit=1)
    assert [(c.way, c.key["cup"]) for c in found.cases] == [("appeared", "F"), ("vanished", "C"), ("changed", "A")]
    assert found.rows == {"appeared": 2, "vanished": 2, "changed": 2, "unchanged": 1}
    assert difference(home, KEYED, *two, limit=0).cases == ()
    assert len(difference(home, KEYED, *two).cases) == 6


def test_column_that_only_one_release_has_is_told_and_changes_nothing(home: Path) -> None:
    before = put(home, KEYED, [row("A")], "2025-01-31", lacks=["note"])
    after = put(home, KEYED, [row("A", note="new")], "2025-02-28")
    found = difference(home, KEYED, before, after)
    assert (found.left_out, found.rows["unchanged"]) == (("note",), 1)


def test_key_that_one_release_lacks_makes_rows_be_compared_whole(home: Path) -> None:
    before = put(home, KEYED, [row("A", phase=None)], "2025-01-31", lacks=["phase"])
    after = put(home, KEYED, [row("A")], "2025-02-28")
    found = difference(home, KEYED, before, after)
    assert (found.key, found.rows["unchanged"], found.projects["unchanged"]) == ((), 1, 1)


def test_release_that_cannot_be_read_says_what_to_do(home: Path, two: tuple[Release, Release]) -> None:
    two[1].data.unlink()
    with pytest.raises(LakeError, match="segnavia lake verify Keyed"):
        difference(home, KEYED, *two)


def test_real_releases(home: Path, tmp_path: Path) -> None:
    first = write_csv(tmp_path / "first.csv", [payment(1), payment(2), payment(3)])
    second = write_csv(
        tmp_path / "second.csv", [payment(1, dated="30/04/2025"), payment(3, paid="200,75", dated="30/04/2025")]
    )
    found = difference(home, PAYMENTS, add(home, PAYMENTS, first).release, add(home, PAYMENTS, second).release)
    assert found.projects == {"appeared": 0, "vanished": 1, "changed": 1, "unchanged": 1}
    assert found.columns == {"paid_pnrr": 1}
    (vanished, changed) = found.cases
    assert (vanished.key["clp"], vanished.before_row, vanished.after_row) == ("CLP-2", 2, None)
    assert [(c.column, c.before, c.after) for c in changed.changes] == [("paid_pnrr", "100.50", "200.75")]
    assert found.money["paid_pnrr"] == Money(
        Decimal("301.50"), Decimal("301.25"), Decimal(0), Decimal("100.50"), Decimal("100.25")
    )


# --- naming a release -------------------------------------------------------------------------------------------------


def test_release_by_date_folder_and_hash(home: Path, two: tuple[Release, Release]) -> None:
    for release in two:
        sha256 = release.manifest.sha256
        for name in (release.manifest.as_of, release.path.name, sha256, sha256[:8].upper()):
            assert find_release(home, "Keyed", name).path == release.path


def test_release_that_could_be_either(home: Path, two: tuple[Release, Release]) -> None:
    other = put(home, KEYED, [], "2025-01-31")
    with pytest.raises(LakeError, match=r"is any of 2 releases of Keyed\. Say which: ") as refusal:
        find_release(home, "Keyed", "2025-01-31")
    assert other.path.name in refusal.value.remedy
    assert two[0].path.name in refusal.value.remedy
    assert find_release(home, "Keyed", other.path.name).path == other.path


@pytest.mark.parametrize("name", ["2024-12-31", "2025", "fff", ""])
def test_release_that_is_none(home: Path, two: tuple[Release, Release], name: str) -> None:
    with pytest.raises(LakeError, match=r"holds no release .* of Keyed") as refusal:
        find_release(home, "Keyed", name)
    assert latest(home, "Keyed").path.name in refusal.value.remedy


def test_release_of_nothing(home: Path) -> None:
    with pytest.raises(NoReleaseError, match="segnavia lake add Keyed FILE"):
        find_release(home, "Keyed", "2025-01-31")
