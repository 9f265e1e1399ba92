"""A public table made ready to be asked: each row as the JSON it is answered with, and indexes of its columns.

It is made once for a version of the data and never changes. Amounts are written as the exact decimals they are.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from segnavia.opendata.declaration import Column, Table

Rows = np.ndarray[Any, np.dtype[np.int64]]
Kept = TypeVar("Kept")
_MISSING = "null"
_REMEMBERED = 64  # selections of a table: whoever turns pages asks for the same rows in the same order


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of a table, in which order. `equal`: a column, and the values of which it has to have one.

    `least` and `most` are bounds of a column, both included; a row without the value is in no bounds. `words`: each of
    them stands somewhere in the texts of the row. `order`: columns, those that begin with a minus from the greatest
    down; a row without the value comes last, and rows that are alike in all of them stay in the order of the key.
    """

    equal: tuple[tuple[str, tuple[str, ...]], ...] = ()
    least: tuple[tuple[str, Any], ...] = ()
    most: tuple[tuple[str, Any], ...] = ()
    words: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(eq=False)
class Prepared:
    """A table with its declaration. `lists`: columns whose text is several codes with blanks between."""

    table: Table
    data: pa.Table
    lists: frozenset[str] = frozenset()
    _values: dict[str, list[Any]] = field(default_factory=dict)
    _cells: dict[str, list[str]] = field(default_factory=dict)
    _indexes: dict[str, Mapping[str, Rows]] = field(default_factory=dict)
    _ranks: dict[str, Rows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.select: Callable[[Asked], Rows] = lru_cache(maxsize=_REMEMBERED)(self._select)

    def __len__(self) -> int:
        return int(self.data.num_rows)

    def values(self, column: str) -> list[Any]:
        """A column's values, in the order of the key."""
        return _kept(self._values, column, self.data[column].to_pylist)

    def cells(self, column: str) -> list[str]:
        """A column as members of JSON objects, in the order of the key."""

        def made() -> list[str]:
            name, write = json.dumps(column), _writer(self.table.column[column])
            return [f"{name}: {_MISSING if value is None else write(value)}" for value in self.values(column)]

        return _kept(self._cells, column, made)

    @cached_property
    def rows(self) -> list[str]:
        """Each row as the members of its JSON object."""
        names = [column.name for column in self.table.columns]
        written = [", ".join(row) for row in zip(*map(self.cells, names), strict=True)]
        for made in (self._cells, self._values):  # few ask for single columns, and what they ask for is made again
            made.clear()
        return written

    def items(self, rows: Iterable[int], columns: Sequence[str] = ()) -> str:
        """These rows as the members of a JSON array; of these columns, or of all."""
        if not columns:
            return ", ".join([f"{{{self.rows[row]}}}" for row in rows])
        cells = [self.cells(column) for column in columns]
        return ", ".join([f"{{{', '.join([column[row] for column in cells])}}}" for row in rows])

    def index(self, column: str) -> Mapping[str, Rows]:
        """The rows by a column's value as it is asked for; by each of its codes where it is a list."""

        def made() -> dict[str, Rows]:
            found: dict[str, list[int]] = {}
            many = column in self.lists
            for row, value in enumerate(self.values(column)):
                if value is not None:
                    for key in value.split() if many else (asked_as(value),):
                        found.setdefault(key, []).append(row)
            return {key: np.array(rows, dtype=np.int64) for key, rows in found.items()}

        return _kept(self._indexes, column, made)

    def find(self, key: str) -> int | None:
        """The row whose one key this is."""
        found = self.index(self.table.key[0]).get(key)
        return None if found is None else int(found[0])

    @cached_property
    def _texts(self) -> list[str]:
        """The texts of each row, folded, for a search by words."""
        texts = [self.values(column.name) for column in self.table.columns if column.kind == "string"]
        return [folded(" ".join([text for text in row if text])) for row in zip(*texts, strict=True)]

    def _rank(self, column: str) -> Rows:
        """The place of each row among all by a column's value; -1 where it has none."""

        def made() -> Rows:
            values = [folded(v) if isinstance(v, str) else v for v in self.values(column)]
            place = {value: number for number, value in enumerate(sorted({v for v in values if v is not None}))}
            return np.array([-1 if value is None else place[value] for value in values], dtype=np.int64)

        return _kept(self._ranks, column, made)

    def _select(self, asked: Asked) -> Rows:
        wanted = np.ones(len(self), dtype=bool)
        for column, values in asked.equal:
            wanted &= self._among(self.index(column), values)
        for column, least in asked.least:
            wanted &= np.array([value is not None and value >= least for value in self.values(column)], dtype=bool)
        for column, most in asked.most:
            wanted &= np.array([value is not None and value <= most for value in self.values(column)], dtype=bool)
        for word in asked.words:
            wanted &= np.array([word in text for text in self._texts], dtype=bool)
        rows = np.nonzero(wanted)[0]
        for name in reversed(asked.order):
            rank = self._rank(name.removeprefix("-"))[rows]
            sorted_by = np.where(rank < 0, len(self), -rank if name.startswith("-") else rank)
            rows = rows[np.argsort(sorted_by, kind="stable")]
        return rows

    def _among(self, index: Mapping[str, Rows], values: Iterable[str]) -> Any:
        found = np.zeros(len(self), dtype=bool)
        for value in values:
            if value in index:
                found[index[value]] = True
        return found


def asked_as(value: object) -> str:
    """A value as an address asks for it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def folded(text: str) -> str:
    """A text without case and accents, by which it is searched and sorted."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def exact(value: Decimal) -> str:
    """A decimal as a JSON number, digit by digit."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _writer(column: Column) -> Callable[[Any], str]:
    if column.kind == "number":
        return exact
    if column.kind == "integer":
        return str
    if column.kind == "boolean":
        return lambda value: "true" if value else "false"
    if column.kind == "date":
        return lambda value: f'"{value.isoformat()}"'
    return lambda value: json.dumps(value, ensure_ascii=False)


def _kept(made: dict[str, Kept], name: str, make: Callable[[], Kept]) -> Kept:
    """What was made under this name; made now where it was not. Two threads may both make it: it is the same."""
    found = made.get(name)
    if found is None:
        found = made[name] = make()
    return found
