"""Public tables whose rows lie somewhere, as features made ready: each as the GeoJSON it is answered with.

Coordinates are degrees, longitude before latitude, WGS 84 (OGC CRS84). Nothing is placed where nobody told a place.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext_noop

from segnavia.api.prepared import Asked, Prepared, Rows
from segnavia.api.shown import Shown
from segnavia.briefing import state
from segnavia.monitoring.areas import Area

Box = tuple[float, float, float, float]  # west, south, east, north
Geometry = Any  # of shapely, or None
Areas = Mapping[str, Area]
_NEVER, _ALWAYS = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of features. `places` gives each row's geometry, `times` the columns of its first and last day.

    Of several columns the first that holds a day counts. Words are message ids.
    """

    name: str
    description: str
    places: "Callable[[Prepared, Shown, Areas], Iterable[Geometry]]"
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(eq=False)
class Placed:
    """The features of a collection, in the order of their key."""

    table: Prepared
    geometries: Sequence[Geometry]
    starts: Rows  # the first day of each, as an ordinal; the first of all where nobody tells
    ends: Rows

    @cached_property
    def features(self) -> list[str]:
        """Each as the members of a GeoJSON feature."""
        keys = self.table.values(self.table.table.key[0])
        return [
            f'"type": "Feature", "id": {json.dumps(str(key))}, "geometry": {written(geometry)}, "properties": {{{row}}}'
            for key, geometry, row in zip(keys, self.geometries, self.table.rows, strict=True)
        ]

    @cached_property
    def bbox(self) -> Box | None:
        """What all of them lie in."""
        west, south, east, north = shapely.total_bounds([each for each in self.geometries if each is not None])
        return None if np.isnan(west) else (float(west), float(south), float(east), float(north))

    @cached_property
    def interval(self) -> tuple[date | None, date | None]:
        """The first and the last day that any of them tells."""
        first = self.starts[self.starts > _NEVER]
        last = self.ends[self.ends < _ALWAYS]
        return (
            date.fromordinal(int(first.min())) if len(first) else None,
            date.fromordinal(int(last.max())) if len(last) else None,
        )

    def select(self, asked: Asked, boxes: Sequence[Box], days: tuple[date | None, date | None] | None) -> Rows:
        """The features of the rows that are asked for, that touch one of the boxes and last on one of the days."""
        rows = self.table.select(asked)
        if boxes:
            touched = [self._tree.query(shapely.box(*box), predicate="intersects") for box in boxes]
            rows = rows[np.isin(rows, np.concatenate(touched))]
        if days:
            first, last = days
            begun = self.starts[rows] <= (last.toordinal() if last else _ALWAYS)
            going = self.ends[rows] >= (first.toordinal() if first else _NEVER)
            rows = rows[begun & going]
        return rows

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.geometries)


def placed(shown: Shown, name: str) -> Placed:
    """A collection as it is now, made once for a state of the data."""
    return shown.make(f"features {name}", lambda: _made(shown, COLLECTIONS[name]))


def written(geometry: Geometry) -> str:
    """A geometry as GeoJSON; `null` where there is none."""
    return "null" if geometry is None else str(shapely.to_geojson(geometry))


def _made(shown: Shown, collection: Collection) -> Placed:
    table = shown.table(collection.name)
    bulletin = shown.now.bulletin
    boundaries = state.boundaries(bulletin) if bulletin else None
    geometries = list(collection.places(table, shown, boundaries.areas if boundaries else {}))
    return Placed(table, geometries, _days(table, collection.starts, _NEVER), _days(table, collection.ends, _ALWAYS))


def _days(table: Prepared, columns: Sequence[str], unknown: int) -> Rows:
    days = np.full(len(table), unknown, dtype=np.int64)
    for column in reversed(columns):
        for row, value in enumerate(table.values(column)):
            if value is not None:
                days[row] = (date.fromisoformat(value) if isinstance(value, str) else value).toordinal()
    return days


def _municipalities(table: Prepared, _shown: Shown, areas: Areas) -> list[Geometry]:
    return [_area(areas, code) for code in table.values("code")]


def _zones(table: Prepared, shown: Shown, areas: Areas) -> list[Geometry]:
    """A zone is all its municipalities of today; where one of them is not known, nobody can say where it ends."""
    towns = shown.table("municipalities")
    rows = zip(*map(towns.values, ("zone", "code", "valid_to")), strict=True)
    members: dict[str, list[Geometry]] = {}
    for zone, code, valid_to in rows:
        if valid_to is None:
            members.setdefault(zone, []).append(_area(areas, code))
    found = [members.get(zone, [None]) for zone in table.values("code")]
    return [None if None in parts else _several(shapely.union_all(parts)) for parts in found]


def _projects(table: Prepared, _shown: Shown, areas: Areas) -> list[Geometry]:
    """A project is a point in each of its municipalities: where it lies within one, no source tells."""
    towns = [(codes or "").split() for codes in table.values("municipalities")]
    return [_points([areas[code].point for code in codes if code in areas]) for codes in towns]


def _area(areas: Areas, code: str) -> Geometry:
    return _several(shapely.from_geojson(areas[code].geometry)) if code in areas else None


def _several(polygon: Geometry) -> Geometry:
    """One polygon as several: a layer of one kind of geometry is what geographic programs can keep."""
    return shapely.MultiPolygon([polygon]) if isinstance(polygon, shapely.Polygon) else polygon


def _points(points: Sequence[tuple[float, float]]) -> Geometry:
    return shapely.MultiPoint(points) if points else None


COLLECTIONS: Mapping[str, Collection] = {
    each.name: each
    for each in (
        Collection(
            "municipalities",
            gettext_noop("Boundaries are simplified to some 40 m; a municipality lasts as long as it is in its zone."),
            _municipalities,
            ("valid_from",),
            ("valid_to",),
        ),
        Collection("zones", gettext_noop("Each zone is all of its municipalities together."), _zones),
        Collection(
            "projects",
            gettext_noop(
                "A point in each municipality of a project, as no source tells more. A project lasts from its start to "
                "its end, the actual one where it is known; an end that nobody tells is open."
            ),
            _projects,
            ("actual_start", "planned_start"),
            ("actual_end", "planned_end"),
        ),
    )
}
