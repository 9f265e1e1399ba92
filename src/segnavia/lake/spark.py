"""The second engine: Spark, for data that one machine does not hold. It runs the same SQL text as DuckDB, translated.

A statement is planned twice: by Spark, which computes it, and by an empty DuckDB, which tells the types of its columns.
Spark's columns are cast to those, so that a table has one schema whoever made it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlglot
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.logger import PySparkLogger
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql.functions import col, expr, lit
from pyspark.storagelevel import StorageLevel
from sqlglot import exp

from segnavia.lake.embedded import DuckDB, duckdb_engine, identifier, plain, texts
from segnavia.lake.errors import LakeError
from segnavia.lake.spark_dialect import spark_query, spark_type

# What makes Spark's SQL mean the same as DuckDB's; whoever runs the cluster never changes it.
_MEANING = {
    "spark.sql.ansi.enabled": "true",  # an overflow or a bad cast is an error, not a NULL
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # a product keeps all its decimals
    "spark.sql.caseSensitive": "false",
    "spark.ui.showConsoleProgress": "false",  # the command shows its own
}
# How it runs on one machine, where the executors live in the driver; a cluster has its own spark-defaults.conf.
_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),  # the default of 200 costs more than the work
    "spark.log.level": "OFF",  # an error is raised, and need not be printed as well
}
_RELEASE_PARTS = 3  # dataset, release and file


class Spark:
    """The engine on a cluster, as `Engine` has it, on a session of its own and with an empty DuckDB for the types."""

    name = "spark"

    def __init__(self, session: SparkSession, types: DuckDB) -> None:
        self._session = session
        self._types = types

    def attach(
        self,
        view: str,
        files: Sequence[Path | str],
        columns: Mapping[str, str],
        constants: Mapping[str, str] = {},
    ) -> None:
        """As `Engine.attach`. A text is taken as it is, so that it may be an address such as `s3a://…` or a pattern."""
        self._types.attach(view, [], columns, constants)
        self._union(view, [self._select(file, columns, constants) for file in files])

    def attach_each(
        self, view: str, releases: Sequence[tuple[Path | str, Mapping[str, str]]], columns: Mapping[str, str]
    ) -> None:
        """As `Engine.attach_each`."""
        self._types.attach(view, [], columns, releases[0][1] if releases else {})
        self._union(view, [self._select(file, columns, constants) for file, constants in releases])

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """As `Engine.table`."""
        self._types.table(name, columns, [])
        self._keep(name, self._typed(self._session.createDataFrame(texts(columns, rows)), f"FROM {identifier(name)}"))

    def run(self, script: str) -> None:
        """As `Engine.run`."""
        statements = [_created(statement) for statement in sqlglot.parse(script, read="duckdb") if statement]
        self._types.run(script)
        for name, kind, query in statements:
            frame = self._typed(self._session.sql(spark_query(query)), f"FROM {identifier(name)}")
            if kind == "VIEW":
                frame.createOrReplaceTempView(name)
            else:
                self._keep(name, frame)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """As `Engine.rows`."""
        whole = [kind == "HUGEINT" for _, kind, *_ in self._described(query)]  # Spark gives these as decimals
        return [
            tuple(
                int(value) if is_int and value is not None else value for value, is_int in zip(row, whole, strict=True)
            )
            for row in self._frame(query).collect()
        ]

    def arrow(self, query: str) -> pa.Table:
        """As `Engine.arrow`."""
        return plain(self._frame(query).toArrow())

    def _frame(self, query: str) -> DataFrame:
        return self._typed(self._session.sql(spark_query(query)), query)

    def _typed(self, frame: DataFrame, query: str) -> DataFrame:
        """The columns of `frame` with the names and types that DuckDB gives to those of `query`, which are as many."""
        described = self._described(query)
        return frame.toDF(*(name for name, *_ in described)).select(
            *(_column(name).cast(spark_type(kind)).alias(name) for name, kind, *_ in described)
        )

    def _described(self, query: str) -> list[tuple[Any, ...]]:
        return self._types.rows(f"DESCRIBE {query}")

    def _select(self, file: Path | str, columns: Mapping[str, str], constants: Mapping[str, str]) -> DataFrame:
        source = self._session.read.parquet(_address(file))
        kept = [
            (_column(name) if name in source.columns else lit(None)).cast(spark_type(kind)).alias(name)
            for name, kind in columns.items()
        ]
        added = [expr(spark_query(expression)).alias(name) for name, expression in constants.items()]
        return source.select(*kept, *added)

    def _union(self, view: str, parts: Sequence[DataFrame]) -> None:
        described = self._described(f"FROM {identifier(view)}")
        nulls = [lit(None).cast(spark_type(kind)).alias(name) for name, kind, *_ in described]
        frame = parts[0] if parts else self._session.range(0).select(*nulls)
        for part in parts[1:]:
            frame = frame.unionAll(part)
        frame.createOrReplaceTempView(view)

    def _keep(self, name: str, frame: DataFrame) -> None:
        """Compute a table now and hold it without the plan it came from: plans made of plans of plans grow too fast."""
        frame.localCheckpoint(eager=True, storageLevel=StorageLevel.MEMORY_AND_DISK).createOrReplaceTempView(name)


def _created(statement: exp.Expr) -> tuple[str, str, exp.Query]:
    """The name, the kind and the query of a CREATE TABLE … AS or a CREATE VIEW … AS."""
    if isinstance(statement, exp.Create) and isinstance(statement.expression, exp.Query):
        return statement.this.name, statement.kind or "", statement.expression
    raise LakeError(f"This is no CREATE … AS: {statement}", "Write one, as docs/adr/0009 says")


def _column(name: str) -> Column:
    return col("`" + name.replace("`", "``") + "`")


def _address(file: Path | str) -> str:
    """A file as Spark reads it: under its release's name in `SPARK_LAKE`, or else on the disk that all machines see."""
    if isinstance(file, str):
        return file
    lake = os.environ.get("SPARK_LAKE")
    if lake:
        return "/".join((lake.rstrip("/"), *file.parts[-_RELEASE_PARTS:]))
    # with a scheme, as the cluster may have a storage of its own; a path is no pattern
    return "file://" + "".join(f"\\{c}" if c in "{}[]*?\\" else c for c in str(file.resolve()))


@contextmanager
def spark_engine() -> Iterator[Spark]:
    """The engine on the cluster that `SPARK_MASTER` names, or else on all cores of this machine.

    `SPARK_LAKE` is where the cluster finds a copy of the lake, such as `s3a://bucket/lake`.
    Raises `LakeError` where Spark cannot be started or breaks off.
    """
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise LakeError("The engine spark needs Java, which is not installed", "Install a Java runtime, 17 or newer")
    master = os.environ.get("SPARK_MASTER", "local[*]")
    try:
        with _session(master) as session, duckdb_engine() as types:
            yield Spark(session.newSession(), types)
    except (PySparkException, Py4JError) as error:
        raise LakeError(
            f"Spark on {master} broke off ({_reason(error)})",
            "Check SPARK_MASTER, that the cluster answers, and its settings in spark-defaults.conf",
        ) from error


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    """The running session, or one that is started here and stopped in the end."""
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    for context in ("SQL", "DataFrame"):  # as the log of Java
        PySparkLogger.getLogger(f"{context}QueryContextLogger").disabled = True
    # Spark makes a folder for tables that outlive it, which there are none of
    with tempfile.TemporaryDirectory(prefix="segnavia-spark-") as warehouse:
        local = _LOCAL | {"spark.sql.warehouse.dir": warehouse}
        settings = _MEANING | (local if master.startswith("local") else {})
        builder = SparkSession.builder.appName("segnavia").master(master)
        for key, value in settings.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        try:
            yield session
        finally:
            session.stop()


def _reason(error: Exception) -> str:
    """What happened, in one line: the cause that Java names, behind the words of the bridge to it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return next((line.removeprefix(": ") for line in lines if line.startswith(": ")), lines[0])
