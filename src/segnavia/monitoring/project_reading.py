"""Projects with all that a bulletin knows of them: one, or all of them at once by the same statements."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import duckdb

from segnavia.core.facts import Facts
from segnavia.core.links import Link
from segnavia.monitoring.bulletin import (
    Bulletin,
    IndicatorFigure,
    Project,
    ProjectLine,
    ProjectPlace,
    SourceRow,
)
from segnavia.monitoring.bulletin_tables import LINE, LINES
from segnavia.monitoring.inputs import INPUTS, Input
from segnavia.monitoring.tables import source_table

_FACTS = tuple(f.name for f in fields(Facts))
_WIDTH = len(fields(ProjectLine))
Rows = dict[str, list[tuple[Any, ...]]]  # by project, without its key


def read_projects(
    con: duckdb.DuckDBPyConnection, bulletin: Bulletin, links: Mapping[str, tuple[Link, ...]], key: str | None = None
) -> dict[str, Project]:
    """The projects of a bulletin by key, in the order of their keys; only the one of `key`, where it is given.

    All at once take less than as many as fifty take one by one: a statement costs far more than its rows.
    """
    ask = _Asking(con, key)
    found = ask.of(
        f"SELECT {LINE}, p.funding_total, p.paid_total, p.located_by, {', '.join(f's.{f}' for f in _FACTS)} {LINES}",
        "project",
    )
    if not found:
        return {}
    places = ask.of(
        "SELECT project, province, municipality, title, share, inside FROM 'project_places.parquet'",
        "inside DESC, province, municipality",
    )
    shares = ask.of("SELECT project, objective, share FROM 'links.parquet'", "objective")
    directions = ask.of("SELECT project, code FROM 'memberships.parquet'", "code", "dimension = 'direction'")
    indicators = ask.of(
        "SELECT project, indicator, indicator_title, unit_title, planned, achieved FROM 'project_indicators.parquet'",
        "indicator",
        "planned IS NOT NULL AND achieved IS NOT NULL",
    )
    findings = ask.of("SELECT DISTINCT place AS project, code FROM 'finding_cases.parquet'", "code", column="place")
    sources = _source_rows(ask, bulletin)
    projects = {}
    for project, ((*line, funding_total, paid_total, located_by), facts) in _lines(found):
        direction = directions.get(project)
        projects[project] = Project(
            line=ProjectLine(project, *line),
            facts=Facts(*facts),
            direction=direction[0][0] if direction and direction[0][0] != "unknown" else None,
            funding_total=funding_total,
            paid_total=paid_total,
            located_by=located_by,
            places=tuple(
                ProjectPlace(province, None if town == "000" else province + town, title, share, inside)
                for province, town, title, share, inside in places.get(project, ())
            ),
            objectives=dict(shares.get(project, ())),
            indicators=tuple(
                IndicatorFigure(code, title, unit, planned, achieved, projects=1)
                for code, title, unit, planned, achieved in indicators.get(project, ())
            ),
            rows=tuple(sources.get(project, ())),
            findings=tuple(code for (code,) in findings.get(project, ())),
            links=links.get(project, ()),
        )
    return projects


def _lines(found: Rows) -> list[tuple[str, tuple[list[Any], tuple[Any, ...]]]]:
    """Each project's line with its three further columns, and its facts."""
    cut = _WIDTH - 1 + 3  # without the key
    return [(project, (list(row[:cut]), row[cut:])) for project, (row,) in found.items()]


class _Asking:
    """Asks for the rows of one project, or of all of them."""

    def __init__(self, con: duckdb.DuckDBPyConnection, key: str | None) -> None:
        self.con, self.key = con, key

    def of(self, select: str, order: str, where: str = "", column: str = "project") -> Rows:
        """The rows by the project that stands in the first column, each project's in their order."""
        conditions = [where] if where else []
        if self.key is not None:
            conditions.append(f"{column} = ?")
        clause = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self.con.execute(f"{select}{clause} ORDER BY {order}", [] if self.key is None else [self.key]).fetchall()
        grouped: Rows = {}
        for project, *rest in rows:
            grouped.setdefault(project, []).append(tuple(rest))
        return grouped


def _source_rows(ask: _Asking, bulletin: Bulletin) -> dict[str, list[SourceRow]]:
    """The publisher's rows behind the projects, as one asks: what was paid, what it is, where, what it achieved."""
    used = {release.dataset: release for release in bulletin.releases}
    found: dict[str, list[SourceRow]] = {}
    for source in INPUTS:
        if source.dataset not in used or not source.by_project:
            continue
        release = used[source.dataset]
        names = tuple(source.columns)
        # by the file's own headers; columns that the file lacks are left out
        headed = [(release.columns[name], place) for place, name in enumerate(names) if name in release.columns]
        number = names.index("source_row")
        for project, rows in ask.of(_select(source, names), "source_row").items():
            found.setdefault(project, []).extend(
                SourceRow(
                    source.dataset,
                    release.as_of,
                    release.sha256,
                    int(row[number]),
                    {header: row[place] for header, place in headed},
                )
                for row in rows
            )
    return found


def _select(source: Input, names: tuple[str, ...]) -> str:
    values = ", ".join(f"CAST({name} AS VARCHAR)" for name in names)
    table = f"'{source_table(source.view)}.parquet'"
    if source.later:  # NULL where the bulletin was published before
        none = ", ".join(f"CAST(NULL AS {source.columns[name]}) AS {name}" for name in source.later)
        table = f"(SELECT * FROM {table} UNION ALL BY NAME SELECT {none} WHERE false)"
    return f"SELECT project, {values} FROM {table}"
