"""Getting a publisher's file into the table `cleaned`: one text column for each declared column that the file has.

Rows keep the order of the file. A CSV is read by the engine; where it finds a row it cannot split, the whole file is
split again by `records`, which loses one row for each broken one and numbers them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from segnavia.lake import files
from segnavia.lake.conversion import sql_for_clean
from segnavia.lake.datasets import Column, Dataset, Kind, Mapping, map_headers
from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.errors import FileRefusedError
from segnavia.lake.records import Broken, split_records

AS_OF_KEY = "segnavia_as_of"  # in the metadata of an extract's Parquet file
_BATCH = 50_000
# More than the longest row seen (a project's prose summary, 12 kB), less than what a runaway quote swallows.
_LONGEST_ROW = 1 << 20
# Rows are numbered as they leave the reader: a later step of the engine may hand them on in another order.
_NUMBER = "CAST(row_number() OVER () AS UINTEGER) AS source_row"


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row of the file that could not be split: its number from 1, why, and its text."""

    source_row: int
    detail: str
    line: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came out of a file. The table `cleaned` has `source_row` and a text column for each of `columns`."""

    columns: tuple[Column, ...]
    headers: dict[str, str]  # lake name -> header in the file
    mapping: Mapping
    broken: tuple[BrokenRow, ...]
    exact_numbers: frozenset[str]  # columns whose numbers the file held as numbers, written with a dot
    notes: tuple[str, ...] = ()
    as_of: date | None = None  # of the release that an extract was taken from, which its own rows may not reach


def load(con: duckdb.DuckDBPyConnection, dataset: Dataset, file: files.SourceFile, folder: Path) -> Loaded:
    """Load a CSV or Parquet file. Raises `FileRefusedError` where its columns cannot serve."""
    if file.format == "parquet":
        try:
            loaded = _load_relation(con, dataset, file.path, f"read_parquet({text_literal(file.path)})")
            return replace(loaded, as_of=_as_of_extract(con, file.path))
        except duckdb.Error as error:
            raise FileRefusedError(
                f"{file.path}: the Parquet file cannot be read ({_first_line(error)})", "Copy or download it again"
            ) from None
    return _load_csv(con, dataset, file, files.as_utf8(file, folder))


def load_table(con: duckdb.DuckDBPyConnection, dataset: Dataset, path: Path, table: pa.Table) -> Loaded:
    """Load what a dataset's own reader gave."""
    con.register("given", table)
    return _load_relation(con, dataset, path, "given")


def _map(dataset: Dataset, path: Path, headers: Sequence[str]) -> tuple[Mapping, tuple[Column, ...], dict[str, str]]:
    mapping = map_headers(dataset, headers)
    if mapping.missing:
        raise FileRefusedError(
            f"{path}: the column{'s' if len(mapping.missing) > 1 else ''} "
            f"{', '.join(f'“{m}”' for m in mapping.missing)} that {dataset.name} needs "
            f"{'are' if len(mapping.missing) > 1 else 'is'} missing",
            f"Check that this is a file of {dataset.name}; if the publisher renamed a column, "
            f"add the new name to its aliases in segnavia/sources",
        )
    if mapping.ambiguous:
        raise FileRefusedError(
            f"{path}: the column “{mapping.ambiguous[0]}” is there twice", "Remove or rename one of the two"
        )
    columns = tuple(c for c in dataset.columns if c.name in mapping.index)
    return mapping, columns, {c.name: headers[mapping.index[c.name]] for c in columns}


def _load_csv(con: duckdb.DuckDBPyConnection, dataset: Dataset, file: files.SourceFile, path: Path) -> Loaded:
    headers, header_lines = files.read_headers(path)
    mapping, columns, names = _map(dataset, file.path, headers)
    broken = _by_engine(con, columns, mapping, path, len(headers), header_lines)
    if broken is None:
        broken = tuple(_by_records(con, columns, mapping, path, len(headers), header_lines))
    rows = con.execute("SELECT count(*) FROM cleaned").fetchall()[0][0] + len(broken)
    if not rows:
        raise FileRefusedError(f"{file.path}: there is no row under the header", "Download the file again")
    if not file.terminated and broken and broken[-1].source_row == rows:
        raise FileRefusedError(
            f"{file.path}: the file is truncated: it ends in the middle of row {rows} ({broken[-1].detail})",
            "Download it again",
        )
    return Loaded(columns, names, mapping, broken, frozenset())


def _by_engine(
    con: duckdb.DuckDBPyConnection, columns: Sequence[Column], mapping: Mapping, path: Path, width: int, skip: int
) -> tuple[BrokenRow, ...] | None:
    """Read with the engine's own reader; `None` if a row is broken, and nothing is loaded then."""
    types = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    values = ", ".join(f"{sql_for_clean(f'c{mapping.index[c.name]}')} AS {identifier(c.name)}" for c in columns)
    try:
        con.execute(
            f"CREATE OR REPLACE TABLE cleaned AS SELECT {values}, source_row FROM "
            f"(SELECT *, {_NUMBER} FROM read_csv({text_literal(path)}, "
            f"delim = '{files.DELIMITER}', quote = '\"', escape = '\"', header = false, skip = {skip}, "
            f"auto_detect = false, strict_mode = true, max_line_size = {_LONGEST_ROW}, columns = {{{types}}}))"
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    return ()


def _by_records(
    con: duckdb.DuckDBPyConnection, columns: Sequence[Column], mapping: Mapping, path: Path, width: int, skip: int
) -> Iterator[BrokenRow]:
    """Read record by record, yielding the broken ones."""
    text_columns = ", ".join(f"{identifier(c.name)} VARCHAR" for c in columns)
    con.execute(f"CREATE OR REPLACE TABLE cleaned ({text_columns}, source_row UINTEGER)")
    clean = ", ".join(sql_for_clean(identifier(c.name)) for c in columns)
    positions = [mapping.index[c.name] for c in columns]
    records = enumerate(split_records(path, width, skip), start=1)
    while batch := list(islice(records, _BATCH)):
        yield from (BrokenRow(n, r.detail, r.line) for n, r in batch if isinstance(r, Broken))
        good = [(n, r) for n, r in batch if not isinstance(r, Broken)]
        table = pa.table(
            {c.name: pa.array([r[p] for _, r in good], pa.string()) for c, p in zip(columns, positions, strict=True)}
            | {"source_row": pa.array([n for n, _ in good], pa.uint32())}
        )
        con.register("batch", table)
        con.execute(f"INSERT INTO cleaned SELECT {clean}, source_row FROM batch")
        con.unregister("batch")


def _load_relation(con: duckdb.DuckDBPyConnection, dataset: Dataset, path: Path, relation: str) -> Loaded:
    """Load typed columns as the text that a CSV of them would hold, so that one way of reading serves both."""
    described = con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    headers, types = [d[0] for d in described], [d[1] for d in described]
    mapping, columns, names = _map(dataset, path, headers)
    values, exact, coarse = [], set(), []
    for column in columns:
        header, kind = identifier(names[column.name]), types[mapping.index[column.name]]
        values.append(f"{_as_text(column, header, kind)} AS {identifier(column.name)}")
        is_number = kind in ("FLOAT", "DOUBLE") or kind.startswith("DECIMAL")
        if is_number and column.kind in (Kind.AMOUNT, Kind.NUMBER):
            exact.add(column.name)
        if kind == "FLOAT" and column.kind is Kind.AMOUNT:
            coarse.append(f"“{column.header}”")
    con.execute(
        f"CREATE OR REPLACE TABLE cleaned AS SELECT {', '.join(values)}, source_row "
        f"FROM (SELECT *, {_NUMBER} FROM {relation})"
    )
    if not con.execute("SELECT count(*) FROM cleaned").fetchall()[0][0]:
        raise FileRefusedError(f"{path}: the file has no row", "Download the file again")
    notes = (
        "32-bit amounts, whose cents cannot be told above 167,772.16 € nor euros above 16,777,216 €: "
        + ", ".join(coarse),
    )
    return Loaded(columns, names, mapping, (), frozenset(exact), notes if coarse else ())


def _as_of_extract(con: duckdb.DuckDBPyConnection, path: Path) -> date | None:
    """The date that `lake extract` writes into the file beside its rows."""
    told = con.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata({text_literal(path)}) WHERE decode(key) = '{AS_OF_KEY}'"
    ).fetchall()
    return date.fromisoformat(told[0][0]) if told else None


def _as_text(column: Column, value: str, kind: str) -> str:
    if column.kind is Kind.BINARY:
        return value
    if kind in ("FLOAT", "DOUBLE"):
        digits = 2 if column.kind is Kind.AMOUNT else 4
        rounded = f"round(CAST({value} AS DOUBLE), {digits})"
        # dataframe libraries write an absent number as NaN; a hugeint holds any amount that could be meant
        return (
            f"CASE WHEN isnan({value}) THEN NULL "
            f"WHEN {rounded} = trunc({rounded}) AND abs({rounded}) < 1e30 "
            f"THEN CAST(CAST({rounded} AS HUGEINT) AS VARCHAR) ELSE CAST({rounded} AS VARCHAR) END"
        )
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return sql_for_clean(f"strftime({value}, '%d/%m/%Y')")
    return sql_for_clean(f"CAST({value} AS VARCHAR)")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
