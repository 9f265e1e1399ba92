"""The desk's pages of actors: the list, one actor, its data."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.actions import actors
from segnavia.actions.writing import together
from segnavia.core.bodies import DIRECTION_OF, BodyKind
from segnavia.core.codes import DIRECTIONS
from segnavia.core.permissions import Principal, Role, may
from segnavia.desk.actors.codes import found_codes
from segnavia.desk.actors.forms import ActorForm
from segnavia.desk.actors.words import KINDS
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.tasks.lines import AskedLine, lines_of
from segnavia.desk.tasks.text import Now, current
from segnavia.registry.asked import asked_of, open_counts
from segnavia.registry.models import Actor, Grant


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the list: what kind of body it is, and how many things that are asked of it are open."""

    actor: Actor
    kind: object
    direction: str
    open: int
    referents: int


def index(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """The actors by name; `?cerca=` and `?direzione=` narrow them.

    A POST adds the municipalities of the plan or, with `do=codes`, takes over the tax codes that are proposed.
    """
    now = current()
    if request.method == "POST" and request.POST.get("do") == "codes":
        return _take_codes(request, by)
    if request.method == "POST" and now is not None:
        return _seed(request, by, now)
    asked, direction = request.GET.get("cerca", "").strip(), request.GET.get("direzione", "")
    found = _found(asked, direction if direction in list(DIRECTIONS) else "")
    counts = open_counts(public=False)
    referents = _referents()
    rows = [
        ActorRow(
            actor=actor,
            kind=KINDS[BodyKind(actor.kind)],
            direction=_direction(now, actor),
            open=counts[actor.code],
            referents=len(referents.get(actor.pk, ())),
        )
        for actor in found
    ]
    return Page(
        "desk/actors/list.html",
        _("Actors"),
        context={
            "rows": rows,
            "asked": asked,
            "direction": direction,
            "directions": [(code.value, _title(now, code.value)) for code in DIRECTIONS],
            "total": Actor.objects.count(),
            "missing": 0 if now is None else len(_missing(now)),
            "may_seed": now is not None and may(by, "actors.seed"),
            "found_codes": found_codes() if may(by, "actors.revise") else (),
        },
    )


def detail(_request: HttpRequest, by: Principal, code: str) -> Page:
    """One actor: its data, its referents, and what is asked of it."""
    actor = get_object_or_404(Actor, code=code)
    now = current()
    today = timezone.localdate()
    sees_tasks = may(by, "see.tasks", [actor.code])
    lines: list[AskedLine] = lines_of(asked_of([actor.code], today, public=False), now, today) if sees_tasks else []
    return Page(
        "desk/actors/detail.html",
        actor.title,
        crumbs=_crumbs(),
        context={
            "actor": actor,
            "kind": KINDS[BodyKind(actor.kind)],
            "direction": _direction(now, actor),
            "referents": _referents().get(actor.pk, []),
            "sees_tasks": sees_tasks,
            "lines": lines,
        },
    )


def add(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """The form of a new actor."""
    form = ActorForm(request)

    def call() -> None:
        values = form.values
        if not values["direction"]:
            values["direction"] = DIRECTION_OF[BodyKind(values["kind"])].value
        actors.add(by=by, **values)

    if saved(request, form, call, _("Added.")):
        return redirect("desk:actors")
    return Page(
        "desk/actors/form.html",
        _("A new actor"),
        crumbs=_crumbs(),
        context={"form": form, "cancel": reverse("desk:actors")},
    )


def revise(request: HttpRequest, by: Principal, code: str) -> Page | HttpResponse:
    """The form that changes an actor's data."""
    actor = get_object_or_404(Actor, code=code)
    form = ActorForm(request, row=actor)

    def call() -> None:
        values = form.values
        if not values["direction"]:
            values["direction"] = DIRECTION_OF[BodyKind(values["kind"])].value
        actors.revise(actor, by=by, version=form.version, **values)

    own = reverse("desk:actor", args=[code])
    if saved(request, form, call):
        return redirect(own)
    return Page(
        "desk/actors/form.html",
        _("Change the data"),
        crumbs=(*_crumbs(), Crumb(actor.title, own)),
        context={"form": form, "cancel": own, "actor": actor},
    )


def _seed(request: HttpRequest, by: Principal, now: Now) -> HttpResponse:
    package = now.cells.package
    places = [(m.code, m.title) for m in package.municipalities if not m.valid_to]
    missing = len(_missing(now))
    words = ngettext("%(number)s municipality added.", "%(number)s municipalities added.", missing)
    saved(request, None, lambda: actors.seed(package.plan.body, places, by=by), words % {"number": missing})
    return redirect("desk:actors")


def _take_codes(request: HttpRequest, by: Principal) -> HttpResponse:
    """Takes over the proposed codes, all or none."""
    found = found_codes()

    def take() -> None:
        with together():
            for each in found:
                actors.revise(each.actor, by=by, version=each.actor.version, tax_code=each.tax_code)

    words = ngettext("%(number)s tax code taken over.", "%(number)s tax codes taken over.", len(found))
    saved(request, None, take, words % {"number": len(found)})
    return redirect("desk:actors")


def _missing(now: Now) -> set[str]:
    """The municipalities of the plan of today that are no actors yet."""
    known = set(Actor.objects.exclude(municipality="").values_list("municipality", flat=True))
    return {m.code for m in now.cells.package.municipalities if not m.valid_to} - known


def _found(asked: str, direction: str) -> QuerySet[Actor]:
    rows = Actor.objects.all()
    if asked:
        rows = rows.filter(Q(title__icontains=asked) | Q(tax_code=asked) | Q(municipality=asked) | Q(code=asked))
    return rows.filter(direction=direction) if direction else rows


def _referents() -> dict[int, list[Grant]]:
    """The referents of each actor, those whose account is open."""
    found: dict[int, list[Grant]] = {}
    for grant in Grant.objects.filter(role=Role.REFERENT, user__is_active=True).select_related("user"):
        if grant.actor_id is not None:
            found.setdefault(grant.actor_id, []).append(grant)
    return found


def _direction(now: Now | None, actor: Actor) -> str:
    return _title(now, actor.direction)


def _title(now: Now | None, direction: str) -> str:
    return direction if now is None else now.direction_title(direction)


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Actors"), reverse("desk:actors")),)
