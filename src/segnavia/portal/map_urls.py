"""The addresses of tiles: geometry alone, which has no language, so that they stand outside of the languages."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import path

from segnavia.briefing.state import State
from segnavia.opendata.kept_tiles import tiles_of
from segnavia.opendata.tile_sets import tile_sets
from segnavia.portal.views import atlas
from segnavia.site.table import Codes, Files


def _tiles(now: State) -> Iterable[Codes]:
    """Every tile that holds anything, of both maps."""
    for tile_set in tile_sets(now):
        for level, column, row in tiles_of(settings.SEGNAVIA_HOME, tile_set):
            yield {"name": tile_set.id, "level": str(level), "column": str(column), "row": str(row)}


LISTED = {"tile": Files(_tiles, indexed=False)}
urlpatterns = [path("mappa/<str:name>/<int:level>/<int:column>/<int:row>.mvt", atlas.tile, name="tile")]
