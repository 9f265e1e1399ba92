"""The filters of the linker's list, as its address holds them."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext as _

from segnavia.core.codes import component_of
from segnavia.desk.links.now import Book, Now, book_of
from segnavia.desk.links.rows import here
from segnavia.monitoring import reading
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.monitoring.proposals.lines import get_lines, outside_of, proposed_for

OUTSIDE, JUDGED, ALL = "", "giudicati", "tutti"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which projects are listed, and those of them that pass. `measure` begins their sub-measures' codes."""

    which: str = OUTSIDE
    measure: str = ""
    text: str = ""
    proposed: bool = False

    @property
    def active(self) -> bool:
        """Whether anything but the plain list was asked for."""
        return bool(self.measure or self.text or self.proposed)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The lists that there are."""
        return [
            (OUTSIDE, _("outside the plan")),
            (JUDGED, _("judged one by one")),
            (ALL, _("all of the territory")),
        ]


def filters_of(query: QueryDict) -> Filters:
    """The filters that an address holds; what is not one of them is left out."""
    which = query.get("quali", OUTSIDE)
    return Filters(
        which if which in (JUDGED, ALL) else OUTSIDE,
        query.get("misura", "")[:20],
        query.get("testo", "").replace("\x00", "").strip()[:200],
        query.get("proposte") == "1",
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """The keys of a list, and the measures that one may choose among before any other filter."""

    keys: tuple[str, ...]
    of: int  # how many there are without filters
    measures: Sequence[tuple[str, Sequence[tuple[str, str]]]]  # component, then code and title


def listed(now: Now, filters: Filters) -> Listed:
    """The projects that pass, the most money here first; judged ones that the bulletin no longer has come last."""
    if filters.which == OUTSIDE:
        lines = outside_of(now.home, now.bulletin.id, now.links)
    elif filters.which == JUDGED:
        lines = tuple(line for key, line in now.lines.items() if key in now.links_of)
    else:
        lines = tuple(now.lines.values())
    gone = [key for key in now.links_of if key not in now.lines] if filters.which == JUDGED else []
    passing = _passing(now, filters, lines)
    if filters.proposed:
        proposed = proposed_for(now.home, now.bulletin.id, passing, now.links, now.refused)
        passing = [line for line in passing if line.key in proposed]
    keys = [line.key for line in passing] + (gone if not filters.active else [])
    codes = {line.submeasure for line in lines} | {key.split("-")[0] for key in gone}
    return Listed(tuple(keys), len(lines) + len(gone), _measures(codes, now.book))


@dataclass(frozen=True, slots=True)
class Sums:
    """How many projects are outside the plan, and the money here of those that tell it; null where none does."""

    count: int
    known: int
    money: Decimal | None


def outside_sums(now: Now) -> Sums:
    """What the sentence on top of the list says."""
    lines = outside_of(now.home, now.bulletin.id, now.links)
    told = [money for money, _elsewhere in map(here, lines) if money is not None]
    return Sums(len(lines), len(told), sum(told, Decimal(0)) if told else None)


@lru_cache(maxsize=4)
def _searched(home: Path, bulletin_id: str) -> Mapping[str, str]:
    """What the words of a filter are looked for in, by project; a bulletin never changes."""
    titles = book_of(reading.get_plan_text(home, bulletin_id)).submeasures
    return {
        line.key: _plain(
            " ".join((line.title or "", line.cup, line.clp, line.body or "", line.submeasure))
            + f" {titles.get(line.submeasure, '')}"
        )
        for line in get_lines(home, bulletin_id)
    }


def _passing(now: Now, filters: Filters, lines: Iterable[ProjectLine]) -> list[ProjectLine]:
    of_measure = [line for line in lines if line.submeasure.startswith(filters.measure)]
    words = _plain(filters.text).split()
    if not words:
        return of_measure
    searched = _searched(now.home, now.bulletin.id)
    return [line for line in of_measure if all(word in searched[line.key] for word in words)]


def _plain(text: str) -> str:
    """Small letters without accents: half of the publisher's titles are in capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _measures(codes: Iterable[str], book: Book) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for code in sorted(codes):
        found.setdefault(component_of(code), []).append((code, book.submeasures.get(code, "")))
    return [(component, _whole(component, each, book)) for component, each in found.items()]


def _whole(component: str, codes: list[tuple[str, str]], book: Book) -> list[tuple[str, str]]:
    titles: Mapping[str, str] = {each.code: each.title for each in book.package.components}
    return [(component, titles.get(component, "")), *codes]
