"""What a report can be about: the whole plan, or one mission, driver, zone, municipality or body of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from segnavia.briefing.actors import actor_at
from segnavia.briefing.naming import name_of
from segnavia.briefing.state import State
from segnavia.briefing.words import UNKNOWN

# The word in an address -> the dimension of the bulletin.
SLUGS: Mapping[str, str] = {
    "missioni": "mission",
    "agenda": "driver",
    "zone": "zone",
    "comuni": "municipality",
    "attori": "body",
}
WORDS: Mapping[str, str] = {dimension: slug for slug, dimension in SLUGS.items()}


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a report is about; no code: the whole plan. A body's code is its tax code, where it has one."""

    dimension: str
    code: str
    title: str = ""
    actor: str = ""  # the registry's code of a body

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole plan."""
        return self.dimension == "total"


WHOLE = Scope("total", "")


def scope_of(now: State, dimension: str, code: str) -> Scope | None:
    """What a dimension's code stands for, or `None` where plan and bulletin hold no such thing."""
    book, bulletin = now.book, now.bulletin
    if dimension == "body":
        actor = None if code == UNKNOWN else actor_at(code)
        tax_code = actor.tax_code if actor else code
        is_measured = bulletin is not None and tax_code in bulletin.by.get("body", {}) and tax_code != UNKNOWN
        if actor is None and not is_measured:
            return None
        title = actor.title if actor else name_of(now, dimension, tax_code)
        return Scope(dimension, tax_code, title, actor.code if actor else "")
    codes: Mapping[str, Mapping[str, object]] = {
        "mission": book.missions,
        "driver": book.drivers,
        "zone": book.zones,
        "municipality": {record.code: record for record in book.package.municipalities if not record.valid_to},
    }
    record = codes.get(dimension, {}).get(code)
    return None if record is None else Scope(dimension, code, str(getattr(record, "title", code)))
