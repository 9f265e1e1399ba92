"""Checks on the territory: zones, and who belongs to them when."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from segnavia.core.findings import Finding
from segnavia.plans.coherence import rules
from segnavia.plans.coherence.view import View
from segnavia.plans.schema import Municipality

_ALWAYS = "9999-12-31"  # a membership without end


def check_zones(view: View) -> Iterator[Finding]:
    """Each zone has a municipality."""
    used = {municipality.zone for municipality in view.package.municipalities}
    for zone in view.package.zones:
        if zone.code not in used:
            yield rules.ZONE_WITHOUT_MUNICIPALITY.at(zone.code)


def check_memberships(view: View) -> Iterator[Finding]:
    """A municipality lies in the territory, and belongs to one zone at a time."""
    memberships: dict[str, list[Municipality]] = defaultdict(list)
    for membership in view.package.municipalities:
        memberships[membership.code].append(membership)
    territory = view.package.plan.territory
    for code, rows in memberships.items():
        if not code.startswith(territory):
            yield rules.MUNICIPALITY_OUTSIDE.at(code, territory=territory)
        for first, second in combinations(rows, 2):
            if _overlap(first, second):
                yield rules.VALIDITY_OVERLAPS.at(code, zone=first.zone, other=second.zone)


def _overlap(first: Municipality, second: Municipality) -> bool:
    """Whether both hold on some day; ISO dates compare as texts, and the empty one comes before all."""
    start = max(first.valid_from, second.valid_from)
    return start <= min(first.valid_to or _ALWAYS, second.valid_to or _ALWAYS)
