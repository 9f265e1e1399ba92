"""The territory: the map, one municipality, one zone."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing import state, twins
from segnavia.briefing.actors import actor_of_municipality
from segnavia.briefing.atlas import most_words
from segnavia.briefing.comparison import beside, class_of, group_twin, size_twin
from segnavia.briefing.completeness import tells_dates
from segnavia.briefing.figures import money_of
from segnavia.briefing.matrix import asked_by_mission, objectives_at_work
from segnavia.briefing.places import (
    PlaceRow,
    is_capital,
    measure_of,
    measures_told,
    median_per_head,
    municipality_rows,
    zone_rows,
)
from segnavia.briefing.rollup import rolled_up
from segnavia.briefing.state import State
from segnavia.core.codes import Direction
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views.asked import asked_of_actor
from segnavia.portal.views.atlas import territory_atlas
from segnavia.portal.views.lists import projects_of
from segnavia.portal.views.maps import locator_of, map_of


def index(request: HttpRequest, now: State) -> Page:
    """The map of the measure that `?misura=` asks for, and its values by zone and municipality."""
    rows = municipality_rows(now.book, now.bulletin)
    zones = zone_rows(now.book, now.bulletin, rows)
    measures = measures_told(dates=now.bulletin is not None and tells_dates(now.bulletin))
    measure = measure_of(request.GET.get("misura"), measures)
    best = sorted((row for row in rows if measure.value(row)), key=lambda row: measure.value(row) or 0, reverse=True)
    level = money_of(None if now.bulletin is None else now.bulletin.territory_level)
    several = len(zones) > 1
    return Page(
        "portal/territory.html",
        _("Territory"),
        crumbs=(Crumb(_("Territory")),),
        context={
            "rows": rows,
            "zones": zones,
            "measure": measure,
            "measures": measures,
            "map": map_of(now, rows, measure),
            "atlas": territory_atlas(now, rows),
            "groups": zones if several else (),
            "has_country": len(state.territories().ids) > 1,
            "most": most_words(measure, rows),
            "best": best[:10],
            "several": several,
            "with_projects": sum(bool(row.money.located) for row in rows),
            "territory_level": level,
        },
        data={
            "measure": measure.code,
            "municipalities": {"items": [place(row) for row in rows]},
            "zones": {"items": [place(row) for row in zones]},
            "territory_level": twins.money(level),
        },
    )


def municipality(request: HttpRequest, now: State, code: str) -> Page:
    """One municipality: what is asked of it, and what is happening there."""
    rows = municipality_rows(now.book, now.bulletin)
    row = next((row for row in rows if row.code == code), None)
    if row is None:
        raise Http404(_("No municipality of the plan has the ISTAT code %(code)s.") % {"code": code})
    of_zone = [other for other in rows if other.zone == row.zone]
    objectives_asked = asked_by_mission(now.book, Direction.MUNICIPALITIES)
    actor = actor_of_municipality(code)
    asked = asked_of_actor(now, actor, actor.tax_code if actor else "")
    at_work = [] if now.bulletin is None else objectives_at_work(now.book, state.objectives_in(now.bulletin, code))
    projects = projects_of(request, now, "municipality", code)
    rollup = rolled_up(now, "municipality", code, listed=False)
    capital = is_capital(row.zone_title, of_zone)
    several = len(now.book.package.zones) > 1
    comparison = beside(row, rows, zones=several)
    zone_crumb = () if capital or not several else (Crumb(row.zone_title, reverse("portal:zone", args=[row.zone])),)
    return Page(
        "portal/municipality.html",
        row.title,
        crumbs=(Crumb(_("Territory"), reverse("portal:territory")), *zone_crumb, Crumb(row.title)),
        context={
            "row": row,
            "capital": capital,
            "several": several,
            "rollup": rollup,
            "beside": comparison,
            "actor": actor,
            "asked": asked,
            "objectives_asked": objectives_asked,
            "asked_total": sum(count for _mission, count in objectives_asked),
            "direction": Direction.MUNICIPALITIES,
            "at_work": at_work,
            "map": locator_of(now, rows, frozenset({code})),
            "projects": projects,
        },
        data={
            **place(row),
            "objectives_at_work": [{"code": objective.code, **twins.money(money)} for objective, money in at_work],
            "actor": actor.code if actor else None,
            "asked": asked.data,
            "zone_median_per_head": twins.number(median_per_head(of_zone)),
            "size": size_twin(class_of(row.population)),
            "beside": {"items": [group_twin(group) for group in comparison.groups]},
            "objectives_asked": [
                objective.code
                for objective in now.book.package.objectives
                if Direction.MUNICIPALITIES in objective.directions
            ],
            **rollup.data,
            "project_list": projects.data,
        },
    )


def zone(request: HttpRequest, now: State, code: str) -> Page:
    """One homogeneous zone and its municipalities, or the capital on its own."""
    rows = municipality_rows(now.book, now.bulletin)
    row = next((row for row in zone_rows(now.book, now.bulletin, rows) if row.code == code), None)
    if row is None:
        raise Http404(_("The plan has no zone %(code)s.") % {"code": code})
    members = [member for member in rows if member.zone == code]
    projects = projects_of(request, now, "zone", code)
    rollup = rolled_up(now, "zone", code, listed=False)
    return Page(
        "portal/zone.html",
        row.title,
        crumbs=(Crumb(_("Territory"), reverse("portal:territory")), Crumb(row.title)),
        context={
            "row": row,
            "members": members,
            "capital": is_capital(row.title, members),
            "several": len(now.book.package.zones) > 1,
            "rollup": rollup,
            "median": median_per_head(members),
            "map": locator_of(now, rows, frozenset(member.code for member in members)),
            "projects": projects,
        },
        data={
            **place(row),
            "median_per_head": twins.number(median_per_head(members)),
            "municipalities": {"items": [place(member) for member in members]},
            **rollup.data,
            "project_list": projects.data,
        },
    )


def place(row: PlaceRow) -> twins.Json:
    """A municipality or zone as the twins have it."""
    return {
        "code": row.code,
        "title": row.title,
        "zone": row.zone,
        "population": row.population,
        "funding_per_head": twins.number(row.per_head),
        **twins.money(row.money),
    }
