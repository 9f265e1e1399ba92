"""What one process of a static site does: asks for pages, rewrites their links, and puts them into the new site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from segnavia.site.asking import Asking
from segnavia.site.names import language_of, named
from segnavia.site.rewriting import Links
from segnavia.site.routes import found as find
from segnavia.site.table import TWIN, Files
from segnavia.site.tree import Manifest, Put


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a site is made, and how: see `rewriting.Links` for the addresses."""

    site: Path  # the new one
    before: Path
    known: Manifest  # of the one before
    base: str
    live: str
    languages: tuple[str, ...]
    notes: Mapping[str, str]


@dataclass(slots=True)
class Made:
    """What came of some pages: their files with hashes, what they link to, and what was not there."""

    done: set[str] = field(default_factory=set)  # addresses, in the first language
    files: dict[str, str] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)  # what they link to, in the first language
    assets: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    written: int = 0
    pages: int = 0


class Maker:
    """Makes pages one after the other, in all languages of the site."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.asking = Asking()
        self.links = Links(wanted.base, wanted.live, wanted.languages, wanted.notes)
        self.put = Put(wanted.site, wanted.before, wanted.known)

    def make(self, addresses: Iterable[str]) -> Made:
        """The pages of these addresses, each in all languages, and those that differ from one in form or list alone.

        They follow each other at once, as much of what one shows was worked out for the other.
        """
        made = Made()
        self.links.assets.clear()
        self.put.written = 0
        for first in addresses:
            waiting = [first]
            while waiting:
                address = waiting.pop()
                if address not in made.done:
                    made.done.add(address)
                    found = self._make(address, made)
                    waiting += (each for each in found if family_of(each) == family_of(first) or is_of_page(each))
                    made.found |= found
        made.assets = set(self.links.assets)
        made.written = self.put.written
        return made

    def _make(self, address: str, made: Made) -> set[str]:
        """One page in all languages. Gives what it links to, in the first language."""
        self.links.found.clear()
        before: tuple[bytes, str] | None = None
        for language in self.wanted.languages:
            place = named(in_language(address, language))
            if place is None:
                continue
            answer = self.asking.ask(place.address)
            if answer.status != 200:
                made.missing.append(place.address)
                continue
            body = answer.body
            if answer.media_type.startswith("text/html"):
                body = self.links.rewrite(body, place)
                made.pages += 1
            if before is not None and before[0] == body:
                digest = made.files[place.file] = made.files[before[1]]
                self.put.same(place.file, before[1], digest)  # many a twin is the same in every language
            else:
                made.files[place.file] = self.put.file(place.file, body, answer.media_type)
                before = (body, place.file)
        return {in_language(found, settings.LANGUAGE_CODE) for found in self.links.found}


def is_of_page(address: str) -> bool:
    """Whether it is made of what the page that links to it has worked out."""
    place = find(language_of(address)[1])
    return place is not None and isinstance(place.route.rule, Files) and place.route.rule.of_page


def family_of(address: str) -> str:
    """What a page has in common with its twin and with the other parts of its list."""
    return address.partition("?")[0].removesuffix(TWIN)


def in_language(address: str, language: str) -> str:
    """The same address in another language."""
    path, mark, query = address.partition("?")
    rest = language_of(path)[1]
    prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    return f"/{prefix}{rest}{mark}{query}"
