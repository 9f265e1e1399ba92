"""The pages of commitments: a new one, one with its report and documents, and the button that removes one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from segnavia.actions import commitments
from segnavia.core.permissions import Principal, may
from segnavia.desk.agreements.part_forms import CommitmentForm, RemoveForm, ReportForm
from segnavia.desk.agreements.shared import actors_seen, agreement_for, crumbs_of, edited, now_or_404
from segnavia.desk.pages import Page, saved
from segnavia.desk.tasks.documents import attached
from segnavia.registry.models import Commitment


def add(request: HttpRequest, by: Principal, code: str) -> Page | HttpResponse:
    """The form of a new commitment."""
    agreement = agreement_for(by, code)
    form = CommitmentForm(request, agreement, now_or_404().cells.titles)
    return edited(
        request,
        agreement,
        _("Add a commitment"),
        form,
        lambda: commitments.add(agreement, by=by, **form.values),
        part="commitments",
        submit=_("Add"),
    )


def detail(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One commitment: how it stands, its documents, and the forms of whoever may change or report on it."""
    commitment = _commitment_for(by, pk)
    now = now_or_404()
    report, form, done = None, None, False
    if may(by, "commitments.report", [commitment.actor.code]):
        report = ReportForm(request, row=commitment, may_withdraw=may(by, "commitments.revise"))
        done = saved(
            request,
            report,
            lambda: commitments.report(commitment, by=by, version=report.version, **report.values),
        )
    if may(by, "commitments.revise"):
        form = CommitmentForm(request, commitment.agreement, now.cells.titles, row=commitment)
        done = done or saved(
            request, form, lambda: commitments.revise(commitment, by=by, version=form.version, **form.values)
        )
    documents = attached(request, by, commitment)
    if done or documents.added:
        return redirect("desk:commitment", pk)
    sent = next((each for each in (report, form, documents.form) if each is not None and each.is_bound), None)
    return Page(
        "desk/agreements/commitment.html",
        commitment.what,
        crumbs_of(commitment.agreement),
        {
            "commitment": commitment,
            "agreement": commitment.agreement,
            "served": now.title_of(commitment.element),
            "report_form": report,
            "change_form": form,
            "documents": documents,
        },
        status=422 if request.method == "POST" and sent is not None and sent.errors else 200,
    )


def remove(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """The button that removes a commitment written by mistake."""
    commitment = _commitment_for(by, pk)
    return edited(
        request,
        commitment.agreement,
        _("Take out %(what)s") % {"what": commitment.what},
        RemoveForm(request),
        lambda: commitments.remove(commitment, by=by),
        part="commitments",
        submit=_("Take out"),
    )


def _commitment_for(by: Principal, pk: int) -> Commitment:
    """A commitment of an agreement that a person sees. Raises `Http404` for any other."""
    found = Commitment.objects.select_related("actor", "agreement__plan")
    actors = actors_seen(by)
    if actors is not None:
        found = found.filter(agreement__parties__actor__code__in=actors).distinct()
    return get_object_or_404(found, pk=pk)
