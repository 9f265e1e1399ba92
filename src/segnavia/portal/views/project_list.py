"""All projects, narrowed by words and facets that stand in the address; the same as a table to work on elsewhere."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.briefing.figures import page_of
from segnavia.briefing.project_list import ProjectList, project_list
from segnavia.briefing.project_list.download import table_of
from segnavia.briefing.project_list.listing import all_lines
from segnavia.briefing.state import State
from segnavia.portal.pages import Crumb, Page, problem


def index(request: HttpRequest, now: State) -> Page:
    """The projects that the address asks for: `?q=`, the facets, `?ordine=`, `?pagina=`."""
    found = _turned(request, now) if state.is_pinned() else project_list(now, request.GET.getlist)
    return Page(
        "portal/projects.html",
        _("Projects"),
        crumbs=(Crumb(_("Projects")),),
        context={"list": found},
        data=found.data,
    )


def _turned(request: HttpRequest, now: State) -> ProjectList:
    """The list as `project_list` has it, for whoever makes all of its pages: asked for once, and turned."""
    asked = request.GET.copy()
    pages = asked.pop("pagina", [])
    key = ("projects", get_language(), asked.urlencode())
    first, lines = state.kept(key, lambda: (project_list(now, asked.getlist), all_lines(now, asked.getlist)))
    page = page_of(pages[0] if pages else None, first.page.total, first.page.size)
    return replace(first, page=page, lines=lines[page.offset : page.offset + page.size])


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All projects of the list for an address, as CSV."""
    now = state.current()
    if now is None:
        return problem(503, _("No plan yet"), _("Load one with: segnavia plan load DIR"))
    response = HttpResponse(table_of(all_lines(now, request.GET.getlist)), content_type="text/csv; charset=utf-8")
    measured = now.bulletin.id if now.bulletin else now.book.package.plan.code
    response["Content-Disposition"] = f'attachment; filename="progetti-{measured}.csv"'
    return response
