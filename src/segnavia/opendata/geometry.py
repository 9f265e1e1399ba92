"""Where the rows of a table lie, as GeoJSON geometries in degrees, longitude first (RFC 7946).

A project stands at a point inside each municipality that it lies in: the sources tell no address of the works.
"""

import json
from collections.abc import Mapping, Sequence

import shapely

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.monitoring.areas import Area
from segnavia.opendata.declaration import PLACED, TABLES
from segnavia.opendata.kept import Kept
from segnavia.opendata.tables import measured_version, table

__all__ = ["PLACED", "geometries"]

_kept: Kept[tuple[str, str], Sequence[str | None]] = Kept(2 * len(PLACED))


def geometries(now: State, name: str) -> Sequence[str | None]:
    """The geometry of each row of a table in its order, as GeoJSON text; `None` where no boundary is at hand.

    Raises `KeyError` for a table whose rows are no features: see `PLACED`.
    """
    if name not in PLACED:
        raise KeyError(name)
    return _kept.get((measured_version(now), name), lambda: _geometries(now, name))


def _geometries(now: State, name: str) -> Sequence[str | None]:
    boundaries = state.boundaries(now.bulletin) if now.bulletin else None
    areas: Mapping[str, Area] = boundaries.areas if boundaries else {}
    if name == "zones":
        return _of_zones(now, areas)
    codes = table(now, name)[TABLES[name].spatial].to_pylist()
    if name == "municipalities":
        return [areas[code].geometry if code in areas else None for code in codes]
    found = [[areas[code].point for code in (each or "").split() if code in areas] for each in codes]
    if name == "project_places":
        return [_geometry("Point", points[0]) if points else None for points in found]
    # of one kind throughout: QGIS makes a layer of each kind
    return [_geometry("MultiPoint", points) if points else None for points in found]


def _of_zones(now: State, areas: Mapping[str, Area]) -> list[str | None]:
    members: dict[str, list[str]] = {}
    for each in now.book.package.municipalities:
        if not each.valid_to and each.code in areas:
            members.setdefault(each.zone, []).append(areas[each.code].geometry)
    return [_together(members.get(code, [])) for code in table(now, "zones")["code"].to_pylist()]


def _together(outlines: list[str]) -> str | None:
    """One area of several: neighbours share their borders to the last vertex, and those disappear."""
    if not outlines:
        return None
    whole = shapely.coverage_union_all(shapely.from_geojson(outlines))
    return str(shapely.to_geojson(shapely.orient_polygons(shapely.normalize(whole))))


def _geometry(kind: str, coordinates: object) -> str:
    return json.dumps({"type": kind, "coordinates": coordinates})
