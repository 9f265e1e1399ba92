"""The registry's tables. Only `segnavia.actions` writes them; `registry/writers.py` says which module writes which."""

from segnavia.registry.models.agenda import AgendaEntry, Driver, ReformTrack
from segnavia.registry.models.crosswalk import CrosswalkLink, Submeasure
from segnavia.registry.models.document import Level, Part, Section
from segnavia.registry.models.editions import Edition, FrozenText, Plan
from segnavia.registry.models.grids import (
    Assignment,
    Component,
    Direction,
    Keyword,
    KeywordMission,
    Mission,
    Objective,
)
from segnavia.registry.models.territory import Municipality, Zone

__all__ = [
    "AgendaEntry",
    "Assignment",
    "Component",
    "CrosswalkLink",
    "Direction",
    "Driver",
    "Edition",
    "FrozenText",
    "Keyword",
    "KeywordMission",
    "Level",
    "Mission",
    "Municipality",
    "Objective",
    "Part",
    "Plan",
    "ReformTrack",
    "Section",
    "Submeasure",
    "Zone",
]
