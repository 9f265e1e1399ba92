"""The bulletins: what was measured, from which releases, how complete, and by which formulas."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.monitoring import public
from segnavia.monitoring.bulletin import Bulletin
from segnavia.portal import state
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.presenters import twins
from segnavia.portal.presenters.figures import financial_bar, money_of
from segnavia.portal.presenters.quarantine import quarantine_of
from segnavia.portal.state import State


def index(_request: HttpRequest, now: State) -> Page:
    """The bulletin in force, and the list of all."""
    return _page(now.bulletin, (Crumb(_("Monitoring")),))


def bulletin(_request: HttpRequest, _now: State, bulletin_id: str) -> Page:
    """One published bulletin, also when a later one is in force."""
    found = state.bulletin(bulletin_id)
    if found is None:
        raise Http404(_("No bulletin %(id)s has been published.") % {"id": bulletin_id})
    crumbs = (Crumb(_("Monitoring"), reverse("portal:monitoring")), Crumb(found.id))
    return _page(found, crumbs)


def _page(shown: Bulletin | None, crumbs: tuple[Crumb, ...]) -> Page:
    published = [found for bulletin_id in state.published() if (found := state.bulletin(bulletin_id))]
    return Page(
        "portal/monitoring.html",
        _("Monitoring"),
        crumbs=crumbs,
        context={
            "bulletin": shown,
            "published": published,
            "total": money_of(shown.total) if shown else None,
            "outside": money_of(shown.outside_plan) if shown else None,
            "financial": financial_bar(money_of(shown.total)) if shown else None,
            "quarantine": [] if shown is None else quarantine_of(shown),
        },
        data={
            "shown": None if shown is None else _summary(shown),
            "items": [_summary(found) for found in published],
        },
    )


def _summary(shown: Bulletin) -> twins.Json:
    return {
        "id": shown.id,
        "territory": shown.territory,
        "as_of": shown.as_of,
        "software": shown.software,
        "plan_sha256": shown.plan_sha256,
        "located_cups": shown.located_cups,
        "total": twins.money(money_of(shown.total)),
        "outside_plan": twins.money(money_of(shown.outside_plan)),
        "releases": [public.release(used) for used in shown.releases],
    }
