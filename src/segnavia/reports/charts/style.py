"""The look of charts: the colours of the pages (`frontend/src/_tokens.scss`), two widths, and how text is set."""

from collections.abc import Mapping

from segnavia.core.facts import State
from segnavia.core.milestones import Outcome

WIDE = 720  # px of a drawing for a page, a sheet of paper or a slide
NARROW = 340  # for a phone
TEXT = 14
SMALL = 13
FONT = "Titillium Web, sans-serif"

INK = "#1a2a3a"
INK_SOFT = "#4a5a6a"
LINE = "#d5dce4"
EDGE = "#6b7a89"  # around a bar, so that white is seen to be a part of it
DONE = "#0059b3"
OPEN = "#ffffff"
# Vega knows no pattern: it hands this on as it is, and `cleaned` puts the pattern of that name into the drawing.
UNKNOWN = "url(#unknown)"
HATCH = (
    '<defs xmlns="http://www.w3.org/2000/svg">'
    '<pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#f4f5f7"/><rect width="1.6" height="6" fill="#8a95a3"/></pattern></defs>'
)
STATES: Mapping[State, str] = {
    State.COMPLETED: "#0a3f73",
    State.UNDER_WAY: "#66a5d0",
    State.LATE: "#c2410c",
    State.NOT_STARTED: OPEN,
    State.SUSPENDED_OR_WITHDRAWN: "#4a5a6a",
    State.UNKNOWN: UNKNOWN,
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: "#0a3f73",
    Outcome.MISSED: "#c2410c",
    Outcome.UNTOLD: UNKNOWN,
    Outcome.AHEAD: OPEN,
}
MISSIONS: Mapping[str, str] = {
    "M1": "#0072b2",
    "M2": "#009e73",
    "M3": "#d55e00",
    "M4": "#e69f00",
    "M5": "#cc79a7",
    "M6": "#56b4e9",
    "M7": "#000000",
}
