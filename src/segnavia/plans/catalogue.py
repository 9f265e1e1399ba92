"""Every rule on packages and plans, for whoever documents or translates them."""

from segnavia.core.findings import Rule
from segnavia.plans.coherence.rules import RULES
from segnavia.plans.refusals import REFUSALS


def all_rules() -> tuple[Rule, ...]:
    """Every rule on packages and plans, by code."""
    return tuple(sorted((*REFUSALS, *RULES), key=lambda rule: rule.code))
