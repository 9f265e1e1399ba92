"""`lake diff`: what changed from one release of a dataset to another: which projects, which rows, which values.

Rows meet by the dataset's key. Where that is not declared, or does not tell the rows of both releases apart, rows are
compared whole: such a row appears or vanishes, once or several times, and never changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from segnavia.lake.comparison import listed, sql_for_comparable, sql_for_pairs, sql_for_projects, sql_for_whole_rows
from segnavia.lake.datasets import Column, Dataset, Kind
from segnavia.lake.engine import connection, identifier, text_literal
from segnavia.lake.errors import LakeError
from segnavia.lake.files import this_file
from segnavia.lake.releases import Release, latest, releases, staging

PROJECT = ("submeasure", "cup", "clp")
WAYS = ("appeared", "vanished", "changed", "unchanged")
_SHORTEST_HASH = 4
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """A column's value in both releases, as text; `None` where there is none."""

    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A row that appeared, vanished or changed. `key` tells which: the key's columns, or all where there is no key.

    `times`: how many equal rows; `before_row`, `after_row`: the first one's number in the publisher's files.
    """

    way: str
    key: Mapping[str, str | None]
    times: int
    before_row: int | None
    after_row: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """The sums of a column of amounts in both releases, and by which way the difference came about."""

    before: Decimal
    after: Decimal
    appeared: Decimal
    vanished: Decimal
    changed: Decimal

    @property
    def difference(self) -> Decimal:
        """After less before: what appeared, less what vanished, and what changed."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed. `rows` and `projects` count by way; `projects` is empty where the rows belong to none.

    A project (its sub-measure, CUP and CLP) appears with its first row, vanishes with its last, and changes with any
    between. `columns`: in how many rows each changed. `left_out`: columns that only one of the releases has.
    """

    before: Release
    after: Release
    key: tuple[str, ...]
    rows: Mapping[str, int]
    projects: Mapping[str, int]
    columns: Mapping[str, int]
    money: Mapping[str, Money]
    left_out: tuple[str, ...]
    cases: tuple[Case, ...]


def find_release(home: Path, dataset: str, name: str) -> Release:
    """The release of that as-of date, folder name, or beginning of its file's SHA-256.

    Raises `LakeError` where there is none, or more than one.
    """
    latest(home, dataset)  # says what to do where there is none at all
    there = releases(home, dataset)
    found = [r for r in there if r.path.name == name] or [r for r in there if _goes_by(r, name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise LakeError(f"{name} is any of {len(found)} releases of {dataset}", f"Say which: {_names(found)}")
    raise LakeError(
        f"the lake holds no release {name} of {dataset}", f"Name one by its date, folder or hash: {_names(there)}"
    )


def _goes_by(release: Release, name: str) -> bool:
    is_hash = len(name) >= _SHORTEST_HASH and release.manifest.sha256.startswith(name.lower())
    return is_hash or name == release.manifest.as_of


def _names(found: Sequence[Release]) -> str:
    return ", ".join(r.path.name for r in found)


def difference(home: Path, dataset: Dataset, before: Release, after: Release, limit: int | None = None) -> Difference:
    """Compare two releases. Of each way at most `limit` cases are told, by key; all are counted.

    Raises `LakeError` where the releases cannot be read, or the lake's disk has no room to compare them.
    """
    shared = [c for c in dataset.columns if c.name in before.manifest.columns and c.name in after.manifest.columns]
    try:
        with staging(home) as folder, connection(spill=folder / "spill") as con:
            for view, release in (("old", before), ("new", after)):
                values = ", ".join(f"{sql_for_comparable(c)} AS {identifier(c.name)}" for c in shared)
                con.execute(f"CREATE VIEW {view} AS SELECT source_row, {values} FROM {_sql_for_file(release)}")
            columns = [c for c in shared if c.name != dataset.as_of or not _is_constant(con, c)]
            key = _key(con, dataset, columns)
            pairs = sql_for_pairs(columns, key) if key else sql_for_whole_rows(columns)
            con.execute(f"CREATE TABLE pairs AS {pairs}")
            return Difference(
                before=before,
                after=after,
                key=tuple(c.name for c in key),
                rows=_by_way(con, "SELECT way, sum(times) FROM pairs GROUP BY way"),
                projects=_projects(con, [c for c in columns if c.name in PROJECT]),
                columns=_changed_columns(con),
                money={c.name: _money(con, c) for c in columns if c.kind is Kind.AMOUNT},
                left_out=tuple(
                    c.name
                    for c in dataset.columns
                    if (c.name in before.manifest.columns) != (c.name in after.manifest.columns)
                ),
                cases=tuple(_cases(con, key or columns, limit)),
            )
    except (OSError, duckdb.Error) as error:
        raise LakeError(
            f"the releases could not be compared ({str(error).splitlines()[0]})",
            f"Check them: segnavia lake verify {dataset.name}; and that there is room on the disk of {home}",
        ) from error


def _sql_for_file(release: Release) -> str:
    return f"read_parquet({text_literal(this_file(release.data))})"


def _is_constant(con: duckdb.DuckDBPyConnection, column: Column) -> bool:
    """Whether each release holds one value only: the day of extraction, which alone makes no row a changed one."""
    name = identifier(column.name)
    return all(_one(con, f"SELECT count(DISTINCT {name}) FROM {view}") <= 1 for view in ("old", "new"))


def _key(con: duckdb.DuckDBPyConnection, dataset: Dataset, columns: Sequence[Column]) -> list[Column]:
    """The columns of the key; none where one is not in both releases, or rows of a release share a key."""
    key = [c for c in columns if c.name in dataset.key]
    if not key or len(key) < len(dataset.key):
        return []
    repeated = (
        f"SELECT count(*) FROM (SELECT 1 FROM {view} GROUP BY {listed(key)} HAVING count(*) > 1)"
        for view in ("old", "new")
    )
    return [] if any(_one(con, query) for query in repeated) else key


def _projects(con: duckdb.DuckDBPyConnection, columns: Sequence[Column]) -> dict[str, int]:
    if "cup" not in {c.name for c in columns}:
        return {}
    return _by_way(con, sql_for_projects(columns))


def _changed_columns(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return dict(
        con.execute(
            'SELECT change."column", count(*) FROM (SELECT unnest(changes) AS change FROM pairs) '
            "GROUP BY ALL ORDER BY count(*) DESC, 1"
        ).fetchall()
    )


def _money(con: duckdb.DuckDBPyConnection, column: Column) -> Money:
    def total(side: str) -> str:
        value = f"coalesce({side}.{identifier(column.name)}, 0)"
        return f"CAST({value} AS DECIMAL(18, 2)) * CAST(times AS DECIMAL(12, 0))"

    sums = [
        f"sum({amount}) FILTER ({where})"
        for amount, where in (
            (total("old"), "before_row IS NOT NULL"),
            (total("new"), "after_row IS NOT NULL"),
            (total("new"), "way = 'appeared'"),
            (total("old"), "way = 'vanished'"),
            (f"{total('new')} - {total('old')}", "way = 'changed'"),
        )
    ]
    found = con.execute(
        f"SELECT {', '.join(f'coalesce({s}, 0)' for s in sums)} FROM pairs "
        "LEFT JOIN old ON before_row = old.source_row LEFT JOIN new ON after_row = new.source_row"
    ).fetchall()[0]
    return Money(*found)


def _cases(con: duckdb.DuckDBPyConnection, key: Sequence[Column], limit: int | None) -> Iterator[Case]:
    names = [identifier(c.name) for c in key]
    values = ", ".join(f"CAST(if(after_row IS NULL, old.{n}, new.{n}) AS VARCHAR) AS {n}" for n in names)
    order = ", ".join((*names, "before_row", "after_row"))
    query = (
        f"SELECT way, times, before_row, after_row, changes, {values} FROM pairs "
        "LEFT JOIN old ON before_row = old.source_row LEFT JOIN new ON after_row = new.source_row "
        "WHERE way <> 'unchanged'"
    )
    if limit is not None:
        query = f"FROM ({query}) QUALIFY row_number() OVER (PARTITION BY way ORDER BY {order}) <= {limit}"
    ordered = con.execute(f"FROM ({query}) ORDER BY list_position({list(WAYS)}, way), {order}")
    while rows := ordered.fetchmany(_BATCH):
        for way, times, before_row, after_row, changes, *values_of in rows:
            told = {c.name: value for c, value in zip(key, values_of, strict=True)}
            yield Case(way, told, times, before_row, after_row, tuple(Change(**change) for change in changes))


def _by_way(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, int]:
    found = dict(con.execute(query).fetchall())
    return {way: int(found.get(way, 0)) for way in WAYS}


def _one(con: duckdb.DuckDBPyConnection, query: str) -> int:
    count: int = con.execute(query).fetchall()[0][0]
    return count
