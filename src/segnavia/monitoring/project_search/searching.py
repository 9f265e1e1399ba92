"""Searching the projects of a bulletin by facets, with the SQL files beside this one.

A bulletin never changes: its tables are made ready once and kept in a small database in memory, as opening one takes
longer than searching it. Each search has a cursor of its own, with tables of its own.
"""

import atexit
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.core.rollup import Figure
from segnavia.lake.engine import connect
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.monitoring.project_search.model import AMOUNTS, PLACE, PLAN, Facet, Found, SelectedLine, Selection, Sort
from segnavia.monitoring.publishing import root
from segnavia.monitoring.reading import get_bulletin, get_plan_text
from segnavia.plans.canonical import from_canonical

_TABLES = ("projects", "states", "project_places", "links")
_LINE = ", ".join("project" if field.name == "key" else field.name for field in fields(ProjectLine))
_ORDER = {
    Sort.MONEY: "told DESC NULLS LAST",
    Sort.TITLE: "lower(strip_accents(title)) NULLS LAST",
    Sort.STATE: (
        "list_position(['completed', 'under_way', 'late', 'not_started', 'suspended_or_withdrawn', 'unknown'], state)"
    ),
    Sort.DUE: "due_on NULLS LAST",
}
_TYPES = {"low": pa.decimal128(21, 2), "high": pa.decimal128(21, 2), "has_objectives": pa.bool_()}


class Prepared:
    """A database that holds what a search reads, of one bulletin. Threads may share it, and processes may not."""

    def __init__(
        self,
        tables: Callable[[str], pa.Table],
        agenda: Iterable[tuple[str, str]],
        zones: Mapping[str, str | None],
        *,
        has_objectives: bool,
    ) -> None:
        """Make it from a bulletin's `tables` by name: projects, states, project_places and links.

        `agenda` are pairs of driver and objective; `zones` the zone of each municipality.
        """
        self._database = connect(threads=1)  # a second thread only costs, on tables of a few thousand rows
        given = {name: tables(name) for name in _TABLES} | _small(agenda, zones, has_objectives=has_objectives)
        for name, table in given.items():
            self._database.register(name, table)
        self._database.execute(_sql("prepare"))
        for name in given:
            self._database.unregister(name)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of one's own to it, to be closed."""
        return self._database.cursor()

    def close(self) -> None:
        """Let it go now; else it goes with the last who holds it."""
        self._database.close()


def _small(
    agenda: Iterable[tuple[str, str]], zones: Mapping[str, str | None], *, has_objectives: bool
) -> dict[str, pa.Table]:
    pairs = sorted(set(agenda))
    placed = sorted((code, zone) for code, zone in zones.items() if zone)
    tables: dict[str, dict[str, Sequence[object]]] = {
        "agenda": {"driver": [driver for driver, _ in pairs], "objective": [objective for _, objective in pairs]},
        "zone_municipalities": {"municipality": [code for code, _ in placed], "zone": [zone for _, zone in placed]},
        "amount_classes": {
            "code": [each.code for each in AMOUNTS],
            "low": [each.low for each in AMOUNTS],
            "high": [each.high for each in AMOUNTS],
        },
        "plan": {"has_objectives": [has_objectives]},
    }
    return {
        name: pa.table({column: pa.array(values, _TYPES.get(column, pa.string())) for column, values in each.items()})
        for name, each in tables.items()
    }


@lru_cache(maxsize=4)
def _prepared(home: Path, bulletin_id: str) -> Prepared:
    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is None:
        raise KeyError(bulletin_id)
    package = from_canonical(get_plan_text(home, bulletin_id))
    return Prepared(
        lambda name: pq.read_table(root(home) / bulletin_id / f"{name}.parquet"),
        [(entry.driver, entry.objective) for entry in package.agenda],
        {code: place.zone for code, place in bulletin.places.items()},
        has_objectives=bulletin.has_objectives,
    )


# An engine has threads, which a forked process would not have: each worker makes one of its own.
os.register_at_fork(before=_prepared.cache_clear)
atexit.register(_prepared.cache_clear)  # or else the engine complains, when all ends before it


def find(
    prepared: Prepared, selection: Selection, sort: Sort = Sort.MONEY, limit: int | None = None, offset: int = 0
) -> Found:
    """The selection: its figure, `limit` lines of it from `offset` on (all without one), and the counts beside it."""
    with closing(prepared.cursor()) as con:
        con.register("asked", _asked(selection))
        con.register("found", pa.table({"project": pa.array(sorted(selection.keys or ()), pa.string())}))
        con.execute(_sql("choose"))
        con.execute(_sql("select"))
        counts: dict[Facet, dict[str, int]] = defaultdict(dict)
        for facet, code, projects in con.execute(_sql("count")).fetchall():
            counts[Facet(facet)][code] = projects
        (figure,) = con.execute(_sql("figure")).fetchall()
        rows = con.execute(
            f"SELECT part, {_LINE} FROM selected JOIN lines USING (number) "
            f"ORDER BY {_ORDER[sort]}, project LIMIT ? OFFSET ?",
            [limit, offset],
        ).fetchall()
    lines = tuple(SelectedLine(ProjectLine(*line), part) for part, *line in rows)
    return Found(Figure(*figure), lines, dict(counts))


def _asked(selection: Selection) -> pa.Table:
    """What is asked for, as a table of one row."""
    lists = {facet.value: pa.array([list(selection.codes(facet)) or None], pa.list_(pa.string())) for facet in Facet}
    flags = {
        "among": selection.keys is not None,
        "by_plan": selection.narrows(*PLAN),
        "by_place": selection.narrows(*PLACE),
    }
    return pa.table({**lists, **{name: pa.array([flag]) for name, flag in flags.items()}})


@lru_cache(maxsize=32)
def _page(home: Path, bulletin_id: str, selection: Selection, sort: Sort, limit: int | None, offset: int) -> Found:
    return find(_prepared(home, bulletin_id), selection, sort, limit, offset)


def search_projects(
    home: Path,
    bulletin_id: str,
    selection: Selection,
    *,
    sort: Sort = Sort.MONEY,
    limit: int | None = None,
    offset: int = 0,
) -> Found | None:
    """The selected projects of a bulletin, a page of them or all; `None` where no such bulletin is published."""
    if get_bulletin(home, bulletin_id) is None:
        return None
    if limit is None:  # a download: read once, and too large to keep
        return find(_prepared(home, bulletin_id), selection, sort)
    return _page(home, bulletin_id, selection, sort, limit, offset)


@lru_cache
def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
