"""Money in words of a fixed language, for commands and logs; pages format it in the reader's language."""

from decimal import ROUND_HALF_UP, Decimal


def in_millions(amount: Decimal | None) -> str:
    """Euro as millions with one decimal: `2,260.0 M€`; an unknown amount is `unknown`, never zero."""
    if amount is None:
        return "unknown"
    return f"{(amount / 1_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP):,} M€"
