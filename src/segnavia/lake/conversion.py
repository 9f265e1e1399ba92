"""From the publisher's text to typed values, in SQL: one expression a column, one list of issues a row."""

from collections.abc import Mapping

from segnavia.lake import rules
from segnavia.lake.datasets import Column, Dataset, Kind
from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.formats import NumberFormat

AMOUNT_TYPE = "DECIMAL(15, 2)"
NUMBER_TYPE = "DECIMAL(20, 4)"
_ABSENT = ("", "N/D", "N/A", "N.D.", "NULL", "NON DEFINITA", "31/12/9999", "9999-12-31")
_BLANKS = "' \t\r\n\u00a0'"
_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_DATE = r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"
_INTEGER = r"-?[0-9]+"
# What a number looks like in each format. The engine alone would read 1.234.5 as 12345 and 12.5 as the integer 13.
_NUMBERS = {
    NumberFormat.COMMA: r"-?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?",
    NumberFormat.DOT: r"-?[0-9]*[.]?[0-9]+",
    NumberFormat.INTEGER: _INTEGER,
}
# A natural person's tax code, in clear or masked by the publisher.
_PERSON = r"[A-Z0-9]{16}|[*]{16}"


def sql_for_clean(raw: str) -> str:
    """A raw value without outer blanks; NULL for the publisher's ways of saying that there is none."""
    trimmed = f"trim({raw}, {_BLANKS})"
    # CASE and not IN: the engine plans a long IN as a join, which scrambles the rows and takes twice the time
    absent = " ".join(f"WHEN {text_literal(a)} THEN NULL" for a in _ABSENT)
    return f"(CASE upper({trimmed}) {absent} ELSE {trimmed} END)"


def sql_for_value(column: Column, number_format: NumberFormat | None) -> str:
    """The typed value of a cleaned column; NULL both where there is none and where it cannot be read."""
    value = identifier(column.name)
    match column.kind:
        case Kind.AMOUNT:
            return f"TRY_CAST({_plain_number(value, number_format)} AS {AMOUNT_TYPE})"
        case Kind.NUMBER:
            return f"TRY_CAST({_plain_number(value, number_format)} AS {NUMBER_TYPE})"
        case Kind.INTEGER:
            return f"TRY_CAST({_if_like(_INTEGER, value, value)} AS BIGINT)"
        case Kind.DATE:
            # the engine takes 31/03/2 for the year 2: a date cut short, as the last cell of a truncated file is
            dated = f"try_strptime({value}, ['%d/%m/%Y', '%Y-%m-%d', '%d-%m-%Y'])"
            return f"CAST({_if_like(_DATE, value, dated)} AS DATE)"
        case Kind.MONTH:
            months = " ".join(
                f"WHEN '{name}' THEN {number} WHEN '{number}' THEN {number}"
                for number, name in enumerate(_MONTHS, start=1)
            )
            return f"CASE lower({value}) {months} END"
        case Kind.CODE:
            return _padded(column, f"upper({value})")
        case Kind.BODY_TAX_CODE:
            return f"CASE WHEN NOT {sql_for_person(column)} THEN {_padded(column, f'upper({value})')} END"
        case _:
            return value


def sql_type(column: Column) -> str:
    """The column's type in the lake."""
    return {
        Kind.AMOUNT: AMOUNT_TYPE,
        Kind.NUMBER: NUMBER_TYPE,
        Kind.INTEGER: "BIGINT",
        Kind.MONTH: "INTEGER",
        Kind.DATE: "DATE",
        Kind.BINARY: "BLOB",
    }.get(column.kind, "VARCHAR")


def sql_for_person(column: Column) -> str:
    """Whether a cleaned tax code is a natural person's."""
    return f"coalesce(regexp_full_match(upper({identifier(column.name)}), '{_PERSON}'), false)"


def sql_for_issues(dataset: Dataset, present: Mapping[str, object]) -> str:
    """A list of (code, column, value), one for each thing that is wrong with a row; empty for a good one.

    Reads the cleaned value as `name` and the typed one as `typed_name`.
    """
    checks = []
    for column in dataset.columns:
        if column.name not in present:
            continue
        value, typed = identifier(column.name), identifier(f"typed_{column.name}")
        if column.filled:
            checks.append((f"{value} IS NULL", rules.EMPTY_VALUE.code, column, "NULL"))
        if column.pattern:
            wrong = f"{value} IS NOT NULL AND NOT regexp_full_match({typed}, {text_literal(column.pattern)})"
            checks.append((wrong, rules.MALFORMED_CODE.code, column, value))
        unread = f"{value} IS NOT NULL AND {typed} IS NULL"
        if column.kind in (Kind.AMOUNT, Kind.NUMBER, Kind.INTEGER):
            checks.append((unread, rules.MALFORMED_NUMBER.code, column, value))
        elif column.kind in (Kind.DATE, Kind.MONTH):
            checks.append((unread, rules.MALFORMED_DATE.code, column, value))
    cases = [
        f"CASE WHEN {wrong} THEN struct_pack(code := '{code}', \"column\" := {text_literal(column.header)}, "
        f"value := CAST({value} AS VARCHAR)) END"
        for wrong, code, column, value in checks
    ]
    if not cases:
        return 'CAST([] AS STRUCT(code VARCHAR, "column" VARCHAR, value VARCHAR)[])'
    return f"list_filter([{', '.join(cases)}], lambda x: x IS NOT NULL)"


def _plain_number(value: str, number_format: NumberFormat | None) -> str:
    number_format = number_format or NumberFormat.DOT
    plain = f"replace(replace({value}, '.', ''), ',', '.')" if number_format is NumberFormat.COMMA else value
    return _if_like(_NUMBERS[number_format], value, plain)


def _if_like(pattern: str, value: str, then: str) -> str:
    return f"CASE WHEN regexp_full_match({value}, {text_literal(pattern)}) THEN {then} END"


def _padded(column: Column, value: str) -> str:
    if column.width is None:
        return value
    return (
        f"CASE WHEN regexp_full_match({value}, '[0-9]{{1,{column.width}}}') "
        f"THEN lpad({value}, {column.width}, '0') ELSE {value} END"
    )
