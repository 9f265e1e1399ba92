"""The PNRR components by direction, with their money, and one component."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.figures import money_at
from segnavia.briefing.matrix import component_blocks, marks_of
from segnavia.briefing.rollup import rolled_up
from segnavia.briefing.state import State
from segnavia.core.codes import component_of
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views.lists import projects_of


def index(_request: HttpRequest, now: State) -> Page:
    """The matrix of components by direction."""
    blocks = component_blocks(now.book, now.bulletin)
    rows = [row for block in blocks for row in block.rows]
    return Page(
        "portal/components.html",
        _("Components"),
        crumbs=(Crumb(_("Components")),),
        context={"blocks": blocks, "count": len(rows), "marks": sum(len(row.component.directions) for row in rows)},
        data={
            "items": [
                {
                    "code": row.component.code,
                    "title": row.component.title,
                    "directions": [direction.value for direction in row.component.directions],
                    **twins.provenance(row.component),
                    **twins.money(row.money),
                }
                for row in rows
            ]
        },
    )


def detail(request: HttpRequest, now: State, code: str) -> Page:
    """One component: its money in the territory by sub-measure, and its projects."""
    component = now.book.components.get(code)
    if component is None:
        raise Http404(_("The plan has no component %(code)s.") % {"code": code})
    money = money_at(now.bulletin, "component", code)
    measured = [] if now.bulletin is None else now.bulletin.by["submeasure"]
    submeasures = [
        (each, now.book.submeasures.get(each), money_at(now.bulletin, "submeasure", each))
        for each in measured
        if component_of(each) == code
    ]
    rollup = rolled_up(now, "component", code)
    projects = projects_of(request, now, "component", code)
    return Page(
        "portal/component.html",
        component.title,
        crumbs=(Crumb(_("Components"), reverse("portal:components")), Crumb(code)),
        context={
            "component": component,
            "mission": now.book.missions[component.mission],
            "marks": marks_of(component, now.book) if component.directions else (),
            "money": money,
            "submeasures": submeasures,
            "rollup": rollup,
            "projects": projects,
        },
        data={
            "code": code,
            "title": component.title,
            "directions": [direction.value for direction in component.directions],
            **twins.provenance(component),
            **twins.money(money),
            "submeasures": [
                {"code": each, "title": record.title if record else None, **twins.money(figure)}
                for each, record, figure in submeasures
            ],
            **rollup.data,
            "project_list": projects.data,
        },
    )
