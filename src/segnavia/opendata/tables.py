"""The public tables as Arrow, kept by what they rest on, so that nothing ever needs to be invalidated.

Those of the plan and the bulletin are made once for each pair of them. Those of the registry are made anew when the
public's version of it changes (`briefing.version`): after an action that the public can tell, and each day.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from segnavia import __version__
from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.briefing.version import version as public_version
from segnavia.lake.engine import connection
from segnavia.monitoring.bulletin import Bulletin
from segnavia.opendata import rows_of_measurement, rows_of_plan, rows_of_registry
from segnavia.opendata.columns import Table
from segnavia.opendata.declaration import TABLES
from segnavia.opendata.kept import Kept
from segnavia.opendata.queries import QUERIES
from segnavia.opendata.rows_of_plan import Row
from segnavia.registry.models import Actor, Plan

_ROWS: Mapping[str, Callable[[State], Iterator[Row]]] = {
    **{
        each.__name__: each
        for each in (
            rows_of_plan.keywords,
            rows_of_plan.missions,
            rows_of_plan.components,
            rows_of_plan.objectives,
            rows_of_plan.objective_goals,
            rows_of_plan.drivers,
            rows_of_plan.driver_objectives,
            rows_of_plan.submeasures,
            rows_of_plan.crosswalk,
            rows_of_measurement.zones,
            rows_of_measurement.municipalities,
            rows_of_measurement.objective_municipalities,
            rows_of_measurement.money_by_source,
            rows_of_measurement.over_time,
            rows_of_measurement.bodies,
            rows_of_measurement.releases,
            rows_of_measurement.quarantine,
            rows_of_measurement.findings,
            rows_of_measurement.finding_cases,
        )
    },
    "figures": rows_of_measurement.all_figures,
}


@dataclass(frozen=True, slots=True)
class _Registry:
    """The tables of the registry, and a digest of all that they say."""

    tables: Mapping[str, pa.Table]
    digest: str


# A plan and a bulletin with all their tables, twice: those of now, and those before while requests still read them.
_measured_tables: Kept[tuple[str, str], pa.Table] = Kept(2 * len(TABLES))
_queried_tables: Kept[str, Mapping[str, pa.Table]] = Kept(2)
_registries: Kept[tuple[str, date, str], _Registry] = Kept(2)


def table(now: State, name: str) -> pa.Table:
    """A public table whole, sorted by its key, its columns as declared. Raises `KeyError` for a name not declared."""
    declared = TABLES[name]
    if declared.living:
        return _registry(now).tables[name]
    return _measured_tables.get((measured_version(now), name), lambda: _measured(now, declared))


def version(now: State) -> str:
    """What all tables rest on, in 16 digits: another one where some answer has changed, and only then."""
    return _digest(measured_version(now), _registry(now).digest)


def measured_version(now: State) -> str:
    """The same, of the tables without the registry's: the plan's text, the bulletin, this software."""
    bulletin = now.bulletin
    # a bulletin that was published before there were boundaries may get them later
    has_boundaries = bulletin is not None and state.boundaries(bulletin) is not None
    return _digest(__version__, _DECLARED, now.book.sha256, bulletin.id if bulletin else "", str(has_boundaries))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


_DECLARED = _digest(*(f"{each.name} {each.key} {each.schema}" for each in TABLES.values()))


def _measured(now: State, declared: Table) -> pa.Table:
    if declared.name in QUERIES:
        return _queried_tables.get(measured_version(now), lambda: _queried(now.bulletin))[declared.name]
    return _in_order(declared, _of_rows(declared, _ROWS[declared.name](now)))


def _registry(now: State) -> _Registry:
    rests_on = public_version()
    if not rests_on.event and (Plan.objects.exists() or Actor.objects.exists()):
        return _read_registry(now, rests_on.day)  # rows that no action wrote: nothing tells when they change
    key = (rests_on.event, rests_on.day, measured_version(now))
    return _registries.get(key, lambda: _read_registry(now, rests_on.day))


def _read_registry(now: State, today: date) -> _Registry:
    shown = frozenset(table(now, "projects")["key"].to_pylist())
    asked = rows_of_registry.asked(now, today, shown)
    found = {
        name: _in_order(TABLES[name], _of_rows(TABLES[name], rows(asked)))
        for name, rows in rows_of_registry.ROWS.items()
    }
    return _Registry(found, _digest(*(repr(each.to_pylist()) for each in found.values())))


def _of_rows(declared: Table, rows: Iterator[Row]) -> pa.Table:
    """The rows, each a value for each column, as the table was declared."""
    columns: list[tuple[object, ...]] = list(zip(*rows, strict=True)) or [() for _each in declared.columns]
    arrays = [pa.array(values, each.type) for values, each in zip(columns, declared.columns, strict=True)]
    return pa.table(arrays, schema=declared.schema)


def _queried(bulletin: Bulletin | None) -> Mapping[str, pa.Table]:
    """What all queries give, asked at once: to open the engine takes longer than most of them."""
    if bulletin is None:
        return {name: TABLES[name].schema.empty_table() for name in QUERIES}
    with connection() as con:
        have = set()
        for name in {each for reads, _query in QUERIES.values() for each in reads}:
            found = state.table(bulletin, name)
            if found is not None:
                con.register(name, found)
                have.add(name)
        return {name: _asked(con, TABLES[name], *QUERIES[name], have) for name in QUERIES}


def _asked(
    con: duckdb.DuckDBPyConnection, declared: Table, reads: tuple[str, ...], query: str, have: set[str]
) -> pa.Table:
    """What one query gives; empty where the bulletin lacks one of the tables that it reads."""
    if not have.issuperset(reads):
        return declared.schema.empty_table()
    rows = con.sql(query).to_arrow_table()
    return _in_order(declared, rows.rename_columns(declared.schema.names).cast(declared.schema))


def _in_order(declared: Table, rows: pa.Table) -> pa.Table:
    return rows.sort_by([(name, "ascending") for name in declared.key]).combine_chunks()
