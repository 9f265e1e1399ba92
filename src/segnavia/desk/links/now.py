"""What the linker works on: the plan's text, the newest bulletin, and the judgements of now."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from segnavia.core.links import Link, standing
from segnavia.desk.pages import Page
from segnavia.monitoring import reading
from segnavia.monitoring.bulletin import Bulletin, ProjectLine
from segnavia.monitoring.project_links import links_of, refused_of
from segnavia.monitoring.proposals.lines import get_lines
from segnavia.plans.canonical import from_canonical
from segnavia.plans.schema import CrosswalkEntry, Objective, Package
from segnavia.registry.models import Plan
from segnavia.registry.texts import current_text


@dataclass(frozen=True)
class Book:
    """A plan's text with what the linker looks up in it."""

    package: Package
    objectives: Mapping[str, Objective]
    submeasures: Mapping[str, str]  # the titles by code
    judgements: Mapping[str, tuple[CrosswalkEntry, ...]]  # what the crosswalk says, by sub-measure

    def shares_of(self, submeasure: str) -> dict[str, Fraction]:
        """The share of each objective that the crosswalk gives to the projects of a sub-measure; empty for none."""
        entries = self.judgements.get(submeasure, ())
        return {each.objective: each.share for each in entries if each.objective and each.share is not None}

    @property
    def lang(self) -> SafeString:
        """The `lang` attribute of the plan's words; nothing where the page speaks the same language."""
        spoken = self.package.plan.language
        return SafeString("") if spoken == get_language() else format_html(' lang="{}"', spoken)


@lru_cache(maxsize=4)
def book_of(content: str) -> Book:
    """A canonical text; read once, as a frozen text never changes."""
    package = from_canonical(content)
    judgements: dict[str, tuple[CrosswalkEntry, ...]] = {}
    for entry in package.crosswalk:
        judgements[entry.submeasure] = (*judgements.get(entry.submeasure, ()), entry)
    return Book(
        package,
        {objective.code: objective for objective in package.objectives},
        {submeasure.code: submeasure.title for submeasure in package.submeasures},
        judgements,
    )


@dataclass(frozen=True)
class Now:
    """The text on which the next bulletin will rest, the newest bulletin, and the registry's judgements."""

    plan: Plan
    book: Book
    bulletin: Bulletin
    links: tuple[Link, ...]
    refused: frozenset[tuple[str, str]]

    @property
    def home(self) -> Path:
        """Where the bulletins are."""
        home: Path = settings.SEGNAVIA_HOME
        return home

    @cached_property
    def lines(self) -> Mapping[str, ProjectLine]:
        """The bulletin's projects by key, the most money here first."""
        return _by_key(self.home, self.bulletin.id)

    @cached_property
    def links_of(self) -> Mapping[str, tuple[Link, ...]]:
        """What was judged of single projects, by key."""
        found: dict[str, tuple[Link, ...]] = {}
        for link in self.links:
            found[link.project] = (*found.get(link.project, ()), link)
        return found

    @cached_property
    def lapsed(self) -> frozenset[str]:
        """The projects whose judgement names an objective that the text no longer has."""
        return frozenset(standing(self.links, self.book.objectives)[1])

    def judged(self, key: str) -> tuple[Link, ...]:
        """The judgement of one project as the registry has it; empty where nobody judged it by itself."""
        return self.links_of.get(key, ())

    def holding(self, key: str) -> tuple[Link, ...]:
        """The judgement of one project as the next bulletin will take it: a lapsed one is none."""
        return () if key in self.lapsed else self.judged(key)


@lru_cache(maxsize=4)
def _by_key(home: Path, bulletin_id: str) -> Mapping[str, ProjectLine]:
    return {line.key: line for line in get_lines(home, bulletin_id)}


def current() -> Now | None:
    """What the linker works on; `None` before there is a plan with objectives and a bulletin of it."""
    text = current_text(settings.TERRITORY)
    bulletin = reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY)
    if text is None or bulletin is None or not bulletin.has_objectives:
        return None
    plan = text.edition.plan
    if bulletin.plan_code != plan.code:
        return None
    return Now(plan, book_of(text.content), bulletin, links_of(plan.code), refused_of(plan.code))


def missing(title: str) -> Page:
    """What a page says while there is nothing to link: no plan yet, or no bulletin of it."""
    return Page("desk/links/missing.html", title, context={"has_plan": current_text(settings.TERRITORY) is not None})


def seen_as(links: Iterable[Link]) -> str:
    """A judgement in short, as a form carries it: another one has another."""
    told = sorted((link.objective or "", str(link.share or ""), link.reason.strip()) for link in links)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
