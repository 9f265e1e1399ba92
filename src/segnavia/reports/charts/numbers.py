"""How amounts are written inside charts, their titles and alternative texts."""

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from segnavia.briefing.numbers import NBSP, plain_meur


def locale() -> dict[str, object]:
    """The number format of the active language as d3 has it, for the axes that Vega writes itself."""
    decimal, thousands = (",", ".") if get_language() == "it" else (".", ",")
    return {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", f"{NBSP}€"]}


def meur(value: Decimal | None) -> str:
    """Millions of euro with one decimal and their unit."""
    return _("not known") if value is None else f"{plain_meur(value)}{NBSP}M€"
