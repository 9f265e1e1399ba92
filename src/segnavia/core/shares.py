"""Shares as exact fractions, so that three thirds are one and money splits without a remainder."""

from collections.abc import Iterable
from fractions import Fraction


def parse_share(text: str) -> Fraction:
    """`"1"`, `"1/3"` or `"0.25"` as an exact fraction in ]0, 1]. Raises `ValueError` with a remedy otherwise."""
    try:
        share = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is not a share: write it as 1, 1/2, 1/3 or 0.25") from None
    if not 0 < share <= 1:
        raise ValueError(f"a share lies above 0 and is at most 1, not {text}")
    return share


def sum_to_one(shares: Iterable[Fraction]) -> bool:
    """Whether the shares are a whole, exactly."""
    return sum(shares, Fraction(0)) == 1
