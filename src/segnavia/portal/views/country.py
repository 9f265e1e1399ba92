"""All published territories: one sentence, the map, a table by region and territory."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing import state, twins
from segnavia.briefing.atlas import most_words
from segnavia.briefing.country import Country, RegionRow, TerritoryRow
from segnavia.briefing.maps import Choropleth, choropleth
from segnavia.briefing.places import Measure, PlaceRow, measure_of
from segnavia.briefing.state import Published, State
from segnavia.opendata.kept_tiles import drawn_of
from segnavia.opendata.tile_sets import country_tiles
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views.atlas import about, country, country_atlas


def index(request: HttpRequest, _now: State) -> Page:
    """What is published of the whole country, with the measure that `?misura=` asks for."""
    published = state.territories()
    if len(published.ids) < 2:
        raise Http404(_("The country's page stands here once two territories are published."))
    found = country(published)
    measure = measure_of(request.GET.get("misura"), found.measures)
    return Page(
        "portal/country.html",
        _("Italy"),
        crumbs=(Crumb(_("Territory"), reverse("portal:territory")), Crumb(_("Italy"))),
        measured=False,  # it rests on many bulletins, and says itself on which
        context={
            "country": found,
            "last_day": found.days[-1],
            "several_days": len(found.days) > 1,
            "measure": measure,
            "measures": found.measures,
            "most": most_words(measure, found.municipalities),
            "map": _drawn(published, found, measure),
            "atlas": country_atlas(published),
        },
        data={
            "about": about(published, found),
            "territories": {"items": [_territory(row) for row in found.whole.territories]},
            "regions": {"items": [_sum(row) for row in found.regions]},
            "whole": _sum(found.whole),
        },
    )


def _drawn(published: Published, found: Country, measure: Measure) -> Choropleth | None:
    """The drawn map, by territory: municipalities would be too many to draw, and too small to see."""
    tiles = country_tiles(published)
    if tiles is None:
        return None
    shapes = drawn_of(settings.SEGNAVIA_HOME, tiles)
    rows = [
        PlaceRow(row.code, row.title, row.code, row.title, row.population, row.money, row.per_head)
        for row in found.whole.territories
    ]
    return choropleth(shapes, {row.code: row.title for row in rows}, {row.code: measure.value(row) for row in rows})


def _territory(row: TerritoryRow) -> twins.Json:
    return {
        "code": row.code,
        "title": row.title,
        "region": row.region or None,
        "bulletin": row.bulletin,
        "as_of": row.as_of.isoformat(),
        "municipalities": row.municipalities,
        "population": row.population,
        "funding_per_head": twins.number(row.per_head),
        **twins.money(row.money),
    }


def _sum(row: RegionRow) -> twins.Json:
    """Territories together: money alone, as a project that lies in two of them is counted in both."""
    money = twins.money(row.money)
    kept = ("funding_pnrr", "paid_pnrr", "paid_ratio", "known_share", "funding_elsewhere")
    return {
        "title": row.title or None,
        "territories": [territory.code for territory in row.territories],
        "municipalities": row.municipalities,
        "population": row.population,
        "funding_per_head": twins.number(row.per_head),
        **{key: money[key] for key in kept},
    }
