"""Proposals of all kinds for one project, merged: at most three objectives, the most likely first."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from segnavia.monitoring.proposals.model import Candidate, Proposal, Reason
from segnavia.monitoring.proposals.siblings import by_siblings, judgements_of
from segnavia.monitoring.proposals.similar import Judged, by_similar
from segnavia.monitoring.proposals.texts import TextIndex
from segnavia.plans.schema import Package

MOST = 3  # as many as one weighs at a glance


class Proposer:
    """What a plan's texts and crosswalk propose; to be kept as long as the plan's text is."""

    def __init__(self, package: Package) -> None:
        self.objectives = frozenset(objective.code for objective in package.objectives)
        self._judgements = judgements_of(package.crosswalk)
        self._texts = TextIndex(package)

    @property
    def linked_submeasures(self) -> list[str]:
        """The sub-measures that the crosswalk gives an objective."""
        return sorted(submeasure for submeasure, objectives in self._judgements.items() if objectives)

    def propose(
        self, candidate: Candidate, judged: Iterable[Judged] = (), refused: Collection[tuple[str, str]] = ()
    ) -> tuple[Proposal, ...]:
        """At most `MOST` objectives of the plan for one project, none twice and none that was refused for it.

        Reasons for one objective add up as independent hints do: what is left of doubt is the product of each one's.
        """
        reasons: dict[str, list[Reason]] = defaultdict(list)
        for kind in (
            by_siblings(candidate.submeasure, self._judgements),
            by_similar(candidate, judged),
            self._texts.by_text(candidate),
        ):
            for objective, reason in kind.items():
                if objective in self.objectives and (candidate.key, objective) not in refused:
                    reasons[objective].append(reason)
        proposals = [_merged(objective, found) for objective, found in reasons.items()]
        return tuple(sorted(proposals, key=lambda proposal: (-proposal.score, proposal.objective))[:MOST])


def _merged(objective: str, reasons: list[Reason]) -> Proposal:
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - reason.score
    # the last bits of a sum of relevances differ from one machine to the next, and must decide nothing
    return Proposal(objective, round(1 - doubt, 6), tuple(sorted(reasons, key=lambda reason: -reason.score)))
