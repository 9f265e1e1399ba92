"""Compares two published bulletins by their tables. Neither ever changes: what was compared is kept by their ids."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from segnavia.lake.engine import connection, text_literal
from segnavia.monitoring.bulletin_tables import tables_of
from segnavia.monitoring.comparison.moves import (
    ZERO,
    Comparison,
    MilestoneMove,
    MoneyMoves,
    Part,
    ProjectMove,
    StateMove,
)
from segnavia.monitoring.publishing import root
from segnavia.monitoring.reading import get_bulletin

_SQL = Path(__file__).parent
_TABLES = ("memberships", "projects", "states", "milestones")


@dataclass(frozen=True, slots=True)
class Within:
    """Where in the plan: a code of a dimension (`Bulletin`), and one project of it by its key, or all."""

    dimension: str
    code: str
    project: str | None = None


TOTAL = Within("total", "")


class Aspect(StrEnum):
    """What of the projects is listed."""

    PROJECTS = "projects"  # that appeared or left
    STATES = "states"
    MONEY = "money"


_BOTH = "was_here AND is_here"
_MONEY = "(funding_before IS DISTINCT FROM funding_after OR paid_before IS DISTINCT FROM paid_after)"
_WHERE = {
    Aspect.PROJECTS: "NOT was_here OR NOT is_here",
    Aspect.STATES: f"{_BOTH} AND state_before <> state_after",
    Aspect.MONEY: f"{_BOTH} AND {_MONEY}",
}
# The weightiest first, by what the aspect is about; at last by key, so that pages of a list never overlap.
_ORDER = {
    Aspect.PROJECTS: "is_here DESC, coalesce(funding_after, funding_before) DESC NULLS LAST, project",
    Aspect.STATES: "coalesce(funding_after, funding_before) DESC NULLS LAST, project",
    Aspect.MONEY: (
        "greatest(abs(coalesce(paid_after, 0) - coalesce(paid_before, 0)), "
        "abs(coalesce(funding_after, 0) - coalesce(funding_before, 0))) DESC, project"
    ),
}
_COLUMNS = (
    "project, submeasure, cup, title, was_here, is_here, state_before, state_after, rule_before, rule_after, "
    "days_late, due, funding_before, funding_after, paid_before, paid_after"
)


@lru_cache(maxsize=512)
def compare(home: Path, earlier: str, later: str, within: Within) -> Comparison | None:
    """What differs between two bulletins; `None` where either is unknown."""
    if get_bulletin(home, earlier) is None or get_bulletin(home, later) is None:
        return None
    with _contributions(home, earlier, later, within) as con:
        ((appeared, left, money_changed),) = con.execute(
            "SELECT count(*) FILTER (WHERE NOT was_here), count(*) FILTER (WHERE NOT is_here), "
            f"count(*) FILTER (WHERE {_BOTH} AND {_MONEY}) FROM contributions"
        ).fetchall()
        states = con.execute(
            f"SELECT state_before, state_after, count(*) FROM contributions WHERE {_WHERE[Aspect.STATES]} "
            "GROUP BY ALL ORDER BY count(*) DESC, state_before, state_after"
        ).fetchall()
        milestones = con.execute((_SQL / "milestones.sql").read_text(encoding="utf-8")).fetchall()
        return Comparison(
            earlier=earlier,
            later=later,
            appeared=appeared,
            left=left,
            money_changed=money_changed,
            funding=_money(con, "funding"),
            paid=_money(con, "paid"),
            states=tuple(StateMove(*row) for row in states),
            milestones=tuple(MilestoneMove(*row) for row in milestones),
        )


@lru_cache(maxsize=256)
def get_moves(
    home: Path, earlier: str, later: str, within: Within, aspect: Aspect, *, limit: int, offset: int = 0
) -> tuple[ProjectMove, ...]:
    """The projects of one aspect of a comparison, the weightiest first; none for an unknown bulletin."""
    if get_bulletin(home, earlier) is None or get_bulletin(home, later) is None:
        return ()
    with _contributions(home, earlier, later, within) as con:
        rows = con.execute(
            f"SELECT {_COLUMNS} FROM contributions WHERE {_WHERE[aspect]} ORDER BY {_ORDER[aspect]} LIMIT ? OFFSET ?",
            [limit, offset],
        ).fetchall()
    return tuple(ProjectMove(*row) for row in rows)


def get_members(home: Path, bulletin_id: str, dimension: str, code: str, keys: Collection[str]) -> frozenset[str]:
    """Which of these projects count for a code of a dimension."""
    if not keys or get_bulletin(home, bulletin_id) is None:
        return frozenset()
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            "SELECT DISTINCT project FROM 'memberships.parquet' WHERE dimension = ? AND code = ? "
            "AND project IN (SELECT unnest(?))",
            [dimension, code, sorted(keys)],
        ).fetchall()
    return frozenset(key for (key,) in rows)


@contextmanager
def _contributions(home: Path, earlier: str, later: str, within: Within) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that holds the table `contributions`, and the tables of both bulletins."""
    with connection() as con:
        for when, name in (("before", earlier), ("after", later)):
            for table in _TABLES:
                file = text_literal(root(home) / name / f"{table}.parquet")
                con.execute(f"CREATE VIEW {table}_{when} AS SELECT * FROM {file}")
        con.execute("CREATE TABLE wanted (dimension VARCHAR, code VARCHAR, project VARCHAR)")
        con.execute("INSERT INTO wanted VALUES (?, ?, ?)", [within.dimension, within.code, within.project])
        con.execute((_SQL / "contributions.sql").read_text(encoding="utf-8"))
        yield con


def _money(con: duckdb.DuckDBPyConnection, name: str) -> MoneyMoves:
    """How a sum moved. Differences of exact decimals are exact, and so is their sum."""
    before, after = f"{name}_part_before", f"{name}_part_after"
    parts = {
        "appeared": (after, f"NOT was_here AND {after} IS NOT NULL"),
        "left": (before, f"NOT is_here AND {before} IS NOT NULL"),
        "told": (after, f"{_BOTH} AND {before} IS NULL AND {after} IS NOT NULL"),
        "untold": (before, f"{_BOTH} AND {before} IS NOT NULL AND {after} IS NULL"),
        "up": (f"{after} - {before}", f"{after} > {before}"),
        "down": (f"{before} - {after}", f"{after} < {before}"),
    }
    asked = ", ".join(
        f"count(*) FILTER (WHERE {which}), sum({amount}) FILTER (WHERE {which})" for amount, which in parts.values()
    )
    ((was, now, *found),) = con.execute(f"SELECT sum({before}), sum({after}), {asked} FROM contributions").fetchall()
    pairs: list[tuple[int, Any]] = list(zip(found[::2], found[1::2], strict=True))
    return MoneyMoves(was, now, **{key: _part(*pair) for key, pair in zip(parts, pairs, strict=True)})


def _part(projects: int, amount: Decimal | None) -> Part:
    return Part(projects, ZERO if amount is None else amount)
