"""The monitoring report to take away: the page that offers it, and its files."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from segnavia.briefing import state, twins
from segnavia.briefing.state import State
from segnavia.portal.pages import Crumb, Page
from segnavia.reports.monitoring.forms import FORMS, Form, document
from segnavia.reports.monitoring.kept import BusyError, kept, name_of, size_of
from segnavia.reports.monitoring.scope import SLUGS, WHOLE, Scope, scope_of

RETRY = 30  # seconds after which a reader who found others' reports being written asks again


@dataclass(frozen=True, slots=True)
class File:
    """One form of a report. `size` is its bytes, or `None` before anybody has asked for it."""

    form: Form
    url: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A report on one thing, in its four forms."""

    code: str
    title: str
    files: tuple[File, ...]


def files_of(now: State, slug: str = "", code: str = "") -> tuple[File, ...]:
    """The four files of the report on the whole plan, or on the thing that an address names."""
    scope = scope_of(now, SLUGS[slug], code) if slug else WHOLE
    if scope is None:
        return ()
    language = get_language() or "it"

    def url(ending: str) -> str:
        if not slug:
            return reverse(f"portal:report.{ending}")
        return reverse(f"portal:report-part.{ending}", args=[slug, code])

    return tuple(
        File(form, url(ending), size_of(name_of(now, scope, ending, language))) for ending, form in FORMS.items()
    )


def index(_request: HttpRequest, now: State) -> Page:
    """What the report holds, its four forms, and the parts of the plan on which there is one of their own."""
    package = now.book.package
    parts = [
        (
            _("Missions"),
            [Offer(each.code, each.title, files_of(now, "missioni", each.code)) for each in package.missions],
        ),
        (_("Drivers"), [Offer(each.code, each.title, files_of(now, "agenda", each.code)) for each in package.drivers]),
        (_("Zones"), [Offer("", each.title, files_of(now, "zone", each.code)) for each in package.zones]),
    ]
    files = files_of(now)
    return Page(
        "portal/report.html",
        _("Monitoring report"),
        crumbs=(Crumb(_("Monitoring"), reverse("portal:monitoring")), Crumb(_("Report"))),
        context={"files": files, "parts": [(title, offers) for title, offers in parts if offers]},
        data={"items": [_twin(file) for file in files]},
    )


def _twin(file: File) -> twins.Json:
    return {"format": file.form.ending, "media_type": file.form.media_type, "url": file.url, "bytes": file.size}


def _name(_request: HttpRequest, form: str, slug: str = "", code: str = "") -> str | None:
    """The name of the file that an address stands for, which changes with whatever it is made of."""
    found = _asked(slug, code)
    return None if found is None else name_of(*found, form, get_language() or "it")


def _etag(request: HttpRequest, form: str, slug: str = "", code: str = "") -> str | None:
    name = _name(request, form, slug, code)
    return quote_etag(name) if name else None


@require_safe
@condition(etag_func=_etag)
def download(request: HttpRequest, form: str, slug: str = "", code: str = "") -> HttpResponseBase:
    """The report as a file; written now where nobody has asked for it yet."""
    found = _asked(slug, code)
    if found is None:
        raise Http404(_("There is no report on this: the plan and its bulletin do not hold it."))
    now, scope = found
    language = get_language() or "it"
    headers = {"Content-Disposition": f'attachment; filename="{"-".join(_named(now, scope, language))}.{form}"'}
    if request.method == "HEAD":  # of a length that nobody knows before it is written
        return StreamingHttpResponse((), content_type=FORMS[form].media_type, headers=headers)
    try:
        content = kept(name_of(now, scope, form, language), lambda: document(now, form, scope, language))
    except BusyError:
        words = _("Other reports are being written. Ask again in half a minute.")
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": RETRY})
    return HttpResponse(content, content_type=FORMS[form].media_type, headers=headers)


# Addresses of files: those of the whole plan, and those of one thing by its word and code.
PATTERNS = [
    *(path(f"rapporto.{form}", download, {"form": form}, name=f"report.{form}") for form in FORMS),
    *(
        path(f"rapporto/<slug:slug>/<str:code>.{form}", download, {"form": form}, name=f"report-part.{form}")
        for form in FORMS
    ),
]


def _asked(slug: str, code: str) -> tuple[State, Scope] | None:
    """What is shown now, and the thing of it that an address names."""
    now = state.current()
    if now is None:
        return None
    if not slug:
        return now, WHOLE
    scope = scope_of(now, SLUGS[slug], code) if slug in SLUGS else None
    return None if scope is None else (now, scope)


def _named(now: State, scope: Scope, language: str) -> Iterator[str]:
    """The words of a file's name: what it is, of which plan and thing, as of when."""
    yield _("report")
    yield now.book.package.plan.code
    if not scope.is_whole:
        yield scope.code or scope.actor
    if now.bulletin is not None:
        yield now.bulletin.as_of
    if language != now.book.package.plan.language:
        yield language
