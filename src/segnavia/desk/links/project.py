"""One project in the linker: what is said of it, its judgement, and what that changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.actions import links
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.links import Link, Origin
from segnavia.core.permissions import Principal, may
from segnavia.desk.links.answering import back, back_address, carried_out, found, row_part
from segnavia.desk.links.changes import changes_by
from segnavia.desk.links.forms import JudgementForm, NoneForm, ReasonForm, RefuseForm
from segnavia.desk.links.listing import shared
from segnavia.desk.links.now import Now, current, missing
from segnavia.desk.links.rows import Row, link_of
from segnavia.desk.pages import Crumb, Page, partial, saved
from segnavia.registry.models import ProjectLink, RefusedProposal

NONE, CHECK = "none", "check"


def detail(request: HttpRequest, by: Principal, key: str) -> Page | HttpResponse:
    """All that is known and proposed of a project, and the form that judges it."""
    now = current()
    if now is None:
        return missing(_("Links"))
    row = found(now, key)
    if request.method == "POST" and not may(by, "links.accept"):
        raise NotAllowed("links.accept", by)
    does = request.POST.get("do", "")
    if does.startswith("accept:"):
        return _accepted(request, by, now, row, does.removeprefix("accept:"))
    if does == "withdraw":
        told = _("The judgement is withdrawn: the crosswalk's counts again.")
        return carried_out(request, by, key, lambda: _withdraw(request, now, row, by), told)
    if request.method == "GET" and partial(request):
        return row_part(request, by, key)
    return _page(request, by, now, row)


def _page(request: HttpRequest, by: Principal, now: Now, row: Row) -> Page | HttpResponse:
    form = _form(request, now, row) if may(by, "links.accept") else None
    planned = now.holding(row.key)
    if form is not None and form.is_bound and not form.is_draft:
        if form.is_valid():
            planned = form.links(row.key, _origins(now, row))
        if request.POST.get("do") != CHECK:
            if saved(request, form, lambda: _judge(now, row, form, planned, by), _("The judgement is saved.")):
                return redirect("desk:link", row.key)
        elif partial(request):
            return render(request, "desk/links/check.html", {**_change(now, row, planned), "form": form})
    return Page(
        "desk/links/project.html",
        f"CUP {row.cup}",
        crumbs=(Crumb(_("Links"), reverse("desk:links")),),
        context={
            "row": row,
            "form": form,
            "stored": list(ProjectLink.objects.filter(plan=now.plan, project_key=row.key)),
            "refusals": [
                (each, now.book.objectives.get(each.objective_code))
                for each in RefusedProposal.objects.filter(plan=now.plan, project_key=row.key)
            ],
            "can_judge": form is not None,
            "is_page": True,
            **_change(now, row, planned),
            **shared(now),
        },
    )


def _change(now: Now, row: Row, planned: Sequence[Link]) -> dict[str, object]:
    changes = changes_by(now, row, planned)
    return {
        "row": row,
        "changes": changes,
        "is_changed": any(each.is_change for each in changes),
        "plan_lang": now.book.lang,
    }


def _form(request: HttpRequest, now: Now, row: Row) -> JudgementForm:
    package = now.book.package
    objectives = [
        (
            f"{mission.code} {mission.title}",
            [(o.code, f"{o.code} {o.title}") for o in package.objectives if o.mission == mission.code],
        )
        for mission in package.missions
    ]
    judged = now.holding(row.key)
    return JudgementForm(request, objectives=objectives, judged=judged, seen=row.seen)


def _origins(now: Now, row: Row) -> dict[str, Origin]:
    kept = {link.objective: link.origin for link in now.judged(row.key) if link.objective}
    return {offer.objective.code: offer.proposal.origin for offer in row.offers} | kept


def _judge(now: Now, row: Row, form: JudgementForm, planned: Sequence[Link], by: Principal) -> None:
    if form.cleaned_data["seen"] != row.seen:
        form.see_again(row.seen)
        raise Refused(_judged_meanwhile())
    links.accept(now.plan, planned, by=by, seen=now.judged(row.key))


def _accepted(request: HttpRequest, by: Principal, now: Now, row: Row, objective: str) -> HttpResponse:
    """Accepts a proposal as a whole judgement."""

    def accept() -> None:
        _require_seen(request, row)
        offer = row.offer_of(objective)
        if offer is None:
            raise Refused(_gone(objective))
        links.accept(now.plan, [link_of(now, row, offer)], by=by, seen=now.judged(row.key))

    told = _("Accepted: it serves %(objective)s.") % {"objective": objective}
    return carried_out(request, by, row.key, accept, told)


def _withdraw(request: HttpRequest, now: Now, row: Row, by: Principal) -> None:
    _require_seen(request, row)
    links.withdraw(now.plan, row.key, by=by)


def refuse(request: HttpRequest, by: Principal, key: str, objective: str) -> Page | HttpResponse:
    """Refuses a proposal, with a reason: it does not come back."""
    now = current()
    if now is None:
        return missing(_("Links"))
    row = found(now, key)
    offer = row.offer_of(objective)
    if offer is None and request.method != "POST":
        raise Http404(_gone(objective))
    form = RefuseForm(request, initial=_initial(request, row))

    def call() -> None:
        if offer is None:
            raise Refused(_gone(objective))
        reason = form.text_in(now.book.package.plan.language)
        links.refuse(now.plan, key, objective, by=by, reason=reason)

    told = _("Refused: %(objective)s is not proposed for this project any more.") % {"objective": objective}
    return _reasoned(request, by, now, row, Asked(form, call, told, objective))


def none(request: HttpRequest, by: Principal, key: str) -> Page | HttpResponse:
    """Judges that a project serves no objective of the plan."""
    now = current()
    if now is None:
        return missing(_("Links"))
    row = found(now, key)
    form = NoneForm(request, initial=_initial(request, row))

    def call() -> None:
        if form.cleaned_data["seen"] != row.seen:
            raise Refused(_judged_meanwhile())
        reason = form.text_in(now.book.package.plan.language)
        links.accept(now.plan, [Link(key, None, None, reason)], by=by, seen=now.judged(key))

    return _reasoned(request, by, now, row, Asked(form, call, _("Judged: it serves no objective of the plan."), NONE))


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that asks for a reason, what is done with it and then told; `about` is an objective, or `NONE`."""

    form: ReasonForm
    call: Callable[[], object]
    told: str
    about: str


def _reasoned(request: HttpRequest, by: Principal, now: Now, row: Row, asked: Asked) -> Page | HttpResponse:
    """The form inside its row where htmx asks, or else on a page of its own."""
    if partial(request):
        if request.method == "POST" and asked.form.is_valid():
            try:
                asked.call()
            except Refused as refused:
                asked.form.take_refusal(refused)
            else:
                return row_part(request, by, row.key, told=asked.told)
        return row_part(request, by, row.key, form=asked.form, asked=asked.about)
    if saved(request, asked.form, asked.call, asked.told):
        return back(request, row.key)
    title = _("Serves none") if asked.about == NONE else _("Refuse %(objective)s") % {"objective": asked.about}
    return Page(
        "desk/links/reason.html",
        title,
        crumbs=(
            Crumb(_("Links"), reverse("desk:links")),
            Crumb(f"CUP {row.cup}", reverse("desk:link", args=[row.key])),
        ),
        context={
            "row": row,
            "form": asked.form,
            "asked": asked.about,
            "offer": row.offer_of(asked.about),
            "cancel": back_address(request, row.key),
            **shared(now),
        },
    )


def _initial(request: HttpRequest, row: Row) -> dict[str, str]:
    return {"seen": row.seen, "back": request.GET.get("back", "")}


def _require_seen(request: HttpRequest, row: Row) -> None:
    if request.POST.get("seen", "") != row.seen:
        raise Refused(_judged_meanwhile())


def _judged_meanwhile() -> str:
    return _("Somebody else has judged this project in the meantime. Look at it again.")


def _gone(objective: str) -> str:
    return _("%(objective)s is not proposed for this project any more.") % {"objective": objective}
