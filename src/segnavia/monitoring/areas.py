"""The boundaries of a territory's municipalities, as values that the faces read."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Area:
    """Where a municipality lies. Coordinates are degrees, longitude before latitude, WGS 84 (OGC CRS84), 5 decimals."""

    geometry: str  # a GeoJSON Polygon or MultiPolygon as text, exterior rings counterclockwise (RFC 7946)
    point: tuple[float, float]  # inside it, as far from its border as can be
    bbox: tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The areas of a territory's municipalities by ISTAT code; neighbours share their borders to the last vertex.

    `region` is the title of the region that the territory belongs to, as ISTAT writes it.
    """

    areas: Mapping[str, Area]
    region: str | None = None


BOUNDARIES = TypeAdapter(Boundaries)
