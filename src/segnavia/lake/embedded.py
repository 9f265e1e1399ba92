"""The embedded engine: DuckDB with bounds on what it may take, and literals for the few places without parameters."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from segnavia.lake.files import this_file

# The national data take about 1 GB; the bound leaves room on a small server and spills to disk beyond it.
MEMORY_LIMIT = "2GB"


class DuckDB:
    """The embedded engine, on an open connection, which `con` shows to what only this engine can do."""

    name = "duckdb"

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def attach(
        self,
        view: str,
        files: Sequence[Path | str],
        columns: Mapping[str, str],
        constants: Mapping[str, str] = {},
    ) -> None:
        """As `Engine.attach`."""
        self.con.execute(f"CREATE VIEW {identifier(view)} AS {self._select(files, columns, constants)}")

    def attach_each(
        self, view: str, releases: Sequence[tuple[Path | str, Mapping[str, str]]], columns: Mapping[str, str]
    ) -> None:
        """As `Engine.attach_each`."""
        selects = [self._select([file], columns, constants) for file, constants in releases]
        union = " UNION ALL ".join(selects) or self._select([], columns, {})
        self.con.execute(f"CREATE VIEW {identifier(view)} AS {union}")

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """As `Engine.table`."""
        typed = ", ".join(f"CAST({identifier(c)} AS {kind}) AS {identifier(c)}" for c, kind in columns.items())
        self.con.register(_GIVEN, texts(columns, rows))
        self.con.execute(f"CREATE TABLE {identifier(name)} AS SELECT {typed} FROM {_GIVEN}")
        self.con.unregister(_GIVEN)

    def run(self, script: str) -> None:
        """As `Engine.run`."""
        self.con.execute(script)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """As `Engine.rows`."""
        return self.con.execute(query).fetchall()

    def arrow(self, query: str) -> pa.Table:
        """As `Engine.arrow`."""
        return plain(self.con.sql(query).to_arrow_table())

    def _select(self, files: Sequence[Path | str], columns: Mapping[str, str], constants: Mapping[str, str]) -> str:
        # a path is one file, whatever its name; an address in words may be a pattern
        named = ", ".join(text_literal(this_file(f) if isinstance(f, Path) else f) for f in files)
        source = f"read_parquet([{named}], union_by_name => true)"
        present = {row[0] for row in self.rows(f"DESCRIBE FROM {source}")} if files else set()
        # a cast to the type that a column has already costs nothing: the planner drops it
        kept = [
            f"CAST({identifier(name) if name in present else 'NULL'} AS {kind}) AS {identifier(name)}"
            for name, kind in columns.items()
        ]
        added = [f"{expression} AS {identifier(name)}" for name, expression in constants.items()]
        return f"SELECT {', '.join(kept + added)} " + (f"FROM {source}" if files else "WHERE false")


_GIVEN = "segnavia_given_rows"


def texts(columns: Iterable[str], rows: Sequence[Sequence[object]]) -> pa.Table:
    """Rows of values as a table of text, before the SQL engine casts it."""
    return pa.table(
        {
            column: pa.array([None if row[place] is None else str(row[place]) for row in rows], pa.string())
            for place, column in enumerate(columns)
        }
    )


def plain(table: pa.Table) -> pa.Table:
    """The table with what both engines can tell: signed integers, JSON as text, every column nullable, no metadata."""
    return table.cast(pa.schema([(field.name, _plain_type(field.type)) for field in table.schema]))


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_unsigned_integer(kind):
        return pa.int64()
    return pa.string() if kind == pa.json_() else kind


@contextmanager
def duckdb_engine(spill: Path | None = None) -> Iterator[DuckDB]:
    """The embedded engine with an in-memory database, as `connection` opens it."""
    with connection(spill) as con:
        yield DuckDB(con)


@contextmanager
def connection(spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database that may spill to the folder `spill`; no network, no extension is ever loaded."""
    con = connect(spill)
    try:
        yield con
    finally:
        con.close()


def connect(spill: Path | None = None, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """As `connection`, for whoever keeps it open; on so many threads, or on as many as there are cores."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": os.environ.get("SEGNAVIA_MEMORY", MEMORY_LIMIT),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if spill is not None:
        config["temp_directory"] = str(spill)
    if threads is not None:
        config["threads"] = threads
    return duckdb.connect(":memory:", config=config)


def text_literal(value: object) -> str:
    """`value` as an SQL string literal, for file names and file options, which take no parameter."""
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """`name` as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
