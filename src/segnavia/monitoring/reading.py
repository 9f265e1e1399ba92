"""Reading published bulletins, for the faces. A bulletin never changes, so everything is cached by its id."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.core.links import Link
from segnavia.core.rollup import Figure
from segnavia.monitoring.areas import BOUNDARIES, Boundaries
from segnavia.monitoring.bulletin import (
    BULLETIN,
    FIGURE_COLUMNS,
    SHAPES,
    Bulletin,
    Milestone,
    Project,
    ProjectLine,
    Shapes,
)
from segnavia.monitoring.bulletin_tables import BY_FUNDING, LINE, LINES, tables_of
from segnavia.monitoring.link_text import from_canonical as links_from_canonical
from segnavia.monitoring.preloading import Whole, read_whole
from segnavia.monitoring.project_reading import read_projects
from segnavia.monitoring.publishing import AREAS, LINKS, root
from segnavia.monitoring.tables import NAMES

__all__ = [
    "LINE",
    "LINES",
    "current",
    "get_bulletin",
    "get_links",
    "get_milestones",
    "get_municipalities_of",
    "get_objectives_in",
    "get_plan_text",
    "get_project",
    "get_project_keys",
    "get_projects",
    "get_shapes",
    "preload",
    "published",
    "root",
    "stamp",
    "tables_of",
]

# What `pipeline.bulletin_id` makes: no path that leads elsewhere, no link, no folder that is still being built.
_ID = re.compile(r"\d{3}-\d{4}-\d{2}-\d{2}-[0-9a-f]{12}")


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


def stamp(home: Path, territory: str) -> str:
    """What changes with every bulletin that is published, of any territory, and with the one that the pages show."""
    folder = root(home)
    link = folder / f"current-{territory}"
    try:
        # a bulletin and a link are renamed into the folder, whose time that changes; the link may lead back to an older
        return f"{folder.stat().st_mtime_ns} {link.readlink().name if link.is_symlink() else ''}"
    except FileNotFoundError:
        return ""


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


def get_boundaries(home: Path, bulletin_id: str) -> Boundaries | None:
    """The boundaries of the territory's municipalities, or `None` where the bulletin has none.

    Those of bulletins that are older than the file come when the same is published again (see `publish`).
    """
    file = root(home) / bulletin_id / AREAS
    return _read_boundaries(file) if _is_id(bulletin_id) and file.exists() else None


@lru_cache(maxsize=128)  # every territory of the country, 11 MB
def _read_boundaries(file: Path) -> Boundaries:
    return BOUNDARIES.validate_json(file.read_bytes())


def get_table(home: Path, bulletin_id: str, name: str) -> pa.Table | None:
    """One of the bulletin's tables (`tables.NAMES`) whole; `None` where it has none of that name.

    Not cached: whoever reads whole tables makes others of them, and keeps those.
    """
    file = root(home) / bulletin_id / f"{name}.parquet"
    return pq.read_table(file) if _is_id(bulletin_id) and name in NAMES and file.exists() else None


_whole: dict[tuple[Path, str], Whole] = {}


def preload(home: Path, bulletin_id: str) -> None:
    """Keep all projects and lists of one bulletin in memory: whoever writes every page asks for each of them.

    One that is asked for now and then stays on disk: a page takes a few of several thousand.
    """
    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is not None and (home, bulletin_id) not in _whole:
        _whole.clear()
        _whole[home, bulletin_id] = read_whole(home, bulletin, get_links(home, bulletin_id))


@lru_cache(maxsize=256)
def get_projects(
    home: Path, bulletin_id: str, *, dimension: str, code: str, limit: int, offset: int, state: str | None = None
) -> tuple[ProjectLine, ...]:
    """The projects that count for a code of a dimension (see `Bulletin`), by funding, the largest first.

    With a `state`, only those in it.
    """
    if get_bulletin(home, bulletin_id) is None:
        return ()
    if whole := _whole.get((home, bulletin_id)):
        return whole.page(dimension, code, state, limit, offset)
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT {LINE} {LINES} JOIN 'memberships.parquet' AS m USING (project) "
            "WHERE m.dimension = ? AND m.code = ? AND s.state = coalesce(?, s.state) "
            f"ORDER BY {BY_FUNDING} LIMIT ? OFFSET ?",
            [dimension, code, state, limit, offset],
        ).fetchall()
    return tuple(ProjectLine(*row) for row in rows)


@lru_cache(maxsize=256)
def get_municipalities_of(home: Path, bulletin_id: str, objective: str) -> Mapping[str, Figure]:
    """Where an objective's money is: its figure in each municipality that has a project of it, by ISTAT code."""
    return {code.partition("@")[2]: figure for code, figure in _crossing(home, bulletin_id, f"{objective}@", "")}


@lru_cache(maxsize=256)
def get_objectives_in(home: Path, bulletin_id: str, municipality: str) -> Mapping[str, Figure]:
    """What is at work in a municipality: the figure there of each objective that has a project in it, by code."""
    return {code.partition("@")[0]: figure for code, figure in _crossing(home, bulletin_id, "", f"@{municipality}")}


def _crossing(home: Path, bulletin_id: str, head: str, tail: str) -> list[tuple[str, Figure]]:
    """The figures of objectives in municipalities, `objective@municipality`, whose code begins and ends so."""
    if get_bulletin(home, bulletin_id) is None:
        return []
    if whole := _whole.get((home, bulletin_id)):
        return [each for each in whole.crossing.items() if each[0].startswith(head) and each[0].endswith(tail)]
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT code, {', '.join(FIGURE_COLUMNS)} FROM 'figures.parquet' "
            "WHERE dimension = 'objective_municipality' AND code LIKE ? ORDER BY code",
            [f"{head}%{tail}"],
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


@lru_cache(maxsize=4)
def get_project_keys(home: Path, bulletin_id: str) -> tuple[str, ...]:
    """The keys of all projects of a bulletin, in their order."""
    if get_bulletin(home, bulletin_id) is None:
        return ()
    with tables_of(home, bulletin_id) as con:
        rows = con.execute("SELECT project FROM 'projects.parquet' ORDER BY project").fetchall()
    return tuple(key for (key,) in rows)


@lru_cache(maxsize=256)
def get_project(home: Path, bulletin_id: str, key: str) -> Project | None:
    """One project with its state, places, objectives, indicators and the publisher's rows, or `None`."""
    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is None:
        return None
    if whole := _whole.get((home, bulletin_id)):
        return whole.projects.get(key)
    with tables_of(home, bulletin_id) as con:
        return read_projects(con, bulletin, get_links(home, bulletin_id), key).get(key)


def _is_id(name: str) -> bool:
    return _ID.fullmatch(name) is not None
