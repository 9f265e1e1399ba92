"""The rooms of the desk, each shown to those who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from segnavia.core.permissions import Principal, may

# Pages of a room whose addresses are not below its own.
BESIDE: Mapping[str, tuple[str, ...]] = {"plan": ("observations",), "assignments": ("first-moves", "reforms")}


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the desk's menu."""

    title: str
    url: str
    current: bool


def rooms(path: str, by: Principal) -> list[Room]:
    """The rooms that this person may enter, with the one that `path` stands in."""
    entries = (
        (_("My work"), "home", "see.desk"),
        (_("Plan"), "plan", "see.plan"),
        (_("Links"), "links", "see.links"),
        (_("Agreements"), "agreements", "see.agreements"),
        (_("Assignments"), "assignments", "see.tasks"),
        (_("Rounds"), "rounds", "see.rounds"),
        (_("Cases"), "cases", "see.cases"),
        (_("Actors"), "actors", "see.actors"),
        (_("People"), "people", "see.people"),
        (_("Log"), "audit", "see.audit"),
    )
    found = []
    for title, name, key in entries:
        url = _address(name)
        if url and may(by, key):
            roots = [url, *(_address(each) for each in BESIDE.get(name, ()))]
            inside = path == url or (name != "home" and any(path == r or path.startswith(f"{r}/") for r in roots if r))
            found.append(Room(title, url, inside))
    return found


def _address(name: str) -> str:
    """The address of a room, or nothing while it has none."""
    try:
        return reverse(f"desk:{name}")
    except NoReverseMatch:
        return ""
