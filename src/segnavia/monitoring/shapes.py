"""The drawn map: municipality outlines, simplified together and projected flat, as SVG paths."""

from collections.abc import Iterable
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from shapely import Geometry

from segnavia.monitoring.bulletin import Shapes

WIDTH = 1000  # units of the view box; a path keeps one decimal, a tenth of a pixel on a large screen
TOLERANCE = 1.5  # in the same units: chosen by eye at 1280 px, 40 kB compressed for 133 municipalities


def draw(outlines: Iterable[tuple[str, bytes]]) -> Shapes | None:
    """Paths from (ISTAT code, WKB in EPSG:4326); `None` where there is no outline.

    Neighbours are simplified as one coverage, so that no gap opens between them. The projection is equirectangular,
    true at the middle latitude: over a province, 100 km, it is off by less than a pixel.
    """
    given = [(code, shapely.from_wkb(wkb)) for code, wkb in outlines]
    if not given:
        return None
    geometries = [g for _, g in given]
    west, south, east, north = shapely.total_bounds(geometries)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * squeeze)

    def flat(points: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.asarray((points - (west, north)) * (squeeze * scale, -scale))

    projected = shapely.transform(geometries, flat)
    simple = shapely.coverage_simplify(projected, TOLERANCE)
    height = (north - south) * scale
    return Shapes(
        view_box=f"0 0 {WIDTH} {height:.0f}",
        paths={code: _path(geometry) for (code, _), geometry in zip(given, simple, strict=True)},
    )


def _path(geometry: Geometry) -> str:
    """Rings in tenths of a unit, each point as its distance from the one before: a third shorter than as places.

    The distances are those of the rounded places, so that nothing adds up along a ring. A rock that is smaller than
    that, on the map of a country, is not drawn.
    """
    rings = []
    for polygon in shapely.get_parts(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            tenths = np.rint(shapely.get_coordinates(ring)[:-1] * 10).astype(int)
            steps = [_pair(*step) for step in np.diff(tenths, axis=0) if step.any()]
            if steps:
                rings.append(f"M{_pair(*tenths[0])}l{' '.join(steps).replace(' -', '-')}Z")
    return "".join(rings)


def _pair(x: int, y: int) -> str:
    """Two numbers of tenths; a minus parts them as well as a blank."""
    first, second = (f"{value / 10:g}" for value in (x, y))
    return f"{first}{second}" if second.startswith("-") else f"{first} {second}"
