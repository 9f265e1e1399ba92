"""The system of agreements: the list, one agreement, and who stands for which objective. Public agreements only."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from segnavia.briefing.agreements import (
    Line,
    Serving,
    blocks_of,
    line_of,
    line_twin,
    row_twin,
    serving_of,
    sheet_of,
    sheet_twin,
    stands_of,
)
from segnavia.briefing.state import State
from segnavia.core.agreements import STATE_TITLES, TYPES, AgreementType
from segnavia.core.codes import DIRECTIONS
from segnavia.core.lifecycle import AgreementState
from segnavia.portal.pages import Crumb, Page
from segnavia.registry.agreements import get_agreement, get_agreements, services_for
from segnavia.registry.models import Agreement
from segnavia.reports.charts import agreed_charts


def _public(now: State) -> list[Agreement]:
    return list(get_agreements(now.book.package.plan.code, only_public=True))


def index(request: HttpRequest, now: State) -> Page:
    """The public agreements by type; `?tipo=` and `?stato=` narrow them."""
    today = timezone.localdate()
    agreements = _public(now)
    lines = [line_of(agreement, today) for agreement in agreements]
    kind, state = (request.GET.get(name, "") for name in ("tipo", "stato"))
    shown = [line for line in lines if (not kind or line.agreement.type == kind) and (not state or line.state == state)]
    return Page(
        "portal/agreements.html",
        _("Agreements"),
        crumbs=(Crumb(_("Agreements")),),
        measured=False,
        context={
            "lines": lines,
            "blocks": blocks_of(shown),
            "overdue": sum(line.overdue for line in lines),
            "in_force": sum(line.state is AgreementState.IN_FORCE for line in lines),
            "kinds": [(each.value, TYPES[each].title) for each in AgreementType if _has_type(lines, each)],
            "states": [(each.value, STATE_TITLES[each]) for each in AgreementState if _has_state(lines, each)],
            "asked": {"kind": kind, "state": state},
            "charts": () if kind or state else agreed_charts(now, agreements),
            "today": today,
        },
        data={"as_of_day": today.isoformat(), "items": [line_twin(line) for line in shown]},
    )


def _has_type(lines: list[Line], kind: AgreementType) -> bool:
    return any(line.agreement.type == kind for line in lines)


def _has_state(lines: list[Line], state: AgreementState) -> bool:
    return any(line.state is state for line in lines)


def detail(_request: HttpRequest, now: State, code: str) -> Page:
    """One public agreement: parties, time line, commitments and what is overdue, money, documents."""
    found = get_agreement(now.book.package.plan.code, code, only_public=True)
    if found is None:
        raise Http404(_("There is no such agreement."))
    today = timezone.localdate()
    sheet = sheet_of(found, now.book, today)
    return Page(
        "portal/agreement.html",
        found.title,
        crumbs=(Crumb(_("Agreements"), reverse("portal:agreements")), Crumb(Truncator(found.title).chars(60))),
        measured=False,
        context={"sheet": sheet, "agreement": found, "today": today},
        data={"as_of_day": today.isoformat(), **sheet_twin(sheet)},
    )


def matrix(request: HttpRequest, now: State) -> Page:
    """Which marked directions nobody has yet committed to; `?attore=` adds a column of one actor."""
    found, today = _public(now), timezone.localdate()
    actors = {party.actor.code: party.actor for agreement in found for party in agreement.parties.all()}
    actor = actors.get(request.GET.get("attore", ""))
    rows = stands_of(now.book, found, today, actor.code if actor else "")
    directions = [now.book.directions[each].title if each in now.book.directions else each for each in DIRECTIONS]
    return Page(
        "portal/stands.html",
        _("Who stands for which objective"),
        crumbs=(
            Crumb(_("Agreements"), reverse("portal:agreements")),
            Crumb(_("Who stands for which objective")),
        ),
        measured=False,
        context={
            "rows": [
                (row, now.book.objectives[row.objective].title, list(zip(directions, row.cells, strict=True)))
                for row in rows
            ],
            "open": sum(len(row.open) for row in rows),
            "marked": sum(cell.marked for row in rows for cell in row.cells),
            "directions": directions,
            "actor": actor,
            "actors": sorted(((each.code, each.title) for each in actors.values()), key=lambda pair: pair[1]),
            "names": {each.code: each.title for each in actors.values()},
            "titles": {each.code: each.title for each in found},
            "agreement_url": "portal:agreement",
            "objective_url": "portal:objective",
        },
        data={"as_of_day": today.isoformat(), "items": [row_twin(row) for row in rows]},
    )


def serving(now: State, element: str) -> list[Serving]:
    """The public agreements that serve an element of the plan, for its own page."""
    today = timezone.localdate()
    return serving_of(services_for(now.book.package.plan.code, element, today), today)
