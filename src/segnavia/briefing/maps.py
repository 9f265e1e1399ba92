"""The drawn map: municipalities in classes of equal size (quantiles), with zero and unknown apart."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from segnavia.monitoring.bulletin import Shapes

CLASSES = 5  # as many steps of one hue as readers tell apart at a glance, also in grey
UNKNOWN = "unknown"
ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality on the map. `step` is its class: `1` … `5`, `zero` or `unknown`."""

    code: str
    title: str
    path: str
    step: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the legend: a class, its lowest and highest value, and how many municipalities are in it."""

    step: str
    low: Decimal | None
    high: Decimal | None
    count: int


@dataclass(frozen=True, slots=True)
class Choropleth:
    """A map ready to be drawn. `view_box` is an SVG view box."""

    view_box: str
    areas: tuple[Area, ...]
    legend: tuple[Step, ...]


def bounds_of(values: Iterable[Decimal], classes: int = CLASSES) -> list[Decimal]:
    """The inner bounds of classes that hold equally many of the values, fewer where the values are few."""
    distinct = sorted(set(values))
    wanted = min(classes, len(distinct))
    return sorted(set(quantiles(distinct, n=wanted, method="inclusive"))) if wanted > 1 else []


def step_of(value: Decimal | None, bounds: Sequence[Decimal]) -> str:
    """The class of a value; equal values are always in one class."""
    if value is None:
        return UNKNOWN
    if value == 0:
        return ZERO
    return str(bisect_right(bounds, value) + 1)


def choropleth(shapes: Shapes, titles: Mapping[str, str], values: Mapping[str, Decimal | None]) -> Choropleth:
    """The map of these values; a municipality without one is drawn as unknown."""
    bounds = bounds_of(value for value in values.values() if value)
    areas = tuple(
        Area(code, titles[code], path, step_of(values.get(code), bounds), values.get(code))
        for code, path in shapes.paths.items()
        if code in titles
    )
    steps = [str(number) for number in range(1, len(bounds) + 2)]
    legend = tuple(_legend_line(step, areas) for step in [*steps, ZERO, UNKNOWN])
    return Choropleth(shapes.view_box, areas, tuple(line for line in legend if line.count))


def _legend_line(step: str, areas: Sequence[Area]) -> Step:
    inside = [area.value for area in areas if area.step == step]
    known = [value for value in inside if value is not None]
    return Step(step, min(known, default=None), max(known, default=None), len(inside))


def highlight(shapes: Shapes, titles: Mapping[str, str], chosen: frozenset[str]) -> Choropleth:
    """A map that only shows where the chosen municipalities lie: they are of class `5`, the others of `rest`."""
    areas = tuple(
        Area(code, titles[code], path, "5" if code in chosen else "rest", None)
        for code, path in shapes.paths.items()
        if code in titles
    )
    return Choropleth(shapes.view_box, areas, ())
