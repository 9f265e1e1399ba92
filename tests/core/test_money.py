from decimal import Decimal

import pytest

from segnavia.core.money import in_millions


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        pytest.param(None, "unknown", id="unknown-is-not-zero"),
        pytest.param(Decimal(0), "0.0 M€", id="zero-is-zero"),
        pytest.param(Decimal(2_260_000_000), "2,260.0 M€", id="thousands-of-millions"),
        pytest.param(Decimal(50_000), "0.1 M€", id="half-rounds-up"),
        pytest.param(Decimal("49999.99"), "0.0 M€", id="below-half"),
        pytest.param(Decimal(-1_500_000), "-1.5 M€", id="negative"),
    ],
)
def test_in_millions(amount: Decimal | None, words: str) -> None:
    assert in_millions(amount) == words
