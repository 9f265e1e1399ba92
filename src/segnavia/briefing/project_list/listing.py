"""The list of projects that an address asks for: what is known of it, a page of it, and what else can be chosen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.completeness import tells_dates
from segnavia.briefing.figures import Money, PageOf, money_of, page_of
from segnavia.briefing.project_list.asking import ORDERS, Question, question_of
from segnavia.briefing.project_list.facets import LONG, NAMES, TITLES, Value, values_of, word_of
from segnavia.briefing.search import matching_projects
from segnavia.briefing.state import State
from segnavia.core.rollup import NOTHING
from segnavia.monitoring.project_search.model import (
    PLACE,
    PLAN,
    Facet,
    Found,
    SelectedLine,
    Selection,
    Sort,
    selection_of,
)
from segnavia.monitoring.project_search.searching import search_projects

NONE = Found(NOTHING, (), {})
_BEYOND = 600  # values of a list: with more, those with the fewest projects are left to the search by words


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, and how many projects would be left with it beside what is chosen elsewhere."""

    value: Value
    word: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of one facet. `title` is a message id; `long`: one is chosen from a list, with no box for each."""

    facet: Facet
    name: str
    title: str
    long: bool
    values: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        """How many are chosen."""
        return sum(each.chosen for each in self.values)


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, and the question without it."""

    title: str
    text: str
    planned: bool
    without: str


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The list: `money` is what is known of all of it, `lines` are a page.

    `partly`: amounts are of the part of each project that lies in the chosen places and serves the chosen objectives.
    """

    question: Question
    money: Money
    lines: tuple[SelectedLine, ...]
    page: PageOf
    facets: tuple[Choices, ...]
    chips: tuple[Chip, ...]
    orders: tuple[tuple[str, Sort], ...]
    partly: bool

    @property
    def data(self) -> twins.Json:
        """The list as its JSON twin has it."""
        return {
            "q": self.question.text or None,
            "chosen": {facet.value: [value.code for value in values] for facet, values in self.question.chosen.items()},
            "not_known_here": list(self.question.unknown),
            "sort": self.question.sort.value,
            "total": twins.money(self.money),
            "facets": {
                each.facet.value: {
                    "items": [
                        {
                            "code": choice.value.code,
                            "title": choice.value.title,
                            "projects": choice.count,
                            "chosen": choice.chosen,
                        }
                        for choice in each.values
                    ]
                }
                for each in self.facets
            },
            "project_list": {
                "items": [line_twin(each) for each in self.lines],
                "page": self.page.number,
                "pages": self.page.pages,
                "total": self.page.total,
            },
        }


def project_list(now: State, values_at: Callable[[str], list[str]]) -> ProjectList:
    """The list for an address, whose values `values_at` gives by name; before the first bulletin an empty one."""
    dates = now.bulletin is not None and tells_dates(now.bulletin)
    question = question_of(now, values_at, dates=dates)
    selection = selection_for(now, question)
    pages = values_at("pagina")
    size = page_of(None, 0).size
    # the total is not known before the search: the page is looked for where it would stand
    number = page_of(pages[0] if pages else None, 10**6).number
    found = _found(now, selection, question.sort, size, (number - 1) * size)
    page = page_of(str(number), found.figure.projects_located, size)
    if page.number != number:
        found = _found(now, selection, question.sort, size, page.offset)
    return ProjectList(
        question,
        money_of(None if now.bulletin is None else found.figure),
        found.lines,
        page,
        tuple(_choices(now, question, found)),
        tuple(_chips(question)),
        tuple((word, sort) for word, sort in ORDERS.items() if dates or sort is not Sort.DUE),
        selection.narrows(*PLAN, *PLACE),
    )


def selection_for(now: State, question: Question) -> Selection:
    """What a question selects."""
    keys = frozenset(matching_projects(now, question.text)) if question.text else None
    chosen = {facet: [value.code for value in values] for facet, values in question.chosen.items()}
    return selection_of(chosen, keys)


def all_lines(now: State, values_at: Callable[[str], list[str]]) -> tuple[SelectedLine, ...]:
    """All the projects of the list for an address, in its order."""
    dates = now.bulletin is not None and tells_dates(now.bulletin)
    question = question_of(now, values_at, dates=dates)
    return _found(now, selection_for(now, question), question.sort, None, 0).lines


def line_twin(each: SelectedLine) -> twins.Json:
    """A project of the list as its twin and its table have it: `part` of it is what the amounts of the list count."""
    return {**twins.project_line(each.line), "part": twins.number(each.part)}


def _found(now: State, selection: Selection, sort: Sort, limit: int | None, offset: int) -> Found:
    if now.bulletin is None:
        return NONE
    home = settings.SEGNAVIA_HOME
    return search_projects(home, now.bulletin.id, selection, sort=sort, limit=limit, offset=offset) or NONE


def _choices(now: State, question: Question, found: Found) -> Iterator[Choices]:
    """The facets that have a value here: those that some project has, and those that are chosen."""
    for facet in Facet:
        counts: Mapping[str, int] = found.counts.get(facet, {})
        chosen = {value.code for value in question.chosen.get(facet, ())}
        values = [value for value in values_of(now, facet) if counts.get(value.code) or value.code in chosen]
        if len(values) > _BEYOND:
            most = sorted(values, key=lambda value: (value.code not in chosen, -counts.get(value.code, 0)))[:_BEYOND]
            kept = {value.code for value in most}
            values = [value for value in values if value.code in kept]
        if values:
            yield Choices(
                facet,
                NAMES[facet],
                TITLES[facet],
                facet in LONG,
                tuple(
                    Choice(value, word_of(facet, value.code), counts.get(value.code, 0), value.code in chosen)
                    for value in values
                ),
            )


def _chips(question: Question) -> Iterator[Chip]:
    if question.text:
        yield Chip(_("Words"), question.text, False, question.without("q", question.text))
    for facet, values in question.chosen.items():
        for value in values:
            without = question.without(NAMES[facet], word_of(facet, value.code))
            yield Chip(_(TITLES[facet]), value.title, value.planned, without)
