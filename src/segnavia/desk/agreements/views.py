"""The list of agreements, a new one, one agreement, and the matrix of who stands for what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions import agreements
from segnavia.core.agreement_matrix import matrix as matrix_of
from segnavia.core.agreements import STATE_TITLES, TYPES, AgreementType
from segnavia.core.codes import DIRECTIONS
from segnavia.core.lifecycle import AgreementState
from segnavia.core.permissions import Principal
from segnavia.desk.agreements.forms import NewAgreementForm
from segnavia.desk.agreements.presenters import line_of, money_of, notes_of, special_rows, steps_of
from segnavia.desk.agreements.shared import actors_seen, agreement_for, crumbs_of, now_or_404, visible
from segnavia.desk.pages import Page, saved
from segnavia.desk.tasks.documents import attached
from segnavia.desk.tasks.text import current, without_plan
from segnavia.registry.agreements import get_agreements, moments_of, pledges_of, state_of
from segnavia.registry.models import Actor

LATE = "ritardo"


def index(request: HttpRequest, by: Principal) -> Page:
    """The agreements, narrowed by `?tipo=`, `?stato=` (a state, or `ritardo`), `?attore=`."""
    now = current()
    if now is None:
        return without_plan(_("Agreements"))
    today = timezone.localdate()
    lines = [line_of(agreement, today) for agreement in visible(by, now)]
    kind, state, actor = (request.GET.get(name, "") for name in ("tipo", "stato", "attore"))
    shown = [
        line
        for line in lines
        if (not kind or line.agreement.type == kind)
        and (not state or line.state == state or (state == LATE and line.overdue))
        and (not actor or any(party.actor.code == actor for party in line.agreement.parties.all()))
    ]
    parties = {party.actor for line in lines for party in line.agreement.parties.all()}
    return Page(
        "desk/agreements/list.html",
        _("Agreements"),
        context={
            "lines": shown,
            "total": len(lines),
            "late": sum(line.overdue for line in lines),
            "own": actors_seen(by) is not None,
            "kinds": [(each.value, _(TYPES[each].title)) for each in AgreementType],
            "states": [(each.value, _(STATE_TITLES[each])) for each in AgreementState],
            "actors": sorted(((each.code, each.title) for each in parties), key=lambda pair: pair[1]),
            "asked": {"kind": kind, "state": state, "actor": actor},
        },
    )


def add(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """The form of a new agreement."""
    now = now_or_404()
    form = NewAgreementForm(request)
    added = []
    if saved(request, form, lambda: added.append(agreements.add(now.plan, by=by, **form.values))):
        return redirect("desk:agreement", added[0].code)
    return Page("desk/agreements/new.html", _("A new agreement"), crumbs_of(), {"form": form})


def detail(request: HttpRequest, by: Principal, code: str) -> Page | HttpResponse:
    """One agreement: each of its parts, with a link to the form that changes it."""
    agreement = agreement_for(by, code)
    documents = attached(request, by, agreement)
    if documents.added:
        return redirect("desk:agreement", code)
    now, today = now_or_404(), timezone.localdate()
    return Page(
        "desk/agreements/detail.html",
        agreement.title,
        crumbs_of(),
        {
            "agreement": agreement,
            "line": line_of(agreement, today),
            "state": state_of(agreement, today),
            "basis": agreement.legal_basis,
            "notes": notes_of(agreement, today),
            "steps": steps_of(agreement, today),
            "special": special_rows(agreement),
            "elements": [(e.element, now.title_of(e.element)) for e in agreement.elements.all()],
            "moments": moments_of(agreement, today),
            "money": money_of(agreement),
            "documents": documents,
            "language": now.cells.package.plan.language,
        },
        status=documents.status,
    )


def matrix(request: HttpRequest, _by: Principal) -> Page:
    """Which marked directions of which objectives somebody has committed to; `?attore=` adds a column of one actor."""
    now = current()
    if now is None:
        return without_plan(_("Who stands for which objective"))
    actor = Actor.objects.filter(code=request.GET.get("attore", "")).first()
    found = get_agreements(now.plan.code)
    pledges = pledges_of(found, timezone.localdate())
    objectives = now.cells.package.objectives
    rows = matrix_of(((o.code, o.directions) for o in objectives), pledges, actor.code if actor else "")
    titles = {o.code: o.title for o in objectives}
    directions = [now.direction_title(code) for code in DIRECTIONS]
    return Page(
        "desk/agreements/matrix.html",
        _("Who stands for which objective"),
        crumbs_of(),
        {
            "rows": [(row, titles[row.objective], list(zip(directions, row.cells, strict=True))) for row in rows],
            "open": sum(len(row.open) for row in rows),
            "marked": sum(cell.marked for row in rows for cell in row.cells),
            "directions": directions,
            "actor": actor,
            "actors": sorted(
                {(p.actor.code, p.actor.title) for a in found for p in a.parties.all()}, key=lambda p: p[1]
            ),
            "names": {p.actor.code: p.actor.title for a in found for p in a.parties.all()},
            "titles": {each.code: each.title for each in found},
            "agreement_url": "desk:agreement",
            "objective_url": "portal:objective",
        },
    )
