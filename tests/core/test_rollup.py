from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.core.rollup import NOTHING, Figure, Reading, roll_up

WHOLE, THIRD = Fraction(1), Fraction(1, 3)


def reading(funding: str | None, paid: str | None, weight: Fraction = WHOLE) -> Reading:
    return Reading(weight, True, None if funding is None else Decimal(funding), None if paid is None else Decimal(paid))


ELSEWHERE = Reading(WHOLE, measured=False, funding_elsewhere=Decimal(300))

CASES = [
    pytest.param([], NOTHING, None, None, id="nothing"),
    pytest.param(
        [reading("100", "25")],
        Figure(1, 1, 1, 1, Decimal(100), Decimal(25), Decimal(100), Decimal(25), None),
        0.25,
        1.0,
        id="all-known",
    ),
    pytest.param(
        [reading("100", "25"), reading("300", None)],
        Figure(2, 2, 1, 2, Decimal(400), Decimal(25), Decimal(100), Decimal(25), None),
        0.25,
        0.25,
        id="unknown-payments-do-not-count-as-zero",
    ),
    pytest.param(
        [reading("100", "25"), reading(None, "75")],
        Figure(2, 2, 1, 1, Decimal(100), Decimal(100), Decimal(100), Decimal(25), None),
        0.25,
        1.0,
        id="unknown-funding",
    ),
    pytest.param(
        [reading("100", "0"), ELSEWHERE],
        Figure(1, 2, 1, 2, Decimal(100), Decimal(0), Decimal(100), Decimal(0), Decimal(300)),
        0.0,
        0.25,
        id="another-source-is-told-apart",
    ),
    pytest.param(
        [ELSEWHERE],
        Figure(0, 1, 0, 1, None, None, None, None, Decimal(300)),
        None,
        0.0,
        id="nothing-measured",
    ),
    pytest.param(
        [reading("0", "0")],
        Figure(1, 1, 1, 1, Decimal(0), Decimal(0), Decimal(0), Decimal(0), None),
        None,
        None,
        id="zero-funding-has-no-ratio",
    ),
    pytest.param(
        [reading("100", "10", THIRD)] * 3,
        Figure(3, 3, 3, 3, Decimal(100), Decimal(10), Decimal(100), Decimal(10), None),
        0.1,
        1.0,
        id="three-thirds-are-one",
    ),
]


@pytest.mark.parametrize(("readings", "figure", "paid_ratio", "known_share"), CASES)
def test_roll_up(readings: list[Reading], figure: Figure, paid_ratio: float | None, known_share: float | None) -> None:
    assert roll_up(readings) == figure
    assert roll_up(readings).paid_ratio == paid_ratio
    assert roll_up(readings).known_share == known_share


AMOUNTS = st.none() | st.decimals(0, 10**9, places=2)
READINGS = st.lists(
    st.builds(Reading, st.fractions(0, 1, max_denominator=12), st.just(True), AMOUNTS, AMOUNTS, st.none()), max_size=8
)


@given(READINGS, READINGS)
def test_roll_up_of_the_parts_adds_up(left: list[Reading], right: list[Reading]) -> None:
    whole, parts = roll_up(left + right), (roll_up(left), roll_up(right))
    assert whole.projects == sum(p.projects for p in parts)
    known = [p.funding_pnrr for p in parts if p.funding_pnrr is not None]
    assert (whole.funding_pnrr is None) == (not known)
    if whole.funding_pnrr is not None:
        assert abs(whole.funding_pnrr - sum(known)) < Decimal("1e-9")


@given(READINGS)
def test_known_share_is_a_share(readings: list[Reading]) -> None:
    known = roll_up(readings).known_share
    assert known is None or 0 <= known <= 1
