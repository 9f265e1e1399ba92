"""Reading published bulletins, for the faces. A bulletin never changes, so everything is cached by its id."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from segnavia.core.facts import Facts
from segnavia.core.links import Link
from segnavia.core.rollup import Figure
from segnavia.lake.engine import connection, text_literal
from segnavia.monitoring.bulletin import (
    BULLETIN,
    FIGURE_COLUMNS,
    SHAPES,
    Bulletin,
    IndicatorFigure,
    Milestone,
    Project,
    ProjectLine,
    ProjectPlace,
    Shapes,
    SourceRow,
)
from segnavia.monitoring.inputs import INPUTS
from segnavia.monitoring.link_text import from_canonical as links_from_canonical
from segnavia.monitoring.publishing import LINKS, root
from segnavia.monitoring.tables import source_table

# What `pipeline.bulletin_id` makes: no path that leads elsewhere, no link, no folder that is still being built.
_ID = re.compile(r"\d{3}-\d{4}-\d{2}-\d{2}-[0-9a-f]{12}")
LINE = (
    "project, p.submeasure, p.cup, p.clp, p.title, p.place_share, p.funding_pnrr, p.paid_pnrr, p.funding_elsewhere, "
    "p.measured, s.state, s.rule, s.days_late, s.due, p.body, p.body_code"
)
LINES = "FROM 'projects.parquet' AS p JOIN 'states.parquet' AS s USING (project)"
_FACTS = tuple(f.name for f in fields(Facts))


def published(home: Path) -> list[str]:
    """The ids of all bulletins, the newest first: by as-of date, and by publication where that is the same."""
    files = [f for f in root(home).glob("*/bulletin.json") if _is_id(f.parent.name)]
    # the file's own time is when it was published: the content holds no clock, so that it can be recomputed
    return [f.parent.name for f in sorted(files, key=_published_at, reverse=True)]


def _published_at(file: Path) -> tuple[str, float]:
    """The as-of date that the id tells, and the time of publication."""
    return file.parent.name[4:14], file.stat().st_mtime


def current(home: Path, territory: str) -> Bulletin | None:
    """The bulletin that the pages show, or `None` where none has been published."""
    link = root(home) / f"current-{territory}"
    return get_bulletin(home, link.readlink().name) if link.is_symlink() else None


def get_bulletin(home: Path, bulletin_id: str) -> Bulletin | None:
    """The bulletin of that id, or `None`."""
    file = root(home) / bulletin_id / "bulletin.json"
    # Only what exists is cached: an id that is unknown now may be published in a minute.
    return _read_bulletin(file) if _is_id(bulletin_id) and file.exists() else None


@lru_cache(maxsize=8)
def _read_bulletin(file: Path) -> Bulletin:
    return BULLETIN.validate_json(file.read_bytes())


@lru_cache(maxsize=8)
def get_plan_text(home: Path, bulletin_id: str) -> str:
    """The frozen plan text that the bulletin rests on, canonical JSON. Raises `KeyError` for an unknown id."""
    if get_bulletin(home, bulletin_id) is None:
        raise KeyError(bulletin_id)
    return (root(home) / bulletin_id / "plan.json").read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def get_links(home: Path, bulletin_id: str) -> Mapping[str, tuple[Link, ...]]:
    """The project-level links that the bulletin rests on, by project; those of the others are the crosswalk's."""
    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is None or not bulletin.links_sha256:
        return {}
    found: dict[str, tuple[Link, ...]] = {}
    for link in links_from_canonical((root(home) / bulletin_id / LINKS).read_text(encoding="utf-8")):
        found[link.project] = (*found.get(link.project, ()), link)
    return found


@lru_cache(maxsize=8)
def get_shapes(home: Path, bulletin_id: str) -> Shapes | None:
    """The outlines of the territory's municipalities, or `None` where the lake had no boundaries."""
    file = root(home) / bulletin_id / "shapes.json"
    return SHAPES.validate_json(file.read_bytes()) if _is_id(bulletin_id) and file.exists() else None


@lru_cache(maxsize=256)
def get_projects(
    home: Path, bulletin_id: str, *, dimension: str, code: str, limit: int, offset: int, state: str | None = None
) -> tuple[ProjectLine, ...]:
    """The projects that count for a code of a dimension (see `Bulletin`), by funding, the largest first.

    With a `state`, only those in it.
    """
    if get_bulletin(home, bulletin_id) is None:
        return ()
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT {LINE} {LINES} JOIN 'memberships.parquet' AS m USING (project) "
            "WHERE m.dimension = ? AND m.code = ? AND s.state = coalesce(?, s.state) "
            "ORDER BY coalesce(p.funding_pnrr, p.funding_elsewhere) DESC NULLS LAST, project LIMIT ? OFFSET ?",
            [dimension, code, state, limit, offset],
        ).fetchall()
    return tuple(ProjectLine(*row) for row in rows)


@lru_cache(maxsize=256)
def get_municipalities_of(home: Path, bulletin_id: str, objective: str) -> Mapping[str, Figure]:
    """Where an objective's money is: its figure in each municipality that has a project of it, by ISTAT code."""
    return {code.partition("@")[2]: figure for code, figure in _crossing(home, bulletin_id, f"{objective}@%")}


@lru_cache(maxsize=256)
def get_objectives_in(home: Path, bulletin_id: str, municipality: str) -> Mapping[str, Figure]:
    """What is at work in a municipality: the figure there of each objective that has a project in it, by code."""
    return {code.partition("@")[0]: figure for code, figure in _crossing(home, bulletin_id, f"%@{municipality}")}


def _crossing(home: Path, bulletin_id: str, pattern: str) -> list[tuple[str, Figure]]:
    if get_bulletin(home, bulletin_id) is None:
        return []
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT code, {', '.join(FIGURE_COLUMNS)} FROM 'figures.parquet' "
            "WHERE dimension = 'objective_municipality' AND code LIKE ? ORDER BY code",
            [pattern],
        ).fetchall()
    return [(code, Figure(*values)) for code, *values in rows]


@lru_cache(maxsize=256)
def get_milestones(home: Path, bulletin_id: str, dimension: str, code: str) -> tuple[Milestone, ...]:
    """The milestones and targets of the sub-measures at work in a code of a dimension, by due date."""
    if get_bulletin(home, bulletin_id) is None:
        return ()
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            "SELECT code, kind, level, title, min(submeasure), due_on, outcome FROM 'milestones.parquet' "
            "WHERE submeasure IN (SELECT p.submeasure FROM 'projects.parquet' AS p "
            "JOIN 'memberships.parquet' AS m USING (project) WHERE m.dimension = ? AND m.code = ?) "
            "GROUP BY code, kind, level, title, due_on, outcome ORDER BY due_on, code",
            [dimension, code],
        ).fetchall()
    return tuple(Milestone(*row) for row in rows)


@lru_cache(maxsize=256)
def get_project(home: Path, bulletin_id: str, key: str) -> Project | None:
    """One project with its state, places, objectives, indicators and the publisher's rows, or `None`."""
    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is None:
        return None
    with tables_of(home, bulletin_id) as con:

        def query(sql: str) -> list[tuple[Any, ...]]:
            return con.execute(sql, [key]).fetchall()

        found = query(
            f"SELECT {LINE}, p.funding_total, p.paid_total, p.located_by, {', '.join(f's.{f}' for f in _FACTS)} "
            f"{LINES} WHERE project = ?"
        )
        places = query(
            "SELECT province, municipality, title, share, inside FROM 'project_places.parquet' WHERE project = ? "
            "ORDER BY inside DESC, province, municipality"
        )
        links = query("SELECT objective, share FROM 'links.parquet' WHERE project = ? ORDER BY objective")
        direction = query("SELECT code FROM 'memberships.parquet' WHERE dimension = 'direction' AND project = ?")
        indicators = query(
            "SELECT indicator, indicator_title, unit_title, planned, achieved FROM 'project_indicators.parquet' "
            "WHERE project = ? AND planned IS NOT NULL AND achieved IS NOT NULL ORDER BY indicator"
        )
        findings = query("SELECT DISTINCT code FROM 'finding_cases.parquet' WHERE place = ? ORDER BY code")
        rows = _source_rows(con, bulletin, key)
    if not found:
        return None
    line, (funding_total, paid_total, located_by, *facts) = _split(found[0])
    return Project(
        line=ProjectLine(*line),
        facts=Facts(*facts),
        direction=direction[0][0] if direction and direction[0][0] != "unknown" else None,
        funding_total=funding_total,
        paid_total=paid_total,
        located_by=located_by,
        places=tuple(
            ProjectPlace(province, None if town == "000" else province + town, title, share, inside)
            for province, town, title, share, inside in places
        ),
        objectives=dict(links),
        indicators=tuple(
            IndicatorFigure(code, title, unit, planned, achieved, projects=1)
            for code, title, unit, planned, achieved in indicators
        ),
        rows=rows,
        findings=tuple(code for (code,) in findings),
        links=get_links(home, bulletin_id).get(key, ()),
    )


def _split(row: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What a `ProjectLine` holds of a row, and the rest."""
    width = len(fields(ProjectLine))
    return row[:width], row[width:]


def _source_rows(con: duckdb.DuckDBPyConnection, bulletin: Bulletin, key: str) -> tuple[SourceRow, ...]:
    """The publisher's rows behind a project, as one asks: what was paid, what it is, where, what it achieved."""
    used = {r.dataset: r for r in bulletin.releases}
    found = []
    for source in INPUTS:
        if source.dataset not in used or not source.by_project:
            continue
        release = used[source.dataset]
        names = list(source.columns)
        values = ", ".join(f"CAST({name} AS VARCHAR)" for name in names)
        for row in con.execute(
            f"SELECT {values} FROM '{source_table(source.view)}.parquet' WHERE project = ? ORDER BY source_row", [key]
        ).fetchall():
            told = dict(zip(names, row, strict=True))
            # by the file's own headers; columns that the file lacks are left out
            headed = {release.columns[name]: value for name, value in told.items() if name in release.columns}
            found.append(SourceRow(source.dataset, release.as_of, release.sha256, int(told["source_row"]), headed))
    return tuple(found)


@contextmanager
def tables_of(home: Path, bulletin_id: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which `'projects.parquet'` and the others are this bulletin's."""
    with connection() as con:
        con.execute(f"SET file_search_path = {text_literal(root(home) / bulletin_id)}")
        yield con


def _is_id(name: str) -> bool:
    return _ID.fullmatch(name) is not None
