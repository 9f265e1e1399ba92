"""The SQL engine: one interface for the SQL files, and the choice between the two that keep it.

DuckDB (lake/embedded.py) serves one machine. Spark (lake/spark.py) serves many and runs the same SQL text, translated.
What that text may use stands in docs/adr/0009.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from segnavia.lake.embedded import (
    MEMORY_LIMIT,
    DuckDB,
    connect,
    connection,
    duckdb_engine,
    identifier,
    text_literal,
)
from segnavia.lake.errors import LakeError

__all__ = [
    "ENGINES",
    "MEMORY_LIMIT",
    "DuckDB",
    "Engine",
    "connect",
    "connection",
    "duckdb_engine",
    "identifier",
    "open_engine",
    "text_literal",
]
ENGINES = ("duckdb", "spark")


class Engine(Protocol):
    """A place to run SQL in: inputs come in as views and small tables, results go out as rows or Arrow tables.

    SQL text is always of the DuckDB dialect, in the portable subset of docs/adr/0009, and so are the names of types:
    VARCHAR, DATE, DECIMAL(p, s), BIGINT, INTEGER, UINTEGER, DOUBLE, BOOLEAN, BLOB.
    """

    @property
    def name(self) -> str:
        """What `--engine` calls it, one of `ENGINES`."""

    def attach(
        self,
        view: str,
        files: Sequence[Path | str],
        columns: Mapping[str, str],
        constants: Mapping[str, str] = {},
    ) -> None:
        """Make a view of Parquet files with exactly `columns` (name to type); one that a file lacks is NULL there.

        Without files the view is empty. `constants` adds columns that are the same in all rows, as name to SQL
        expression.
        """

    def attach_each(
        self, view: str, releases: Sequence[tuple[Path | str, Mapping[str, str]]], columns: Mapping[str, str]
    ) -> None:
        """Make a view of several files, each with constants of its own, under the same names.

        Without releases the view is empty and has `columns` only; `attach` with no files and NULL constants says more.
        """

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Make a small table. A value is given as text, or None for NULL, and cast to its column's type."""

    def run(self, script: str) -> None:
        """Run the statements of a script, each a CREATE TABLE … AS or a CREATE VIEW … AS."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives, as Python values."""

    def arrow(self, query: str) -> pa.Table:
        """The table that a query gives, with the same types from every engine; unsigned integers are int64."""


def open_engine(name: str, spill: Path | None = None) -> AbstractContextManager[Engine]:
    """The engine of that name, for a `with`; DuckDB may spill to the folder `spill`, Spark has settings of its own.

    Raises `LakeError` for another name or where a library is missing.
    """
    if name == "duckdb":
        return duckdb_engine(spill)
    if name == "spark":
        try:
            from segnavia.lake.spark import spark_engine  # noqa: PLC0415 - an optional library, and slow to load
        except ModuleNotFoundError as error:
            raise LakeError(
                f"The engine spark needs {(error.name or 'a library').partition('.')[0]}, which is not installed",
                "Install it with `pip install 'segnavia[spark]'`",
            ) from error
        return spark_engine()
    raise LakeError(f"There is no engine {name}", f"Choose one of {', '.join(ENGINES)}")
