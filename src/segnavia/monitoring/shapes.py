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
    rings = []
    for polygon in shapely.get_parts(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]]
            rings.append(f"M{'L'.join(points)}Z")
    return "".join(rings)
