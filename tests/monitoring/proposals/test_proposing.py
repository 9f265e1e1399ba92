from fractions import Fraction

import pytest

from segnavia.core.links import Link
from segnavia.monitoring.proposals.model import Candidate
from segnavia.monitoring.proposals.proposing import MOST, Proposer
from segnavia.monitoring.proposals.similar import judged_projects
from tests.monitoring.milano import milano

SOCIAL = Candidate("P", "M5C2I1.01.04", None)  # judged to serve nothing, beside siblings that serve M6.01
RESEARCH = Candidate("Q", "M4C2I1.02.00", None)


@pytest.fixture(scope="module")
def proposer() -> Proposer:
    return Proposer(milano())


def test_reasons_for_one_objective_are_merged(proposer: Proposer) -> None:
    first = proposer.propose(SOCIAL)[0]
    assert (first.objective, first.origin) == ("M6.01", "crosswalk")
    assert [reason.kind for reason in first.reasons] == ["crosswalk", "text"]
    crosswalk, text = (reason.score for reason in first.reasons)
    assert first.score == pytest.approx(1 - (1 - crosswalk) * (1 - text), abs=1e-6)


def test_what_was_judged_of_a_similar_project_comes_in(proposer: Proposer) -> None:
    other = Candidate("R", RESEARCH.submeasure, None)
    judged = judged_projects([Link("R", "M5.07", Fraction(1), "giovani")], {"R": other})
    assert proposer.propose(RESEARCH, judged)[0].objective == "M5.07"
    assert proposer.propose(RESEARCH)[0].objective == "M4.04"


def test_objectives_that_the_plan_no_longer_has_are_not_proposed(proposer: Proposer) -> None:
    judged = judged_projects([Link("R", "M9.99", Fraction(1), "")], {"R": Candidate("R", RESEARCH.submeasure, None)})
    assert "M9.99" not in {p.objective for p in proposer.propose(RESEARCH, judged)}


def test_refused_proposals_never_come_back(proposer: Proposer) -> None:
    refused: set[tuple[str, str]] = set()
    while proposals := proposer.propose(SOCIAL, refused=refused):
        codes = [proposal.objective for proposal in proposals]
        assert len(set(codes)) == len(codes) <= MOST
        assert not refused & {(SOCIAL.key, code) for code in codes}
        refused |= {(SOCIAL.key, code) for code in codes}
    assert refused
    # what was refused for one project says nothing of another
    assert proposer.propose(Candidate("S", SOCIAL.submeasure, None), refused=refused)


def test_proposals_are_in_order_and_the_same_again(proposer: Proposer) -> None:
    found = [proposer.propose(Candidate(s, s, None)) for s in proposer.linked_submeasures]
    again = [Proposer(milano()).propose(Candidate(s, s, None)) for s in proposer.linked_submeasures[:5]]
    assert found[:5] == again
    for proposals in found:
        assert [p.score for p in proposals] == sorted((p.score for p in proposals), reverse=True)
