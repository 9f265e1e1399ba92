"""Checks on the grids: keywords × missions, components × directions, objectives × directions."""

from collections.abc import Iterable, Iterator, Sequence

from segnavia.core.codes import Direction
from segnavia.core.findings import Finding, Rule
from segnavia.plans.coherence import rules
from segnavia.plans.coherence.view import View
from segnavia.plans.schema import Component, Objective

_Row = Objective | Component


def check_keywords(view: View) -> Iterator[Finding]:
    """Each keyword is served by an objective, through a mission it is marked for; each mission has a keyword."""
    for keyword in view.package.keywords:
        if view.package.has_objectives and not any(view.objectives_by_mission[mission] for mission in keyword.missions):
            yield rules.KEYWORD_UNSERVED.at(keyword.code)
    marked = {mission for keyword in view.package.keywords for mission in keyword.missions}
    for mission in view.package.missions:
        if mission.code not in marked and view.package.keywords:
            yield rules.MISSION_WITHOUT_KEYWORD.at(mission.code)


def check_missions(view: View) -> Iterator[Finding]:
    """Each mission has an objective, in a plan that has one."""
    for mission, objectives in view.objectives_by_mission.items():
        if view.package.has_objectives and not objectives:
            yield rules.MISSION_WITHOUT_OBJECTIVE.at(mission)


def check_directions(view: View) -> Iterator[Finding]:
    """The two grids of directions agree mission by mission, both ways."""
    for mission, components in view.components_by_mission.items():
        objectives = view.objectives_by_mission[mission]
        if objectives and components:
            yield from _uncarried(view, rules.COMPONENT_DIRECTION_UNCARRIED, components, objectives)
            yield from _uncarried(view, rules.OBJECTIVE_DIRECTION_UNCARRIED, objectives, components)


def check_directions_used(view: View) -> Iterator[Finding]:
    """Each direction acts on an objective, in a plan that has one."""
    used = _marked(view.package.objectives)
    for record in view.package.directions:
        if view.package.has_objectives and record.code not in used:
            yield rules.DIRECTION_UNUSED.at(record.code)


def _uncarried(view: View, rule: Rule, rows: Sequence[_Row], others: Sequence[_Row]) -> Iterator[Finding]:
    """A finding for each direction that one of `rows` is marked for and none of `others` is."""
    carried = _marked(others)
    for row in rows:
        for direction in row.directions:
            if direction not in carried:
                yield rule.at(row.code, direction=view.title_of(direction), mission=row.mission)


def _marked(rows: Iterable[_Row]) -> set[Direction]:
    return {direction for row in rows for direction in row.directions}
