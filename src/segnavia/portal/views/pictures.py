"""The pictures of pages, for whoever shares their links."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.briefing.numbers import plain, plain_day, plain_meur, plain_percent
from segnavia.briefing.state import State
from segnavia.portal.metadata import HOME, PICTURES
from segnavia.portal.pages import Page, page_at
from segnavia.reports.sharing import Bar, Fact, Picture, png

NAMES = {word: name for name, word in PICTURES.items()} | {HOME: "home"}
KINDS = {
    "home": gettext_noop("Where the plan stands"),
    "objective": gettext_noop("Objective"),
    "driver": gettext_noop("Driver of the agenda"),
    "component": gettext_noop("Component"),
    "municipality": gettext_noop("Municipality"),
    "zone": gettext_noop("Zone"),
    "body": gettext_noop("Actor"),
    "project": gettext_noop("Project"),
}
CODES = {"project": "key"}  # the name of the variable in the page's address, where it is not `code`


@require_safe
def picture(request: HttpRequest, kind: str, code: str = "") -> HttpResponse:
    """The picture of a page, by its kind in a word and its code; that of the home page stands for the plan."""
    now, name = state.current(), NAMES.get(kind)
    if now is None or name is None or (name == "home") is bool(code):
        raise Http404(_("No page has this picture."))
    codes = {CODES.get(name, "code"): code} if code else {}
    page, sentence = page_at(request, now, name, codes)
    response = HttpResponse(png(_picture_of(now, name, code, page, sentence)), content_type="image/png")
    patch_cache_control(response, public=True, max_age=86400)
    return response


def _picture_of(now: State, name: str, code: str, page: Page, sentence: str) -> Picture:
    data: Mapping[str, Any] = page.data["total"] if name == "home" else page.data  # type: ignore[assignment]
    kind = _(KINDS[name])
    bulletin = now.bulletin
    return Picture(
        language=get_language() or settings.LANGUAGE_CODE,
        plan=now.book.package.plan.short_title,
        kind=f"{kind} {code}" if name in {"objective", "driver", "component"} else kind,
        title=now.book.package.plan.title if name == "home" else page.title,
        sentence=sentence,
        basis=_("Measured on open data up to {day}").format(day=plain_day(bulletin.as_of)) if bulletin else "",
        site=urlsplit(settings.SITE_URL).netloc,
        facts=tuple(_facts(data)),
        bar=_bar(data),
    )


def _facts(data: Mapping[str, Any]) -> list[Fact]:
    """The figures that a page's twin has, in the order in which one asks for them."""
    facts = []
    if data.get("projects_located") is not None:
        facts.append(Fact(_("projects"), plain(data["projects_located"])))
    for key, title in (("funding_pnrr", _("funded by the PNRR")), ("paid_pnrr", _("paid"))):
        if key in data:
            value = data[key]
            known = value is not None
            facts.append(
                Fact(title, plain_meur(Decimal(value)) if known else _("not known"), "M€" if known else "", known)
            )
    if data.get("paid_ratio") is not None:
        facts.append(Fact(_("of what is funded, where both are known"), plain_percent(data["paid_ratio"])))
    return facts


def _bar(data: Mapping[str, Any]) -> Bar | None:
    ratio, known = data.get("paid_ratio"), data.get("known_share")
    if ratio is None or known is None:
        return None
    length = min(1.0, float(known)) * 100
    return Bar(done=min(1.0, float(ratio)) * length, known=length)
