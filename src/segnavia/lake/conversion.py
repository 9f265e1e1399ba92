"""From the publisher's text to typed values, in SQL: one expression a column, one list of issues a row."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from segnavia.lake import rules
from segnavia.lake.datasets import Column, Dataset, Kind, folded
from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.formats import DateFormat, Format, NumberFormat

AMOUNT_TYPE = "DECIMAL(15, 2)"
NUMBER_TYPE = "DECIMAL(20, 4)"
_ABSENT = (
    *("", "N/D", "N/A", "N.D.", "N.C.", "NULL", "NON DEFINITA"),
    *("31/12/9999", "9999-12-31", "01/01/1900", "00/01/1900"),  # dates that mean none
)
_BLANK = "[ \t\r\n\u00a0]"
_BLANKS = "' \t\r\n\u00a0'"
# One look at a value that tells whether there is anything to clean, at a quarter of the cost of doing so.
_UNCLEAN = f"^{_BLANK}|{_BLANK}$|^(?i:{'|'.join(re.escape(a) for a in _ABSENT)})$"
_NOTHING = f"{_BLANK}*(?i:{'|'.join(re.escape(a) for a in _ABSENT)}){_BLANK}*"
_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_NUMERIC = (Kind.AMOUNT, Kind.NUMBER, Kind.INTEGER)
_INTEGER = r"-?[0-9]+"
# What a number looks like in each format. The engine alone would read 1.234.5 as 12345 and 12.5 as the integer 13.
_NUMBERS = {
    NumberFormat.COMMA: r"-?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?",
    NumberFormat.DOT: r"-?[0-9]*[.]?[0-9]+",
    NumberFormat.INTEGER: _INTEGER,
}
# The engine takes 31/03/2 for the year 2: a date cut short, as the last cell of a truncated file is.
_DATES = {
    DateFormat.DAY_FIRST: (r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", "%d/%m/%Y"),
    DateFormat.YEAR_FIRST: (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", "%Y-%m-%d"),
    DateFormat.HYPHENS: (r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}", "%d-%m-%Y"),
}
# "2022 - 4° trimestre", "2022-T4", "Q4 2022"
_YEAR, _QUARTER = "(?:19|20)[0-9]{2}", "[1-4]"
_QUARTERS = (
    rf"{_YEAR} ?- ?{_QUARTER} ?[°º^]? ?trim(?:estre|[.])?",
    rf"{_YEAR}[ -]?[qt]{_QUARTER}",
    rf"[qt]{_QUARTER}[ -]?{_YEAR}",
)
# A natural person's tax code, in clear or masked by the publisher.
_PERSON = r"[A-Z0-9]{16}|[*]{16}"
# One that stands inside a name, where its letters and digits must be in their places to be told from a word.
_TAX_CODE = r"\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b"


@dataclass(frozen=True, slots=True)
class Check:
    """What may be wrong with a row: a condition in SQL that is never NULL, the rule's code, the column, the value."""

    wrong: str
    code: str
    column: Column
    value: str


def sql_for_clean(raw: str) -> str:
    """A raw value without outer blanks; NULL for the publisher's ways of saying that there is none."""
    trimmed = f"trim({raw}, {_BLANKS})"
    cleaned = f"CASE WHEN regexp_full_match({raw}, {text_literal(_NOTHING)}) THEN NULL ELSE {trimmed} END"
    return f"(CASE WHEN regexp_matches({raw}, {text_literal(_UNCLEAN)}) THEN {cleaned} ELSE {raw} END)"


def sql_for_nothing(raw: str) -> str:
    """Whether a raw value says that there is none."""
    return f"({raw} IS NULL OR regexp_full_match({raw}, {text_literal(_NOTHING)}))"


def sql_for_prepared(column: Column) -> str:
    """What the other expressions read of a column, from its raw value: as a rule the clean one, by the same name.

    Cleaning costs more than reading, so what nearly always reads as it stands stays raw: numbers, and codes that
    are known by a pattern, with `plain_name` beside them, which says whether the raw value matches.
    """
    value = identifier(column.name)
    if _has_plain(column):
        plain = f"coalesce(regexp_full_match({value}, {text_literal(column.pattern)}), false)"
        return f"{value}, {plain} AS {identifier(f'plain_{column.name}')}"
    return value if column.kind in (*_NUMERIC, Kind.BINARY) else f"{sql_for_clean(value)} AS {value}"


def _plain(column: Column) -> str | None:
    return identifier(f"plain_{column.name}") if _has_plain(column) else None


def _unless(fine: str | None, wrong: str) -> str:
    """`wrong`, which is looked at only where it is not `fine`: the engine would compute both sides of an AND."""
    return f"CASE WHEN {fine} THEN false ELSE {wrong} END" if fine else f"({wrong})"


def _has_plain(column: Column) -> bool:
    return column.kind is Kind.CODE and column.pattern is not None


def sql_for_value(column: Column, written: Format | None) -> str:
    """The typed value of a prepared column; NULL both where there is none and where it cannot be read."""
    value = identifier(column.name)
    match column.kind:
        case Kind.AMOUNT | Kind.NUMBER | Kind.INTEGER:
            return _sql_for_number(column, written)
        case Kind.DATE:
            pattern, form = _DATES[written if isinstance(written, DateFormat) else DateFormat.DAY_FIRST]
            dated = f"try_strptime({value}, '{form}')"
            return f"CAST({_if_like(pattern, value, dated)} AS DATE)"
        case Kind.MONTH:
            months = " ".join(
                f"WHEN '{name}' THEN {number} WHEN '{number}' THEN {number}"
                for number, name in enumerate(_MONTHS, start=1)
            )
            return f"CASE lower({value}) {months} END"
        case Kind.QUARTER:
            year = f"CAST(regexp_extract({value}, '{_YEAR}') AS INTEGER)"
            quarter = f"CAST(regexp_extract(regexp_replace({value}, '{_YEAR}', ''), '{_QUARTER}') AS INTEGER)"
            last_day = f"last_day(make_date({year}, 3 * {quarter}, 1))"
            return _if_like(f"(?i:{'|'.join(_QUARTERS)})", value, last_day)
        case Kind.CODE if _has_plain(column):
            read = _padded(column, f"upper({sql_for_clean(value)})")
            return f"CASE WHEN {identifier(f'plain_{column.name}')} THEN {value} ELSE {read} END"
        case Kind.CODE | Kind.BODY_TAX_CODE:
            return _padded(column, f"upper({value})")
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
        Kind.QUARTER: "DATE",
        Kind.BINARY: "BLOB",
    }.get(column.kind, "VARCHAR")


def sql_for_person(dataset: Dataset, columns: Iterable[Column]) -> str:
    """Whether a row may be a natural person's: by its tax code or its legal form, told from the cleaned values.

    Where a file names bodies and has no tax codes, it may always be.
    """
    told = []
    has_tax_codes = False
    for column in columns:
        value = identifier(column.name)
        if column.kind is Kind.BODY_TAX_CODE:
            has_tax_codes = True
            told.append(f"regexp_full_match(upper({value}), '{_PERSON}')")
        if column.name in dataset.person_columns:
            told.append(f"regexp_matches(upper({value}), '{_TAX_CODE}')")
        if column.name == dataset.legal_form:
            told.append(_sql_for_person_form(value, dataset.person_forms))
    names_bodies = any(c.name in dataset.person_columns for c in columns)
    if names_bodies and not has_tax_codes:
        return "true"
    return f"coalesce({' OR '.join(told)}, false)" if told else "false"


def tells_of_bodies(dataset: Dataset, column: Column) -> bool:
    """Whether the column names a body or its code, which a natural person's row must not keep."""
    return column.kind is Kind.BODY_TAX_CODE or column.name in dataset.person_columns


def _sql_for_person_form(value: str, person_forms: Iterable[str]) -> str:
    """Whether a legal form, folded as `folded` does it, is one of these; no form at all is the empty one."""
    plain = (
        f"CASE WHEN {value} IS NULL THEN '' WHEN regexp_full_match({value}, '[a-z0-9]*') THEN {value} "
        f"ELSE regexp_replace(lower(strip_accents({value})), '[^a-z0-9]', '', 'g') END"
    )
    forms = sorted({folded(form) for form in person_forms})
    # CASE and not IN: the engine plans a long IN as a join, which scrambles the rows
    return f"CASE ({plain}) {' '.join(f'WHEN {text_literal(form)} THEN true' for form in forms)} ELSE false END"


def is_private(dataset: Dataset, column: Column) -> bool:
    """Whether a natural person's row keeps nothing of this column."""
    return column.kind is Kind.BODY_TAX_CODE or column.name in dataset.person_columns


def checks(dataset: Dataset, present: Mapping[str, object]) -> list[Check]:
    """All that may be wrong with a row of these columns.

    Reads the cleaned value as `name`, the typed one as `typed_name` and a natural person's row as `is_person`.
    """
    found = []
    for column in dataset.columns:
        if column.name not in present:
            continue
        value, typed = identifier(column.name), identifier(f"typed_{column.name}")
        is_raw = column.kind in _NUMERIC or _has_plain(column)
        nothing = sql_for_nothing(value) if is_raw else f"{value} IS NULL"
        told = f"CASE WHEN NOT is_person THEN {value} END" if is_private(dataset, column) else value
        if column.filled:
            found.append(Check(_unless(_plain(column), nothing), rules.EMPTY_VALUE.code, column, "NULL"))
        if column.pattern:
            wrong = f"regexp_full_match({typed}, {text_literal(column.pattern)}) IS FALSE"
            if column.kind is Kind.BODY_TAX_CODE:  # a natural person's code is emptied, whatever its form
                wrong = f"({wrong} AND NOT is_person)"
            found.append(Check(_unless(_plain(column), wrong), rules.MALFORMED_CODE.code, column, told))
        unread = _unless(f"{typed} IS NOT NULL", f"NOT ({nothing})")
        if column.kind in _NUMERIC:
            found.append(Check(unread, rules.MALFORMED_NUMBER.code, column, told))
        elif column.kind in (Kind.DATE, Kind.MONTH, Kind.QUARTER):
            found.append(Check(unread, rules.MALFORMED_DATE.code, column, told))
    return found


def sql_for_good(found: Iterable[Check]) -> str:
    """Whether nothing is wrong with a row."""
    return " AND ".join(f"NOT {check.wrong}" for check in found) or "true"


def sql_for_first_issue(found: Iterable[Check]) -> str:
    """The first thing that is wrong with a row, as a struct of code, column and value; NULL for a good row."""
    cases = " ".join(
        f"WHEN {c.wrong} THEN {sql_for_issue(c.code, text_literal(c.column.header), c.value)}" for c in found
    )
    return f"CASE {cases} END" if cases else f"CASE WHEN false THEN {sql_for_issue('', 'NULL', 'NULL')} END"


def sql_for_issue(code: str, column: str, value: str) -> str:
    """An issue as a struct; `column` and `value` are SQL."""
    return f"struct_pack(code := '{code}', \"column\" := CAST({column} AS VARCHAR), value := CAST({value} AS VARCHAR))"


def _sql_for_number(column: Column, written: Format | None) -> str:
    """A raw number, typed. Most are a zero, nearly all read as they stand, and some stand between blanks."""
    number_format = written if isinstance(written, NumberFormat) else NumberFormat.DOT
    pattern = _INTEGER if column.kind is Kind.INTEGER else _NUMBERS[number_format]
    value = identifier(column.name)
    cases = ""
    for form, text in ((pattern, value), (f"{_BLANK}*(?:{pattern}){_BLANK}*", f"trim({value}, {_BLANKS})")):
        is_comma = number_format is NumberFormat.COMMA
        plain = f"replace(replace({text}, '.', ''), ',', '.')" if is_comma else text
        like = f"regexp_full_match({value}, {text_literal(form)})"
        cases += f" WHEN {like} THEN TRY_CAST({plain} AS {sql_type(column)})"
    return f"CASE WHEN {value} = '0' THEN 0{cases} END"


def _if_like(pattern: str, value: str, then: str) -> str:
    return f"CASE WHEN regexp_full_match({value}, {text_literal(pattern)}) THEN {then} END"


def _padded(column: Column, value: str) -> str:
    if column.width is None:
        return value
    return (
        f"CASE WHEN regexp_full_match({value}, '[0-9]{{1,{column.width}}}') "
        f"THEN lpad({value}, {column.width}, '0') ELSE {value} END"
    )
