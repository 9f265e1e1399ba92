"""A whole bulletin's projects and lists in memory, for whoever is about to read all of them, such as a static site."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from segnavia.core.links import Link
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import FIGURE_COLUMNS, Bulletin, Project, ProjectLine
from segnavia.monitoring.bulletin_tables import BY_FUNDING, LINES, tables_of
from segnavia.monitoring.project_reading import read_projects


@dataclass(frozen=True, slots=True)
class Whole:
    """All projects of a bulletin by key, the lists of each code of each dimension, and the crossing figures."""

    projects: Mapping[str, Project]
    listed: Mapping[tuple[str, str], tuple[ProjectLine, ...]]  # (dimension, code), the best funded first
    crossing: Mapping[str, Figure]  # "objective@municipality"

    def page(self, dimension: str, code: str, state: str | None, limit: int, offset: int) -> tuple[ProjectLine, ...]:
        """What `reading.get_projects` gives."""
        lines = self.listed.get((dimension, code), ())
        if state is not None:
            lines = tuple(line for line in lines if line.state == state)
        return lines[offset : offset + limit]


def read_whole(home: Path, bulletin: Bulletin, links: Mapping[str, tuple[Link, ...]]) -> Whole:
    """Read it in a third of a second for four thousand projects, into some 80 MB."""
    with tables_of(home, bulletin.id) as con:
        projects = read_projects(con, bulletin, links)
        members = con.execute(
            f"SELECT m.dimension, m.code, project {LINES} JOIN 'memberships.parquet' AS m USING (project) "
            f"ORDER BY m.dimension, m.code, {BY_FUNDING}"
        ).fetchall()
        figures = con.execute(
            f"SELECT code, {', '.join(FIGURE_COLUMNS)} FROM 'figures.parquet' "
            "WHERE dimension = 'objective_municipality' ORDER BY code"
        ).fetchall()
    listed: dict[tuple[str, str], list[ProjectLine]] = {}
    for dimension, code, project in members:
        listed.setdefault((dimension, code), []).append(projects[project].line)
    return Whole(
        projects,
        {place: tuple(lines) for place, lines in listed.items()},
        {code: Figure(*values) for code, *values in figures},
    )
