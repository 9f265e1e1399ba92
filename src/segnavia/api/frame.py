"""What holds for every address of the interfaces, whatever it answers: how it is asked, kept, shared and refused.

Reading only; no session, no cookie; from any other site's page (CORS); in the language that is asked for; with an
allowance for each address; with an ETag that is compared before any work is done; errors as problem details.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext
from django.utils.translation.trans_real import parse_accept_lang_header

from segnavia import __version__
from segnavia.api import allowance
from segnavia.api.errors import ApiError, Fault, refusal, refused
from segnavia.api.shown import Shown, shown

View = Callable[..., HttpResponse]
JSON = "application/json"
ALLOWED = "GET, HEAD, OPTIONS"
MAX_AGE = 60  # seconds for which an answer is used without asking again: a new bulletin comes once in months
_EVERYWHERE = {
    # data, and no page: nothing may come of it in a browser
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Crs, Content-Language, ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
    ),
}
_LANGUAGES = tuple(code for code, _title in settings.LANGUAGES)  # the site's own first
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Request(HttpRequest):
    """A request as the interfaces' views get it.

    `origin` is how the site is reached by whoever asks: absolute addresses begin with it. `media` is the format that
    was agreed on.
    """

    shown: Shown
    origin: str
    media: str


class Keeps(StrEnum):
    """How long an answer holds: as long as the data, as long as the software, or not at all."""

    DATA = "data"
    SOFTWARE = "software"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Frame:
    """How an address is asked. `media` are the formats it has, the preferred one first; `parameters` those it knows.

    `refuses` is the status of what is refused for its parameters. `is_weak`: answers to one question say the same and
    may differ in their bytes.
    """

    media: tuple[str, ...] = (JSON,)
    parameters: frozenset[str] | None = frozenset()  # `None`: the view looks itself
    keeps: Keeps = Keeps.DATA
    refuses: int = 422
    is_weak: bool = False


def framed(view: View, frame: Frame = Frame()) -> View:
    """The view as an address of the interfaces."""

    def answer(request: HttpRequest, **codes: str) -> HttpResponse:
        language = translation.get_language()
        taken = None
        try:
            language = _language(request, frame)
            translation.activate(language)
            taken = _take(request)
            response = _answered(request, view, codes, frame)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told as a problem, and logged if it is ours
            response = refusal(error, request)
        for name, value in (*_EVERYWHERE.items(), *(taken.headers.items() if taken else ())):
            response.headers[name] = value
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept", "Accept-Language"))
        if request.method == "HEAD":  # the length of a body and none: the server complains of one
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined] # Django's mark: what is sent here is refused in our words
    return answer


def unknown_address(_request: HttpRequest) -> HttpResponse:
    """Whatever stands nowhere below the interfaces' addresses."""
    raise ApiError(404, gettext("Nothing stands at this address."))


def _take(request: HttpRequest) -> allowance.Taken | None:
    taken = allowance.take(request) if request.method != "OPTIONS" else None
    if taken and taken.is_over:
        told = gettext("This address may ask %(limit)s times a minute. Wait %(reset)s seconds, or take whole tables.")
        raise ApiError(429, told % {"limit": taken.limit, "reset": taken.reset}, headers=taken.headers)
    return taken


def _answered(request: HttpRequest, view: View, codes: dict[str, str], frame: Frame) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={**_PREFLIGHT, "Allow": ALLOWED})
    if request.method not in {"GET", "HEAD"}:
        raise ApiError(405, gettext("Ask with GET, HEAD or OPTIONS."), headers={"Allow": ALLOWED})
    asked = cast("Request", request)
    asked.origin = f"{request.scheme}://{request.get_host()}"
    asked.media = _media(request, frame.media)
    if frame.parameters is not None:
        know(request, frame.parameters, frame.refuses)
    if frame.keeps is Keeps.DATA:
        asked.shown = shown()
    etag = _etag(asked, frame)
    if _is_kept(request, etag):
        response = HttpResponse(status=304)
    else:
        method, request.method = request.method, "GET"
        response = view(asked, **codes)
        request.method = method
    if frame.keeps is Keeps.NOTHING:
        response.headers["Cache-Control"] = "no-cache"
    elif response.status_code in {200, 304}:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def know(request: HttpRequest, parameters: frozenset[str], status: int = 422) -> None:
    """Refuse a parameter that does not exist: left out in silence, it would be taken for granted."""
    known = parameters | {"lang"}
    faults = [
        Fault(name, "query", gettext("there is no such parameter; there are: %s") % ", ".join(sorted(known)))
        for name in request.GET
        if name not in known
    ]
    if faults:
        raise refused(faults, status)


def _language(request: HttpRequest, frame: Frame) -> str:
    """The language of `?lang=`, or the first of ours that the reader's program accepts; Italian where it says none."""
    asked = request.GET.get("lang")
    if asked in _LANGUAGES:
        return str(asked)
    if asked is not None:
        raise refused([Fault("lang", "query", gettext("it has to be %s") % ", ".join(_LANGUAGES))], frame.refuses)
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    codes = (code.partition("-")[0] for code, _weight in parse_accept_lang_header(accepted)) if accepted else ()
    return next((code for code in codes if code in _LANGUAGES), _LANGUAGES[0])


def _media(request: HttpRequest, formats: tuple[str, ...]) -> str:
    accepted = request.META.get("HTTP_ACCEPT", "*/*")
    if accepted == "*/*":
        return formats[0]
    preferred: str | None = request.get_preferred_type(formats)
    if preferred is None:
        raise ApiError(406, gettext("This address answers in %s.") % ", ".join(formats))
    return preferred


def _etag(request: Request, frame: Frame) -> str:
    """Strong unless told otherwise: a version, an address, a language and a format have one answer, byte by byte."""
    version = request.shown.version if frame.keeps is Keeps.DATA else __version__
    said = (version, request.origin, request.get_full_path(), translation.get_language(), request.media)
    tag = blake2b("\n".join(map(str, said)).encode(), digest_size=16).hexdigest()
    return f'W/"{tag}"' if frame.is_weak else f'"{tag}"'


def _is_kept(request: HttpRequest, etag: str) -> bool:
    """Whether the reader has this very answer; one that was compressed on its way has a weak tag."""
    told = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(told) and etag.removeprefix("W/") in {each.removeprefix("W/") for each in parse_etags(told)}
