"""Checks on the objectives, one by one and beside each other."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from segnavia.core.findings import Finding
from segnavia.plans.coherence import rules
from segnavia.plans.coherence.view import View
from segnavia.plans.layout import file_of

MANY_DRIVERS = 3  # in Milano's agenda an objective stands in one driver, in two or three where it is really shared
# The two nearest titles of Milano's 63 objectives reach 0.57; a long title with one word changed is above 0.9.
NEARLY_THE_SAME = 0.9


def check_objectives(view: View) -> Iterator[Finding]:
    """There are objectives, and each has who acts, a driver and money, and not too many drivers."""
    if not view.package.has_objectives:
        yield rules.NO_OBJECTIVE.at(file_of("objectives"))
    for objective in view.package.objectives:
        drivers = view.drivers_by_objective[objective.code]
        if not objective.directions:
            yield rules.OBJECTIVE_WITHOUT_DIRECTION.at(objective.code)
        if not drivers and view.package.drivers:
            yield rules.OBJECTIVE_WITHOUT_DRIVER.at(objective.code)
        if len(drivers) > MANY_DRIVERS:
            count, names = len(drivers), ", ".join(drivers)
            yield rules.OBJECTIVE_IN_MANY_DRIVERS.at(objective.code, count=count, drivers=names)
        if not view.components_by_objective[objective.code] and view.package.crosswalk:
            yield rules.OBJECTIVE_WITHOUT_MONEY.at(objective.code)


def check_titles(view: View) -> Iterator[Finding]:
    """No two objectives read nearly the same."""
    words = {objective.code: " ".join(objective.title.casefold().split()) for objective in view.package.objectives}
    for first, second in combinations(words, 2):
        matcher = SequenceMatcher(None, words[first], words[second], autojunk=False)
        # The first two are cheap upper bounds of the third, which is quadratic.
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if all(bound() >= NEARLY_THE_SAME for bound in bounds):
            yield rules.SIMILAR_OBJECTIVES.at(second, other=first)


def check_numbering(view: View) -> Iterator[Finding]:
    """The objectives of a mission are numbered without a gap, from 01."""
    for mission, objectives in view.objectives_by_mission.items():
        numbers = sorted(int(objective.code.partition(".")[2]) for objective in objectives)
        for before, after in pairwise([0, *numbers]):
            if after > before + 1:
                place = f"{mission}.{after:02}"
                yield rules.NUMBERING_GAP.at(place, mission=mission, before=f"{before:02}", after=f"{after:02}")
