"""The desk's pages of first moves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.actions import first_moves
from segnavia.core.permissions import Principal, Scope, may, scope_of
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.tasks.assignments import require_own
from segnavia.desk.tasks.documents import attached
from segnavia.desk.tasks.forms import MoveForm, MoveReportForm, NewMoveForm, StandingForm, served
from segnavia.desk.tasks.text import Now, current, without_plan
from segnavia.registry.models import FirstMove


def index(_request: HttpRequest, by: Principal) -> Page:
    """The first moves by date: a referent sees those of their own actors."""
    now = current()
    if now is None:
        return without_plan(_("First moves"))
    moves = FirstMove.objects.filter(plan=now.plan).select_related("owner")
    if scope_of(by, "see.tasks") is not Scope.ANY:
        moves = moves.filter(owner__code__in=by.actors)
    return Page(
        "desk/tasks/first_moves.html",
        _("First moves"),
        context={
            "moves": [(move, now.title_of(move.element)) for move in moves],
            "language": now.cells.package.plan.language,
        },
    )


def add(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """The form of a new first move."""
    now = current()
    if now is None:
        return without_plan(_("A new first move"))
    form = NewMoveForm(request, choices={"element": served(now.cells.titles)})
    if saved(request, form, lambda: first_moves.add(now.text, by=by, **form.values)):
        return redirect("desk:first-moves")
    return Page("desk/tasks/form.html", _("A new first move"), crumbs=_crumbs(), context=_back({"form": form}))


def detail(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One first move, its documents, and the form for whoever may change it."""
    move = get_object_or_404(FirstMove.objects.select_related("owner"), pk=pk)
    require_own(by, move.owner)
    now = current()
    if now is None:
        return without_plan(move.title)
    form, done = _standing(request, by, move, now)
    documents = attached(request, by, move)
    if done or documents.added:
        return redirect(request.get_full_path())
    return Page(
        "desk/tasks/first_move.html",
        move.title,
        crumbs=_crumbs(),
        context={
            "move": move,
            "served": now.title_of(move.element),
            "code": move.element.partition(":")[2],
            "form": form,
            "documents": documents,
        },
        status=documents.status,
    )


def _standing(request: HttpRequest, by: Principal, move: FirstMove, now: Now) -> tuple[StandingForm | None, bool]:
    """The form for whoever may change it, the office's or the owner's, and whether what was sent is saved."""
    if may(by, "first_moves.revise"):
        form = MoveForm(request, row=move, choices={"element": _choices(now, move)})
        return form, saved(
            request, form, lambda: first_moves.revise(move, now.text, by=by, version=form.version, **form.values)
        )
    if may(by, "first_moves.report", [move.owner.code]):
        own = MoveReportForm(request, row=move)
        return own, saved(request, own, lambda: first_moves.report(move, by=by, version=own.version, **own.values))
    return None, False


def _choices(now: Now, move: FirstMove) -> list[tuple[str, object]]:
    """What a move can serve, with what it serves now even where a new text no longer holds it."""
    choices = served(now.cells.titles)
    if move.element and move.element not in now.cells.titles:
        gone = _("%(code)s, no longer in the text") % {"code": move.element.partition(":")[2]}
        choices.insert(1, (move.element, gone))
    return choices


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("First moves"), reverse("desk:first-moves")),)


def _back(context: dict[str, object]) -> dict[str, object]:
    return {**context, "cancel": reverse("desk:first-moves")}
