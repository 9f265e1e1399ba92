"""The contract of an engine, kept by both: views of files, small tables, scripts, rows and Arrow tables."""

import datetime as dt
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segnavia.lake.engine import Engine, open_engine
from segnavia.lake.errors import LakeError
from tests import engines

engine, spark = engines.engine, engines.spark
COLUMNS = {"source_row": "UINTEGER", "cup": "VARCHAR", "paid": "DECIMAL(15, 2)", "on_day": "DATE"}
SCHEMA = pa.schema(
    [("source_row", pa.int64()), ("cup", pa.string()), ("paid", pa.decimal128(15, 2)), ("on_day", pa.date32())]
)
DAY = dt.date(2025, 3, 31)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file that lacks a column and holds another of a narrower type."""
    file = tmp_path / "older.parquet"
    columns = {"source_row": pa.array([1, 2], pa.uint32()), "cup": ["A", None], "paid": pa.array([5, None], pa.int32())}
    pq.write_table(pa.table(columns), file)
    return file


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A file with every column, in another order, and one that nobody asks for."""
    file = tmp_path / "newer.parquet"
    columns = {"on_day": [DAY], "other": ["?"], "paid": pa.array([Decimal("7.25")], pa.decimal128(15, 2))}
    pq.write_table(pa.table(columns | {"cup": ["B"], "source_row": pa.array([3], pa.uint32())}), file)
    return file


def test_attach_one_file(engine: Engine, older: Path) -> None:
    engine.attach("v", [older], COLUMNS)
    found = engine.arrow("SELECT * FROM v ORDER BY source_row")
    assert found.schema == SCHEMA
    assert engine.rows("SELECT * FROM v ORDER BY source_row") == [(1, "A", Decimal(5), None), (2, None, None, None)]


def test_attach_several_files_and_constants(engine: Engine, older: Path, newer: Path) -> None:
    engine.attach("v", [older, newer], COLUMNS, {"as_of": "DATE '2025-03-31'", "copy": "CAST(2 AS INTEGER)"})
    assert engine.rows("SELECT cup, paid, on_day, as_of, copy FROM v ORDER BY source_row") == [
        ("A", Decimal(5), None, DAY, 2),
        (None, None, None, DAY, 2),
        ("B", Decimal("7.25"), DAY, DAY, 2),
    ]


def test_attach_without_files_is_empty(engine: Engine) -> None:
    engine.attach("v", [], COLUMNS, {"as_of": "DATE '2025-03-31'"})
    assert engine.arrow("SELECT * FROM v").equals(SCHEMA.append(pa.field("as_of", pa.date32())).empty_table())


def test_attach_each_with_constants_of_its_own(engine: Engine, older: Path, newer: Path) -> None:
    releases = [(older, {"as_of": "DATE '2024-12-31'"}), (newer, {"as_of": "DATE '2025-03-31'"})]
    engine.attach_each("v", releases, COLUMNS)
    assert engine.rows("SELECT cup, as_of FROM v ORDER BY source_row") == [
        ("A", dt.date(2024, 12, 31)),
        (None, dt.date(2024, 12, 31)),
        ("B", DAY),
    ]


def test_attach_each_without_releases_is_empty(engine: Engine) -> None:
    engine.attach_each("v", [], COLUMNS)
    assert engine.arrow("SELECT * FROM v").equals(SCHEMA.empty_table())


def test_attach_takes_a_path_as_it_is(engine: Engine, older: Path) -> None:
    folder = older.parent / "com'è [1]{a,b}*? 100%20"
    folder.mkdir()
    engine.attach("v", [older.rename(folder / older.name)], COLUMNS)
    assert engine.rows("SELECT count(*) FROM v") == [(2,)]


def test_table_casts_text(engine: Engine) -> None:
    columns = {"code": "VARCHAR", "share": "DECIMAL(16, 15)", "since": "DATE", "good": "BOOLEAN", "order": "INTEGER"}
    rows = [("it's", "0.333333333333333", "2025-03-31", "true", "1"), (None, None, None, None, "2")]
    engine.table("t", columns, rows)
    assert engine.rows('SELECT * FROM t ORDER BY "order"') == [
        ("it's", Decimal("0.333333333333333"), DAY, True, 1),
        (None, None, None, None, 2),
    ]


def test_table_without_rows(engine: Engine) -> None:
    engine.table("t", {"code": "VARCHAR", "share": "DECIMAL(16, 15)"}, [])
    assert engine.arrow("SELECT * FROM t").schema == pa.schema(
        [("code", pa.string()), ("share", pa.decimal128(16, 15))]
    )


def test_run_a_script_whose_tables_build_on_each_other(engine: Engine) -> None:
    engine.table("t", {"k": "INTEGER"}, [("1",), ("2",), ("3",)])
    engine.run(
        """
        -- a comment; with a semicolon
        CREATE TABLE large AS SELECT k FROM t WHERE k > 1;
        CREATE VIEW doubled AS SELECT k * 2 AS k FROM large;
        CREATE TABLE total AS WITH d AS (SELECT * FROM doubled) SELECT sum(k) AS total, 'it''s; so' AS note FROM d;
        """
    )
    assert engine.rows("SELECT total, note FROM total") == [(10, "it's; so")]


def test_a_sum_of_whole_numbers_is_a_whole_number(engine: Engine) -> None:
    engine.table("t", {"k": "BIGINT"}, [("4611686018427387903",), ("4611686018427387904",), (None,)])
    [(total,)] = engine.rows("SELECT sum(k) FROM t")
    assert (total, type(total)) == (2**63 - 1, int)
    assert engine.rows("SELECT sum(k) FROM t WHERE k IS NULL") == [(None,)]


def test_a_sum_beyond_38_digits_is_an_error(engine: Engine) -> None:
    engine.table("t", {"n": "DECIMAL(38, 0)"}, [("9" * 38,), ("9" * 38,)])
    with pytest.raises(Exception, match=r"(?i)overflow|out.of.range"):
        engine.rows("SELECT sum(n) FROM t")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(LakeError, match=r"no engine flink\. Choose one of duckdb, spark"):
        open_engine("flink")


def test_spark_that_is_not_installed_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    monkeypatch.delitem(sys.modules, "segnavia.lake.spark", raising=False)
    with pytest.raises(LakeError, match=r"needs sqlglot, .*pip install 'segnavia\[spark\]'"):
        open_engine("spark")
