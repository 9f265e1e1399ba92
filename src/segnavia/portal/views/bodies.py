"""Who carries the projects out: the directions, the bodies, and one body."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.portal.pages import Crumb, Page
from segnavia.portal.presenters import twins
from segnavia.portal.presenters.bodies import BodyRow, body_row, body_rows, direction_rows
from segnavia.portal.presenters.figures import money_at, page_of
from segnavia.portal.presenters.words import UNKNOWN
from segnavia.portal.state import State
from segnavia.portal.views.lists import projects_of, rolled_up


def index(request: HttpRequest, now: State) -> Page:
    """The directions with their money, and the bodies by theirs; `?direzione=` narrows them, `?pagina=` turns pages."""
    directions = direction_rows(now.book, now.bulletin)
    codes = [row.direction.code.value for row in directions if row.direction]
    asked = request.GET.get("direzione", "")
    chosen = asked if asked in codes else ""
    rows = body_rows(now.bulletin, chosen)
    page = page_of(request.GET.get("pagina"), len(rows))
    shown = rows[page.offset : page.offset + page.size]
    return Page(
        "portal/bodies.html",
        _("Who carries it out"),
        crumbs=(Crumb(_("Actors")),),
        context={
            "directions": directions,
            "chosen": chosen,
            "rows": shown,
            "page": page,
            "unnamed": money_at(now.bulletin, "body", UNKNOWN).located,
            "known": 0 if now.bulletin is None else len(now.bulletin.bodies),
        },
        data={
            "directions": {
                "items": [
                    {
                        "code": row.direction.code.value if row.direction else None,
                        "title": row.direction.title if row.direction else None,
                        "bodies": row.bodies,
                        **twins.money(row.money),
                    }
                    for row in directions
                ]
            },
            "bodies": {
                "items": [_body(row) for row in shown],
                "page": page.number,
                "pages": page.pages,
                "total": page.total,
            },
        },
    )


def detail(request: HttpRequest, now: State, code: str) -> Page:
    """One body by its tax code: its money, its progress and its projects."""
    if now.bulletin is None or code not in now.bulletin.by.get("body", {}):
        raise Http404(_("No project here is carried out by a body with the tax code %(code)s.") % {"code": code})
    row = body_row(now.bulletin, code)
    title = row.body.title if row.body else _("Body not known")
    direction = next(
        (record for record in now.book.package.directions if row.body and record.code == row.body.direction), None
    )
    projects = projects_of(request, now, "body", code)
    rollup = rolled_up(now, "body", code, listed=False)
    return Page(
        "portal/body.html",
        title,
        crumbs=(Crumb(_("Actors"), reverse("portal:bodies")), Crumb(title)),
        context={"row": row, "money": row.money, "direction": direction, "projects": projects, "rollup": rollup},
        data={**_body(row), **rollup.data, "project_list": projects.data},
    )


def _body(row: BodyRow) -> twins.Json:
    body = row.body
    return {
        "code": row.code,
        "title": body.title if body else None,
        "kind": body.kind if body else None,
        "direction": body.direction if body else None,
        **twins.money(row.money),
    }
