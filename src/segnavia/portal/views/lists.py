"""The list of projects that stands behind a figure, a page at a time, and what else the bulletin rolls up there."""

from dataclasses import dataclass

from django.http import HttpRequest

from segnavia.briefing import state, twins
from segnavia.briefing.figures import PageOf, page_of
from segnavia.briefing.rollup import RollUp, roll_up_of
from segnavia.briefing.state import State
from segnavia.briefing.states import StateCount, asked_state, counts_of
from segnavia.core.facts import State as ProjectState
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Bulletin, ProjectLine


@dataclass(frozen=True, slots=True)
class Projects:
    """A page of projects, with how many there are in each state. `lines` is empty where nothing has been measured."""

    lines: tuple[ProjectLine, ...]
    page: PageOf
    states: tuple[StateCount, ...] = ()
    chosen: ProjectState | None = None

    @property
    def data(self) -> twins.Json:
        """The list as its JSON twin has it."""
        return twins.project_list(self.lines, self.page)

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
    return Projects(lines, page, counts_of(figure), chosen)


def rolled_up(now: State, dimension: str, code: str, *, listed: bool = True) -> RollUp:
    """What the bulletin tells of one code beside its progress; nothing where nothing has been measured.

    `listed`: with each milestone and target, and not their counts alone.
    """
    if now.bulletin is None:
        return RollUp()
    # where the lake has no milestones there is nothing to ask for
    wanted = listed and now.bulletin.milestones
    milestones = state.milestones(now.bulletin, dimension, code) if wanted else ()
    return roll_up_of(now.bulletin, dimension, code, figure_at(now.bulletin, dimension, code), milestones)


def figure_at(bulletin: Bulletin, dimension: str, code: str) -> Figure:
    """The figure of one code; the dimension `total` has the territory's own."""
    return bulletin.total if dimension == "total" else bulletin.figure(dimension, code)
