"""One change: a name for ever, its day, what happened in words, and where to read of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from segnavia.briefing import twins
from segnavia.briefing.numbers import NBSP, plain, plain_day, plain_percent
from segnavia.registry.legal import dated_words


class Kind(StrEnum):
    """What sort of change it is: by this pages group and filter."""

    MONEY = "money"
    KNOWN = "known"
    STATES = "states"
    PROJECTS = "projects"
    MILESTONES = "milestones"
    LEGAL = "legal"
    AGREEMENTS = "agreements"
    TASKS = "tasks"
    CASES = "cases"


TITLES: Mapping[Kind, str] = {
    Kind.MONEY: gettext_noop("Money"),
    Kind.KNOWN: gettext_noop("How much is known"),
    Kind.STATES: gettext_noop("States of projects"),
    Kind.PROJECTS: gettext_noop("Projects that appeared or left"),
    Kind.MILESTONES: gettext_noop("Milestones and targets"),
    Kind.LEGAL: gettext_noop("Legal steps of the plan"),
    Kind.AGREEMENTS: gettext_noop("Agreements and commitments"),
    Kind.TASKS: gettext_noop("Assignments, first moves, reforms"),
    Kind.CASES: gettext_noop("Contested values"),
}
# What stands in an address after `?tipo=`.
ADDRESSES: Mapping[str, Kind] = {
    "denaro": Kind.MONEY,
    "conoscenza": Kind.KNOWN,
    "stati": Kind.STATES,
    "progetti": Kind.PROJECTS,
    "traguardi": Kind.MILESTONES,
    "atti": Kind.LEGAL,
    "intese": Kind.AGREEMENTS,
    "incarichi": Kind.TASKS,
    "casi": Kind.CASES,
}
WORDS: Mapping[Kind, str] = {kind: word for word, kind in ADDRESSES.items()}


@dataclass(frozen=True, slots=True)
class Term:
    """A message id among the values of a sentence: it is translated when the sentence is written."""

    message: str


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence that is written when it is read, in the reader's language.

    `text` is a lazy translation. Among the values a `Decimal` is euro to the cent, an `int` a count, a `float` a share
    of one, a `date` a day, a `Term` a message id; the plural goes by `number`, which is not shown as it is.
    """

    text: object
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        shown = {name: value if name == "number" else _written(value) for name, value in self.values.items()}
        text = str(self.text % shown) if shown else str(self.text)  # type: ignore[operator] # a lazy text
        return text.replace(" €", f"{NBSP}€")  # no line ends between an amount and its unit


@dataclass(frozen=True, slots=True)
class Address:
    """Where to read of it: the name of an address, which Django looks up in the reader's language."""

    name: str
    args: tuple[str, ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    anchor: str = ""

    @property
    def url(self) -> str:
        """The address itself, from the root of the site."""
        query = f"?{urlencode(self.query)}" if self.query else ""
        return f"{reverse(self.name, args=self.args)}{query}{f'#{self.anchor}' if self.anchor else ''}"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `uid` is its name for ever: the same change has the same, and another has another.

    `title` is what it is about, in the plan's language; empty where the sentence says it. `details` say of what a
    difference is made. `concerns` are the keys of what it is about (`Followed.keys`); none: the plan as a whole.
    `dated` is its date as far as it is known (`core.periods`), where that is less than the day `on`, which orders it.
    """

    uid: str
    kind: Kind
    on: date
    words: Words
    address: Address
    title: str = ""
    details: tuple[Words, ...] = ()
    concerns: frozenset[str] = frozenset()
    dated: str = ""

    @property
    def day(self) -> str:
        """Its date in words, as far as it is known."""
        return dated_words(self.dated) if self.dated else plain_day(self.on)

    @property
    def url(self) -> str:
        """Where to read of it."""
        return self.address.url

    @property
    def twin(self) -> twins.Json:
        """The change as the twins have it, with its words in the twin's language."""
        details: list[twins.Value] = [str(each) for each in self.details]
        return {
            "id": self.uid,
            "kind": self.kind.value,
            "date": self.dated or self.on.isoformat(),
            "title": self.title or None,
            "text": str(self.words),
            "details": details,
            "values": {name: _plain(value) for name, value in self.words.values.items() if name != "shown"},
            "address": self.url,
        }


def asked_kind(asked: str | None) -> Kind | None:
    """The kind that `?tipo=` asks for; `None` where it names none."""
    return ADDRESSES.get(asked or "")


def _written(value: object) -> str:
    match value:
        case Term():
            return _(value.message)
        case Decimal():
            return plain(value, 2)
        case float():
            return plain_percent(value)
        case int():
            return plain(value)
        case date():
            return plain_day(value)
        case _:
            return str(value)


def _plain(value: object) -> twins.Value:
    """A value for machines: amounts as numbers, days as ISO writes them."""
    match value:
        case Term():
            return value.message
        case Decimal():
            return float(value)
        case int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case _:
            return str(value)
