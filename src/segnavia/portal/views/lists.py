"""The list of projects that stands behind a figure, a page at a time."""

from dataclasses import dataclass

from django.http import HttpRequest

from segnavia.briefing import state, twins
from segnavia.briefing.figures import PageOf, page_of
from segnavia.briefing.project_list.facets import address_of
from segnavia.briefing.rollup import figure_at
from segnavia.briefing.state import State
from segnavia.briefing.states import StateCount, asked_state, counts_of
from segnavia.core.facts import State as ProjectState
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.portal.pages import Turning


@dataclass(frozen=True, slots=True)
class Projects(Turning):
    """A page of projects, with how many there are in each state. `lines` is empty where nothing has been measured."""

    lines: tuple[ProjectLine, ...]
    page: PageOf
    states: tuple[StateCount, ...] = ()
    chosen: ProjectState | None = None
    filters: str = ""  # the same list among all projects, as its address has it after the `?`
    of: tuple[str, str] = ("", "")  # dimension and code

    @property
    def data(self) -> twins.Json:
        """The list as its JSON twin has it."""
        return twins.project_list(self.lines, self.page)

    def turned(self, request: HttpRequest) -> "Projects":
        """The part of the same list that another request asks for."""
        now = state.current()
        return self if now is None else projects_of(request, now, *self.of)

    @property
    def has_choice(self) -> bool:
        """Whether a state can be asked for that gives another list than all of them."""
        return self.chosen is not None or sum(each.count > 0 for each in self.states) > 1

    @property
    def all(self) -> int:
        """How many projects there are in all states."""
        return sum(each.count for each in self.states)


def projects_of(request: HttpRequest, now: State, dimension: str, code: str) -> Projects:
    """The projects behind the figure of one code: the page that `?pagina=`, the state that `?stato=` asks for."""
    if now.bulletin is None:
        return Projects((), page_of(None, 0))
    figure = figure_at(now.bulletin, dimension, code)
    chosen = asked_state(request.GET.get("stato"))
    total = figure.projects_located if chosen is None else figure.count(chosen)
    page = page_of(request.GET.get("pagina"), total)
    value = None if chosen is None else chosen.value
    lines = state.projects(now.bulletin, dimension, code, state=value, limit=page.size, offset=page.offset)
    return Projects(lines, page, counts_of(figure), chosen, address_of(dimension, code), (dimension, code))
