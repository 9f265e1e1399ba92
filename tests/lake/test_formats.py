import pytest

from segnavia.lake.conversion import sql_for_clean, sql_for_value
from segnavia.lake.datasets import Column, Kind
from segnavia.lake.engine import connection, text_literal
from segnavia.lake.errors import FileRefusedError
from segnavia.lake.formats import NumberFormat, decide, gather

AMOUNT, QUANTITY = Column("amount", "Importo", Kind.AMOUNT), Column("quantity", "Quantità", Kind.NUMBER)
COMMA, DOT, INTEGER = NumberFormat.COMMA, NumberFormat.DOT, NumberFormat.INTEGER


def decided(amounts: list[str], quantities: list[str]) -> tuple[NumberFormat, NumberFormat]:
    rows = max(len(amounts), len(quantities))
    with connection() as con:
        con.execute("CREATE TABLE cleaned (amount VARCHAR, quantity VARCHAR)")
        for pair in zip((amounts + [None] * rows)[:rows], (quantities + [None] * rows)[:rows], strict=True):
            con.execute("INSERT INTO cleaned VALUES (?, ?)", pair)
        found = decide("file.csv", [AMOUNT, QUANTITY], gather(con, [AMOUNT, QUANTITY]))
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
    ],
)
def test_decide(amounts: list[str], quantities: list[str], expected: tuple[NumberFormat, NumberFormat]) -> None:
    assert decided(amounts, quantities) == expected


def test_decide_column_that_contradicts_itself_names_it_and_both_values() -> None:
    with pytest.raises(FileRefusedError, match=r"file\.csv: the column “Importo” contradicts itself: 1234,5 .* 12\.5 "):
        decided(["1234,5", "12.5"], [])


@pytest.mark.parametrize(
    ("kind", "number_format", "published", "typed"),
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
        pytest.param(Kind.DATE, None, "31/03/2025", "2025-03-31", id="date"),
        pytest.param(Kind.DATE, None, "1/3/2025", "2025-03-01", id="date-short-day"),
        pytest.param(Kind.DATE, None, "2025-03-31", "2025-03-31", id="date-iso"),
        pytest.param(Kind.DATE, None, "31-03-2025", "2025-03-31", id="date-hyphens"),
        pytest.param(Kind.DATE, None, "03/31/2025", None, id="date-month-first"),
        pytest.param(Kind.DATE, None, "29/02/2023", None, id="date-no-leap-year"),
        pytest.param(Kind.DATE, None, "31/03/2", None, id="date-cut-short"),
        pytest.param(Kind.MONTH, None, "GENNAIO", "1", id="month-upper-case"),
        pytest.param(Kind.MONTH, None, "Dicembre", "12", id="month"),
        pytest.param(Kind.MONTH, None, "January", None, id="month-in-english"),
        pytest.param(Kind.CODE, None, " j61f\u00a0", "J61F", id="code-blanks-and-case"),
        pytest.param(Kind.TEXT, None, "  Città\t", "Città", id="text-blanks"),
    ],
)
def test_value(kind: Kind, number_format: NumberFormat | None, published: str, typed: str | None) -> None:
    column = Column("given", "Dato", kind)
    with connection() as con:
        cleaned = f"SELECT {sql_for_clean('raw')} AS given FROM (SELECT {text_literal(published)} AS raw)"
        value = f"CAST({sql_for_value(column, number_format)} AS VARCHAR)"
        found = con.execute(f"SELECT {value} FROM ({cleaned})").fetchall()
    assert found == [(typed,)]


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
def test_code_is_padded_to_its_width(width: int | None, published: str, code: str) -> None:
    column = Column("given", "Codice", Kind.CODE, width=width)
    with connection() as con:
        query = f"SELECT {sql_for_value(column, None)} FROM (SELECT {text_literal(published)} AS given)"
        assert con.execute(query).fetchall() == [(code,)]
