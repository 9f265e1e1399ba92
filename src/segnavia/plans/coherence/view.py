"""A package seen the way the checks ask for it: what belongs to what."""

from dataclasses import dataclass
from functools import cached_property

from segnavia.core.codes import Direction, component_of
from segnavia.plans.schema import Component, CrosswalkEntry, Objective, Package


@dataclass(frozen=True)
class View:
    """Lookups on one package, each computed once."""

    package: Package

    @cached_property
    def objectives_by_mission(self) -> dict[str, list[Objective]]:
        """Objectives in the plan's order by mission; every mission is a key."""
        return {
            mission.code: [objective for objective in self.package.objectives if objective.mission == mission.code]
            for mission in self.package.missions
        }

    @cached_property
    def components_by_mission(self) -> dict[str, list[Component]]:
        """Components by mission; every mission is a key."""
        return {
            mission.code: [component for component in self.package.components if component.mission == mission.code]
            for mission in self.package.missions
        }

    @cached_property
    def objective(self) -> dict[str, Objective]:
        """Objectives by code."""
        return {objective.code: objective for objective in self.package.objectives}

    @cached_property
    def component(self) -> dict[str, Component]:
        """Components by code."""
        return {component.code: component for component in self.package.components}

    @cached_property
    def objectives_by_driver(self) -> dict[str, list[str]]:
        """Codes of the objectives that each driver combines; every driver is a key."""
        combined: dict[str, list[str]] = {driver.code: [] for driver in self.package.drivers}
        for entry in self.package.agenda:
            combined[entry.driver].append(entry.objective)
        return combined

    @cached_property
    def drivers_by_objective(self) -> dict[str, list[str]]:
        """Codes of the drivers that combine each objective; every objective is a key."""
        drivers: dict[str, list[str]] = {objective.code: [] for objective in self.package.objectives}
        for entry in self.package.agenda:
            drivers[entry.objective].append(entry.driver)
        return drivers

    @cached_property
    def links_by_submeasure(self) -> dict[str, list[CrosswalkEntry]]:
        """The links of each judged sub-measure to objectives: none where it serves none."""
        links: dict[str, list[CrosswalkEntry]] = {}
        for entry in self.package.crosswalk:
            links.setdefault(entry.submeasure, []).extend([entry] if entry.objective else [])
        return links

    @cached_property
    def components_by_objective(self) -> dict[str, set[str]]:
        """Codes of the components whose sub-measures contribute to each objective; every objective is a key."""
        components: dict[str, set[str]] = {objective.code: set() for objective in self.package.objectives}
        for entry in self.package.crosswalk:
            if entry.objective:
                components[entry.objective].add(component_of(entry.submeasure))
        return components

    def title_of(self, direction: Direction) -> str:
        """The source's words for a direction."""
        return next(record.title for record in self.package.directions if record.code == direction)
