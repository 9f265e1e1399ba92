"""The projects that bodies carry out, many bodies at once, as a round of monitoring asks about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from segnavia.monitoring.bulletin import ProjectLine
from segnavia.monitoring.reading import LINE, LINES, get_bulletin, tables_of


@dataclass(frozen=True, slots=True)
class AskedProject:
    """A project with the values that its body is asked to confirm. Money is the whole project's, in euro.

    `targets` counts its indicators with a planned value; zero means that no source plans any.
    """

    line: ProjectLine
    funding_total: Decimal | None
    paid_total: Decimal | None
    targets: int
    targets_reached: int


def get_projects_of(home: Path, bulletin_id: str, bodies: Iterable[str]) -> Mapping[str, tuple[AskedProject, ...]]:
    """The projects of each body, by its tax code as the bulletin's dimension `body` has it; none for an unknown one."""
    asked = list(bodies)
    if not asked or get_bulletin(home, bulletin_id) is None:
        return {}
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT m.code, {LINE}, p.funding_total, p.paid_total, s.targets, s.targets_reached {LINES} "
            "JOIN 'memberships.parquet' AS m USING (project) "
            "WHERE m.dimension = 'body' AND m.code IN (SELECT unnest(?)) ORDER BY m.code, project",
            [asked],
        ).fetchall()
    width = len(fields(ProjectLine))
    found: dict[str, list[AskedProject]] = {}
    for body, *values in rows:
        project = AskedProject(ProjectLine(*values[:width]), *values[width:])
        found.setdefault(body, []).append(project)
    return {body: tuple(projects) for body, projects in found.items()}
