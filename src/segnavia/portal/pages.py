"""A page and its JSON twin: one view, two addresses, the same figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from segnavia.portal import state
from segnavia.portal.presenters import twins


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb; the page itself has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a view answers: a template with its context, and the data of its JSON twin."""

    template: str
    title: str
    crumbs: tuple[Crumb, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)
    data: twins.Json = field(default_factory=dict)


View = Callable[..., Page]


def addresses(route: str, view: View, name: str, *, twin: str | None = None) -> list[URLPattern]:
    """The address of a page, and of its twin: the same with `.json`, or `twin` where the page's own is bare."""

    def html(request: HttpRequest, **codes: str) -> HttpResponse:
        now = state.current()
        if now is None:
            return render(request, "portal/empty.html", {"title": _("No plan yet")})
        page = view(request, now, **codes)
        context = {
            **page.context,
            "title": page.title,
            "crumbs": page.crumbs,
            "book": now.book,
            "bulletin": page.context.get("bulletin", now.bulletin),
            "twin": f"{twin_of(request)}",
        }
        return render(request, page.template, context)

    def json(request: HttpRequest, **codes: str) -> HttpResponse:
        now = state.current()
        if now is None:
            return problem(404, _("No plan yet"), _("Load one with: segnavia plan load DIR"))
        page = view(request, now, **codes)
        body = {"about": twins.about(now.book, now.bulletin), **page.data}
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "allow_nan": False})

    twin_route = twin or f"{route}.json"

    def twin_of(request: HttpRequest) -> str:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        base = request.path if not twin else f"{request.path.rstrip('/')}/{twin}"
        return f"{base}{'' if twin else '.json'}{query}"

    return [path(twin_route, json, name=f"{name}.json"), path(route, html, name=name)]


def problem(status: int, title: str, detail: str) -> JsonResponse:
    """An error of a twin, as RFC 9457 problem details."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")
