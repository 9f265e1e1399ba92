from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.core.shares import parse_share, sum_to_one


@pytest.mark.parametrize(
    ("text", "share"),
    [
        pytest.param("1", Fraction(1), id="whole"),
        pytest.param("1/3", Fraction(1, 3), id="third"),
        pytest.param(" 0.25 ", Fraction(1, 4), id="decimal-with-blanks"),
    ],
)
def test_parse_share(text: str, share: Fraction) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize("text", ["", "a third", "1/0", "1/3/2", "0,5"], ids=repr)
def test_parse_share_malformed_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"write it as 1, 1/2, 1/3 or 0.25"):
        parse_share(text)


@pytest.mark.parametrize("text", ["0", "-1/2", "3/2", "1.01"])
def test_parse_share_out_of_range(text: str) -> None:
    with pytest.raises(ValueError, match=r"lies above 0 and is at most 1"):
        parse_share(text)


@pytest.mark.parametrize(
    ("shares", "whole"),
    [
        pytest.param(["1/3"] * 3, True, id="three-thirds"),
        pytest.param(["0.1"] * 10, True, id="ten-tenths"),
        pytest.param(["0.33"] * 3, False, id="thirds-rounded"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_sum_to_one(shares: list[str], whole: bool) -> None:
    assert sum_to_one(Fraction(s) for s in shares) is whole


@given(st.lists(st.integers(1, 999), min_size=1))
def test_sum_to_one_of_any_split(parts: list[int]) -> None:
    assert sum_to_one(parse_share(f"{part}/{sum(parts)}") for part in parts)
