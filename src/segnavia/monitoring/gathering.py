"""Reads the tables of a measurement into bulletins, each table once for all territories."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from segnavia import __version__
from segnavia.core.links import Link
from segnavia.core.rollup import NOTHING, Figure
from segnavia.lake.engine import Engine
from segnavia.lake.releases import Release
from segnavia.monitoring.bulletin import (
    FIGURE_COLUMNS,
    Body,
    Bulletin,
    GoalLink,
    IndicatorFigure,
    MilestoneCount,
    Moment,
    Noted,
    Place,
    ReleaseUsed,
    SourceMoney,
)
from segnavia.monitoring.link_text import links_sha256
from segnavia.monitoring.rules import RULES
from segnavia.plans.canonical import plan_sha256
from segnavia.plans.schema import Package

EXAMPLES = 5  # of each finding, enough to start looking
_DIMENSIONS = (
    *("mission", "objective", "driver", "keyword", "component", "submeasure", "municipality", "zone"),
    *("direction", "body", "goal"),
)
Row = tuple[Any, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of each table by territory; those of the lake's frameworks are everybody's."""

    used: Mapping[str, Release]
    figures: Mapping[str, Sequence[Row]]
    over_time: Mapping[str, Sequence[Row]]
    sources: Mapping[str, Sequence[Row]]
    milestones: Mapping[str, Sequence[Row]]
    goals: Mapping[str, Sequence[Row]]
    goal_titles: Mapping[str, str]
    indicators: Mapping[str, Sequence[Row]]
    bodies: Mapping[str, Sequence[Row]]
    findings: Mapping[str, Sequence[Row]]
    cups: Mapping[str, int]
    municipalities: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, engine: Engine, used: Mapping[str, Release]) -> "Gathered":
        """Read all tables."""

        def by_territory(query: str) -> dict[str, list[Row]]:
            found: dict[str, list[Row]] = defaultdict(list)
            for territory, *values in engine.rows(query):
                found[territory].append(tuple(values))
            return found

        return cls(
            used=used,
            figures=by_territory(
                f"SELECT territory, dimension, code, {', '.join(FIGURE_COLUMNS)} FROM figures "
                "WHERE dimension <> 'objective_municipality' ORDER BY territory, dimension, code"
            ),
            over_time=by_territory(
                "SELECT territory, dimension, code, CAST(as_of AS VARCHAR), projects, funding_pnrr, paid_pnrr, "
                "both_funding, both_paid FROM figures_over_time ORDER BY territory, dimension, code, as_of"
            ),
            sources=by_territory(
                "SELECT territory, dimension, code, source, projects, funding, paid FROM money_by_source "
                "ORDER BY territory, dimension, code, source"
            ),
            milestones=by_territory(
                "SELECT territory, dimension, code, outcome, milestones FROM milestone_counts "
                "ORDER BY territory, dimension, code, outcome"
            ),
            goals=by_territory(
                "SELECT territory, objective, goal, prevalent, submeasures FROM objective_goals "
                "ORDER BY territory, objective, goal"
            ),
            goal_titles=dict(engine.rows("SELECT goal, title FROM goal_titles ORDER BY goal")),
            indicators=by_territory(
                "SELECT territory, objective, indicator, indicator_title, unit_title, planned, achieved, projects "
                "FROM objective_indicators ORDER BY territory, objective, projects DESC, indicator, unit_title"
            ),
            bodies=by_territory(
                "SELECT n.territory, n.body_code, n.body, b.kind, b.direction "
                "FROM (SELECT territory, body_code, min(body) AS body FROM projects WHERE body_code IS NOT NULL "
                "GROUP BY territory, body_code) AS n JOIN body_kinds AS b ON b.body = n.body "
                "ORDER BY n.territory, n.body_code"
            ),
            findings=by_territory(
                "SELECT territory, code, cases, place FROM (SELECT territory, code, place, "
                "count(*) OVER (PARTITION BY territory, code) AS cases, "
                "row_number() OVER (PARTITION BY territory, code ORDER BY place) AS number "
                f"FROM finding_cases) AS cases WHERE number <= {EXAMPLES} ORDER BY territory, code, place"
            ),
            cups=dict(engine.rows("SELECT territory, count(*) FROM cups_inside GROUP BY territory ORDER BY territory")),
            municipalities=by_territory(
                "SELECT t.code AS territory, m.code, m.title, m.province_title, m.population FROM municipalities AS m "
                "JOIN territories AS t ON t.code = substr(m.code, 1, 3) ORDER BY t.code, m.code"
            ),
        )

    def bulletin(self, package: Package, territory: str, as_of: str, links: Sequence[Link] = ()) -> Bulletin:
        """The bulletin of one territory, without its name; `links` are the project-level ones that hold."""
        by: dict[str, dict[str, Figure]] = defaultdict(dict)
        for dimension, code, *values in self.figures.get(territory, ()):
            by[dimension][code] = Figure(*values)
        return Bulletin(
            id="",
            territory=territory,
            territory_title=self._territory_title(package, territory),
            as_of=as_of,
            software=__version__,
            plan_sha256=plan_sha256(package),
            plan_code=package.plan.code,
            releases=tuple(_release_used(release) for _, release in sorted(self.used.items())),
            located_cups=self.cups.get(territory, 0),
            total=by["total"].get("", NOTHING),
            outside_plan=by["outside_plan"].get("", NOTHING),
            territory_level=by["territory_level"].get("", NOTHING),
            by={dimension: by[dimension] for dimension in _DIMENSIONS},
            indicators=self._indicators(territory),
            places=self._places(package, territory),
            findings=self._findings(territory),
            has_objectives=package.has_objectives,
            bodies={
                code: Body(code, title, kind, direction)
                for code, title, kind, direction in self.bodies.get(territory, ())
            },
            money_by_source=_nested(
                self.sources.get(territory, ()), lambda rows: {source: SourceMoney(*values) for source, *values in rows}
            ),
            milestones=_nested(self.milestones.get(territory, ()), lambda rows: MilestoneCount(**dict(rows))),
            objective_goals={
                objective: tuple(GoalLink(goal, bool(prevalent), count) for goal, prevalent, count in rows)
                for objective, rows in _grouped(self.goals.get(territory, ())).items()
            },
            goals=self.goal_titles,
            over_time=_nested(self.over_time.get(territory, ()), lambda rows: tuple(Moment(*row) for row in rows)),
            links_sha256=links_sha256(links),
        )

    def _territory_title(self, package: Package, territory: str) -> str:
        if package.plan.territory == territory:
            return package.plan.body
        return next((title for _, _, title, _ in self.municipalities.get(territory, ()) if title), territory)

    def _indicators(self, territory: str) -> dict[str, tuple[IndicatorFigure, ...]]:
        return {
            objective: tuple(IndicatorFigure(*row) for row in rows)
            for objective, rows in _grouped(self.indicators.get(territory, ())).items()
        }

    def _places(self, package: Package, territory: str) -> dict[str, Place]:
        zones = {m.code: m for m in package.municipalities if not m.valid_to}
        known = {
            code: (title, population) for code, title, _province, population in self.municipalities.get(territory, ())
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

    def _findings(self, territory: str) -> tuple[Noted, ...]:
        return tuple(
            Noted(code, rule.severity, rule.title, rule.message, rule.remedy, rows[0][0], tuple(p for _, p in rows))
            for code, rows in _grouped(self.findings.get(territory, ())).items()
            for rule in [RULES[code]]
        )


def _grouped(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows by their first value, which is taken off."""
    found: dict[str, list[Row]] = defaultdict(list)
    for key, *values in rows:
        found[key].append(tuple(values))
    return found


def _nested(rows: Sequence[Row], make: Callable[[list[Row]], T]) -> dict[str, dict[str, T]]:
    """By dimension and code, what `make` makes of the rest of the rows."""
    return {
        dimension: {code: make(group) for code, group in _grouped(of_dimension).items()}
        for dimension, of_dimension in _grouped(rows).items()
    }


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
