"""Frozen texts: one by its SHA-256 or by a day on which it was in force, as a page and to take away."""

import re
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.actions.packages import history_of
from segnavia.briefing.legal import act_line, acts_twin, text_line
from segnavia.briefing.state import State
from segnavia.plans.archive import archive_of
from segnavia.plans.book import PlanBook
from segnavia.plans.canonical import from_canonical
from segnavia.portal.pages import Crumb, Page, lang_of
from segnavia.registry import legal
from segnavia.registry.models import Act, FrozenText

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def index(_request: HttpRequest, now: State) -> Page:
    """Every public text, the newest first, and the form that leads to the one of a day."""
    lines = [text_line(text) for text in legal.public_texts(settings.TERRITORY)]
    return Page(
        "portal/texts.html",
        _("Texts of the plan"),
        crumbs=(_plan_crumb(), Crumb(_("Texts"))),
        measured=False,
        context={"lines": lines, "today": timezone.localdate(), "current_sha256": now.book.sha256},
        data={
            "items": [
                {
                    "sha256": line.sha256,
                    "title": line.title,
                    "frozen_on": line.frozen_on.isoformat(),
                    "acts": acts_twin(line.acts),
                }
                for line in lines
            ]
        },
    )


def detail(_request: HttpRequest, now: State, name: str) -> Page:
    """One text: by its SHA-256, or its first eight digits and more; or the one in force on a day, `2024-06-30`."""
    day = _day(name) if _DAY.fullmatch(name) else None
    text = _text_on(day) if day else _text(name)
    book = _book(text.sha256, text.content)
    acts = [act_line(act) for act in legal.acts_of_text(text)]
    of_force = _of_force(day) if day else None
    title = (
        _("The text in force on %(day)s") % {"day": date_format(day, "j E Y")}
        if day
        else _("Text %(sha256)s") % {"sha256": text.sha256[:8]}
    )
    differs = now.book.sha256 != text.sha256
    return Page(
        "portal/text.html",
        title,
        crumbs=(_plan_crumb(), Crumb(_("Texts"), reverse("portal:texts")), Crumb(title)),
        measured=False,
        context={
            "text": book,
            "acts": acts,
            "day": day,
            "today": timezone.localdate(),
            "made_so": act_line(of_force) if of_force else None,
            "text_lang": lang_of(book.package.plan.language),
            "frozen_on": timezone.localdate(text.frozen_at),
            "compare_url": reverse("portal:difference", args=[text.sha256, now.book.sha256]) if differs else "",
            "is_current": not differs,
        },
        data={
            "sha256": text.sha256,
            "in_force_on": day.isoformat() if day else None,
            "acts": acts_twin(acts),
            "package": book.package.model_dump(mode="json"),
        },
    )


@require_safe
def on_day(request: HttpRequest) -> HttpResponse:
    """From the form with a date to the address of that day."""
    return redirect("portal:text", _day(request.GET.get("giorno", "")).isoformat())


@require_safe
def canonical_json(_request: HttpRequest, sha256: str) -> HttpResponse:
    """The very bytes whose SHA-256 names the text."""
    text = _text(sha256)
    return _attachment(text.content.encode(), "application/json", f"{_name(text)}.json")


@require_safe
def package(_request: HttpRequest, sha256: str) -> HttpResponse:
    """The text as a plan package, zipped; with the acts of its edition where it is that edition's newest."""
    text = _text(sha256)
    content = archive_of(_book(text.sha256, text.content).package, _name(text), history_of(text))
    return _attachment(content, "application/zip", f"{_name(text)}.zip")


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _text(sha256: str) -> FrozenText:
    text = legal.public_text(sha256.lower())
    if text is None:
        raise Http404(
            _("No public text of a plan has a SHA-256 that begins with %(sha256)s; eight digits are the fewest.")
            % {"sha256": sha256}
        )
    return text


def _text_on(day: date) -> FrozenText:
    act = _of_force(day)
    if act is not None:
        return act.text
    first = legal.first_day_of_force(settings.TERRITORY)
    if first is None:
        raise Http404(_("No text of the plan has come into force yet, as far as is known here."))
    raise Http404(
        _("On %(day)s no text of the plan was in force, as far as is known. The first is in force since %(first)s.")
        % {"day": date_format(day, "j E Y"), "first": date_format(first, "j E Y")}
    )


def _of_force(day: date) -> Act | None:
    """The act by which a text was in force on a day. Raises `Http404` for one that has not come: it is not known."""
    if day > timezone.localdate():
        raise Http404(_("This day has not come: which text will be in force then is not known."))
    return legal.act_on(settings.TERRITORY, day)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404(_("This is no date: write one such as 2024-06-30.")) from None


def _name(text: FrozenText) -> str:
    return f"{text.edition.plan.code}-{text.sha256[:8]}"


def _plan_crumb() -> Crumb:
    return Crumb(_("Plan"), reverse("portal:plan"))


@lru_cache(maxsize=4)
def _book(sha256: str, content: str) -> PlanBook:
    """A frozen text, read once: it never changes."""
    return PlanBook(sha256, from_canonical(content))
