"""Each way to ask a table has a slow, obvious twin in plain Python, which agrees on random rows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cmp_to_key
from json import loads
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.api.prepared import Asked, Prepared, asked_as, exact, folded
from segnavia.opendata.columns import Table, code, count, day, euro, text, yes_no

TABLE = Table(
    "things",
    "Things",
    "Of several kinds.",
    (
        code("Key", name="key"),
        text("title", "Title"),
        text("places", "Places"),
        text("state", "State"),
        euro("amount", "Amount"),
        count("number", "Number"),
        day("due", "Due"),
        yes_no("known", "Known", required=False),
    ),
    ("key",),
)
Row = Mapping[str, Any]
WORDS = st.sampled_from(["Però", "pero", "PERÒ", "ß", "casa", 'Casa di "vetro"', "", "\\", "\u2028"])
AMOUNTS = st.decimals(min_value=-1000, max_value=1000, places=2)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=3),
            "title": st.none() | WORDS,
            "places": st.none() | st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(" ".join),
            "state": st.none() | st.sampled_from(["late", "done"]),
            "amount": st.none() | AMOUNTS,
            "number": st.none() | st.integers(-3, 3),
            "due": st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 5)),
            "known": st.none() | st.booleans(),
        }
    ),
    unique_by=lambda row: row["key"],
    max_size=12,
).map(lambda rows: sorted(rows, key=lambda row: row["key"].encode()))
EQUAL = {
    "state": st.lists(st.sampled_from(["late", "done", "other"]), min_size=1).map(tuple),
    "places": st.lists(st.sampled_from("abcd"), min_size=1).map(tuple),
    "known": st.sampled_from([("true",), ("false",), ("true", "false")]),
    "number": st.sampled_from([("0",), ("1", "-1")]),
}
BOUNDS = {"amount": AMOUNTS, "number": st.integers(-3, 3), "due": st.dates(date(2024, 1, 1), date(2024, 1, 5))}
NAMES = [column.name for column in TABLE.columns]


def some_of(values: Mapping[str, Any]) -> st.SearchStrategy[tuple[tuple[str, Any], ...]]:
    chosen = st.lists(st.sampled_from(sorted(values)), unique=True, max_size=2)
    return chosen.flatmap(lambda names: st.tuples(*(st.tuples(st.just(name), values[name]) for name in names)))


ASKED = st.builds(
    Asked,
    equal=some_of(EQUAL),
    least=some_of(BOUNDS),
    most=some_of(BOUNDS),
    words=st.lists(WORDS.map(folded), max_size=2).map(tuple),
    order=st.lists(st.sampled_from(NAMES + [f"-{name}" for name in NAMES]), max_size=3).map(tuple),
)


def prepared(rows: list[Row]) -> Prepared:
    return Prepared(TABLE, pa.Table.from_pylist(rows, schema=TABLE.schema), frozenset({"places"}))


def is_wanted(row: Row, asked: Asked) -> bool:
    for name, wanted in asked.equal:
        has = [] if row[name] is None else row[name].split() if name == "places" else [asked_as(row[name])]
        if not set(has) & set(wanted):
            return False
    in_bounds = [row[name] is not None and row[name] >= least for name, least in asked.least]
    in_bounds += [row[name] is not None and row[name] <= most for name, most in asked.most]
    texts = " ".join(row[name] for name in ("key", "title", "places", "state") if row[name])
    return all(in_bounds) and all(word in folded(texts) for word in asked.words)


def twin(rows: list[Row], asked: Asked) -> list[str]:
    def compared(one: Row, other: Row) -> int:
        for each in asked.order:
            name, sign = each.removeprefix("-"), -1 if each.startswith("-") else 1
            mine, theirs = (folded(v) if isinstance(v, str) else v for v in (one[name], other[name]))
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return 1 if mine is None else -1
            return sign if mine > theirs else -sign
        return 0

    wanted = [row for row in rows if is_wanted(row, asked)]
    return [row["key"] for row in sorted(wanted, key=cmp_to_key(compared))]


@given(rows=ROWS, asked=ASKED)
@settings(max_examples=100, deadline=None)
def test_selection_agrees_with_its_twin(rows: list[Row], asked: Asked) -> None:
    table = prepared(rows)
    keys = table.values("key")
    assert [keys[row] for row in table.select(asked)] == twin(rows, asked)


@given(rows=ROWS)
@settings(max_examples=100, deadline=None)
def test_rows_are_written_as_they_are(rows: list[Row]) -> None:
    table = prepared(rows)

    def plain(row: Row) -> Row:
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}

    told = loads(f"[{table.items(range(len(rows)))}]", parse_float=Decimal, parse_int=Decimal)
    assert told == [plain(row) for row in rows]
    few = loads(f"[{table.items(range(len(rows)), ('key', 'due'))}]")
    assert few == [{"key": row["key"], "due": plain(row)["due"]} for row in rows]
    assert [table.find(row["key"]) for row in rows] == list(range(len(rows)))
    assert table.find("no such key") is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=17))
@settings(max_examples=100, deadline=None)
def test_decimals_are_written_digit_by_digit(value: Decimal) -> None:
    assert loads(exact(value), parse_float=Decimal, parse_int=Decimal) == value
    assert "e" not in exact(value).lower()
