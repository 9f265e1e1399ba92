"""How numbers and days are written for readers, as plain text in the active language; pages put their marks around it.

Rounding is half up, of the exact value. Unknown is not written here: who has no value has nothing to write.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

NBSP = "\u00a0"
MILLION = Decimal(1_000_000)


def rounded(value: Decimal | float, places: int) -> Decimal:
    """A number with so many decimals, half up."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plain(value: Decimal | float, places: int = 0) -> str:
    """A number in the reader's format. Django's own formatting cuts decimals off."""
    return _plain(value, places, get_language())


@lru_cache(maxsize=10_000)  # a page writes a hundred numbers, most of them on many a page
def _plain(value: Decimal | float, places: int, _language: str | None) -> str:
    return number_format(rounded(value, places), places, use_l10n=True, force_grouping=True)


def plain_meur(value: Decimal) -> str:
    """Millions of euro with one decimal. What is more than zero never reads as zero."""
    if 0 < value < MILLION / 20:
        return f"<{NBSP}{plain(Decimal('0.1'), 1)}"
    return plain(value / MILLION, 1)


def plain_percent(ratio: float | Decimal) -> str:
    """A share of one as whole per cent. Only nothing reads as 0 %, and only the whole as 100 %."""
    hundredths = round(float(ratio) * 100)
    if ratio > 0 and hundredths == 0:
        shown = f"<{NBSP}1"
    elif ratio < 1 and hundredths == 100:
        shown = f">{NBSP}99"
    else:
        shown = plain(hundredths)
    return f"{shown}{NBSP}%"


def plain_quantity(value: Decimal) -> str:
    """A measured quantity in its own unit, with the decimals it has, at most two."""
    return plain(value, 0 if value == value.to_integral_value() else 2)


def plain_day(value: date | str) -> str:
    """A day, or one as ISO writes it, written out, as “31 marzo 2025”."""
    return _plain_day(value, get_language())


@lru_cache(maxsize=2_000)
def _plain_day(value: date | str, _language: str | None) -> str:
    return date_format(value if isinstance(value, date) else date.fromisoformat(value), "j E Y")
