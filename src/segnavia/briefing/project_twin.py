"""One project for machines, as its page's twin and the API have it."""

from decimal import Decimal

from segnavia.briefing import twins
from segnavia.core.states import STATE_RULE
from segnavia.monitoring.bulletin import Project


def why(project: Project) -> twins.Json:
    """Why it is in its state and what it was judged to serve, with the publisher's rows behind all of it."""
    rule = STATE_RULE[project.line.rule]
    return {
        "evidence": {name: _plain(getattr(project.facts, name)) for name in rule.evidence},
        "judged_by": "project" if project.links else "crosswalk",
        "judgement": [
            {"objective": link.objective, "share": twins.number(link.share), "reason": link.reason}
            for link in project.links
        ],
        "rows": [twins.source_row(row) for row in project.rows],
    }


def _plain(value: object) -> twins.Value:
    """A fact as JSON has it."""
    if isinstance(value, Decimal):
        return twins.number(value)
    return value if value is None or isinstance(value, int | str) else str(value)
