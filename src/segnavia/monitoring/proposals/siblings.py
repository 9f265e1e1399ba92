"""Proposals from the crosswalk itself: what it judges of the other sub-measures of the same measure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from segnavia.monitoring.proposals.model import BySiblings
from segnavia.plans.schema import CrosswalkEntry

Judgements = Mapping[str, frozenset[str]]  # sub-measure -> the objectives that it serves, perhaps none


def judgements_of(crosswalk: Iterable[CrosswalkEntry]) -> Judgements:
    """Which objectives each judged sub-measure serves."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in crosswalk:
        found[entry.submeasure] |= {entry.objective} if entry.objective else set()
    return {submeasure: frozenset(objectives) for submeasure, objectives in found.items()}


def measure_of(submeasure: str) -> str:
    """The measure of a sub-measure: `M1C1I1.04.03` gives `M1C1I1.04`."""
    return submeasure.rpartition(".")[0]


def by_siblings(submeasure: str, judgements: Judgements) -> dict[str, BySiblings]:
    """The objectives that siblings of a sub-measure serve; the score is the part of the judged siblings that do."""
    siblings = [s for s in sorted(judgements) if s != submeasure and measure_of(s) == measure_of(submeasure)]
    serving: dict[str, list[str]] = defaultdict(list)
    for sibling in siblings:
        for objective in judgements[sibling]:
            serving[objective].append(sibling)
    return {
        objective: BySiblings(len(named) / len(siblings), tuple(named), len(siblings))
        for objective, named in serving.items()
    }
