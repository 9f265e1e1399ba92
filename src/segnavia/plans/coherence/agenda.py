"""Checks on the agenda: what each driver combines, and whether its money is for those who are asked to act."""

from collections.abc import Iterator

from segnavia.core.codes import mission_of
from segnavia.core.findings import Finding
from segnavia.plans.coherence import rules
from segnavia.plans.coherence.view import View


def check_drivers(view: View) -> Iterator[Finding]:
    """Each driver combines several objectives of several missions, like no other driver."""
    seen: dict[frozenset[str], str] = {}
    for driver, objectives in view.objectives_by_driver.items():
        missions = {mission_of(objective) for objective in objectives}
        if not objectives:
            yield rules.DRIVER_WITHOUT_OBJECTIVE.at(driver)
            continue
        if len(objectives) == 1:
            yield rules.DRIVER_WITH_ONE_OBJECTIVE.at(driver, objective=objectives[0])
        elif len(missions) == 1:
            yield rules.DRIVER_IN_ONE_MISSION.at(driver, count=len(objectives), mission=missions.pop())
        other = seen.setdefault(frozenset(objectives), driver)
        if other != driver:
            yield rules.SAME_DRIVERS.at(driver, other=other)


def check_money(view: View) -> Iterator[Finding]:
    """Each driver has money, from components that are marked for those whom its objectives ask to act.

    A driver's components are those of the sub-measures that contribute to its objectives by the crosswalk.
    """
    if not view.package.crosswalk:
        return
    for driver, objectives in view.objectives_by_driver.items():
        components = {component for code in objectives for component in view.components_by_objective[code]}
        if objectives and not components:
            yield rules.DRIVER_WITHOUT_MONEY.at(driver, count=len(objectives))
        known = [view.component[code] for code in sorted(components) if code in view.component]
        if not known:
            continue  # a component outside the plan's grid excludes nobody
        for record in view.package.directions:
            asked = [code for code in objectives if record.code in view.objective[code].directions]
            if asked and not any(record.code in component.directions for component in known):
                yield rules.DRIVER_AGAINST_COMPONENTS.at(
                    driver,
                    objectives=", ".join(asked),
                    direction=record.title,
                    components=", ".join(component.code for component in known),
                )
