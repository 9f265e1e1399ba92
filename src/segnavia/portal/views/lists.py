"""The list of projects that stands behind a figure, a page at a time."""

from dataclasses import dataclass

from django.http import HttpRequest

from segnavia.monitoring.bulletin import ProjectLine
from segnavia.portal import state
from segnavia.portal.presenters import twins
from segnavia.portal.presenters.figures import PageOf, page_of
from segnavia.portal.state import State


@dataclass(frozen=True, slots=True)
class Projects:
    """A page of projects. `lines` is empty where nothing has been measured."""

    lines: tuple[ProjectLine, ...]
    page: PageOf

    @property
    def data(self) -> twins.Json:
        """The list as its JSON twin has it."""
        return twins.project_list(self.lines, self.page)


def projects_of(request: HttpRequest, now: State, dimension: str, code: str) -> Projects:
    """The projects behind the figure of one code, on the page that `?pagina=` asks for."""
    if now.bulletin is None:
        return Projects((), page_of(None, 0))
    total = now.bulletin.figure(dimension, code).projects_located
    page = page_of(request.GET.get("pagina"), total)
    lines = state.projects(now.bulletin, dimension, code, limit=page.size, offset=page.offset)
    return Projects(lines, page)
