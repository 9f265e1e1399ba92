"""What the API answers beside the public tables: where to begin, the plan, its texts, the bulletins."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from ninja import Query

from segnavia.api.bulletin_shapes import BulletinDocument
from segnavia.api.errors import PROBLEM, ApiError
from segnavia.api.frame import Request
from segnavia.api.operations import INTERFACE, Words, answer, base_of, operation, page_of
from segnavia.api.questions import Paging
from segnavia.api.resources import resources
from segnavia.api.schemas import list_of
from segnavia.api.shapes import Bulletin, Plan, Problem, Start, Text
from segnavia.briefing import state
from segnavia.briefing.legal import acts_twin, text_line
from segnavia.monitoring import public as measured
from segnavia.opendata.declaration import TABLES
from segnavia.plans import public as planned
from segnavia.plans.canonical import from_canonical
from segnavia.registry import legal

PLAN = gettext_noop("The plan in force, whole")
TEXTS = gettext_noop("Frozen texts of the plan")
BULLETINS = gettext_noop("Published bulletins")


@operation(
    "",
    "start",
    Words(gettext_noop("Where to begin"), gettext_noop("Every list of the interface, with its title.")),
    INTERFACE,
    Start,
)
def start(request: Request) -> HttpResponse:
    """Every list of the API, with its title."""
    base = base_of(request)
    titles = {"plan": PLAN, "texts": TEXTS, "bulletins": BULLETINS}
    titles |= {name: TABLES[name].title for name in resources()}
    items = [{"name": name, "title": gettext(title), "href": f"{base}/{name}"} for name, title in titles.items()]
    told = {
        "documentation": f"{request.origin}{reverse('api-pages:docs')}",
        "openapi": f"{base}/openapi.json",
        "features": f"{request.origin}/ogc",
        "items": items,
    }
    return answer(f'"about": {{{request.shown.about}}}, {_members(told)}')


@operation(
    "/status",
    "status",
    Words(gettext_noop("Whether the interface works"), gettext_noop("As Italy's guidelines for interoperability ask.")),
    INTERFACE,
    Problem,
)
def status(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the library wants it
    """Whether the API answers, as Italy's guidelines for interoperability ask: a problem that is none."""
    told = {"type": "about:blank", "title": "OK", "status": 200, "detail": gettext("The interface works.")}
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=PROBLEM)


@operation(
    "/plan",
    "plan",
    Words(PLAN, gettext_noop("Every fact with its provenance; shares also as exact fractions.")),
    INTERFACE,
    Plan,
)
def plan(request: Request) -> HttpResponse:
    """The plan in force, whole."""
    shown = request.shown
    told = shown.make("the plan", lambda: _members(planned.public(shown.now.book.package)))
    return answer(f'"about": {{{shown.about}}}, {told}')


@operation(
    "/texts",
    "texts",
    Words(TEXTS, gettext_noop("Those that are public, the newest first, with the acts that name them.")),
    INTERFACE,
    list_of(Text),
    Paging,
)
def texts(request: Request, question: Query[Paging]) -> HttpResponse:
    """The public frozen texts of the plan, the newest first, with the acts that name them."""
    lines = [text_line(text) for text in legal.public_texts(request.shown.now.book.package.plan.territory)]
    items = [
        {
            "sha256": line.sha256,
            "title": line.title,
            "frozen_on": line.frozen_on.isoformat(),
            "acts": acts_twin(line.acts),
            "canonical": f"{request.origin}{reverse('portal:text-canonical', args=[line.sha256])}",
            "package": f"{request.origin}{reverse('portal:text-package', args=[line.sha256])}",
        }
        for line in lines
    ]
    return _page(request, question, items)


@operation(
    "/bulletins",
    "bulletins",
    Words(BULLETINS, gettext_noop("The measurements, the newest first.")),
    INTERFACE,
    list_of(Bulletin),
    Paging,
)
def bulletins(request: Request, question: Query[Paging]) -> HttpResponse:
    """The published bulletins, the newest first."""
    now = request.shown.now
    ids = state.published(now.book.package.plan.territory)
    items = [
        {
            "id": found.id,
            "territory": found.territory,
            "as_of": found.as_of,
            "software": found.software,
            "plan_sha256": found.plan_sha256,
            "is_current": now.bulletin is not None and found.id == now.bulletin.id,
            "href": f"{base_of(request)}/bulletins/{found.id}",
        }
        for found in map(state.bulletin, ids)
        if found
    ]
    return _page(request, question, items)


@operation(
    "/bulletins/{key}",
    "bulletin",
    Words(
        gettext_noop("One bulletin, whole"), gettext_noop("With all its figures, also when a later one is in force.")
    ),
    INTERFACE,
    BulletinDocument,
)
def bulletin(request: Request, key: str) -> HttpResponse:  # noqa: ARG001 - the library wants it
    """One bulletin whole, also when a later one is in force."""
    found = state.bulletin(key)
    if found is None:
        raise ApiError(404, gettext("No bulletin %(id)s has been published.") % {"id": key})
    objectives = [objective.code for objective in from_canonical(state.measured_text(found)).objectives]
    return answer(_members(measured.document(found, objectives)))


def _members(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, allow_nan=False)[1:-1]


def _page(request: Request, question: Paging, items: Sequence[dict[str, Any]]) -> HttpResponse:
    page = items[question.offset : question.offset + question.limit]
    written = json.dumps(page, ensure_ascii=False)[1:-1]
    return page_of(request, written, len(items), question.limit, question.offset)
