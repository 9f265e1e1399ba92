"""Reading published bulletins, for the faces. A bulletin never changes, so everything is cached by its id."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from segnavia.core.rollup import Figure
from segnavia.lake.engine import connection, text_literal
from segnavia.monitoring.bulletin import (
    BULLETIN,
    FIGURE_COLUMNS,
    SHAPES,
    Bulletin,
    IndicatorFigure,
    Project,
    ProjectLine,
    ProjectPlace,
    Shapes,
    SourceRow,
)
from segnavia.monitoring.inputs import INPUTS
from segnavia.monitoring.publishing import root

# What `pipeline.bulletin_id` makes: no path that leads elsewhere, no link, no folder that is still being built.
_ID = re.compile(r"\d{3}-\d{4}-\d{2}-\d{2}-[0-9a-f]{12}")
# As one asks: what was paid, what the project is, where it lies, what it achieved.
_ORDER = tuple(source.dataset for source in INPUTS)
_LINE = "project, submeasure, cup, clp, title, place_share, funding_pnrr, paid_pnrr, funding_elsewhere, measured"


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
def get_shapes(home: Path, bulletin_id: str) -> Shapes | None:
    """The outlines of the territory's municipalities, or `None` where the lake had no boundaries."""
    file = root(home) / bulletin_id / "shapes.json"
    return SHAPES.validate_json(file.read_bytes()) if _is_id(bulletin_id) and file.exists() else None


@lru_cache(maxsize=256)
def get_projects(
    home: Path, bulletin_id: str, *, dimension: str, code: str, limit: int, offset: int
) -> tuple[ProjectLine, ...]:
    """The projects that count for a code of a dimension (see `Bulletin`), by funding, the largest first."""
    if get_bulletin(home, bulletin_id) is None:
        return ()
    with _tables(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT {_LINE} FROM 'projects.parquet' JOIN 'memberships.parquet' USING (project) "
            "WHERE dimension = ? AND code = ? "
            "ORDER BY coalesce(funding_pnrr, funding_elsewhere) DESC NULLS LAST, project LIMIT ? OFFSET ?",
            [dimension, code, limit, offset],
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
    with _tables(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT code, {', '.join(FIGURE_COLUMNS)} FROM 'figures.parquet' "
            "WHERE dimension = 'objective_municipality' AND code LIKE ? ORDER BY code",
            [pattern],
        ).fetchall()
    return [(code, Figure(*values)) for code, *values in rows]


@lru_cache(maxsize=256)
def get_project(home: Path, bulletin_id: str, key: str) -> Project | None:
    """One project with its places, objectives, indicators and the publisher's rows, or `None`."""

    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is None:
        return None
    with _tables(home, bulletin_id) as con:

        def query(sql: str) -> list[tuple[Any, ...]]:
            return con.execute(sql, [key]).fetchall()

        found = query(
            f"SELECT {_LINE}, body, funding_total, paid_total, located_by FROM 'projects.parquet' WHERE project = ?"
        )
        places = query(
            "SELECT province, municipality, title, CAST(CAST(weight AS DOUBLE) / CAST(whole AS DOUBLE) AS "
            "DECIMAL(16, 15)), inside FROM 'project_places.parquet' WHERE project = ? "
            "ORDER BY inside DESC, province, municipality"
        )
        links = query("SELECT objective, share FROM 'links.parquet' WHERE project = ? ORDER BY objective")
        indicators = query(
            "SELECT indicator, indicator_title, unit_title, planned, achieved FROM 'project_indicators.parquet' "
            "WHERE project = ? AND planned IS NOT NULL AND achieved IS NOT NULL ORDER BY indicator"
        )
        rows = query(
            "SELECT dataset, source_row, row_values FROM 'source_rows.parquet' WHERE project = ? "
            "ORDER BY dataset, source_row"
        )
    if not found:
        return None
    *line, body, funding_total, paid_total, located_by = found[0]
    used = {r.dataset: r for r in bulletin.releases}
    return Project(
        line=ProjectLine(*line),
        body=body,
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
        rows=tuple(
            SourceRow(dataset, used[dataset].as_of, used[dataset].sha256, row, _values(text, used[dataset].columns))
            for dataset, row, text in sorted(rows, key=lambda row: _ORDER.index(row[0]))
        ),
    )


def _values(text: str, headers: Mapping[str, str]) -> dict[str, str | None]:
    """The row's values by the file's headers; columns that the file lacks are left out."""
    return {headers[name]: value for name, value in json.loads(text).items() if name in headers}


@contextmanager
def _tables(home: Path, bulletin_id: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which `'projects.parquet'` and the others are this bulletin's."""
    with connection() as con:
        con.execute(f"SET file_search_path = {text_literal(root(home) / bulletin_id)}")
        yield con


def _is_id(name: str) -> bool:
    return _ID.fullmatch(name) is not None
