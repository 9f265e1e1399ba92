"""What the interfaces show now, worked out once for a state of the data and then only looked up.

With each request the version of what is shown is asked for, which takes a tenth of a millisecond. As long as it stays,
nothing is read again; tables that no write of the registry concerns stay even then.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import RLock
from typing import TypeVar

from django.utils.translation import gettext

from segnavia.api.errors import ApiError
from segnavia.api.prepared import Asked, Prepared
from segnavia.api.resources import Through, is_list
from segnavia.briefing import state, twins
from segnavia.briefing.state import State
from segnavia.briefing.version import Version, version
from segnavia.opendata import tables
from segnavia.opendata.declaration import TABLES, Table
from segnavia.registry import legal

Made = TypeVar("Made")
_KEPT = 2 * len(TABLES)  # of now, and of before while requests still ask for it


@dataclass(eq=False)
class Shown:
    """The plan and the bulletin of now, with whatever was worked out from them.

    `version` names all of it: two answers to one question differ only where their versions do.
    """

    now: State
    version: str
    about: str  # the members of a JSON object, as every twin has it
    made: dict[str, object] = field(default_factory=dict)

    def table(self, name: str) -> Prepared:
        """A public table. Raises `KeyError` for a name that is not declared."""
        return self.make(name, lambda: _prepared(self, TABLES[name]))

    def translated(self, through: Through, values: Iterable[str]) -> tuple[str, ...]:
        """What another table makes of these values: see `Through`."""
        table = self.table(through.table)
        found = table.values(through.found)
        rows = table.select(Asked(equal=((through.given, tuple(values)),)))
        return tuple(sorted({str(found[row]) for row in rows}))

    def make(self, name: str, how: Callable[[], Made]) -> Made:
        """What was made under this name for this state; made now where it was not."""
        if name not in self.made:
            with _lock:
                if name not in self.made:
                    self.made[name] = how()
        return self.made[name]  # type: ignore[return-value] # a name is always made in the same way


_lock = RLock()  # what is made may need something else that is made
_latest: tuple[Version, Shown] | None = None
_tables: OrderedDict[str, Prepared] = OrderedDict()


def shown() -> Shown:
    """What is shown now. Raises `ApiError` 503 before there is anything."""
    global _latest  # noqa: PLW0603 - the one thing that this module keeps
    rests_on = version()
    latest = _latest
    if latest is not None and latest[0] == rests_on:
        return latest[1]
    now = state.current()
    if now is None:
        raise ApiError(503, gettext("No plan yet: load one with segnavia plan load DIR"))
    fresh = Shown(now, _version(now), json.dumps(twins.about(now.book, now.bulletin), ensure_ascii=False)[1:-1])
    if rests_on.event:  # before the first event, nothing tells when the registry has changed
        _latest = (rests_on, fresh)
    return fresh


def _version(now: State) -> str:
    """The tables' version, and what is shown beside them: which bulletins were published, which texts are public."""
    territory = now.book.package.plan.territory
    texts = [text.sha256 for text in legal.public_texts(territory)]
    return blake2b(repr((tables.version(now), state.published(territory), texts)).encode(), digest_size=12).hexdigest()


def _prepared(of: Shown, declared: Table) -> Prepared:
    """The table, which was perhaps made for an earlier state with the same rows."""
    key = f"{of.version if declared.living else tables.measured_version(of.now)} {declared.name}"
    found = _tables.get(key)
    if found is None:
        lists = frozenset(column.name for column in declared.columns if is_list(column))
        found = _tables[key] = Prepared(declared, tables.table(of.now, declared.name), lists)
        while len(_tables) > _KEPT:
            _tables.popitem(last=False)
    return found
