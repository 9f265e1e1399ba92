"""The kinds of thing that can be found: what they are called, what they are worth, and where each leads."""

from collections.abc import Mapping
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext_noop


class Kind(StrEnum):
    """A kind of thing that can be found."""

    OBJECTIVE = "objective"
    DRIVER = "driver"
    MISSION = "mission"
    KEYWORD = "keyword"
    COMPONENT = "component"
    REFORM = "reform"
    FIRST_MOVE = "first_move"
    AGREEMENT = "agreement"
    MUNICIPALITY = "municipality"
    ZONE = "zone"
    ACTOR = "actor"
    PROJECT = "project"


TITLES: Mapping[Kind, str] = {
    Kind.OBJECTIVE: gettext_noop("Objectives"),
    Kind.DRIVER: gettext_noop("Drivers of the agenda"),
    Kind.MISSION: gettext_noop("Missions"),
    Kind.KEYWORD: gettext_noop("Keywords"),
    Kind.COMPONENT: gettext_noop("Components"),
    Kind.REFORM: gettext_noop("Reform tracks"),
    Kind.FIRST_MOVE: gettext_noop("First moves"),
    Kind.AGREEMENT: gettext_noop("Agreements"),
    Kind.MUNICIPALITY: gettext_noop("Municipalities"),
    Kind.ZONE: gettext_noop("Zones"),
    Kind.ACTOR: gettext_noop("Actors and bodies"),
    Kind.PROJECT: gettext_noop("Projects"),
}
# What stands in an address after `?tipo=`.
ADDRESSES: Mapping[str, Kind] = {
    "obiettivi": Kind.OBJECTIVE,
    "driver": Kind.DRIVER,
    "missioni": Kind.MISSION,
    "parole-chiave": Kind.KEYWORD,
    "componenti": Kind.COMPONENT,
    "riforme": Kind.REFORM,
    "prime-mosse": Kind.FIRST_MOVE,
    "intese": Kind.AGREEMENT,
    "comuni": Kind.MUNICIPALITY,
    "zone": Kind.ZONE,
    "attori": Kind.ACTOR,
    "progetti": Kind.PROJECT,
}
# Beside its words: there are few of what the plan itself says, and thousands of projects with the same words.
WORTH: Mapping[Kind, float] = {
    Kind.OBJECTIVE: 6.0,
    Kind.DRIVER: 6.0,
    Kind.MISSION: 4.0,
    Kind.KEYWORD: 4.0,
    Kind.COMPONENT: 3.0,
    Kind.REFORM: 5.0,
    Kind.FIRST_MOVE: 4.0,
    Kind.AGREEMENT: 5.0,
    Kind.MUNICIPALITY: 8.0,
    Kind.ZONE: 5.0,
    Kind.ACTOR: 2.0,
    Kind.PROJECT: 0.0,
}
_PAGES: Mapping[Kind, str] = {
    Kind.OBJECTIVE: "objective",
    Kind.DRIVER: "driver",
    Kind.COMPONENT: "component",
    Kind.AGREEMENT: "agreement",
    Kind.MUNICIPALITY: "municipality",
    Kind.ZONE: "zone",
    Kind.ACTOR: "body",
    Kind.PROJECT: "project",
}
# Kinds without a page of their own: the page on which they stand, and how it is asked for them.
_PLACES: Mapping[Kind, tuple[str, str]] = {
    Kind.MISSION: ("objectives", "?missione="),
    Kind.KEYWORD: ("objectives", "?parola="),
    Kind.REFORM: ("reforms", "#"),
    Kind.FIRST_MOVE: ("first-moves", "#mossa-"),
}


def address_of(kind: Kind) -> str:
    """What stands for a kind in an address."""
    return next(address for address, other in ADDRESSES.items() if other is kind)


def url_of(kind: Kind, key: str) -> str:
    """The page of a thing, or its place on one, in the reader's language."""
    if kind in _PLACES:
        page, way = _PLACES[kind]
        return f"{reverse(f'portal:{page}')}{way}{key}"
    return reverse(f"portal:{_PAGES[kind]}", args=[key])


def code_of(kind: Kind, key: str) -> str:
    """The code by which people know a thing, or nothing."""
    if kind is Kind.PROJECT:
        return f"CUP {key.split('-')[1]}"
    if kind is Kind.MUNICIPALITY:
        return f"ISTAT {key}"
    if kind is Kind.ACTOR:
        return key if key.isdigit() else ""  # a tax code tells two bodies of one name apart
    return key if kind in {Kind.OBJECTIVE, Kind.DRIVER, Kind.MISSION, Kind.COMPONENT, Kind.REFORM} else ""
