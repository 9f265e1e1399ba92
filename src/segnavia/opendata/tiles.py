"""Boundaries as vector tiles (Mapbox Vector Tile 2.1), cut by the system itself: geometry alone, measures stand apart.

A tile set is a pure function of its areas and its groups, and so is its name. The whole country's levels take half a
second each to simplify and as long to cut (`bench.map`), so that a level is cut whole when it is first asked for.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely

from segnavia.monitoring.areas import Area

LEVELS = range(4, 11)  # from the whole country on a phone to 13 m a pixel; the map enlarges the last one
EXTENT = 4096  # units of a tile's side; at the last level one is 7 m
PIXELS = 512  # the side of a tile as the map draws it at its own level
_BUFFER = 64  # units that a tile goes on beyond its sides, so that an outline drawn along them does not show
# A triangle of a quarter of a square pixel goes: half a pixel at the level itself, one just before the next.
_TOLERANCE = 0.5
_FORMAT = 1  # another number where the same areas shall be cut otherwise: it makes another name

Geometries = np.ndarray[Any, np.dtype[np.object_]]
Points = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class TileSet:
    """The areas by ISTAT code, and for each the codes of the groups it is in, from the widest to the narrowest."""

    areas: Mapping[str, Area]
    groups: Mapping[str, tuple[str, ...]]

    @cached_property
    def id(self) -> str:
        """The name, sixteen hexadecimal digits: the same for the same content, and for no other."""
        said = [[code, area.geometry, self.groups[code]] for code, area in sorted(self.areas.items())]
        text = json.dumps([_FORMAT, LEVELS.start, LEVELS.stop, said], separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def bbox(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all areas, in degrees."""
        boxes = [area.bbox for area in self.areas.values()]
        west, south, east, north = zip(*boxes, strict=True)
        return min(west), min(south), max(east), max(north)

    def corner(self, level: int) -> tuple[int, int]:
        """Column and row of the north-western tile of a level."""
        west, _, _, north = self.bbox
        column, row = to_world(np.array([[west, north]]))[0] * 2**level
        return int(column), int(row)

    def cut(self, level: int) -> Iterator[tuple[int, int, bytes]]:
        """The tiles of a level that hold anything, as column, row and content.

        Two layers: `municipalities`, polygons whose id is the ISTAT code as a number and whose `group` is the
        narrowest; `borders`, a line around each group, with its `group` and `rank` (0 is the widest).
        """
        in_world = shapely.transform(self._in_degrees, to_world)
        geometries = shapely.coverage_simplify(in_world, _TOLERANCE / (PIXELS * 2**level))
        layers = {
            "municipalities": _Layer(geometries, [self._place(code) for code in self._codes]),
            "borders": self._borders(geometries),
        }
        columns, rows = (_reach(geometries, axis, level) for axis in (0, 1))
        for column in columns:
            for row in rows:
                cut = {name: layer.cut(level, column, row) for name, layer in layers.items()}
                if any(cut.values()):
                    yield column, row, _encoded(cut)

    def outlines(self) -> list[tuple[str, bytes]]:
        """The narrowest groups as (code, WKB in EPSG:4326)."""
        return [(group, shapely.to_wkb(whole)) for group, whole in self._dissolved(self._in_degrees, -1)]

    @cached_property
    def _codes(self) -> list[str]:
        return sorted(self.areas)

    @cached_property
    def _in_degrees(self) -> Geometries:
        return np.array(shapely.from_geojson([self.areas[code].geometry for code in self._codes]), dtype=object)

    def _place(self, code: str) -> dict[str, Any]:
        return {"id": int(code), "properties": {"group": self.groups[code][-1]}}

    def _borders(self, geometries: Geometries) -> "_Layer":
        lines, features = [], []
        for rank in range(len(self.groups[self._codes[0]])):
            for group, whole in self._dissolved(geometries, rank):
                lines.append(shapely.boundary(whole))
                features.append({"properties": {"group": group, "rank": rank}})
        return _Layer(np.array(lines, dtype=object), features)

    def _dissolved(self, geometries: Geometries, rank: int) -> Iterator[tuple[str, Any]]:
        """Each group of a rank as one geometry."""
        of = np.array([self.groups[code][rank] for code in self._codes])
        for group in sorted(set(of)):
            yield str(group), shapely.coverage_union_all(geometries[of == group])


class _Layer:
    """Geometries in the unit square of the world, and what a tile says of each."""

    def __init__(self, geometries: Geometries, features: list[dict[str, Any]]) -> None:
        self.geometries, self.features = geometries, features
        self.tree = shapely.STRtree(geometries)

    def cut(self, level: int, column: int, row: int) -> list[dict[str, Any]]:
        """What lies in a tile, in its own units, y down."""
        side = 2.0**-level
        margin = _BUFFER / EXTENT
        west, north = (column - margin) * side, (row - margin) * side
        east, south = (column + 1 + margin) * side, (row + 1 + margin) * side
        inside = np.sort(self.tree.query(shapely.box(west, north, east, south)))
        clipped = shapely.clip_by_rect(self.geometries[inside], west, north, east, south)

        def to_tile(points: Points) -> Points:
            return np.rint((points / side - (column, row)) * EXTENT)

        # y goes down in a tile, where an outer ring runs clockwise: seen with y up, as here, it is the other way round
        drawn = shapely.orient_polygons(shapely.transform(clipped, to_tile))
        return [
            {"geometry": geometry, **self.features[index]}
            for index, geometry in zip(inside, drawn, strict=True)
            if not geometry.is_empty
        ]


def _encoded(layers: Mapping[str, list[dict[str, Any]]]) -> bytes:
    found = [{"name": name, "features": features} for name, features in layers.items()]
    # they are oriented already, all at once; the encoder's own way would take most of the time
    options = {"y_coord_down": True, "check_winding_order": False, "extents": EXTENT}
    return bytes(mapbox_vector_tile.encode(found, default_options=options))


def _reach(geometries: Geometries, axis: int, level: int) -> range:
    """The columns (axis 0) or rows (axis 1) of tiles that the geometries reach."""
    bounds = shapely.total_bounds(geometries)
    first, last = (int(bounds[axis + end] * 2**level) for end in (0, 2))
    return range(first, last + 1)


def to_world(degrees: Points) -> Points:
    """The spherical Mercator projection (EPSG:3857) onto a unit square, from the north-west corner."""
    longitude, latitude = np.radians(degrees).T
    north = np.log(np.tan(np.pi / 4 + latitude / 2))
    return np.column_stack((0.5 + longitude / (2 * np.pi), 0.5 - north / (2 * np.pi)))
