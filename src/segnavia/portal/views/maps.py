"""Maps for the pages: the outlines of the bulletin in force under the values of a measure."""

from segnavia.briefing import state
from segnavia.briefing.maps import Choropleth, choropleth, highlight
from segnavia.briefing.places import Measure, PlaceRow
from segnavia.briefing.state import State


def map_of(now: State, rows: list[PlaceRow], measure: Measure) -> Choropleth | None:
    """The map of a measure, or `None` where there is no bulletin or no boundary."""
    shapes = None if now.bulletin is None else state.shapes(now.bulletin)
    if shapes is None:
        return None
    return choropleth(shapes, {row.code: row.title for row in rows}, {row.code: measure.value(row) for row in rows})


def locator_of(now: State, rows: list[PlaceRow], chosen: frozenset[str]) -> Choropleth | None:
    """The map that shows where the chosen municipalities lie, or `None` as above."""
    shapes = None if now.bulletin is None else state.shapes(now.bulletin)
    return None if shapes is None else highlight(shapes, {row.code: row.title for row in rows}, chosen)
