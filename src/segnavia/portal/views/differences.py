"""The difference of two frozen texts: as a page, and as a document to vote on."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import twins
from segnavia.briefing.state import State
from segnavia.plans.canonical import from_canonical
from segnavia.plans.difference import Difference
from segnavia.plans.difference import difference as difference_of
from segnavia.plans.difference.public import difference_public
from segnavia.portal.pages import Crumb, Page, lang_of
from segnavia.registry.legal import public_text
from segnavia.registry.models import FrozenText
from segnavia.reports.difference import report_of
from segnavia.reports.difference_docx import difference_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def index(_request: HttpRequest, _now: State, before: str, after: str) -> Page:
    """What the second text changes of the first; each by its SHA-256, or by eight and more of its first digits."""
    texts = (_text(before), _text(after))
    difference, days = _difference(*texts), _days(*texts)
    report = report_of(difference, days)
    codes = {"before": texts[0].sha256, "after": texts[1].sha256}
    return Page(
        "portal/difference.html",
        report.title,
        crumbs=(Crumb(_("Plan"), reverse("portal:plan")), Crumb(_("Difference"))),
        measured=False,
        context={
            "report": report,
            "text_lang": lang_of(difference.after.package.plan.language),
            "document": reverse("portal:difference.docx", kwargs=codes),
            "turned": reverse("portal:difference", kwargs={"before": codes["after"], "after": codes["before"]}),
        },
        data=_dated(difference_public(difference), days),
    )


@require_safe
def document(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """The same as a DOCX."""
    texts = (_text(before.lower()), _text(after.lower()))
    content = difference_docx(_difference(*texts), _days(*texts))
    name = f"{'-'.join(text.sha256[:8] for text in texts)}.docx"
    response = HttpResponse(b"" if request.method == "HEAD" else content, content_type=DOCX)
    response["Content-Length"] = str(len(content))
    response["Content-Disposition"] = f'attachment; filename="differenza-{name}"'
    return response


def _text(sha256: str) -> FrozenText:
    """The public text of these digits. Raises `Http404` where there is none, or more than one."""
    text = public_text(sha256)
    if text is None:
        raise Http404(
            _("No single text of a plan has a SHA-256 that begins with %(sha256)s; eight digits are the fewest.")
            % {"sha256": sha256}
        )
    return text


def _days(before: FrozenText, after: FrozenText) -> tuple[date, date]:
    """The days on which they were frozen, in Rome."""
    return localdate(before.frozen_at), localdate(after.frozen_at)


def _dated(data: dict[str, Any], days: tuple[date, date]) -> twins.Json:
    sides = zip(("before", "after"), days, strict=True)
    return {**data, **{side: {**data[side], "frozen_on": day.isoformat()} for side, day in sides}}


def _difference(before: FrozenText, after: FrozenText) -> Difference:
    return _compared(before.content, after.content)


@lru_cache(maxsize=4)
def _compared(before: str, after: str) -> Difference:
    """Frozen texts never change, so that what differs between two of them never does either."""
    return difference_of(from_canonical(before), from_canonical(after))
