"""How values are written as text: exact, with a dot before the decimals, dates as ISO 8601 has them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from segnavia.opendata.columns import Column

ORDINARY_PLACES = 2  # of amounts: they keep both, also where they are noughts


def plain(value: Decimal, places: int) -> str:
    """An exact number without an exponent; of more decimals than two, those that are noughts at the end are dropped."""
    written = f"{value:f}"
    if places <= ORDINARY_PLACES or "." not in written:
        return written
    return written.rstrip("0").rstrip(".")


def writer_of(column: Column) -> Callable[[Any], str]:
    """How a value of the column is written; unknown is not written with it."""
    if column.kind == "number":
        return lambda value: plain(value, column.places)
    return _PLAIN[column.kind]


def _day(value: date) -> str:
    return value.isoformat()


_PLAIN: Mapping[str, Callable[[Any], str]] = {
    "string": str,
    "integer": str,
    "boolean": lambda value: "true" if value else "false",
    "date": _day,
}
