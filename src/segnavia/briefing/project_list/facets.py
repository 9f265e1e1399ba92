"""The facets of the list of projects: what each is called, its word in an address, and the names of its values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from segnavia.briefing import states
from segnavia.briefing.numbers import plain
from segnavia.briefing.state import State
from segnavia.core.facts import State as ProjectState
from segnavia.monitoring.project_search.model import AMOUNTS, OUTSIDE, TERRITORY, UNKNOWN, Facet, Funding

# What stands in an address before the `=`.
NAMES: Mapping[Facet, str] = {
    Facet.MISSION: "missione",
    Facet.OBJECTIVE: "obiettivo",
    Facet.DRIVER: "driver",
    Facet.COMPONENT: "componente",
    Facet.MUNICIPALITY: "comune",
    Facet.ZONE: "zona",
    Facet.STATE: "stato",
    Facet.BODY: "ente",
    Facet.AMOUNT: "importo",
    Facet.FUNDING: "finanziamento",
}
TITLES: Mapping[Facet, str] = {
    Facet.MISSION: gettext_noop("Mission"),
    Facet.OBJECTIVE: gettext_noop("Objective"),
    Facet.DRIVER: gettext_noop("Driver"),
    Facet.COMPONENT: gettext_noop("Component"),
    Facet.MUNICIPALITY: gettext_noop("Municipality"),
    Facet.ZONE: gettext_noop("Zone"),
    Facet.STATE: gettext_noop("State"),
    Facet.BODY: gettext_noop("Body"),
    Facet.AMOUNT: gettext_noop("Amount"),
    Facet.FUNDING: gettext_noop("Funding"),
}
# Those with too many values for a box each: one of them is chosen from a list.
LONG = frozenset({Facet.OBJECTIVE, Facet.MUNICIPALITY, Facet.BODY})
# Codes that are English words, as an address has them; all others stand there as they are.
_WORDS: Mapping[Facet, Mapping[str, str]] = {
    Facet.MISSION: {OUTSIDE: "fuori-dal-piano"},
    Facet.MUNICIPALITY: {TERRITORY: "livello-provinciale"},
    Facet.STATE: {state.value: word for word, state in states.ADDRESSES.items()},
    Facet.FUNDING: {
        Funding.PAYMENTS: "dai-pagamenti",
        Funding.ELSEWHERE: "da-altra-fonte",
        Funding.UNKNOWN: "non-noto",
    },
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet that the plan or the bulletin holds. `planned`: its title is in the plan's language."""

    code: str
    title: str
    planned: bool = False


def word_of(facet: Facet, code: str) -> str:
    """A value as an address has it."""
    return _WORDS.get(facet, {}).get(code, code)


def code_at(facet: Facet, word: str) -> str:
    """The value that a word of an address stands for."""
    return next((code for code, other in _WORDS.get(facet, {}).items() if other == word), word)


def address_of(dimension: str, code: str) -> str:
    """The list of one code of a bulletin's dimension, as its address has it after the `?`; nothing where it has none.

    The facets are called as the dimensions of a bulletin are, as far as they are the same.
    """
    found = next((facet for facet in Facet if facet.value == dimension), None)
    return f"{NAMES[found]}={quote(word_of(found, code))}" if found else ""


def values_of(now: State, facet: Facet) -> list[Value]:
    """All values that a facet may have here, in the order of a list."""
    return _VALUES[facet](now)


def _coded(records: Iterable[tuple[str, str]]) -> list[Value]:
    return [Value(code, f"{code} {title}", planned=True) for code, title in records]


def _missions(now: State) -> list[Value]:
    if not now.book.objectives:
        return []
    found = _coded((each.code, each.title) for each in now.book.package.missions)
    return [*found, Value(OUTSIDE, _("Outside the plan"))]


def _municipalities(now: State) -> list[Value]:
    places = [
        Value(record.code, record.title, planned=True)
        for record in now.book.package.municipalities
        if not record.valid_to
    ]
    return [
        *sorted(places, key=lambda value: value.title.casefold()),
        Value(TERRITORY, _("The level of the province")),
    ]


def _bodies(now: State) -> list[Value]:
    bodies = {} if now.bulletin is None else now.bulletin.bodies
    named = [Value(code, body.title, planned=True) for code, body in bodies.items() if code != UNKNOWN]
    return [*sorted(named, key=lambda value: value.title.casefold()), Value(UNKNOWN, _("Body not known"))]


def _states(_now: State) -> list[Value]:
    return [Value(state.value, _(states.TITLES[ProjectState(state)])) for state in states.ORDER]


def _amounts(_now: State) -> list[Value]:
    found = []
    for each in AMOUNTS:
        low, high = plain(each.low), "" if each.high is None else plain(each.high)
        if each is AMOUNTS[0]:
            title = _("below %(high)s €") % {"high": high}
        elif high:
            title = _("from %(low)s to %(high)s €") % {"low": low, "high": high}
        else:
            title = _("from %(low)s € on") % {"low": low}
        found.append(Value(each.code, title))
    return found


def _fundings(_now: State) -> list[Value]:
    return [
        Value(Funding.PAYMENTS, _("told by the payments' dataset")),
        Value(Funding.ELSEWHERE, _("told by the projects' dataset alone")),
        Value(Funding.UNKNOWN, _("not known")),
    ]


_VALUES: Mapping[Facet, Callable[[State], list[Value]]] = {
    Facet.MISSION: _missions,
    Facet.OBJECTIVE: lambda now: _coded((each.code, each.title) for each in now.book.package.objectives),
    Facet.DRIVER: lambda now: _coded((each.code, each.title) for each in now.book.package.drivers),
    Facet.COMPONENT: lambda now: _coded((each.code, each.title) for each in now.book.package.components),
    Facet.MUNICIPALITY: _municipalities,
    Facet.ZONE: lambda now: [Value(each.code, each.title, planned=True) for each in now.book.package.zones],
    Facet.STATE: _states,
    Facet.BODY: _bodies,
    Facet.AMOUNT: _amounts,
    Facet.FUNDING: _fundings,
}
