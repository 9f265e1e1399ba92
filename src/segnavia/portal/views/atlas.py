"""The interactive map: what it draws of one territory and of the country, and the tiles of both."""

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state, twins
from segnavia.briefing.atlas import Group, atlas
from segnavia.briefing.completeness import tells_dates
from segnavia.briefing.country import Country, country_of
from segnavia.briefing.places import PlaceRow, measures_told, municipality_rows
from segnavia.briefing.state import Published, State
from segnavia.opendata.kept_tiles import tile_of
from segnavia.opendata.tile_sets import country_tiles, territory_tiles, tile_sets
from segnavia.opendata.tiles import LEVELS, TileSet
from segnavia.portal.pages import problem

_FOR_EVER = "public, max-age=31536000, immutable"
_PROTOBUF = "application/vnd.mapbox-vector-tile"


@dataclass(frozen=True, slots=True)
class Atlas:
    """What a page tells the map's script.

    `tile`, `municipality` and `zone` are addresses of one of them, in which the script puts others instead of it: so
    they can be rewritten, as those of a static site are, like any address on the page.
    """

    data: str
    tile: str
    levels: str  # the first and the last
    bbox: str  # west, south, east, north
    municipality_code: str
    zone_code: str = ""  # empty: the groups have no page
    own: str = ""  # the codes of the municipalities that have a page here begin so

    @property
    def municipality(self) -> str:
        """The page of one municipality; empty where none has any."""
        return reverse("portal:municipality", args=[self.municipality_code]) if self.municipality_code else ""

    @property
    def zone(self) -> str:
        """The page of one zone, or nothing."""
        return reverse("portal:zone", args=[self.zone_code]) if self.zone_code else ""


def territory_atlas(now: State, rows: list[PlaceRow]) -> Atlas | None:
    """The map of these municipalities; `None` where no boundaries were at hand."""
    tiles = territory_tiles(now, rows)
    return None if tiles is None else _told(tiles, "portal:territory-map", zone_code=rows[0].zone)


def country_atlas(of: Published) -> Atlas | None:
    """The map of all territories; `None` where none has boundaries."""
    tiles = country_tiles(of)
    return None if tiles is None else _told(tiles, "portal:country-map", own=settings.TERRITORY)


@require_safe
def territory_data(_request: HttpRequest) -> HttpResponse:
    """The municipalities of the territory as its map draws them."""
    now = state.current()
    rows = [] if now is None else municipality_rows(now.book, now.bulletin)
    tiles = None if now is None else territory_tiles(now, rows)
    if now is None or tiles is None:
        return problem(404, _("Page not found"), _("The map will stand here after the first published bulletin."))
    groups = [Group(zone.code, zone.title) for zone in now.book.package.zones]
    measures = measures_told(dates=now.bulletin is not None and tells_dates(now.bulletin))
    data = {"about": twins.about(now.book, now.bulletin), **atlas(rows, tiles.areas, groups, measures)}
    return HttpResponse(_json(data), content_type="application/json")


@require_safe
def country_data(_request: HttpRequest) -> HttpResponse:
    """The municipalities of all published territories as the country's map draws them."""
    published = state.territories()
    if len(published.ids) < 2 or not published.bounded:
        return problem(
            404, _("Page not found"), _("The country's page stands here once two territories are published.")
        )
    return HttpResponse(_country_json(published, get_language() or ""), content_type="application/json")


@require_safe
def tile(request: HttpRequest, name: str, level: int, column: int, row: int) -> HttpResponse:
    """A vector tile of a set that one of the maps names; without any content where nothing lies."""

    def find() -> TileSet | None:
        return next((known for known in tile_sets(state.current()) if known.id == name), None)

    content = tile_of(settings.SEGNAVIA_HOME, name, level, column, row, find)
    if content is None:
        raise Http404(_("No map has this tile."))
    response = _packed(request, content, _PROTOBUF) if content else HttpResponse(content_type=_PROTOBUF)
    response["Cache-Control"] = _FOR_EVER
    return response


@lru_cache(maxsize=1)
def country(of: Published) -> Country:
    """The published territories with their figures."""
    regions = {code: found.region for code, found in state.boundaries_of_all(of).items() if found.region}
    return country_of(state.overviews(of), regions)


def about(of: Published, found: Country) -> twins.Json:
    """What the country's figures rest on: the bulletins, and the dates that they are of."""
    days: list[twins.Value] = [day.isoformat() for day in found.days]
    return {**twins.about(None, None), "bulletins": list(of.ids), "as_of": days}


def _told(tiles: TileSet, data: str, *, zone_code: str = "", own: str = "") -> Atlas:
    column, row = tiles.corner(LEVELS[0])
    return Atlas(
        data=reverse(data),
        tile=reverse("tile", args=[tiles.id, LEVELS[0], column, row]),
        levels=f"{LEVELS[0]},{LEVELS[-1]}",
        bbox=",".join(map(str, tiles.bbox)),
        municipality_code=next((code for code in sorted(tiles.areas) if code.startswith(own)), ""),
        zone_code=zone_code,
        own=own,
    )


@lru_cache(maxsize=2)  # one a language
def _country_json(of: Published, _language: str) -> str:
    found, tiles = country(of), country_tiles(of)
    groups = [Group(row.code, row.title, row.region) for row in found.whole.territories]
    areas = {} if tiles is None else tiles.areas
    return _json({"about": about(of, found), **atlas(found.municipalities, areas, groups, found.measures)})


def _json(data: twins.Json) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _packed(request: HttpRequest, packed: bytes, kind: str) -> HttpResponse:
    """What is kept compressed: as it is for whoever reads it so, and unpacked for the others."""
    is_read = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if is_read else gzip.decompress(packed), content_type=kind)
    if is_read:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
