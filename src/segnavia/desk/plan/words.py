"""What the desk calls the lists and fields of a plan, and the values of a choice."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from segnavia.core.codes import Direction
from segnavia.core.provenance import Provenance

Words = Any  # a text that is translated when it is shown

# The lists in the order of the tree. Those of another list's records stand under these.
LISTS: Mapping[str, Words] = {
    "parts": _("Parts of the document"),
    "levels": _("Levels"),
    "directions": _("Directions"),
    "keywords": _("Keywords"),
    "missions": _("Missions"),
    "components": _("Components"),
    "objectives": _("Strategic objectives"),
    "drivers": _("Drivers of the agenda"),
    "agenda": _("Objectives that it combines"),
    "reform_tracks": _("Reform tracks"),
    "zones": _("Homogeneous zones"),
    "municipalities": _("Municipalities"),
    "submeasures": _("Sub-measures and crosswalk"),
    "crosswalk": _("Objectives that it serves"),
}
# One record of each list, as the title of the form of a new one.
ONE: Mapping[str, Words] = {
    "plan": _("Header of the plan"),
    "parts": _("Part of the document"),
    "levels": _("Level"),
    "directions": _("Direction"),
    "keywords": _("Keyword"),
    "missions": _("Mission"),
    "components": _("Component"),
    "objectives": _("Strategic objective"),
    "drivers": _("Driver"),
    "agenda": _("Objective of a driver"),
    "reform_tracks": _("Reform track"),
    "zones": _("Homogeneous zone"),
    "municipalities": _("Municipality"),
    "submeasures": _("Sub-measure"),
    "crosswalk": _("Objective of a sub-measure"),
}
FIELDS: Mapping[str, Words] = {
    "code": _("Code"),
    "title": _("Title"),
    "short_title": _("Short title"),
    "subtitle": _("Subtitle"),
    "summary": _("In a sentence"),
    "body": _("Body"),
    "territory": _("Territory"),
    "period_start": _("First year"),
    "period_end": _("Last year"),
    "period": _("Years"),
    "language": _("Language"),
    "text": _("Text"),
    "medium": _("In the source it is"),
    "sections": _("Passages"),
    "directions": _("Who acts"),
    "missions": _("Missions"),
    "driver": _("Driver"),
    "objective": _("Objective"),
    "reason": _("Reason"),
    "state": _("State"),
    "zone": _("Homogeneous zone"),
    "valid_from": _("From (first day)"),
    "valid_to": _("To (last day)"),
    "submeasure": _("Sub-measure"),
    "share": _("Share"),
    "provenance": _("Where it comes from"),
    "note": _("Note"),
}
HELP: Mapping[str, Words] = {
    "directions": _("Mark each direction of which the plan asks it."),
    "missions": _("Mark each mission that it stands for."),
    "summary": _("The office's own words, not the document's."),
    "share": _("Exact: 1, 1/2, 1/3 or 0.25. The shares of a sub-measure add up to 1. Empty where it serves none."),
    "valid_from": _("Empty where it was so ever since."),
    "valid_to": _("Empty where it is still so."),
    "note": _("Why it is editorial or uncertain, or where in the source it stands."),
}
CODES: Mapping[str, str] = {
    "parts": "01",
    "levels": "L1",
    "keywords": "K1",
    "missions": "M1",
    "components": "M1C1",
    "objectives": "M1.01",
    "drivers": "D01",
    "reform_tracks": "R1",
    "zones": "adda-martesana",
    "municipalities": "015146",
    "submeasures": "M1C1I1.02.00",
}
VALUES: Mapping[str, Mapping[str, Words]] = {
    "provenance": {
        Provenance.SOURCE: _("the document says it"),
        Provenance.EDITORIAL: _("editorial: the office proposes it"),
        Provenance.UNCERTAIN: _("uncertain: the document cannot be read with certainty"),
    },
    "medium": {"text": _("a text"), "picture": _("a picture: its content is not known as text")},
    "state": {
        "work_in_progress": _("Work in progress"),
        "done": _("Done"),
        "withdrawn": _("Withdrawn"),
    },
    "code": {
        Direction.METROPOLITAN_CITY: _("Metropolitan city"),
        Direction.MUNICIPALITIES: _("Municipalities"),
        Direction.INTERMEDIATE_BODIES: _("Intermediate bodies and other actors"),
    },
}
