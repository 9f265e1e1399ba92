"""Finding a publisher's rows: a relation in SQL with one text column for each declared column that the file has.

A CSV stays where it is, and the engine reads it anew for each look at its rows. Where it finds a row that it cannot
split, the whole file is split by `records` instead, which loses one row for each broken one and numbers them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from segnavia.lake import files
from segnavia.lake.conversion import sql_for_person
from segnavia.lake.datasets import Column, Dataset, Kind, Mapping, map_headers
from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.errors import FileRefusedError
from segnavia.lake.files import this_file
from segnavia.lake.formats import NUMERIC
from segnavia.lake.records import Broken, split_records
from segnavia.lake.survey import Survey, survey

AS_OF_KEY = "segnavia_as_of"  # in the metadata of an extract's Parquet file
_BATCH = 50_000
# More than the longest row seen (a project's prose summary, 12 kB), less than what a runaway quote swallows.
_LONGEST_ROW = 1 << 20
NUMBER = "CAST(row_number() OVER () AS UINTEGER) AS source_row"


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row of the file that could not be split: its number from 1, why, and its text."""

    source_row: int
    detail: str
    line: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came out of a file. `relation` gives the raw text of `columns` in the order of the file.

    Where some rows are `broken`, it also gives each row's number as `source_row`; else rows are numbered as they come.
    """

    columns: tuple[Column, ...]
    headers: dict[str, str]  # lake name -> header in the file
    mapping: Mapping
    relation: str
    survey: Survey
    broken: tuple[BrokenRow, ...] = ()
    is_numbered: bool = False
    typed: frozenset[str] = frozenset()  # columns that the file held as numbers or dates, and not as text
    notes: tuple[str, ...] = ()
    as_of: date | None = None  # of the release that an extract was taken from, which its own rows may not reach

    @property
    def rows(self) -> int:
        """How many rows the file has, broken ones included."""
        return self.survey.rows + len(self.broken)


def load(con: duckdb.DuckDBPyConnection, dataset: Dataset, file: files.SourceFile, folder: Path) -> Loaded:
    """Find the rows of a CSV or Parquet file. Raises `FileRefusedError` where its columns cannot serve."""
    if file.format == "parquet":
        try:
            loaded = _load_relation(con, dataset, file.path, f"read_parquet({text_literal(this_file(file.path))})")
            return replace(loaded, as_of=_as_of_extract(con, file.path))
        except duckdb.Error as error:
            raise FileRefusedError(
                f"{file.path}: the Parquet file cannot be read ({_first_line(error)})", "Copy or download it again"
            ) from None
    return _load_csv(con, dataset, file, files.as_utf8(file, folder))


def load_table(con: duckdb.DuckDBPyConnection, dataset: Dataset, path: Path, table: pa.Table) -> Loaded:
    """Find the rows of what a dataset's own reader gave."""
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
    relation = _sql_for_csv(columns, mapping, path, len(headers), header_lines)
    try:
        loaded = Loaded(columns, names, mapping, relation, survey(con, dataset, columns, relation))
    except (duckdb.InvalidInputException, duckdb.ConversionException):  # a row that cannot be split
        may_be_persons = dataset.legal_form is not None or sql_for_person(dataset, columns) == "true"
        records = split_records(path, len(headers), header_lines, may_be_persons=may_be_persons)
        broken = tuple(_by_records(con, columns, mapping, records))
        relation = "FROM records"
        loaded = Loaded(columns, names, mapping, relation, survey(con, dataset, columns, relation), broken, True)
    if not loaded.rows:
        raise FileRefusedError(f"{file.path}: there is no row under the header", "Download the file again")
    broken = loaded.broken
    if not file.terminated and broken and broken[-1].source_row == loaded.rows:
        raise FileRefusedError(
            f"{file.path}: the file is truncated: it ends in the middle of row {loaded.rows} ({broken[-1].detail})",
            "Download it again",
        )
    return loaded


def _sql_for_csv(columns: Sequence[Column], mapping: Mapping, path: Path, width: int, skip: int) -> str:
    types = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    values = ", ".join(f"c{mapping.index[c.name]} AS {identifier(c.name)}" for c in columns)
    return (
        f"SELECT {values} FROM read_csv({text_literal(this_file(path))}, "
        f"delim = '{files.DELIMITER}', quote = '\"', escape = '\"', header = false, skip = {skip}, "
        f"auto_detect = false, strict_mode = true, max_line_size = {_LONGEST_ROW}, columns = {{{types}}})"
    )


def _by_records(
    con: duckdb.DuckDBPyConnection, columns: Sequence[Column], mapping: Mapping, records: Iterator[list[str] | Broken]
) -> Iterator[BrokenRow]:
    """Put the records into the table `records`, yielding the broken ones."""
    text_columns = ", ".join(f"{identifier(c.name)} VARCHAR" for c in columns)
    con.execute(f"CREATE OR REPLACE TABLE records ({text_columns}, source_row UINTEGER)")
    positions = [mapping.index[c.name] for c in columns]
    numbered = enumerate(records, start=1)
    while batch := list(islice(numbered, _BATCH)):
        yield from (BrokenRow(n, r.detail, r.line) for n, r in batch if isinstance(r, Broken))
        good = [(n, r) for n, r in batch if not isinstance(r, Broken)]
        table = pa.table(
            {c.name: pa.array([r[p] for _, r in good], pa.string()) for c, p in zip(columns, positions, strict=True)}
            | {"source_row": pa.array([n for n, _ in good], pa.uint32())}
        )
        con.register("batch", table)
        con.execute("INSERT INTO records FROM batch")
        con.unregister("batch")


def _load_relation(con: duckdb.DuckDBPyConnection, dataset: Dataset, path: Path, relation: str) -> Loaded:
    """Give typed columns as the text that a CSV of them would hold, so that one way of reading serves both."""
    described = con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    headers, types = [d[0] for d in described], [d[1] for d in described]
    mapping, columns, names = _map(dataset, path, headers)
    values, typed, coarse = [], set(), []
    for column in columns:
        header, kind = identifier(names[column.name]), types[mapping.index[column.name]]
        values.append(f"{_as_text(column, header, kind)} AS {identifier(column.name)}")
        is_number = kind in ("FLOAT", "DOUBLE") or kind.startswith("DECIMAL")
        is_date = kind == "DATE" or kind.startswith("TIMESTAMP")
        if (is_number and column.kind in NUMERIC) or (is_date and column.kind is Kind.DATE):
            typed.add(column.name)
        if kind == "FLOAT" and column.kind is Kind.AMOUNT:
            coarse.append(f"“{column.header}”")
    text = f"SELECT {', '.join(values)} FROM {relation}"
    seen = survey(con, dataset, columns, text)
    if not seen.rows:
        raise FileRefusedError(f"{path}: the file has no row", "Download the file again")
    notes = (
        "32-bit amounts, whose cents cannot be told above 167,772.16 € nor euros above 16,777,216 €: "
        + ", ".join(coarse),
    )
    return Loaded(columns, names, mapping, text, seen, typed=frozenset(typed), notes=notes if coarse else ())


def _as_of_extract(con: duckdb.DuckDBPyConnection, path: Path) -> date | None:
    """The date that `lake extract` writes into the file beside its rows."""
    told = con.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata({text_literal(this_file(path))}) "
        f"WHERE decode(key) = '{AS_OF_KEY}'"
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
    if column.kind is Kind.QUARTER and kind == "DATE":
        return f"CAST(year({value}) AS VARCHAR) || '-T' || CAST(quarter({value}) AS VARCHAR)"
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return f"strftime({value}, '%d/%m/%Y')"
    return f"CAST({value} AS VARCHAR)"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
