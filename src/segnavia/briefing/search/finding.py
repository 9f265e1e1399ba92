"""Searching what is shown now: the index of this plan, this bulletin and these public rows, built where there is none.

An index is named by what it holds, so nothing ever needs to be invalidated: a new text, bulletin or public row makes
another name, and the first who asks builds it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from threading import Lock

from django.conf import settings

from segnavia.briefing.search.entries import bulletin_entries, plan_entries, registry_entries
from segnavia.briefing.search.kinds import WORTH, Kind, code_of, url_of
from segnavia.briefing.state import State
from segnavia.briefing.version import version
from segnavia.monitoring.text_search.asking import asked
from segnavia.monitoring.text_search.index import FORM, Opened, build_index, open_index
from segnavia.monitoring.text_search.model import How, Match, Piece
from segnavia.monitoring.text_search.searching import Reading, read

_WORTH = {kind.value: worth for kind, worth in WORTH.items()}
MOST = 1000  # hits that can be paged through: nobody reads on, and a machine takes the download


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its kind, its key there, the address of its page in the reader's language.

    `title` and `excerpt` are plain text; `title_pieces` and `excerpt_pieces` the same with the words marked that were
    looked for. `score` only orders.
    """

    kind: Kind
    key: str
    code: str
    url: str
    title_pieces: tuple[Piece, ...]
    excerpt_pieces: tuple[Piece, ...]
    score: float

    @property
    def title(self) -> str:
        """Its title."""
        return "".join(piece.text for piece in self.title_pieces)

    @property
    def excerpt(self) -> str:
        """The part of what stands near it around the first word that was looked for."""
        return "".join(piece.text for piece in self.excerpt_pieces)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a question finds, the best first; `total` counts all of the kind asked for, `by_kind` of each.

    `text` is the question as it was understood. `instead` is the same with its words spelt as they are here, or empty.
    """

    text: str
    hits: tuple[Hit, ...]
    total: int
    by_kind: Mapping[Kind, int]
    how: How
    instead: str = ""


def search(now: State, text: str, *, kind: Kind | None = None, limit: int = 20, offset: int = 0) -> Found:
    """What a question finds, of one kind or of all; whatever was typed has an answer.

    Words are found by their Italian stems, without accents, and by nearly their spelling where that finds little; the
    last word may be the beginning of one. Codes (of the plan, CUP, ISTAT, tax codes) are found as such.
    """
    reading = read(_index_of(now), asked(text))
    by_kind = _counts(reading)
    matches = reading.page(_WORTH, kind.value if kind else None, max(1, min(limit, MOST)), max(0, min(offset, MOST)))
    total = by_kind.get(kind, 0) if kind else sum(by_kind.values())
    return Found(reading.question.text, _hits(matches), total, by_kind, reading.how, reading.instead)


def search_by_kind(now: State, text: str, *, each: int = 4) -> tuple[Found, dict[Kind, tuple[Hit, ...]]]:
    """The same without a page, and the best few of each kind; first the kind of which one answers best."""
    reading = read(_index_of(now), asked(text))
    by_kind = _counts(reading)
    groups = {kind: _hits(reading.page(_WORTH, kind.value, each)) for kind in by_kind}
    in_order = sorted(groups, key=lambda kind: -groups[kind][0].score)
    found = Found(reading.question.text, (), sum(by_kind.values()), by_kind, reading.how, reading.instead)
    return found, {kind: groups[kind] for kind in in_order}


def matching_projects(now: State, text: str) -> list[str]:
    """The keys of all projects that a question finds, the most money first; none where it holds no word."""
    return read(_index_of(now), asked(text)).keys(Kind.PROJECT.value)


def _counts(reading: Reading) -> dict[Kind, int]:
    return {kind: reading.by_kind[kind.value] for kind in Kind if kind.value in reading.by_kind}


def prepare(now: State) -> None:
    """Build the index of what is shown now where there is none, so that no visitor waits for it."""
    _index_of(now)


def _hits(matches: Iterable[Match]) -> tuple[Hit, ...]:
    return tuple(
        Hit(kind, match.key, code_of(kind, match.key), url_of(kind, match.key), match.title, match.excerpt, match.score)
        for match in matches
        for kind in [Kind(match.kind)]
    )


# (plan text, bulletin, newest public event) -> name of the index, so that the registry's rows are not read every time.
_names: dict[tuple[str, str, str], str] = {}
_KNOWN = 16
_building = Lock()


def _index_of(now: State) -> Opened:
    home, mark = settings.SEGNAVIA_HOME, version().event
    shown = (now.book.sha256, now.bulletin.id if now.bulletin else "", mark)
    # before the first event of the log nothing marks a change
    if mark and shown in _names and (opened := open_index(home, _names[shown])):
        return opened
    with _building:  # threads wait for the first; another process may build the same, and one of both stays
        registry = list(registry_entries(now.book, now.bulletin))
        said = [FORM, *shown[:2], [astuple(entry) for entry in registry]]
        name = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
        if len(_names) >= _KNOWN:
            _names.clear()
        _names[shown] = name
        if opened := open_index(home, name):
            return opened
        measured = bulletin_entries(home, now.book, now.bulletin) if now.bulletin else ()
        return build_index(home, name, [*plan_entries(now.book), *registry, *measured])
