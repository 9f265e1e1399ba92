"""A chart as data: one definition that page, PDF, DOCX and PPTX draw alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

# What a cell of a chart's table holds; `None` is unknown, never zero. Amounts are euro, unrounded.
Cell = str | int | Decimal | date | None
Spec = Mapping[str, Any]  # a Vega-Lite specification


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows, in the active language of the moment it was made.

    `title` says what it shows with its figures, `alt` the main ones as one would tell them on the telephone. `header`
    and `rows` are all of them as a table. `note` says on what they rest: what of, as of when. `narrow` is the same
    data for the width of a phone.
    """

    key: str  # one of `KEYS`
    title: str
    alt: str
    spec: Spec
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    narrow: Spec
    note: str = ""
