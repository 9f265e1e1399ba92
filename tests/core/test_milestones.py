from datetime import date, timedelta
from typing import Any

import pytest

from segnavia.core.milestones import Covered, Outcome, end_of_quarter, outcome_of

DAY = timedelta(days=1)
COVERED = Covered(date(2022, 10, 1), date(2022, 12, 31))
AS_OF = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("year", "quarter", "last"),
    [
        pytest.param(2024, 1, date(2024, 3, 31), id="q1"),
        pytest.param(2024, 2, date(2024, 6, 30), id="q2"),
        pytest.param(2024, 3, date(2024, 9, 30), id="q3"),
        pytest.param(2024, 4, date(2024, 12, 31), id="q4"),
    ],
)
def test_end_of_quarter(year: int, quarter: int, last: date) -> None:
    assert end_of_quarter(year, quarter) == last


OUTCOMES = [
    pytest.param({"listed": True}, Outcome.MET, id="listed"),
    pytest.param({"listed": True, "due": AS_OF + DAY}, Outcome.MET, id="met-before-it-was-due"),
    pytest.param({"listed": True, "level": "ITA"}, Outcome.MET, id="a-national-one-that-is-listed"),
    pytest.param({}, Outcome.MISSED, id="in-the-list's-quarter-and-not-on-it"),
    pytest.param({"due": COVERED.first}, Outcome.MISSED, id="on-the-first-day-of-the-quarter"),
    pytest.param({"due": COVERED.first - DAY}, Outcome.UNTOLD, id="before-the-quarter"),
    pytest.param({"due": COVERED.last + DAY}, Outcome.UNTOLD, id="after-the-quarter"),
    pytest.param({"level": "ITA"}, Outcome.UNTOLD, id="the-list-speaks-of-the-union's-alone"),
    pytest.param({"covered": None}, Outcome.UNTOLD, id="no-list"),
    pytest.param({"due": AS_OF}, Outcome.UNTOLD, id="due-today"),
    pytest.param({"due": AS_OF + DAY}, Outcome.AHEAD, id="due-tomorrow"),
    pytest.param({"as_of": date(2022, 12, 30)}, Outcome.AHEAD, id="covered-and-not-due-yet"),
]


@pytest.mark.parametrize(("told", "outcome"), OUTCOMES)
def test_outcome_of(told: dict[str, Any], outcome: Outcome) -> None:
    case = {"level": "UE", "due": COVERED.last, "listed": False, "covered": COVERED, "as_of": AS_OF, **told}
    assert outcome_of(**case) is outcome


def test_every_outcome_is_met() -> None:
    assert {case.values[1] for case in OUTCOMES} == set(Outcome)
