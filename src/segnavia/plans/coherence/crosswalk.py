"""Checks on the crosswalk: components whose money the plan does not use, shares and reasons."""

from collections import Counter
from collections.abc import Iterator

from segnavia.core.codes import component_of
from segnavia.core.findings import Finding
from segnavia.plans.coherence import rules
from segnavia.plans.coherence.view import View

MANY_ROWS = 3  # two or three sister sub-measures may well share a reason


def check_components(view: View) -> Iterator[Finding]:
    """The money of each component of the plan reaches an objective, and the components judged are the plan's."""
    if not view.package.crosswalk:
        return
    judged = Counter(component_of(submeasure) for submeasure in view.links_by_submeasure)
    served = {component_of(submeasure) for submeasure, links in view.links_by_submeasure.items() if links}
    for component in view.package.components:
        if component.code not in judged:
            yield rules.COMPONENT_NOT_JUDGED.at(component.code)
        elif component.code not in served:
            yield rules.COMPONENT_OUTSIDE.at(component.code, count=judged[component.code])
    if view.package.components:
        for code in sorted(judged.keys() - view.component.keys()):
            yield rules.COMPONENT_UNKNOWN.at(code, count=judged[code])


def check_shares(view: View) -> Iterator[Finding]:
    """Unequal shares say why."""
    for submeasure, links in view.links_by_submeasure.items():
        shares = [link.share for link in links]
        if len(set(shares)) > 1 and not any(link.note for link in links):
            yield rules.UNEQUAL_SHARES.at(submeasure, shares=", ".join(map(str, shares)))


def check_reasons(view: View) -> Iterator[Finding]:
    """No reason is used for many rows."""
    for place, rows in (("agenda.csv", view.package.agenda), ("crosswalk.csv", view.package.crosswalk)):
        for reason, count in Counter(row.reason for row in rows).items():
            if count > MANY_ROWS:
                yield rules.REPEATED_REASON.at(place, reason=reason, count=count)
