"""The desk's pages of assignments: the matrix, one cell, one assignment."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.actions import assignments
from segnavia.actions.writing import NotAllowed
from segnavia.core.codes import DIRECTIONS, Direction
from segnavia.core.permissions import Principal, Scope, may, scope_of
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.tasks.documents import attached
from segnavia.desk.tasks.forms import AssignmentForm, GiveForm, StandingForm
from segnavia.desk.tasks.matrix import blocks_of, filters_of, lines_of, no_longer_marked, summary_of
from segnavia.desk.tasks.text import Now, current, without_plan
from segnavia.plans.cells import element_of
from segnavia.registry.models import Actor, Assignment

ALL = "all"


def index(request: HttpRequest, by: Principal) -> Page:
    """The plan's grids, cell by cell: who was asked, how many are done; `?missione=`, `?direzione=`, `?incarico=`."""
    now = current()
    if now is None:
        return without_plan(_("Assignments"))
    given = list(visible(by, now))
    own = scope_of(by, "see.tasks") is Scope.OWN
    lines = lines_of(now.cells, given, timezone.localdate())
    if own:
        lines = [line for line in lines if any(cell.owners for cell in line.cells)]
    filters = filters_of(request.GET.dict(), now.cells)
    shown = [line for line in lines if filters.admits(line)]
    return Page(
        "desk/tasks/assignments.html",
        _("Assignments"),
        context={
            "own": own,
            "summary": summary_of(lines),
            "given": len(given),
            "filters": filters,
            "missions": now.cells.package.missions,
            "directions": [now.direction_title(code) for code in DIRECTIONS],
            "direction_choices": [(code.value, now.direction_title(code)) for code in DIRECTIONS],
            "grids": [
                (name, title, blocks_of(now.cells, shown, name))
                for name, title in (("objectives", _("Strategic objectives")), ("components", _("Components")))
            ],
            "stray": no_longer_marked(now.cells, given),
        },
    )


def cell(request: HttpRequest, by: Principal, code: str, direction: str) -> Page | HttpResponse:
    """One cell: who has it, how each stands, and the form that gives it."""
    now = current()
    if now is None:
        return without_plan(_("Assignments"))
    element = element_of(code)
    row = now.cells.rows.get(element)
    if row is None or direction not in list(DIRECTIONS):
        raise Http404(_("The plan has no cell %(code)s.") % {"code": code})
    owned = list(visible(by, now).filter(element=element, direction=direction))
    form = None
    if may(by, "assignments.assign"):
        form = giving = give_form(request, now, direction, {each.owner_id for each in owned})
        if saved(request, form, lambda: give(giving, now, element, direction, by), _("Assigned.")):
            return redirect(request.get_full_path())
    title = f"{row.code} × {now.direction_title(direction)}"
    return Page(
        "desk/tasks/cell.html",
        title,
        crumbs=(Crumb(_("Assignments"), reverse("desk:assignments")),),
        context={
            "row": row,
            "direction": now.direction_title(direction),
            "marked": direction in row.directions,
            "owned": owned,
            "form": form,
            "language": now.cells.package.plan.language,
        },
    )


def detail(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One assignment: what is asked, how it stands, its documents, and the form for whoever may change it."""
    assignment = get_object_or_404(Assignment.objects.select_related("owner"), pk=pk)
    require_own(by, assignment.owner)
    now = current()
    form, done = _standing(request, by, assignment)
    documents = attached(request, by, assignment)
    if done or documents.added:
        return redirect(request.get_full_path())
    title = now.title_of(assignment.element) if now else ""
    marked = now is not None and now.cells.is_marked(assignment.element, assignment.direction)
    return Page(
        "desk/tasks/assignment.html",
        f"{assignment.element.partition(':')[2]} · {assignment.owner.title}",
        crumbs=(Crumb(_("Assignments"), reverse("desk:assignments")),),
        context={
            "assignment": assignment,
            "code": assignment.element.partition(":")[2],
            "element_title": title,
            "direction": now.direction_title(assignment.direction) if now else assignment.direction,
            "marked": marked,
            "form": form,
            "documents": documents,
        },
        status=documents.status,
    )


def _standing(request: HttpRequest, by: Principal, assignment: Assignment) -> tuple[StandingForm | None, bool]:
    """The form for whoever may change it, the office's or the owner's, and whether what was sent is saved."""
    if may(by, "assignments.revise"):
        form = AssignmentForm(request, row=assignment)
        return form, saved(
            request, form, lambda: assignments.revise(assignment, by=by, version=form.version, **form.values)
        )
    if may(by, "assignments.report", [assignment.owner.code]):
        own = StandingForm(request, row=assignment)
        return own, saved(
            request, own, lambda: assignments.report(assignment, by=by, version=own.version, **own.values)
        )
    return None, False


def visible(by: Principal, now: Now) -> QuerySet[Assignment]:
    """The assignments that this person may see: a referent those of their own actors."""
    rows = Assignment.objects.filter(plan=now.plan).select_related("owner")
    return rows if scope_of(by, "see.tasks") is Scope.ANY else rows.filter(owner__code__in=by.actors)


def require_own(by: Principal, owner: Actor) -> None:
    """Raises `NotAllowed` where what is asked of this actor is for others to see."""
    if not may(by, "see.tasks", [owner.code]):
        raise NotAllowed("see.tasks", by)


def give_form(request: HttpRequest, now: Now, direction: str, having: set[int]) -> GiveForm:
    """The form that gives a cell, with the actors of its direction that do not have it."""
    actors = [actor for actor in Actor.objects.filter(direction=direction) if actor.pk not in having]
    everyone = _zones(now, actors) if direction == Direction.MUNICIPALITIES else []
    return GiveForm(request, choices={"owners": [(a.code, a.title) for a in actors], "everyone": everyone})


def give(form: GiveForm, now: Now, element: str, direction: str, by: Principal) -> list[Assignment]:
    """Gives the cell to those who were chosen one by one, and to all of a zone."""
    values = form.values
    codes = set(values["owners"])
    everyone = values.get("everyone", "")
    actors = Actor.objects.filter(direction=direction)
    places = _places(now, everyone) if everyone else frozenset()
    chosen = [actor for actor in actors if actor.code in codes or (actor.municipality and actor.municipality in places)]
    return assignments.assign_many(
        now.text, element, direction, chosen, by=by, what=values["what"], due_on=values["due_on"]
    )


def _zones(now: Now, actors: Iterable[Actor]) -> list[tuple[str, Any]]:
    """All the municipalities of the plan, and those of each zone, with how many do not have the cell yet."""
    missing = {actor.municipality for actor in actors if actor.municipality}

    def named(title: str, code: str) -> tuple[str, str]:
        number = len(missing & _places(now, code))
        words = ngettext("%(title)s: %(number)s municipality", "%(title)s: %(number)s municipalities", number)
        return code, words % {"title": title, "number": number}

    if not missing:
        return []
    zones = [named(zone.title, zone.code) for zone in now.cells.package.zones]
    return [("", _("Only those chosen below")), named(_("All of the plan"), ALL), *zones]


def _places(now: Now, zone: str) -> frozenset[str]:
    """The ISTAT codes of the municipalities of today in a zone, or in all."""
    return frozenset(m.code for m in now.cells.package.municipalities if not m.valid_to and zone in {ALL, m.zone})
