"""Reads a plan for sense: what a planner would want caught, told as findings with stable codes."""

from segnavia.core.findings import Finding, Severity
from segnavia.plans.coherence import agenda, crosswalk, grids, objectives, sources, territory
from segnavia.plans.coherence.view import View
from segnavia.plans.schema import Package

_CHECKS = (
    objectives.check_objectives,
    objectives.check_titles,
    objectives.check_numbering,
    grids.check_keywords,
    grids.check_missions,
    grids.check_directions,
    grids.check_directions_used,
    agenda.check_drivers,
    agenda.check_money,
    crosswalk.check_components,
    crosswalk.check_shares,
    crosswalk.check_reasons,
    territory.check_zones,
    territory.check_memberships,
    sources.check_provenance,
    sources.check_pictures,
)


def check(package: Package) -> list[Finding]:
    """Every finding on the plan's sense, the graver first, then by rule and in the plan's order."""
    view = View(package)
    findings = [finding for run in _CHECKS for finding in run(view)]
    gravity = list(Severity)
    return sorted(findings, key=lambda finding: (gravity.index(finding.rule.severity), finding.code))
