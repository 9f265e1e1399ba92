"""The referent's page, reached by the link of a mail or from the desk: the same lines, the same words."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from segnavia.actions import answers
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.lifecycle import Answer, RoundState
from segnavia.core.permissions import Principal, may
from segnavia.desk.answers import taking
from segnavia.desk.answers.lines import Typed, by_kind, stored, told, typed
from segnavia.desk.kept import typed_in
from segnavia.desk.pages import Page, partial, words_of
from segnavia.registry.models import Conflict, Edition, Inquiry
from segnavia.registry.round_links import BadLink, Problem, inquiry_of, principal_of

TEMPLATE = "desk/answers/page.html"
RECEIPT = "desk/answers/receipt.html"


@csrf_exempt  # the link itself is the secret, and no cookie lets anybody in: no other site can send this form
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link. One that opens nothing says why, and nothing of what it would have opened."""
    try:
        inquiry = inquiry_of(token)
    except BadLink as bad:
        status = 404 if bad.problem is Problem.DAMAGED else 410
        told = {"title": _("This link does not open"), "problem": bad.problem, "office": settings.DEFAULT_FROM_EMAIL}
        return private(render(request, "desk/answers/gone.html", told, status=status))
    by = principal_of(inquiry)
    if request.method == "GET" and inquiry.sent_at is None:
        inquiry = answers.note_opening(inquiry, by=by)
    page = _page(request, inquiry, by)
    if isinstance(page, Page):
        context = {**page.context, "title": page.title, "by_link": True}
        page = render(request, page.template, context, status=page.status)
    return private(page)


def own(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """The same page for a referent who has logged in."""
    inquiry = get_object_or_404(Inquiry.objects.select_related("round__plan", "actor"), pk=pk)
    if not may(by, "answers.confirm", [inquiry.actor.code]):
        raise NotAllowed("answers.confirm", by)
    if inquiry.round.state != RoundState.OPEN and inquiry.sent_at is None:
        raise Http404(_("There is nothing to answer here."))
    if request.method == "GET" and inquiry.sent_at is None:
        inquiry = answers.note_opening(inquiry, by=by)
    return _page(request, inquiry, by)


def private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps this page, no index lists it, and no address that one follows from it learns its own."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(request: HttpRequest, inquiry: Inquiry, by: Principal) -> Page | HttpResponse:
    if inquiry.sent_at is not None:
        return _receipt(inquiry, again=request.method == "POST")
    rows = list(inquiry.lines.select_related("inquiry__round", "inquiry__actor").prefetch_related("documents"))
    data = typed_in(request)
    files = request.FILES if request.method == "POST" else {}
    lines = [stored(row) if data is None else typed(row, data, files) for row in rows]
    if request.method != "POST":
        return _shown(inquiry, lines)
    does = request.POST.get("do", "save")
    try:
        if does.startswith("line-"):
            return _one_line(request, inquiry, lines, does.removeprefix("line-"), by)
        return _taken(request, inquiry, lines, does, by)
    except (Refused, Conflict) as refusal:  # of the whole, such as one that somebody has sent in the meantime
        if partial(request):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        inquiry = Inquiry.objects.select_related("round__plan", "actor").get(pk=inquiry.pk)
        if inquiry.sent_at is not None:
            return _receipt(inquiry, again=True)
        return _shown(inquiry, lines, refusal=words_of(refusal), status=422)


def _taken(
    request: HttpRequest, inquiry: Inquiry, lines: Sequence[Typed], does: str, by: Principal
) -> Page | HttpResponse:
    """Saves all that can be saved; where nothing is wrong, then confirms the rest or sends it off, as was asked."""
    if not taking.save(inquiry, lines, by):
        return _shown(inquiry, lines, status=422)
    if does == "confirm-rest":
        taking.confirm_rest(inquiry, by)
    if does in ("send", "send-without"):
        missing = inquiry.lines.filter(answer=Answer.NONE).count()
        if missing and does == "send":
            return _shown(inquiry, lines, missing=missing, status=422)
        answers.send(inquiry, by=by, version=inquiry.version, without_rest=does == "send-without")
    return redirect(f"{request.path}#{'content' if does.startswith('send') else 'send'}")


def _one_line(request: HttpRequest, inquiry: Inquiry, lines: Sequence[Typed], pk: str, by: Principal) -> HttpResponse:
    """One line saved as one goes: what stands under it, and how far the whole has come."""
    each = next((each for each in lines if each.pk == pk), None)
    if each is None:
        raise Http404
    if not each.is_begun and not each.is_stored:
        taking.save(inquiry, [each], by)
    context = {**_progress(inquiry), "each": each, "told": told(each), "is_part": True}
    return render(request, "desk/answers/told.html", context)


def _shown(inquiry: Inquiry, lines: Sequence[Typed], *, refusal: str = "", missing: int = 0, status: int = 200) -> Page:
    return Page(
        TEMPLATE,
        inquiry.round.title,
        context={
            **_progress(inquiry),
            "inquiry": inquiry,
            "round": inquiry.round,
            "sections": list(by_kind(lines)),
            "asker": _asker(inquiry),
            "wrong": [each for each in lines if each.errors],
            "refusal": refusal,
            "missing": missing,
            "office": settings.DEFAULT_FROM_EMAIL,
        },
        status=status,
    )


def _asker(inquiry: Inquiry) -> str:
    """The body whose plan it is, as the newest edition names it."""
    edition = Edition.objects.filter(plan=inquiry.round.plan).order_by("-pk").first()
    return edition.body if edition else ""


def _progress(inquiry: Inquiry) -> dict[str, Any]:
    total = inquiry.lines.count()
    answered = inquiry.lines.exclude(answer=Answer.NONE).count()
    return {"total": total, "answered": answered, "rest": total - answered}


def _receipt(inquiry: Inquiry, *, again: bool) -> Page:
    """What was sent, to read. `again`: somebody tried to send once more."""
    lines = [stored(line) for line in inquiry.lines.select_related("case").prefetch_related("documents")]
    return Page(
        RECEIPT,
        _("Receipt: %(title)s") % {"title": inquiry.round.title},
        context={
            **_progress(inquiry),
            "inquiry": inquiry,
            "round": inquiry.round,
            "sections": list(by_kind(lines)),
            "confirmed": sum(each.line.answer == Answer.CONFIRMED for each in lines),
            "contested": sum(each.line.answer == Answer.CONTESTED for each in lines),
            "again": again,
            "is_open": inquiry.round.state == RoundState.OPEN,
            "office": settings.DEFAULT_FROM_EMAIL,
        },
        status=409 if again else 200,
    )
