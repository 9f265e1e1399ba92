"""What a code of a bulletin's dimension is called, and the word that stands for its dimension in an address."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from segnavia.briefing.state import State
from segnavia.briefing.words import UNKNOWN

# The word in an address -> the dimension of `monitoring.bulletin`. The first three have no code.
DIMENSIONS: Mapping[str, str] = {
    "totale": "total",
    "fuori-dal-piano": "outside_plan",
    "livello-provinciale": "territory_level",
    "missione": "mission",
    "obiettivo": "objective",
    "driver": "driver",
    "parola": "keyword",
    "componente": "component",
    "misura": "submeasure",
    "comune": "municipality",
    "zona": "zone",
    "direzione": "direction",
    "ente": "body",
    "goal": "goal",
}
WORDS: Mapping[str, str] = {dimension: word for word, dimension in DIMENSIONS.items()}
CODELESS = ("total", "outside_plan", "territory_level")
# Dimension -> the page of one code of it; Django looks the name up.
PAGES: Mapping[str, str] = {
    "total": "portal:home",
    "objective": "portal:objective",
    "driver": "portal:driver",
    "component": "portal:component",
    "municipality": "portal:municipality",
    "zone": "portal:zone",
    "body": "portal:body",
}


def name_of(now: State, dimension: str, code: str) -> str:
    """The name of a code, in the plan's language where the plan names it; the code itself where nobody does."""
    book, bulletin = now.book, now.bulletin
    if dimension in CODELESS:
        return {
            "total": _("The territory"),
            "outside_plan": _("Outside the plan"),
            "territory_level": _("The level of the province"),
        }[dimension]
    if code == UNKNOWN:
        return _("not known")
    records: Mapping[str, object] = {
        "mission": book.missions,
        "objective": book.objectives,
        "driver": book.drivers,
        "keyword": book.keywords,
        "component": book.components,
        "submeasure": book.submeasures,
        "zone": book.zones,
        "direction": {direction.value: record for direction, record in book.directions.items()},
        "municipality": {} if bulletin is None else bulletin.places,
        "body": {} if bulletin is None else bulletin.bodies,
    }.get(dimension, {})
    if dimension == "goal":
        return (bulletin.goals.get(code) if bulletin else None) or code
    return str(getattr(records.get(code), "title", None) or code)
