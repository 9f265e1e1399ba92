import pytest

from segnavia.lake.conversion import sql_for_prepared, sql_for_value
from segnavia.lake.datasets import Column, Kind
from segnavia.lake.engine import connection, text_literal
from segnavia.lake.errors import FileRefusedError
from segnavia.lake.formats import (
    DateFormat,
    Format,
    NumberFormat,
    decide,
    decide_date,
    evidence_of,
    sql_for_evidence,
)

AMOUNT, QUANTITY = Column("amount", "Importo", Kind.AMOUNT), Column("quantity", "Quantità", Kind.NUMBER)
DAY = Column("day", "Giorno", Kind.DATE)
COMMA, DOT, INTEGER = NumberFormat.COMMA, NumberFormat.DOT, NumberFormat.INTEGER
DAY_FIRST, YEAR_FIRST, HYPHENS = DateFormat.DAY_FIRST, DateFormat.YEAR_FIRST, DateFormat.HYPHENS


def examples_of(column: Column, values: list[str]) -> tuple[str | None, ...]:
    with connection() as con:
        con.execute(f"CREATE TABLE raw ({column.name} VARCHAR)")
        con.executemany("INSERT INTO raw VALUES (?)", [(v,) for v in values] or [(None,)])
        return con.execute(f"SELECT {', '.join(sql_for_evidence(column))} FROM raw").fetchall()[0]


def decided(amounts: list[str], quantities: list[str]) -> tuple[NumberFormat, NumberFormat]:
    evidence = {
        "amount": evidence_of(examples_of(AMOUNT, amounts)),
        "quantity": evidence_of(examples_of(QUANTITY, quantities)),
    }
    found = decide("file.csv", [AMOUNT, QUANTITY], evidence)
    return found["amount"], found["quantity"]


@pytest.mark.parametrize(
    ("amounts", "quantities", "expected"),
    [
        pytest.param(["1234,5"], ["0,25"], (COMMA, COMMA), id="decimal-comma"),
        pytest.param(["1234.5"], ["0.25"], (DOT, DOT), id="decimal-dot"),
        pytest.param(["114.000.000"], ["3"], (COMMA, INTEGER), id="thousands-dots"),
        pytest.param(["10", "20"], ["3"], (INTEGER, INTEGER), id="integers"),
        pytest.param(["1.234"], ["7"], (COMMA, INTEGER), id="an-amount-has-cents-of-two-digits"),
        pytest.param(["1.234", "5.5"], [], (DOT, INTEGER), id="both-ways-beside-a-dot"),
        pytest.param(["1.234", "5,5"], [], (COMMA, INTEGER), id="both-ways-beside-a-comma"),
        pytest.param(["5.5"], ["1.234"], (DOT, DOT), id="a-quantity-goes-with-the-file-dots"),
        pytest.param(["5,5"], ["1.234"], (COMMA, COMMA), id="a-quantity-goes-with-the-file-commas"),
        pytest.param([], ["1.234"], (INTEGER, COMMA), id="a-quantity-alone"),
        pytest.param(["-1.234.567,8"], ["-0.5"], (COMMA, DOT), id="each-column-its-own-way"),
        pytest.param(["molto"], ["-"], (INTEGER, INTEGER), id="words-tell-nothing"),
        pytest.param([" 1234,5\t"], ["\u00a00.25"], (COMMA, DOT), id="between-blanks"),
    ],
)
def test_decide(amounts: list[str], quantities: list[str], expected: tuple[NumberFormat, NumberFormat]) -> None:
    assert decided(amounts, quantities) == expected


def test_decide_column_that_contradicts_itself_names_it_and_both_values() -> None:
    with pytest.raises(FileRefusedError, match=r"file\.csv: the column “Importo” contradicts itself: 1234,5 .* 12\.5 "):
        decided(["1234,5", "12.5"], [])


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(["31/03/2025", "1/4/2025"], DAY_FIRST, id="day-first"),
        pytest.param(["2025-03-31"], YEAR_FIRST, id="year-first"),
        pytest.param([" 31-03-2025 "], HYPHENS, id="hyphens-between-blanks"),
        pytest.param(["03/31/2025"], DAY_FIRST, id="month-first-is-no-format"),
        pytest.param(["31/03/2025", "9999-12-31"], DAY_FIRST, id="no-date-in-another-form"),
        pytest.param(["2025-03-31", "31/12/9999"], YEAR_FIRST, id="no-date-in-another-form-again"),
        pytest.param(["31 marzo", "2025/03/31", "31/03/25"], None, id="none-of-them"),
        pytest.param([], None, id="empty"),
    ],
)
def test_decide_date(days: list[str], expected: DateFormat | None) -> None:
    assert decide_date("file.csv", DAY, examples_of(DAY, days)) == expected


@pytest.mark.parametrize(
    ("days", "message"),
    [
        pytest.param(["31/03/2025", "2025-03-31"], "31/03/2025 is written dd/mm/yyyy, 2025-03-31 yyyy-mm-dd", id="two"),
        pytest.param(["2025-03-31", "31-03-2025"], "2025-03-31 is written yyyy-mm-dd, 31-03-2025 dd-mm-yyyy", id="hy"),
    ],
)
def test_decide_date_column_that_contradicts_itself(days: list[str], message: str) -> None:
    with pytest.raises(FileRefusedError, match=rf"file\.csv: the column “Giorno” contradicts itself: {message}"):
        decide_date("file.csv", DAY, examples_of(DAY, days))


@pytest.mark.parametrize(
    ("kind", "written", "published", "typed"),
    [
        pytest.param(Kind.AMOUNT, COMMA, "1.234.567,89", "1234567.89", id="comma-thousands"),
        pytest.param(Kind.AMOUNT, COMMA, "-1234,5", "-1234.50", id="comma-negative"),
        pytest.param(Kind.AMOUNT, COMMA, "1.234.5", None, id="comma-broken-groups"),
        pytest.param(Kind.AMOUNT, COMMA, "1,2,3", None, id="comma-twice"),
        pytest.param(Kind.AMOUNT, COMMA, "1e3", None, id="comma-exponent"),
        pytest.param(Kind.AMOUNT, DOT, "1234.5", "1234.50", id="dot"),
        pytest.param(Kind.AMOUNT, DOT, "1,234.5", None, id="dot-with-a-comma"),
        pytest.param(Kind.AMOUNT, DOT, "nan", None, id="nan"),
        pytest.param(Kind.AMOUNT, INTEGER, "7", "7.00", id="integer-amount"),
        pytest.param(Kind.NUMBER, DOT, "0.12345", "0.1235", id="quantity-of-four-digits"),
        pytest.param(Kind.INTEGER, None, "2025", "2025", id="integer"),
        pytest.param(Kind.INTEGER, None, "12.5", None, id="integer-with-decimals"),
        pytest.param(Kind.AMOUNT, COMMA, "0", "0.00", id="zero"),
        pytest.param(Kind.AMOUNT, COMMA, " 0 ", "0.00", id="zero-between-blanks"),
        pytest.param(Kind.AMOUNT, COMMA, "\u00a01.234,5\t", "1234.50", id="comma-between-blanks"),
        pytest.param(Kind.AMOUNT, DOT, "\n1234.5 ", "1234.50", id="dot-between-blanks"),
        pytest.param(Kind.INTEGER, None, " 2025", "2025", id="integer-between-blanks"),
        pytest.param(Kind.INTEGER, None, "2_025", None, id="integer-of-a-programmer"),
        pytest.param(Kind.AMOUNT, DOT, "n/d", None, id="no-amount"),
        pytest.param(Kind.DATE, DAY_FIRST, "31/03/2025", "2025-03-31", id="date"),
        pytest.param(Kind.DATE, DAY_FIRST, "1/3/2025", "2025-03-01", id="date-short-day"),
        pytest.param(Kind.DATE, YEAR_FIRST, "2025-03-31", "2025-03-31", id="date-iso"),
        pytest.param(Kind.DATE, HYPHENS, "31-03-2025", "2025-03-31", id="date-hyphens"),
        pytest.param(Kind.DATE, DAY_FIRST, "03/31/2025", None, id="date-month-first"),
        pytest.param(Kind.DATE, DAY_FIRST, "29/02/2023", None, id="date-no-leap-year"),
        pytest.param(Kind.DATE, DAY_FIRST, "31/03/2", None, id="date-cut-short"),
        pytest.param(Kind.DATE, YEAR_FIRST, "31/03/2025", None, id="date-of-another-form"),
        pytest.param(Kind.DATE, None, "31/12/9999", None, id="no-date"),
        pytest.param(Kind.QUARTER, None, "2022 - 4° trimestre", "2022-12-31", id="quarter"),
        pytest.param(Kind.QUARTER, None, "2023 - 1° Trimestre", "2023-03-31", id="quarter-upper-case"),
        pytest.param(Kind.QUARTER, None, "Q2 2024", "2024-06-30", id="quarter-in-english"),
        pytest.param(Kind.QUARTER, None, "2022-T3", "2022-09-30", id="quarter-in-short"),
        pytest.param(Kind.QUARTER, None, "2022 - 5° trimestre", None, id="quarter-that-is-not"),
        pytest.param(Kind.QUARTER, None, "2022", None, id="quarter-of-a-whole-year"),
        pytest.param(Kind.MONTH, None, "GENNAIO", "1", id="month-upper-case"),
        pytest.param(Kind.MONTH, None, "Dicembre", "12", id="month"),
        pytest.param(Kind.MONTH, None, "January", None, id="month-in-english"),
        pytest.param(Kind.CODE, None, " j61f\u00a0", "J61F", id="code-blanks-and-case"),
        pytest.param(Kind.TEXT, None, "  Città\t", "Città", id="text-blanks"),
    ],
)
def test_value(kind: Kind, written: Format | None, published: str, typed: str | None) -> None:
    assert typed_value(Column("given", "Dato", kind), written, published) == typed


def typed_value(column: Column, written: Format | None, published: str) -> str | None:
    with connection() as con:
        prepared = f"SELECT {sql_for_prepared(column)} FROM (SELECT {text_literal(published)} AS given)"
        value = f"CAST({sql_for_value(column, written)} AS VARCHAR)"
        return con.execute(f"SELECT {value} FROM ({prepared})").fetchall()[0][0]


@pytest.mark.parametrize(
    ("width", "published", "code"),
    [
        pytest.param(3, "15", "015", id="padded"),
        pytest.param(3, "015", "015", id="whole"),
        pytest.param(3, "0150", "0150", id="too-long-is-left-for-the-pattern-to-refuse"),
        pytest.param(3, "1A", "1A", id="not-digits"),
        pytest.param(None, "15", "15", id="no-width"),
    ],
)
@pytest.mark.parametrize("pattern", [None, r"\d{3}"])
def test_code_is_padded_to_its_width(width: int | None, published: str, code: str, pattern: str | None) -> None:
    column = Column("given", "Codice", Kind.CODE, width=width, pattern=pattern)
    assert typed_value(column, None, published) == code
