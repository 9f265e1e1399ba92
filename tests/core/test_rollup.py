from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.core.facts import STATES, State
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


def at(state: State) -> Reading:
    return Reading(WHOLE, measured=True, state=state)


def test_each_state_is_counted_and_unknown_is_the_rest() -> None:
    """Procedural progress counts whole projects, however little of them lies here."""
    states = [state for number, state in enumerate(STATES, 1) for _ in range(number)]
    figure = roll_up([Reading(THIRD, measured=True, state=state) for state in states])
    assert [figure.count(state) for state in STATES] == list(range(1, len(STATES) + 1))
    assert figure.state_unknown == figure.count(State.UNKNOWN) == STATES.index(State.UNKNOWN) + 1


@pytest.mark.parametrize("state", STATES)
def test_one_state(state: State) -> None:
    figure = roll_up([at(state)])
    assert {each: figure.count(each) for each in STATES} == {**dict.fromkeys(STATES, 0), state: 1}


def test_targets_are_added_up_whole() -> None:
    figure = roll_up([Reading(THIRD, True, targets=3, targets_reached=1), Reading(WHOLE, True, targets=2)])
    assert (figure.targets, figure.targets_reached) == (5, 1)


def tagged(funding: str | None, climate: Fraction | None, digital: Fraction | None = None) -> Reading:
    return Reading(WHOLE, True, None if funding is None else Decimal(funding), climate=climate, digital=digital)


TAGS = [
    pytest.param([tagged("100", Fraction(2, 5))], 40, 100, 0.4, id="a-coefficient"),
    pytest.param([tagged("100", Fraction(0))], 0, 100, 0.0, id="tagged-with-nothing-is-not-untagged"),
    pytest.param([tagged("100", None)], None, None, None, id="untagged-has-no-share"),
    pytest.param([tagged("100", WHOLE), tagged("300", None)], 100, 100, 1.0, id="the-share-is-of-what-is-tagged"),
    pytest.param([tagged(None, WHOLE)], None, None, None, id="tagged-without-money"),
    pytest.param([tagged("0", WHOLE)], 0, 0, None, id="tagged-with-no-money"),
]


@pytest.mark.parametrize(("readings", "funding", "of_tagged", "share"), TAGS)
def test_climate(readings: list[Reading], funding: int | None, of_tagged: int | None, share: float | None) -> None:
    figure = roll_up(readings)
    assert (figure.climate_funding, figure.climate_tagged, figure.climate_share) == (funding, of_tagged, share)
    assert (figure.digital_funding, figure.digital_tagged, figure.digital_share) == (None, None, None)


def test_digital_stands_apart_from_climate() -> None:
    figure = roll_up([tagged("100", Fraction(2, 5), WHOLE), tagged("100", None, Fraction(0))])
    assert (figure.climate_share, figure.digital_share) == (0.4, 0.5)


SHARES = st.none() | st.fractions(0, 1, max_denominator=12)
AMOUNTS = st.none() | st.decimals(0, 10**9, places=2)
READINGS = st.lists(
    st.builds(
        Reading,
        weight=st.fractions(0, 1, max_denominator=12),
        measured=st.just(True),
        funding=AMOUNTS,
        paid=AMOUNTS,
        state=st.sampled_from(State),
        targets=st.just(2),
        targets_reached=st.integers(0, 2),
        climate=SHARES,
        digital=SHARES,
    ),
    max_size=8,
)
SUMS = (
    "funding_pnrr",
    "paid_pnrr",
    "both_funding",
    "both_paid",
    "climate_funding",
    "climate_tagged",
    "digital_funding",
)


@settings(max_examples=40, deadline=None)
@given(READINGS, READINGS)
def test_roll_up_of_the_parts_adds_up(left: list[Reading], right: list[Reading]) -> None:
    whole, parts = roll_up(left + right), (roll_up(left), roll_up(right))
    assert whole.projects == sum(p.projects for p in parts)
    assert (whole.targets, whole.targets_reached) == tuple(
        sum(getattr(p, name) for p in parts) for name in ("targets", "targets_reached")
    )
    assert all(whole.count(state) == sum(p.count(state) for p in parts) for state in STATES)
    for name in SUMS:
        known = [amount for p in parts if (amount := getattr(p, name)) is not None]
        amount = getattr(whole, name)
        assert (amount is None) == (not known)
        assert amount is None or abs(amount - sum(known)) < Decimal("1e-9")


@given(READINGS)
def test_states_add_up_to_the_projects(readings: list[Reading]) -> None:
    figure = roll_up(readings)
    assert sum(figure.count(state) for state in STATES) == figure.projects_located == len(readings)


@given(READINGS)
def test_shares_are_shares(readings: list[Reading]) -> None:
    figure = roll_up(readings)
    assert all(share is None or 0 <= share <= 1 for share in (figure.climate_share, figure.digital_share))


@given(READINGS)
def test_known_share_is_a_share(readings: list[Reading]) -> None:
    known = roll_up(readings).known_share
    assert known is None or 0 <= known <= 1
