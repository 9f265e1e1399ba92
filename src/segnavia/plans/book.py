"""The plan as pages read it: one frozen package with its cross references looked up once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from segnavia.core.codes import Direction
from segnavia.core.findings import Finding
from segnavia.plans.coherence import check
from segnavia.plans.schema import (
    AgendaEntry,
    Component,
    CrosswalkEntry,
    DirectionRecord,
    Driver,
    Keyword,
    Mission,
    Objective,
    Package,
    Submeasure,
    Zone,
)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A sub-measure whose projects contribute to an objective, by which share and why."""

    submeasure: Submeasure
    share: Fraction
    entry: CrosswalkEntry


@dataclass(frozen=True)
class PlanBook:
    """A plan text, identified by its SHA-256, with lookups by code and across the grids."""

    sha256: str
    package: Package

    @property
    def years(self) -> str:
        """The plan's period, as `2022-2024`."""
        return f"{self.package.plan.period.start}-{self.package.plan.period.end}"

    @cached_property
    def missions(self) -> Mapping[str, Mission]:
        """Missions by code, in the plan's order."""
        return {mission.code: mission for mission in self.package.missions}

    @cached_property
    def keywords(self) -> Mapping[str, Keyword]:
        """Vision keywords by code, in the plan's order."""
        return {keyword.code: keyword for keyword in self.package.keywords}

    @cached_property
    def components(self) -> Mapping[str, Component]:
        """Components by code, in the plan's order."""
        return {component.code: component for component in self.package.components}

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        """Objectives by code, in the plan's order."""
        return {objective.code: objective for objective in self.package.objectives}

    @cached_property
    def drivers(self) -> Mapping[str, Driver]:
        """Drivers by code, in the plan's order."""
        return {driver.code: driver for driver in self.package.drivers}

    @cached_property
    def zones(self) -> Mapping[str, Zone]:
        """Zones by code, in the plan's order."""
        return {zone.code: zone for zone in self.package.zones}

    @cached_property
    def directions(self) -> Mapping[Direction, DirectionRecord]:
        """Directions by code, in the order of the plan's columns."""
        return {direction.code: direction for direction in self.package.directions}

    @cached_property
    def submeasures(self) -> Mapping[str, Submeasure]:
        """Judged sub-measures by code."""
        return {submeasure.code: submeasure for submeasure in self.package.submeasures}

    @cached_property
    def objectives_of_mission(self) -> Mapping[str, tuple[Objective, ...]]:
        """The objectives that stand under each mission."""
        return {
            code: tuple(objective for objective in self.package.objectives if objective.mission == code)
            for code in self.missions
        }

    @cached_property
    def agenda_of_driver(self) -> Mapping[str, tuple[AgendaEntry, ...]]:
        """What each driver combines."""
        return {code: tuple(entry for entry in self.package.agenda if entry.driver == code) for code in self.drivers}

    @cached_property
    def agenda_of_objective(self) -> Mapping[str, tuple[AgendaEntry, ...]]:
        """The drivers each objective stands in, with the reasons."""
        return {
            code: tuple(entry for entry in self.package.agenda if entry.objective == code) for code in self.objectives
        }

    @cached_property
    def contributions(self) -> Mapping[str, tuple[Contribution, ...]]:
        """The sub-measures that contribute to each objective."""
        found: dict[str, list[Contribution]] = {code: [] for code in self.objectives}
        for entry in self.package.crosswalk:
            if entry.objective is not None and entry.share is not None:
                submeasure = self.submeasures[entry.submeasure]
                found[entry.objective].append(Contribution(submeasure, entry.share, entry))
        return {code: tuple(entries) for code, entries in found.items()}

    @cached_property
    def judgements(self) -> Mapping[str, tuple[CrosswalkEntry, ...]]:
        """What the crosswalk says of each sub-measure, also where the answer is that it serves no objective."""
        found: dict[str, list[CrosswalkEntry]] = {code: [] for code in self.submeasures}
        for entry in self.package.crosswalk:
            found[entry.submeasure].append(entry)
        return {code: tuple(entries) for code, entries in found.items()}

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What the plan's own coherence checks find."""
        return check(self.package)

    def keywords_of_mission(self, mission: str) -> tuple[Keyword, ...]:
        """The vision keywords that are marked for a mission."""
        return tuple(keyword for keyword in self.package.keywords if mission in keyword.missions)
