"""The boundaries of municipalities, simplified as one coverage that holds across territories, in degrees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from segnavia.monitoring.areas import Area, Boundaries

# Metres. Over the municipalities of Milano the farthest a border then lies from the publisher's is 10 m on average and
# 25 m at most; at zoom 12 a pixel is 13 m there. Of the country's 844,000 vertices it keeps 524,000.
TOLERANCE = 40
DECIMALS = 5  # about a metre; finer than the borders are
_CENTRE_WITHIN = 100  # metres, how near to the best inner point one has to be
_EARTH = 6_371_008.8  # mean radius, metres
# Cylindrical and equal-area: simplification drops a vertex by the area of its triangle, and areas are true everywhere.
# One projection for all territories, or else a border would be drawn in two ways by the two that share it.
_TRUE_AT = float(np.cos(np.radians(42.5)))  # Italy's middle latitude, where shapes are true as well

Points = np.ndarray[Any, np.dtype[np.float64]]
Geometries = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True)
class Coverage:
    """Simplified municipalities by ISTAT code, with their inner points; no gaps, no overlaps. See `simplify`.

    `regions` are the titles of the regions by territory, as far as they are known.
    """

    codes: Sequence[str]
    geometries: Geometries
    points: Points
    regions: Mapping[str, str] = field(default_factory=dict)

    def boundaries(self, territory: str) -> Boundaries | None:
        """Those of one territory, a province's three digits; `None` where there is none."""
        rows = [row for row, code in enumerate(self.codes) if code.startswith(territory)]
        bounds = shapely.bounds(self.geometries[rows])
        areas = {
            self.codes[row]: Area(
                geometry=shapely.to_geojson(self.geometries[row]),
                point=(float(self.points[row, 0]), float(self.points[row, 1])),
                bbox=(float(west), float(south), float(east), float(north)),
            )
            for row, (west, south, east, north) in zip(rows, bounds, strict=True)
        }
        return Boundaries(areas, self.regions.get(territory)) if areas else None


def simplify(
    outlines: Iterable[tuple[str, bytes]], territories: Iterable[str], regions: Mapping[str, str] | None = None
) -> Coverage:
    """The municipalities of these territories from all of the lake, as (ISTAT code, WKB in EPSG:4326).

    The neighbours over the border, and theirs, are simplified with them and left out then: so the outer border is the
    same whether a territory is taken alone or with others.
    """
    given = list(outlines)
    wanted = frozenset(territories)
    whole = np.array(shapely.from_wkb([wkb for _, wkb in given]), dtype=object)
    inside = np.array([code[:3] in wanted for code, _ in given], dtype=bool)
    rows = _with_neighbours(whole, np.nonzero(inside)[0])
    kept = inside[rows]
    flat = shapely.transform(_valid(whole[rows]), _to_metres)
    # The publisher's borders overlap in a few places, by some metres; where they do not, cleaning changes nothing. The
    # snapping that it would choose by itself depends on the extent, and so on what else is given.
    simple = shapely.coverage_simplify(shapely.coverage_clean(flat, snapping_distance=0), TOLERANCE)[kept]
    simple = shapely.normalize(simple)  # where a ring starts depends on what was simplified with it
    circles = [shapely.maximum_inscribed_circle(geometry, _CENTRE_WITHIN) for geometry in simple]
    return Coverage(
        codes=[given[row][0] for row in rows[kept]],
        # what rounding has made invalid, a strip of a metre, is dropped
        geometries=shapely.orient_polygons(_valid(shapely.transform(simple, _to_degrees))),
        points=_to_degrees(shapely.get_coordinates(shapely.get_point(circles, 0))),
        regions=regions or {},
    )


def _with_neighbours(whole: Geometries, rows: Any) -> Any:
    """These rows, the rows that touch them, and the rows that touch those; sorted.

    Two rings, as a flaw of the publisher's concerns three municipalities that touch one another.
    """
    tree = shapely.STRtree(whole)
    for _ring in range(2):
        _, found = tree.query(whole[rows], predicate="intersects")
        rows = np.union1d(rows, found)
    return rows


def _valid(geometries: Geometries) -> Geometries:
    """Polygons as they were meant: a ring that touches itself becomes two."""
    return np.asarray(shapely.make_valid(geometries, method="structure", keep_collapsed=False), dtype=object)


def _to_metres(degrees: Points) -> Points:
    longitude, latitude = np.radians(degrees).T
    return np.asarray(np.column_stack((longitude * _TRUE_AT, np.sin(latitude) / _TRUE_AT)) * _EARTH)


def _to_degrees(metres: Points) -> Points:
    x, y = (metres / _EARTH).T
    return np.asarray(np.round(np.degrees(np.column_stack((x / _TRUE_AT, np.arcsin(y * _TRUE_AT)))), DECIMALS))
