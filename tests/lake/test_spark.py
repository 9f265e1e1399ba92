"""Spark beside DuckDB: every word of the portable subset gives the same values and types, and the rest is refused."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlglot
from _pytest.mark.structures import ParameterSet
from sqlglot import exp

import segnavia.monitoring
from segnavia.lake.engine import Engine, open_engine
from segnavia.lake.errors import LakeError
from segnavia.lake.spark_dialect import spark_query
from tests import engines
from tests.engines import SPARK_MARKS
from tests.lake import portable

spark = engines.spark
SQL_FILES = sorted((Path(segnavia.monitoring.__file__).parent / "sql").glob("*.sql"))


class Pair:
    """Both engines with the same tables. What is asked of them together is asked once."""

    def __init__(self, engines: list[Engine]) -> None:
        self.engines = engines
        self._answers: dict[str, list[pa.Table]] = {}
        for engine in engines:
            engine.table("t", portable.COLUMNS, portable.ROWS)
            engine.table("empty", portable.COLUMNS, [])

    def agree(self, query: str, column: str | None = None) -> None:
        if query not in self._answers:
            self._answers[query] = [engine.arrow(query) for engine in self.engines]
        one, other = (found.select([column]) if column else found for found in self._answers[query])
        assert other.schema == one.schema
        assert other.to_pydict() == one.to_pydict()

    def agree_on(self, words: Sequence[str], word: str, query: str) -> None:
        """The engines agree on one of many expressions, which are computed in one query."""
        columns = ", ".join(f"{expression} AS c{place}" for place, expression in enumerate(words))
        self.agree(query.format(columns=columns), f"c{words.index(word)}")


@pytest.fixture(scope="module")
def pair(spark: Engine) -> Iterator[Pair]:
    with open_engine("duckdb") as duckdb:
        yield Pair([duckdb, spark])


def on_both(words: Iterable[str]) -> list[ParameterSet]:
    return [pytest.param(word, marks=SPARK_MARKS, id=word) for word in words]


@pytest.mark.parametrize("word", on_both(portable.SCALARS))
def test_an_expression_of_a_row(pair: Pair, word: str) -> None:
    pair.agree_on(portable.SCALARS, word, "SELECT k, {columns} FROM t ORDER BY k")


@pytest.mark.parametrize("word", on_both(portable.AGGREGATES))
def test_an_expression_of_a_group(pair: Pair, word: str) -> None:
    pair.agree_on(portable.AGGREGATES, word, "SELECT g, {columns} FROM t GROUP BY g ORDER BY g")


@pytest.mark.parametrize("name", on_both(portable.QUERIES))
def test_a_query(pair: Pair, name: str) -> None:
    pair.agree(portable.QUERIES[name])


@pytest.mark.parametrize("query", portable.REFUSED.values(), ids=portable.REFUSED.keys())
def test_what_could_pass_unseen_is_refused(query: str) -> None:
    with pytest.raises(LakeError, match=r"no translation .* docs/adr/0009"):
        spark_query(query)


def words_of(script: str) -> set[str]:
    """The functions and operators that a script uses, by their names in the syntax tree."""
    nodes = (node for tree in sqlglot.parse(script, read="duckdb") if tree for node in tree.walk())
    return {
        node.name.lower() if isinstance(node, exp.Anonymous) else type(node).__name__
        for node in nodes
        if isinstance(node, exp.Func | exp.Binary | exp.Query | exp.Join | exp.Window | exp.Pivot)
    }


@pytest.mark.parametrize("file", SQL_FILES, ids=lambda file: file.stem)
def test_the_sql_files_use_only_what_is_tested(file: Path) -> None:
    queries = [f"SELECT {word}" for word in portable.SCALARS + portable.AGGREGATES]
    tested = set().union(*map(words_of, queries), *map(words_of, portable.QUERIES.values()))
    assert words_of(file.read_text(encoding="utf-8")) - tested == set()


@pytest.mark.spark
@SPARK_MARKS[1]
def test_run_refuses_what_is_no_create_as(spark: Engine) -> None:
    with pytest.raises(LakeError, match=r"no CREATE … AS"):
        spark.run("CREATE TABLE one AS SELECT 1 AS k; DROP TABLE one")


@pytest.mark.spark
@SPARK_MARKS[1]
def test_shares_are_rounded_as_duckdb_does(pair: Pair) -> None:
    """Quotients near a tie of the last decimal, where one rounding step more or less would show."""
    random = Random(3)
    rows = [(str(random.randint(0, 10**7)), str(random.randint(1, 2**17))) for _ in range(20_000)]
    rows += [(str(k), str(2**17)) for k in range(1, 2**17, 64)]
    for engine in pair.engines:
        engine.table("quotients", {"a": "DECIMAL(24, 4)", "b": "DECIMAL(24, 4)"}, rows)
    pair.agree(
        "SELECT a, b, CAST(a / (a + b) AS DECIMAL(16, 15)) AS share, CAST(a / b AS DECIMAL(18, 6)) AS ratio "
        "FROM quotients ORDER BY a, b"
    )


@pytest.mark.spark
@SPARK_MARKS[1]
def test_a_file_that_is_gone_is_told(spark: Engine, tmp_path: Path) -> None:
    with (
        pytest.raises(LakeError, match=r"Spark on .* broke off .*gone.parquet.* Check SPARK_MASTER"),
        open_engine("spark") as engine,
    ):
        engine.attach("v", [tmp_path / "gone.parquet"], {"k": "INTEGER"})


@pytest.mark.spark
@SPARK_MARKS[1]
def test_the_lake_is_read_where_the_cluster_has_it(
    spark: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = Path("PNRR_Progetti") / "2025-03-31-0123456789ab" / "data.parquet"
    (tmp_path / "bucket" / release).parent.mkdir(parents=True)
    pq.write_table(pa.table({"k": pa.array([1, 2], pa.int32())}), tmp_path / "bucket" / release)
    monkeypatch.setenv("SPARK_LAKE", f"file://{tmp_path}/bucket/")
    spark.attach("elsewhere", [tmp_path / "home" / "lake" / release], {"k": "INTEGER"})
    assert spark.rows("SELECT sum(k) FROM elsewhere") == [(3,)]


@pytest.mark.spark
def test_a_cluster_that_is_none_is_told() -> None:
    """In a process of its own, as the session of this one has its cluster."""
    script = (
        "from segnavia.lake.engine import open_engine\n"
        "from segnavia.lake.errors import LakeError\n"
        "try:\n    open_engine('spark').__enter__()\n"
        "except LakeError as error:\n    print(error)\n"
    )
    environment = os.environ | {"SPARK_MASTER": "nonsense"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"Spark on nonsense broke off \(.+\)\. Check SPARK_MASTER, .+\n", done.stdout)


def test_spark_without_java_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(LakeError, match="needs Java"), open_engine("spark"):
        pass
