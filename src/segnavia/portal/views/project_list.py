"""All projects, narrowed by words and facets that stand in the address; the same as a table to work on elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.briefing.project_list import project_list
from segnavia.briefing.project_list.download import table_of
from segnavia.briefing.project_list.listing import all_lines
from segnavia.briefing.state import State
from segnavia.portal.pages import Crumb, Page, problem


def index(request: HttpRequest, now: State) -> Page:
    """The projects that the address asks for: `?q=`, the facets, `?ordine=`, `?pagina=`."""
    found = project_list(now, request.GET.getlist)
    return Page(
        "portal/projects.html",
        _("Projects"),
        crumbs=(Crumb(_("Projects")),),
        context={"list": found},
        data=found.data,
    )


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
