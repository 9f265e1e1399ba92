"""A page and its JSON twin: one view, two addresses, the same figures."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state, twins
from segnavia.briefing.state import State
from segnavia.portal.metadata import SLOT, sentence_of, with_metadata

LIST_QUESTIONS = ("stato", "pagina")  # which part of its list of projects a page shows


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb; the page itself has no address."""

    title: str
    url: str = ""


class Turning(ABC):
    """A list of which a page shows a part, under `projects` of its context and `project_list` of its twin."""

    @property
    @abstractmethod
    def data(self) -> twins.Json:
        """The list as the twin has it."""

    @abstractmethod
    def turned(self, request: HttpRequest) -> "Turning":
        """The part that this request asks for."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a view answers: a template with its context, and the data of its JSON twin.

    `measured` says whether it shows figures, and so has to say on what they rest.
    """

    template: str
    title: str
    crumbs: tuple[Crumb, ...] = ()
    measured: bool = True
    context: Mapping[str, object] = field(default_factory=dict)
    data: twins.Json = field(default_factory=dict)

    @property
    def turns(self) -> bool:
        """Whether it shows a part of a list, and another part makes another page that differs in nothing else."""
        return isinstance(self.context.get("projects"), Turning)

    def turned(self, request: HttpRequest) -> "Page":
        """The page as this request asks for its list: nothing else of it has to be made again."""
        projects = self.context.get("projects")
        if not isinstance(projects, Turning):
            return self
        turned = projects.turned(request)
        return replace(
            self, context={**self.context, "projects": turned}, data={**self.data, "project_list": turned.data}
        )


View = Callable[..., Page]
VIEWS: dict[str, View] = {}  # by the name of the address


def addresses(
    route: str, view: View, name: str, *, twin: str | None = None, spelling: Callable[[str], str] = str
) -> list[URLPattern]:
    """The address of a page, and of its twin: the same with `.json`, or `twin` where the page's own is bare.

    A code that is not in its `spelling`, and a slash at the end, lead to the right address.
    """

    @require_safe
    @_without_body
    def html(request: HttpRequest, **codes: str) -> HttpResponse:
        if moved := moved_to(request, name, codes):
            return moved
        now = state.current()
        if now is None:
            return render(request, "portal/empty.html", {"title": _("No plan yet")}, status=503)
        return HttpResponse(
            _rendered(_made(view, name, request, now, codes), request, now, name, codes, twin_of(request))
        )

    VIEWS[name] = view

    @require_safe
    @_without_body
    def json(request: HttpRequest, **codes: str) -> HttpResponse:
        if moved := moved_to(request, f"{name}.json", codes):
            return moved
        now = state.current()
        if now is None:
            return problem(503, _("No plan yet"), _("Load one with: segnavia plan load DIR"))
        page = _made(view, name, request, now, codes)
        body = {"about": twins.about(now.book, now.bulletin), **page.data}
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "allow_nan": False})

    @require_safe
    def slashed(request: HttpRequest, **codes: str) -> HttpResponse:
        return _redirect(request, name, codes)

    def moved_to(request: HttpRequest, target: str, codes: Mapping[str, str]) -> HttpResponse | None:
        right = {key: spelling(code) for key, code in codes.items()}
        return None if right == codes else _redirect(request, target, right)

    twin_route = twin or f"{route}.json"

    def twin_of(request: HttpRequest) -> str:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        base = request.path if not twin else f"{request.path.rstrip('/')}/{twin}"
        return f"{base}{'' if twin else '.json'}{query}"

    patterns = [path(twin_route, json, name=f"{name}.json"), path(route, html, name=name)]
    return [*patterns, path(f"{route}/", slashed)] if route else patterns


def _rendered(page: Page, request: HttpRequest, now: State, name: str, codes: Mapping[str, str], twin: str) -> str:
    """The page in its template, with what it says of itself to machines."""
    context = {
        **page.context,
        "title": page.title,
        "crumbs": page.crumbs,
        "book": now.book,
        "bulletin": page.context.get("bulletin", now.bulletin),
        "twin": twin,
        "measured": page.measured,
        "plan_lang": lang_of(now.book.package.plan.language),
        "metadata": SLOT,
    }
    html = render_to_string(page.template, context, request)
    sentence = state.kept(_sentence(request, name, codes), lambda: sentence_of(html))
    return with_metadata(html, request, now, name=name, codes=codes, page=(page.title, sentence, page.crumbs))


def page_at(request: HttpRequest, now: State, name: str, codes: Mapping[str, str]) -> tuple[Page, str]:
    """The page of an address, by its name, and its first sentence, for whoever draws a picture of it."""
    page = _made(VIEWS[name], name, request, now, codes)
    return page, state.kept(
        _sentence(request, name, codes), lambda: sentence_of(_rendered(page, request, now, name, codes, twin=""))
    )


def _sentence(request: HttpRequest, name: str, codes: Mapping[str, str]) -> tuple[object, ...]:
    """The key of a page's first sentence, which stands above its list, and is the same whatever part of it is shown."""
    asked = (each for each in request.GET.items() if each[0] not in LIST_QUESTIONS)
    return ("sentence", name, get_language(), *codes.items(), *asked)


def _made(view: View, name: str, request: HttpRequest, now: State, codes: Mapping[str, str]) -> Page:
    """The view's page. Where the state is pinned, one that differs in its list alone is made of another."""
    if not state.is_pinned():
        return view(request, now, **codes)
    key, asked = (name, get_language(), *codes.items()), tuple(request.GET.items())
    rest = tuple(each for each in asked if each[0] not in LIST_QUESTIONS)
    other: list[Page] = state.kept(("pages", key, rest), list)
    if other and other[0].turns:
        return other[0].turned(request)
    page = state.kept(("page", key, asked), lambda: view(request, now, **codes))
    other.append(page)
    return page


def _without_body(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, which answers HEAD with the length of a body and none: the server complains of one."""

    @wraps(view)
    def answer(request: HttpRequest, **codes: str) -> HttpResponse:
        response = view(request, **codes)
        if request.method == "HEAD":
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return answer


def _redirect(request: HttpRequest, name: str, codes: Mapping[str, str]) -> HttpResponse:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse(f'portal:{name}', kwargs=dict(codes))}{query}", permanent=True)


def lang_of(language: str) -> SafeString:
    """The `lang` attribute of a text in this language; nothing where the page itself speaks it."""
    return SafeString("") if language == get_language() else format_html(' lang="{}"', language)


def problem(status: int, title: str, detail: str) -> JsonResponse:
    """An error of a twin, as RFC 9457 problem details."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")
