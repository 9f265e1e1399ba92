"""Who carries the plan out: the directions, the bodies by money, the actors by what is asked, and one of them."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.actors import actor_at
from segnavia.briefing.bodies import ActorRow, BodyRow, actor_rows, body_row, body_rows, direction_rows
from segnavia.briefing.figures import money_at, page_of
from segnavia.briefing.matrix import asked_by_mission
from segnavia.briefing.rollup import rolled_up
from segnavia.briefing.state import State
from segnavia.briefing.words import BODY_KINDS, UNKNOWN
from segnavia.core.bodies import BodyKind
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views.asked import asked_of_actor
from segnavia.portal.views.lists import projects_of
from segnavia.registry.asked import open_counts
from segnavia.registry.models import Actor


def index(request: HttpRequest, now: State) -> Page:
    """The directions with their money, the bodies by theirs, the actors by what is asked of them.

    `?direzione=` narrows them, `?pagina=` turns the pages of the bodies.
    """
    directions = direction_rows(now.book, now.bulletin)
    codes = [row.direction.code.value for row in directions if row.direction]
    asked = request.GET.get("direzione", "")
    chosen = asked if asked in codes else ""
    rows = body_rows(now.bulletin, chosen)
    page = page_of(request.GET.get("pagina"), len(rows))
    shown = rows[page.offset : page.offset + page.size]
    actors = actor_rows(Actor.objects.all(), open_counts(public=True), now.book, now.bulletin, chosen)
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
            "actors_asked": [row for row in actors if row.open],
            "actors_others": [row for row in actors if not row.open],
            "asked_total": sum(row.open for row in actors),
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
            "actors": {"items": [_actor(row) for row in actors]},
        },
    )


def detail(request: HttpRequest, now: State, code: str) -> Page:
    """One actor by its code, or one body by its tax code: what is asked of it, its money and its projects."""
    actor = None if code == UNKNOWN else actor_at(code)
    tax_code = actor.tax_code if actor else code
    measured = now.bulletin is not None and tax_code in now.bulletin.by.get("body", {})
    if actor is None and not measured:
        raise Http404(_("No actor here has the code or tax code %(code)s.") % {"code": code})
    row = body_row(now.bulletin, tax_code) if measured and now.bulletin else None
    body = row.body if row else None
    told = actor.direction if actor else body.direction if body else ""
    direction = next((record for record in now.book.package.directions if record.code == told), None)
    title = actor.title if actor else body.title if body else _("Body not known")
    asked = asked_of_actor(now, actor, tax_code)
    objectives_asked = asked_by_mission(now.book, told) if told else []
    projects = projects_of(request, now, "body", tax_code) if measured else None
    rollup = rolled_up(now, "body", tax_code, listed=False) if measured else None
    kind = BODY_KINDS[BodyKind(actor.kind)] if actor else row.kind if row else ""
    return Page(
        "portal/body.html",
        title,
        crumbs=(Crumb(_("Actors"), reverse("portal:bodies")), Crumb(title)),
        measured=measured,
        context={
            "row": row,
            "money": row.money if row else None,
            "actor": actor,
            "named": bool(actor or body),
            "kind": kind,
            "tax_code": tax_code,
            "direction": direction,
            "asked": asked,
            "objectives_asked": objectives_asked,
            "asked_total": sum(count for _mission, count in objectives_asked),
            "projects": projects,
            "rollup": rollup,
        },
        data={
            **(_body(row) if row else {"code": tax_code or None, "title": title, "kind": None, "direction": told}),
            "actor": actor.code if actor else None,
            "municipality": (actor.municipality or None) if actor else None,
            "asked": asked.data,
            **(rollup.data if rollup else {}),
            "project_list": projects.data if projects else None,
        },
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


def _actor(row: ActorRow) -> twins.Json:
    actor = row.actor
    return {
        "code": actor.code,
        "title": actor.title,
        "kind": actor.kind,
        "direction": actor.direction,
        "tax_code": actor.tax_code or None,
        "municipality": actor.municipality or None,
        "asked": row.open,
        "projects": row.projects,
    }
