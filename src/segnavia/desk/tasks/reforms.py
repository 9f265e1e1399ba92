"""The desk's pages of the reform tracks and their steps."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.actions import reforms
from segnavia.core.permissions import Principal, may
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.tasks.documents import attached
from segnavia.desk.tasks.forms import ReformForm, StepForm
from segnavia.desk.tasks.text import Now, current, without_plan
from segnavia.registry.models import Reform, ReformStep


def index(_request: HttpRequest, _by: Principal) -> Page:
    """The reform tracks: the plan's word for each, and the office's."""
    now = current()
    if now is None:
        return without_plan(_("Reform tracks"))
    said = _said(now)
    return Page(
        "desk/tasks/reforms.html",
        _("Reform tracks"),
        context={
            "tracks": [(track, said.get(track.code)) for track in now.cells.package.reform_tracks],
            "language": now.cells.package.plan.language,
        },
    )


def detail(request: HttpRequest, by: Principal, code: str) -> Page | HttpResponse:
    """One reform track: where it stands, its steps with their acts, and the forms that change them."""
    now = current()
    if now is None:
        return without_plan(_("Reform tracks"))
    track = next((track for track in now.cells.package.reform_tracks if track.code == code), None)
    if track is None:
        raise Http404(_("The text of the plan has no reform track %(code)s.") % {"code": code})
    reform = _said(now).get(code)
    form, step_form = None, None
    if may(by, "reforms.revise"):
        form = ReformForm(request, row=reform, initial=None if reform else {"state": track.state})
        step_form = StepForm(request, prefix="passo")
        done = saved(
            request, form, lambda: reforms.revise(now.text, code, by=by, version=form.version, **form.values)
        ) or saved(request, step_form, lambda: reforms.add_step(now.text, code, by=by, **step_form.values), _("Added."))
        if done:
            return redirect(request.get_full_path())
    return Page(
        "desk/tasks/reform.html",
        f"{track.code} {track.title}",
        crumbs=_crumbs(),
        context={
            "track": track,
            "reform": reform,
            "steps": [] if reform is None else list(reform.steps.select_related("owner")),
            "form": form if step_form is None or not step_form.is_bound else step_form,
            "state_form": form,
            "step_form": step_form,
            "language": now.cells.package.plan.language,
        },
    )


def step(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One step of a reform track, its documents, and the form that changes it."""
    row = get_object_or_404(ReformStep.objects.select_related("reform", "owner"), pk=pk)
    form, done = None, False
    if may(by, "reforms.revise_step"):
        form = StepForm(request, row=row)
        done = saved(request, form, lambda: reforms.revise_step(row, by=by, version=form.version, **form.values))
    documents = attached(request, by, row)
    track = reverse("desk:reform", args=[row.reform.code])
    if done:
        return redirect(track)
    if documents.added:
        return redirect(request.get_full_path())
    return Page(
        "desk/tasks/step.html",
        row.title,
        crumbs=(*_crumbs(), Crumb(row.reform.code, track)),
        context={"step": row, "form": form, "documents": documents, "cancel": track},
        status=documents.status,
    )


def _said(now: Now) -> Mapping[str, Reform]:
    """What the office has said of the tracks, by code."""
    rows = Reform.objects.filter(plan=now.plan).prefetch_related("steps")
    return {reform.code: reform for reform in rows}


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Reform tracks"), reverse("desk:reforms")),)
