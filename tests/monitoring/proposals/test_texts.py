import pytest

from segnavia.monitoring.proposals.model import Candidate
from segnavia.monitoring.proposals.texts import TextIndex
from segnavia.plans.schema import Package
from tests.monitoring.milano import milano
from tests.monitoring.strategies import GRID


@pytest.fixture(scope="module")
def plan() -> Package:
    return milano()


@pytest.fixture(scope="module")
def index(plan: Package) -> TextIndex:
    return TextIndex(plan)


def best(index: TextIndex, submeasure: str, title: str | None) -> str | None:
    found = index.by_text(Candidate("key", submeasure, title))
    return max(found, key=lambda code: found[code].score, default=None)


@pytest.mark.parametrize(
    ("submeasure", "title", "expected"),
    [
        pytest.param("M2C9I9.99.00", "Forestazione urbana e boschi: interventi di forestazione", "M2.15", id="title"),
        pytest.param("M4C9I9.99.00", "IMPIANTI SPORTIVI APERTI ALLE COMUNITA' LOCALI", "M4.03", id="capitals"),
        pytest.param("M6C1I1.03.00", None, "M6.01", id="sub-measure-without-a-title-of-the-project"),
        pytest.param("M4C2I1.02.00", None, "M4.04", id="by-the-words-of-other-sub-measures"),
        pytest.param("M6C2I1.01.01", None, None, id="hospital-machines-are-nobody-s-objective"),
        pytest.param("M9C9I9.99.00", None, None, id="nothing-known"),
        pytest.param("M9C9I9.99.00", "Lavori vari", None, id="words-that-say-nothing"),
        pytest.param("M9C9I9.99.00", 'title:"x" AND (', None, id="what-a-query-language-would-read"),
    ],
)
def test_best_objective_by_text(index: TextIndex, submeasure: str, title: str | None, expected: str | None) -> None:
    assert best(index, submeasure, title) == expected


def test_the_reason_names_the_words_where_they_stand(index: TextIndex) -> None:
    reason = index.by_text(Candidate("key", "M6C1I1.03.00", "REALIZZAZIONE DI OSPEDALE DI COMUNITA' A"))["M6.01"]
    assert "sanitaria" in reason.in_objective
    assert "ospedali" in reason.in_submeasures
    told = [*reason.in_objective, *reason.in_submeasures, *reason.in_drivers]
    assert len(told) == len(set(told))
    assert 0 < reason.score < 1
    assert reason.kind == "text"


def test_judged_sub_measures_find_their_own_objective(index: TextIndex, plan: Package) -> None:
    """Their titles stand in the index, so that nearly all must: another result would mean that fields are mixed up."""
    judged = {e.submeasure: e.objective for e in plan.crosswalk if e.share == 1}
    right = [best(index, submeasure, None) == objective for submeasure, objective in judged.items()]
    assert sum(right) / len(right) > 0.9


@pytest.mark.long
def test_a_sub_measure_that_is_taken_out_finds_its_objectives_by_the_others(plan: Package) -> None:
    """The trial by which the weights and the threshold were chosen (docs/adr/0012)."""
    serves = {entry.submeasure for entry in plan.crosswalk if entry.objective}
    first = []
    for submeasure in sorted(serves):
        rest = tuple(entry for entry in plan.crosswalk if entry.submeasure != submeasure)
        judged = {entry.objective for entry in plan.crosswalk if entry.submeasure == submeasure}
        proposed = best(TextIndex(plan.model_copy(update={"crosswalk": rest})), submeasure, None)
        first.append(None if proposed is None else proposed in judged)
    told = [right for right in first if right is not None]
    assert len(first) == 74
    assert len(told) >= 50
    assert sum(told) / len(told) >= 0.7


def test_a_plan_without_objectives_proposes_nothing() -> None:
    assert TextIndex(GRID).by_text(Candidate("key", "M1C1I1.01.00", "Piste ciclabili")) == {}
