"""How a column writes its numbers and its dates, decided from its own values: `1.234,50`, `1234.5` or `114.000.000`.

One dataset has come in all three, so neither the layout nor the column's name can tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from segnavia.lake.datasets import Column, Kind
from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.errors import FileRefusedError


class NumberFormat(StrEnum):
    """What separates the decimals. In `COMMA` dots group thousands; `INTEGER` has neither."""

    COMMA = "comma"
    DOT = "dot"
    INTEGER = "integer"


class DateFormat(StrEnum):
    """The order of a date's parts and what separates them. Month before day is no format: it cannot be told apart."""

    DAY_FIRST = "dd/mm/yyyy"
    YEAR_FIRST = "yyyy-mm-dd"
    HYPHENS = "dd-mm-yyyy"


Format = NumberFormat | DateFormat
NUMERIC = (Kind.AMOUNT, Kind.NUMBER)

_BLANKS = " \t\r\n\u00a0"
_OUTER = f"[{_BLANKS}]*"
_COMMA = r"-?[0-9.]*[0-9],[0-9]+|-?[0-9]{1,3}([.][0-9]{3}){2,}"
_DOT = r"-?[0-9]*[.][0-9]+"
_EITHER = r"-?[0-9]{1,3}[.][0-9]{3}"  # 1.234: one thousand or one and a bit
# Years up to 8999: the publisher writes 9999 where there is no date, in a form that may be another system's.
_DATES = {
    DateFormat.DAY_FIRST: ("/", r"[0-9]{1,2}/[0-9]{1,2}/[0-8][0-9]{3}"),
    DateFormat.YEAR_FIRST: ("-", r"[0-8][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}"),
    DateFormat.HYPHENS: ("-", r"[0-9]{1,2}-[0-9]{1,2}-[0-8][0-9]{3}"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """An example of a value that can only be read with a comma, only with a dot, or both ways; `None` if none."""

    comma: str | None
    dot: str | None
    either: str | None


def sql_for_evidence(column: Column) -> list[str]:
    """Aggregates over a column's raw values, which give the examples that `evidence_of` reads.

    The cheap look for a separator comes first: most values have none, and the patterns cost ten times as much.
    """
    value = identifier(column.name)
    if column.kind is Kind.DATE:
        return [_sql_for_example(value, [mark], _like(value, form)) for mark, form in _DATES.values()]
    either = _like(value, _EITHER)
    return [
        _sql_for_example(value, [",", "."], _like(value, _COMMA)),
        _sql_for_example(value, ["."], f"{_like(value, _DOT)} AND NOT {either}"),
        _sql_for_example(value, ["."], either),
    ]


def evidence_of(examples: Sequence[str | None]) -> Evidence:
    """The evidence of a numeric column, from the values of its aggregates."""
    return Evidence(*(e and e.strip(_BLANKS) for e in examples))


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


def decide_date(path: str, column: Column, examples: Sequence[str | None]) -> DateFormat | None:
    """The format of a column's dates, `None` if it has none. Two formats refuse the file (`FileRefusedError`)."""
    seen = [(e.strip(_BLANKS), date_format) for e, date_format in zip(examples, _DATES, strict=True) if e]
    if len(seen) > 1:
        raise FileRefusedError(
            f"{path}: the column “{column.header}” contradicts itself: {seen[0][0]} is written {seen[0][1]}, "
            f"{seen[1][0]} {seen[1][1]}",
            "Ask the publisher which is meant; days and months may have been exchanged",
        )
    return seen[0][1] if seen else None


def _like(value: str, pattern: str) -> str:
    return f"regexp_full_match({value}, {text_literal(f'{_OUTER}({pattern}){_OUTER}')})"


def _sql_for_example(value: str, marks: Sequence[str], condition: str) -> str:
    # CASE, and not AND in a FILTER, where the engine would try the pattern on every value
    marked = " OR ".join(f"contains({value}, '{mark}')" for mark in marks)
    return f"any_value(CASE WHEN {marked} THEN CASE WHEN {condition} THEN {value} END END)"
