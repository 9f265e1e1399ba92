"""Which tile sets there are now: that of the territory, and that of the country where several are published."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from segnavia.briefing import state
from segnavia.briefing.places import PlaceRow, municipality_rows
from segnavia.briefing.state import Published, State
from segnavia.monitoring.areas import Area
from segnavia.opendata.kept_tiles import tiles_of
from segnavia.opendata.tiles import TileSet


def territory_tiles(now: State, rows: Iterable[PlaceRow]) -> TileSet | None:
    """The tiles of these municipalities, grouped by zone; `None` where no boundaries were at hand."""
    boundaries = None if now.bulletin is None else state.boundaries(now.bulletin)
    if boundaries is None:
        return None
    groups = {row.code: (row.zone,) for row in rows if row.code in boundaries.areas}
    areas = {code: boundaries.areas[code] for code in groups}
    return TileSet(areas, groups) if areas else None


@lru_cache(maxsize=1)
def country_tiles(of: Published) -> TileSet | None:
    """The tiles of all published territories, grouped by region and territory; `None` where none has boundaries."""
    areas: dict[str, Area] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for territory, found in state.boundaries_of_all(of).items():
        areas.update(found.areas)
        groups.update(dict.fromkeys(found.areas, (found.region or "", territory)))
    return TileSet(areas, groups) if areas else None


def tile_sets(now: State | None) -> list[TileSet]:
    """Those of the maps that are shown now."""
    own = None if now is None else territory_tiles(now, municipality_rows(now.book, now.bulletin))
    return [tiles for tiles in (own, _country()) if tiles is not None]


def prepare(home: Path, tell: Callable[[str, int, int | None], None]) -> None:
    """Cut the country's tiles that have not been cut yet: ten seconds for Italy, once; `tell` how many there are.

    A server that cuts them when they are asked for keeps its first visitors waiting; one territory's take no time.
    Raises `OSError` where the state folder cannot be written.
    """
    tiles = _country()
    for number, _tile in enumerate(() if tiles is None else tiles_of(home, tiles), 1):
        tell("tiles", number, None)


def _country() -> TileSet | None:
    published = state.territories()
    return country_tiles(published) if len(published.ids) > 1 else None
