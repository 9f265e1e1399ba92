"""Where a fact of a plan comes from, so that nobody takes our reading for the source's word."""

from enum import StrEnum


class Provenance(StrEnum):
    """`SOURCE`: the document says it as text. `EDITORIAL`: Segnavia's editors propose it.
    `UNCERTAIN`: the document shows it in a form that cannot be read with certainty."""

    SOURCE = "source"
    EDITORIAL = "editorial"
    UNCERTAIN = "uncertain"
