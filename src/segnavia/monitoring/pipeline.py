"""Measuring a territory: from the frozen plan text and the lake's releases to a bulletin.

The rules are in the SQL files of this room, in the order of their numbers; this module only prepares, runs and reads.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from segnavia import __version__
from segnavia.core.rollup import NOTHING, Figure
from segnavia.lake.engine import connection
from segnavia.lake.releases import Release
from segnavia.monitoring.bulletin import (
    FIGURE_COLUMNS,
    Bulletin,
    IndicatorFigure,
    Noted,
    Place,
    ReleaseUsed,
    named,
)
from segnavia.monitoring.inputs import attach, attach_plan, newest
from segnavia.monitoring.rules import RULES
from segnavia.plans.canonical import plan_sha256
from segnavia.plans.schema import Package

SQL = Path(__file__).with_name("sql")
EXAMPLES = 5  # of each finding, enough to start looking
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A bulletin and the connection that still holds the tables it was read from."""

    bulletin: Bulletin
    con: duckdb.DuckDBPyConnection


def _quiet(what: str, done: int, total: int) -> None:
    """Say nothing."""


@contextmanager
def measure(home: Path, package: Package, territory: str, step: Step = _quiet) -> Iterator[Measurement]:
    """Measure one territory. Raises `NoReleaseError` where the lake lacks payments or locations."""
    used = newest(home)
    with connection() as con:
        attach(con, used)
        attach_plan(con, package, territory)
        files = sorted(SQL.glob("*.sql"))
        for number, file in enumerate(files):
            step(file.stem, number, len(files))
            con.execute(file.read_text(encoding="utf-8"))
        step("done", len(files), len(files))
        yield Measurement(named(_read(con, package, territory, used)), con)


def _read(con: duckdb.DuckDBPyConnection, package: Package, territory: str, used: dict[str, Release]) -> Bulletin:
    by: dict[str, dict[str, Figure]] = defaultdict(dict)
    for dimension, code, *values in con.execute(
        f"SELECT dimension, code, {', '.join(FIGURE_COLUMNS)} FROM figures ORDER BY dimension, code"
    ).fetchall():
        by[dimension][code] = Figure(*values)
    # the date of the money: the newest of what is measured, not of boundaries
    as_of = max(r.manifest.as_of for name, r in used.items() if name.startswith("PNRR_"))
    return Bulletin(
        id="",
        territory=territory,
        territory_title=_territory_title(con, package, territory),
        as_of=as_of,
        software=__version__,
        plan_sha256=plan_sha256(package),
        plan_code=package.plan.code,
        releases=tuple(_release_used(r) for _, r in sorted(used.items())),
        located_cups=_one(con, "SELECT count(*) FROM cups_inside"),
        total=by.pop("total", {}).get("", NOTHING),
        outside_plan=by.pop("outside_plan", {}).get("", NOTHING),
        territory_level=by.pop("territory_level", {}).get("", NOTHING),
        by={d: by[d] for d in _DIMENSIONS},
        indicators=_indicators(con),
        places=_places(con, package, territory),
        findings=_findings(con),
    )


_DIMENSIONS = ("mission", "objective", "driver", "keyword", "component", "submeasure", "municipality", "zone")


def _one(con: duckdb.DuckDBPyConnection, query: str) -> int:
    count: int = con.execute(query).fetchall()[0][0]
    return count


def _territory_title(con: duckdb.DuckDBPyConnection, package: Package, territory: str) -> str:
    if package.plan.territory == territory:
        return package.plan.body
    named = con.execute(
        "SELECT min(province_title) FROM municipalities WHERE substr(code, 1, 3) = ?", [territory]
    ).fetchall()[0][0]
    return str(named or territory)


def _release_used(release: Release) -> ReleaseUsed:
    m = release.manifest
    return ReleaseUsed(
        dataset=m.dataset,
        as_of=m.as_of,
        layout=m.layout,
        sha256=m.sha256,
        source=m.source,
        licence=m.licence,
        rows_in=m.rows_in,
        rows_kept=m.rows_kept,
        rows_quarantined=m.rows_quarantined,
        quarantine=dict(m.quarantine),
        columns=dict(m.columns),
    )


def _indicators(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[IndicatorFigure, ...]]:
    found: dict[str, list[IndicatorFigure]] = defaultdict(list)
    for objective, *values in con.execute(
        "SELECT objective, indicator, indicator_title, unit_title, planned, achieved, projects "
        "FROM objective_indicators ORDER BY objective, projects DESC, indicator, unit_title"
    ).fetchall():
        found[objective].append(IndicatorFigure(*values))
    return {objective: tuple(figures) for objective, figures in found.items()}


def _places(con: duckdb.DuckDBPyConnection, package: Package, territory: str) -> dict[str, Place]:
    zones = {m.code: m for m in package.municipalities if not m.valid_to}
    known = {
        code: (title, population)
        for code, title, population in con.execute(
            "SELECT code, title, population FROM municipalities WHERE substr(code, 1, 3) = ? ORDER BY code", [territory]
        ).fetchall()
    }
    codes = sorted({*known, *(c for c in zones if c.startswith(territory))})
    return {
        code: Place(
            code=code,
            title=zones[code].title if code in zones else known[code][0],
            zone=zones[code].zone if code in zones else None,
            population=known[code][1] if code in known else None,
        )
        for code in codes
    }


def _findings(con: duckdb.DuckDBPyConnection) -> tuple[Noted, ...]:
    rows = con.execute(
        f"SELECT code, count(*), list(place ORDER BY place)[1:{EXAMPLES}] "
        "FROM finding_cases GROUP BY code ORDER BY code"
    ).fetchall()
    return tuple(
        Noted(code, rule.severity, rule.title, rule.message, rule.remedy, cases, tuple(examples))
        for code, cases, examples in rows
        for rule in [RULES[code]]
    )
