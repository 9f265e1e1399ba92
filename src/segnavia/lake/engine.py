"""The SQL engine: an embedded DuckDB with bounds, and literals for the few places where it takes no parameters."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# The national data take about 1 GB; the bound leaves room on a small server and spills to disk beyond it.
MEMORY_LIMIT = "2GB"


@contextmanager
def connection(spill: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database that may spill to the folder `spill`; no network, no extension is ever loaded."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": os.environ.get("SEGNAVIA_MEMORY", MEMORY_LIMIT),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if spill is not None:
        config["temp_directory"] = str(spill)
    con = duckdb.connect(":memory:", config=config)
    try:
        yield con
    finally:
        con.close()


def text_literal(value: object) -> str:
    """`value` as an SQL string literal, for file names and file options, which take no parameter."""
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """`name` as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
