"""How a column writes its numbers, decided from its own values: `1.234,50`, `1234.5` or `114.000.000`.

One dataset has come in all three, so neither the layout nor the column's name can tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from segnavia.lake.datasets import Column, Kind
from segnavia.lake.engine import identifier
from segnavia.lake.errors import FileRefusedError


class NumberFormat(StrEnum):
    """What separates the decimals. In `COMMA` dots group thousands; `INTEGER` has neither."""

    COMMA = "comma"
    DOT = "dot"
    INTEGER = "integer"


_COMMA = r"-?[0-9.]*[0-9],[0-9]+|-?[0-9]{1,3}([.][0-9]{3}){2,}"
_DOT = r"-?[0-9]*[.][0-9]+"
_EITHER = r"-?[0-9]{1,3}[.][0-9]{3}"  # 1.234: one thousand or one and a bit


@dataclass(frozen=True, slots=True)
class Evidence:
    """An example of a value that can only be read with a comma, only with a dot, or both ways; `None` if none."""

    comma: str | None
    dot: str | None
    either: str | None


def gather(con: duckdb.DuckDBPyConnection, columns: Sequence[Column]) -> dict[str, Evidence]:
    """Look through the values of these columns of the table `cleaned`, all in one pass."""
    if not columns:
        return {}
    parts = []
    for column in columns:
        value = identifier(column.name)
        either = f"regexp_full_match({value}, '{_EITHER}')"
        parts += [
            f"any_value({value}) FILTER (regexp_full_match({value}, '{_COMMA}'))",
            f"any_value({value}) FILTER (regexp_full_match({value}, '{_DOT}') AND NOT {either})",
            f"any_value({value}) FILTER ({either})",
        ]
    row = con.execute(f"SELECT {', '.join(parts)} FROM cleaned").fetchall()[0]
    return {c.name: Evidence(*row[i * 3 : i * 3 + 3]) for i, c in enumerate(columns)}


def decide(path: str, columns: Sequence[Column], evidence: Mapping[str, Evidence]) -> dict[str, NumberFormat]:
    """The format of each column. A column that contradicts itself refuses the file (`FileRefusedError`).

    Where a column has only values that read both ways, amounts group thousands (cents have two digits); a quantity
    goes the way of the file's other columns.
    """
    formats: dict[str, NumberFormat] = {}
    for column in columns:
        seen = evidence[column.name]
        if seen.comma and seen.dot:
            raise FileRefusedError(
                f"{path}: the column “{column.header}” contradicts itself: {seen.comma} has a decimal comma, "
                f"{seen.dot} a decimal dot",
                "Ask the publisher which is meant; a wrong guess would be off by a factor of a hundred",
            )
        if seen.comma or (seen.either and not seen.dot and column.kind is Kind.AMOUNT):
            formats[column.name] = NumberFormat.COMMA
        elif seen.dot:
            formats[column.name] = NumberFormat.DOT
        elif not seen.either:
            formats[column.name] = NumberFormat.INTEGER
    file_has_dots = NumberFormat.DOT in formats.values() and NumberFormat.COMMA not in formats.values()
    undecided = NumberFormat.DOT if file_has_dots else NumberFormat.COMMA
    return {c.name: formats.get(c.name, undecided) for c in columns}
