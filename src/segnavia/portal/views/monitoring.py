"""The bulletins: what was measured, from which releases, how complete, and what was found."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing import state, twins
from segnavia.briefing.completeness import absent_from, quarantine_of
from segnavia.briefing.figures import money_of
from segnavia.briefing.findings import noted
from segnavia.briefing.state import State
from segnavia.monitoring import public
from segnavia.monitoring.bulletin import Bulletin
from segnavia.portal.pages import Crumb, Page


def index(_request: HttpRequest, now: State) -> Page:
    """The bulletin in force, and the list of all."""
    return _page(now, now.bulletin, now.book.package.plan.territory, (Crumb(_("Monitoring")),))


def bulletin(_request: HttpRequest, now: State, bulletin_id: str) -> Page:
    """One published bulletin, also when a later one is in force."""
    found = state.bulletin(bulletin_id)
    if found is None:
        raise Http404(_("No bulletin %(id)s has been published.") % {"id": bulletin_id})
    crumbs = (Crumb(_("Monitoring"), reverse("portal:monitoring")), Crumb(found.id))
    return _page(now, found, found.territory, crumbs)


def _page(now: State, shown: Bulletin | None, territory: str, crumbs: tuple[Crumb, ...]) -> Page:
    published = [found for bulletin_id in state.published(territory) if (found := state.bulletin(bulletin_id))]
    return Page(
        "portal/monitoring.html",
        _("Monitoring"),
        crumbs=crumbs,
        context={
            "bulletin": shown,
            "newest": shown is not None and now.bulletin is not None and shown.id == now.bulletin.id,
            "published": [(found, money_of(found.total)) for found in published],
            "total": money_of(shown.total) if shown else None,
            "outside": money_of(shown.outside_plan) if shown else None,
            "quarantine": [] if shown is None else quarantine_of(shown),
            "rows": None if shown is None else _rows(shown),
            "absent": [] if shown is None else absent_from(shown),
            "findings": [] if shown is None else noted(shown.findings),
        },
        data={
            "shown": None if shown is None else _summary(shown),
            "items": [_summary(found) for found in published],
        },
    )


def _rows(shown: Bulletin) -> dict[str, int]:
    """Rows of all releases: what came in is what was kept and what was set aside."""
    return {
        "in": sum(used.rows_in for used in shown.releases),
        "kept": sum(used.rows_kept for used in shown.releases),
        "quarantined": sum(used.rows_quarantined for used in shown.releases),
    }


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
        "absent": [absent.dataset for absent in absent_from(shown)],
    }
