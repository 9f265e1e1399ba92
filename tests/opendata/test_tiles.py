"""What a tile says, read back by another's reader, is what the boundaries say; and tiles join."""

import gzip
from collections import defaultdict
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest
import shapely

from segnavia.monitoring import reading
from segnavia.monitoring.shapes import WIDTH
from segnavia.opendata import kept_tiles
from segnavia.opendata.kept_tiles import drawn_of, tile_of, tiles_of
from segnavia.opendata.tiles import EXTENT, LEVELS, PIXELS, TileSet, to_world

TERRITORY = "015"
BOX = shapely.box(0, 0, EXTENT, EXTENT)
EVERY_LEVEL = pytest.mark.parametrize("level", [LEVELS[0], 8, LEVELS[-1]])


@pytest.fixture(scope="module")
def tiles(example_home: Path) -> TileSet:
    """The municipalities of Milano, grouped by zone."""
    bulletin = reading.current(example_home, TERRITORY)
    assert bulletin is not None
    found = reading.get_boundaries(example_home, bulletin.id)
    assert found is not None
    return TileSet(found.areas, {code: ("all", bulletin.places[code].zone or "") for code in found.areas})


def decoded(tiles: TileSet, level: int, layer: str) -> dict[tuple[int, int], list[dict[str, object]]]:
    """The features of a layer by tile, geometries in the units of the tile."""
    options = {"y_coord_down": True}
    return {
        (column, row): mapbox_vector_tile.decode(content, default_options=options)[layer]["features"]
        for column, row, content in tiles.cut(level)
    }


def pieces(tiles: TileSet, level: int) -> dict[str, list[shapely.Geometry]]:
    """What each tile shows of each municipality, without the margin, in units of the whole level."""
    found = defaultdict(list)
    for (column, row), features in decoded(tiles, level, "municipalities").items():
        for feature in features:
            shown = shapely.intersection(shapely.make_valid(shapely.geometry.shape(feature["geometry"])), BOX)
            moved = shapely.transform(shown, lambda points, at=(column, row): points + np.multiply(at, EXTENT))
            found[f"{feature['id']:06}"].append(moved)
    return found


def in_units(tiles: TileSet, code: str, level: int) -> shapely.Geometry:
    geometry = shapely.from_geojson(tiles.areas[code].geometry)
    return shapely.transform(shapely.transform(geometry, to_world), lambda points: points * EXTENT * 2**level)


@EVERY_LEVEL
def test_every_municipality_is_drawn(tiles: TileSet, level: int) -> None:
    assert pieces(tiles, level).keys() == tiles.areas.keys()


@EVERY_LEVEL
def test_pieces_make_up_the_municipality_again(tiles: TileSet, level: int) -> None:
    """To half a pixel, which is what a level lets go, and one unit of rounding."""
    off = EXTENT / PIXELS / 2 + 1
    for code, parts in pieces(tiles, level).items():
        drawn, true = shapely.union_all(parts), in_units(tiles, code, level)
        assert shapely.symmetric_difference(drawn, true).area < off * true.length


@EVERY_LEVEL
def test_neighbours_join_within_a_tile_and_across_its_sides(tiles: TileSet, level: int) -> None:
    parts = [part for each in pieces(tiles, level).values() for part in each]
    whole = shapely.union_all(parts)
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=1e-4)  # nothing is drawn twice
    holes = [hole for part in shapely.get_parts(whole) for hole in part.interiors]
    # no gap but where the territory has one: none is wider than a unit of rounding
    assert all(shapely.Polygon(hole).area <= shapely.length(hole) / 2 for hole in holes)
    true = shapely.union_all([in_units(tiles, code, level) for code in tiles.areas])
    assert shapely.symmetric_difference(whole, true).area < (EXTENT / PIXELS / 2 + 1) * true.length


def test_outer_rings_run_as_the_format_wants(tiles: TileSet) -> None:
    """Positive by the surveyor's formula in the units of the tile, where y goes down; holes the other way."""
    for features in decoded(tiles, LEVELS[-1], "municipalities").values():
        for feature in features:
            geometry = shapely.geometry.shape(feature["geometry"])
            for polygon in shapely.get_parts(geometry):
                assert shapely.is_ccw(polygon.exterior)
                assert not any(shapely.is_ccw(hole) for hole in polygon.interiors)


def test_areas_tell_their_group_and_groups_have_a_border(tiles: TileSet) -> None:
    for features in decoded(tiles, 9, "municipalities").values():
        for feature in features:
            assert feature["properties"] == {"group": tiles.groups[f"{feature['id']:06}"][-1]}
    borders = [feature for features in decoded(tiles, 9, "borders").values() for feature in features]
    assert {feature["properties"]["group"] for feature in borders if feature["properties"]["rank"] == 1} == {
        zone for _, zone in tiles.groups.values()
    }
    assert {feature["properties"]["group"] for feature in borders if feature["properties"]["rank"] == 0} == {"all"}


def test_name_is_of_the_content(tiles: TileSet) -> None:
    again = TileSet(dict(reversed(list(tiles.areas.items()))), tiles.groups)
    assert again.id == tiles.id
    one = next(iter(tiles.areas))
    assert TileSet(tiles.areas, {**tiles.groups, one: ("all", "elsewhere")}).id != tiles.id
    assert TileSet({one: tiles.areas[one]}, tiles.groups).id != tiles.id


def test_box_holds_all_areas(tiles: TileSet) -> None:
    west, south, east, north = tiles.bbox
    boxes = np.array([area.bbox for area in tiles.areas.values()])
    assert (west, south) == tuple(boxes[:, :2].min(axis=0))
    assert (east, north) == tuple(boxes[:, 2:].max(axis=0))


def test_tile_is_cut_once_and_kept(tiles: TileSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (column, row, content), *_ = tiles.cut(9)
    first = tile_of(tmp_path, tiles.id, 9, column, row, lambda: tiles)
    assert first is not None
    assert gzip.decompress(first) == content

    def unexpected() -> TileSet:
        raise AssertionError("the level was there already")

    assert tile_of(tmp_path, tiles.id, 9, column, row, unexpected) == first
    assert tile_of(tmp_path, tiles.id, 9, 0, 0, unexpected) == b""
    # the same bytes wherever they are cut: their ETag is the same on every machine
    assert tile_of(tmp_path / "other", tiles.id, 9, column, row, lambda: tiles) == first
    assert list((tmp_path / "tiles" / ".building").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "level"),
    [("0" * 16, 9), ("../../lake", 9), ("", 9), ("0" * 16, 3), ("0" * 16, 11)],
    ids=["unknown", "elsewhere", "empty", "too wide", "too near"],
)
def test_what_is_no_tile(tmp_path: Path, name: str, level: int) -> None:
    assert tile_of(tmp_path, name, level, 0, 0, lambda: None) is None
    assert list(tmp_path.iterdir()) == []


def test_cut_that_fails_leaves_nothing(tiles: TileSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_tiles, "_cut", fail)
    with pytest.raises(OSError, match="No space left"):
        tile_of(tmp_path, tiles.id, 9, 0, 0, lambda: tiles)
    monkeypatch.undo()
    (column, row, _), *_ = tiles.cut(9)
    assert tile_of(tmp_path, tiles.id, 9, column, row, lambda: tiles)


def test_every_tile_is_listed(tiles: TileSet, tmp_path: Path) -> None:
    listed = set(tiles_of(tmp_path, tiles))
    assert listed == {(level, column, row) for level in LEVELS for column, row, _ in tiles.cut(level)}
    assert all((level, *tiles.corner(level)) in listed for level in (LEVELS[0], 8))


def test_groups_are_drawn(tiles: TileSet, tmp_path: Path) -> None:
    shapes = drawn_of(tmp_path, tiles)
    assert shapes.paths.keys() == {zone for _, zone in tiles.groups.values()}
    assert shapes.view_box.startswith(f"0 0 {WIDTH} ")
    assert drawn_of(tmp_path, tiles) == shapes
