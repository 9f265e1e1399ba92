"""The difference of two texts at the desk: also of texts that are not public, and of the working copy as it stands."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from segnavia.core.permissions import Principal
from segnavia.desk.pages import Crumb, Page
from segnavia.desk.plan.editor import crumb
from segnavia.desk.plan.texts import attachment, text_or_404
from segnavia.desk.plan.work import work_of
from segnavia.plans.canonical import from_canonical
from segnavia.plans.difference import Difference, difference
from segnavia.plans.schema import Package
from segnavia.reports.difference import report_of
from segnavia.reports.difference_docx import difference_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DRAFT = "bozza"  # stands for the working copy where an address names a text


def index(_request: HttpRequest, by: Principal, before: str, after: str) -> Page:
    """What the second text changes of the first, each by its SHA-256; `bozza` is the working copy."""
    report = report_of(*_compared(by, before, after))
    return Page(
        "desk/plan/difference.html",
        report.title,
        crumbs=(crumb(), Crumb(_("Legal life"), reverse("desk:plan-life"))),
        context={
            "report": report,
            "not_frozen": DRAFT in (before, after),
            "document": reverse("desk:plan-difference-docx", args=[before, after]),
            "turned": reverse("desk:plan-difference", args=[after, before]),
        },
    )


def document(_request: HttpRequest, by: Principal, before: str, after: str) -> HttpResponse:
    """The same as a DOCX."""
    content = difference_docx(*_compared(by, before, after))
    return attachment(content, DOCX, f"differenza-{before[:8]}-{after[:8]}.docx")


def _compared(by: Principal, before: str, after: str) -> tuple[Difference, tuple[date | None, date | None]]:
    (one, first), (other, second) = _side(by, before), _side(by, after)
    return difference(one, other), (first, second)


def _side(by: Principal, name: str) -> tuple[Package, date | None]:
    """A text and the day on which it was frozen; the working copy has none."""
    if name != DRAFT:
        text = text_or_404(name)
        return from_canonical(text.content), localdate(text.frozen_at)
    work = work_of(by)
    if work is None or not work.is_open:
        raise Http404(_("No text is being written now."))
    return work.package, None
