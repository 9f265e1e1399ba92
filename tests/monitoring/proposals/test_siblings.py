import pytest

from segnavia.monitoring.proposals.siblings import by_siblings, judgements_of, measure_of
from tests.plans.samples import package, serves

JUDGEMENTS = judgements_of(
    package(
        crosswalk=[
            serves("M1C1I1.04.01", "M1.01", "1"),
            serves("M1C1I1.04.02", "M1.01", "1/2"),
            serves("M1C1I1.04.02", "M1.02", "1/2"),
            serves("M1C1I1.04.03", None, None),
            serves("M1C1I1.40.01", "M2.01", "1"),
            serves("M1C1I1.05.01", None, None),
            serves("M1C1I1.05.02", None, None),
        ]
    ).crosswalk
)


@pytest.mark.parametrize(
    ("submeasure", "expected"),
    [
        pytest.param("M1C1I1.04.03", {"M1.01": 2 / 2, "M1.02": 1 / 2}, id="judged-otherwise-than-its-siblings"),
        pytest.param("M1C1I1.04.09", {"M1.01": 2 / 3, "M1.02": 1 / 3}, id="not-judged"),
        pytest.param("M1C1I1.04.01", {"M1.01": 1 / 2, "M1.02": 1 / 2}, id="its-own-judgement-is-no-sibling-s"),
        pytest.param("M1C1I1.05.01", {}, id="siblings-that-serve-nothing"),
        pytest.param("M1C1I1.06.01", {}, id="no-siblings"),
        pytest.param("M1C1I1.40.01", {}, id="a-code-that-only-begins-alike"),
    ],
)
def test_by_siblings(submeasure: str, expected: dict[str, float]) -> None:
    assert {code: reason.score for code, reason in by_siblings(submeasure, JUDGEMENTS).items()} == expected


def test_the_reason_names_the_siblings() -> None:
    reason = by_siblings("M1C1I1.04.03", JUDGEMENTS)["M1.01"]
    assert (reason.siblings, reason.judged, reason.kind) == (("M1C1I1.04.01", "M1C1I1.04.02"), 2, "crosswalk")


def test_measure_of() -> None:
    assert measure_of("M2C4I2.01.A1") == "M2C4I2.01"
