"""Charts on a page: the drawing inside the page, so that its font, colours and zoom are the page's, and its figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from segnavia.briefing.figures import Money
from segnavia.briefing.naming import DIMENSIONS
from segnavia.briefing.numbers import plain, plain_day, plain_quantity
from segnavia.briefing.state import State
from segnavia.portal.views.charts import WHOLE, addresses_of
from segnavia.reports.charts import Cell, Chart, chart_of, svg

register = template.Library()

_SIZE = re.compile(r' width="\d+" height="\d+"')
_DEFS = re.compile(r"<defs>.*?</defs>")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of a chart's table as a page writes it."""

    text: str
    heading: str
    is_number: bool
    is_known: bool


@register.simple_tag(takes_context=True)
def chart(context: Context, key: str, dimension: str, code: str = "", linked: bool = True) -> SafeString:
    """A chart of one code of a dimension, both by their words in an address; nothing where there is nothing to draw.

    It is of the bulletin that the page shows. `linked`: its pictures can be saved, which are of the newest bulletin.
    """
    book = context.get("book")
    if not book or dimension not in DIMENSIONS:
        return SafeString("")
    found = chart_of(key, State(book, context.get("bulletin")), DIMENSIONS[dimension], code)
    return SafeString("") if found is None else _rendered(found, addresses_of(key, dimension, code) if linked else ())


@register.simple_tag
def drawn(chart: Chart) -> SafeString:
    """A chart of the whole that the view has made."""
    return _rendered(chart, addresses_of(chart.key, WHOLE, ""))


def _rendered(found: Chart, pictures: Sequence[tuple[str, str]]) -> SafeString:
    values = {
        "chart": found,
        "wide": _inline(svg(found), "chart-wide"),
        "narrow": _inline(svg(found, narrow=True), "chart-narrow"),
        "headings": [(heading, _is_number(found, place)) for place, heading in enumerate(found.header)],
        "rows": [_shown(found.header, row) for row in found.rows],
        "pictures": pictures,
    }
    return render_to_string("portal/parts/chart.html", values)


@register.inclusion_tag("portal/parts/chart_links.html")
def chart_links(key: str, dimension: str, code: str, money: Money) -> dict[str, object]:
    """The pictures of a chart that a page draws by hand; none where the sources locate no project."""
    return {"pictures": addresses_of(key, dimension, code) if money.located else ()}


def _inline(drawn: str, name: str) -> SafeString:
    """The drawing as a part of a page, as wide as its place, with the pattern of the unknown that pages carry."""
    fitting = _SIZE.sub("", _DEFS.sub("", drawn, count=1), count=1).replace("url(#unknown)", "url(#hatch)")
    # our own drawing: `reports.charts.cleaning` lets nothing but shapes and escaped texts through
    return mark_safe(fitting.replace("<svg", f'<svg class="{name}" aria-hidden="true" focusable="false"', 1))  # noqa: S308


def _is_number(chart: Chart, place: int) -> bool:
    return any(isinstance(row[place], int | Decimal) for row in chart.rows)


def _shown(header: Sequence[str], row: Sequence[Cell]) -> list[Shown]:
    return [
        Shown(_written(cell), heading, isinstance(cell, int | Decimal), cell is not None)
        for heading, cell in zip(header, row, strict=True)
    ]


def _written(cell: Cell) -> str:
    if cell is None:
        return _("not known")
    if isinstance(cell, date):
        return plain_day(cell)
    if isinstance(cell, Decimal):
        return plain_quantity(cell)
    return plain(cell) if isinstance(cell, int) else cell
