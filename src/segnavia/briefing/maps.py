"""The drawn map: municipalities in classes of equal size (quantiles), with zero and unknown apart."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.briefing.numbers import plain, plain_meur, plain_percent
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


def words(value: Decimal, unit: str) -> str:
    """A value of a measure as maps write it, with its unit. See `places.Measure` for the units."""
    if unit == "M€":
        return f"{plain_meur(value)} M€"
    if unit == "€":
        return f"{plain(value)} €"
    if unit == "%":
        return plain_percent(value)
    return ngettext("%(count)s project", "%(count)s projects", int(value)) % {"count": plain(value)}


def step_words(line: Step, unit: str) -> str:
    """What a line of the legend says; see `words`. The first class is open downward."""
    if line.step == UNKNOWN:
        return _("not known")
    if line.step == ZERO or line.low is None or line.high is None:
        return _("none")
    high = words(line.high, unit)
    if line.low == line.high:
        return high
    if line.step == "1":
        return _("up to %(high)s") % {"high": high}
    low = words(line.low, unit).split()[0] if unit else plain(line.low)
    return _("from %(low)s to %(high)s") % {"low": low, "high": high}


def count_words(line: Step, *, of_territories: bool = False) -> str:
    """How many municipalities, or territories, are in a class."""
    if of_territories:
        text = ngettext("%(count)s territory", "%(count)s territories", line.count)
    else:
        text = ngettext("%(count)s municipality", "%(count)s municipalities", line.count)
    return text % {"count": plain(line.count)}


def classed(values: Sequence[Decimal | None]) -> tuple[list[str], tuple[Step, ...]]:
    """The class of each value, and the legend of the classes that have any."""
    bounds = bounds_of(value for value in values if value)
    steps = [step_of(value, bounds) for value in values]
    members: dict[str, list[Decimal | None]] = {}
    for step, value in zip(steps, values, strict=True):
        members.setdefault(step, []).append(value)
    order = [*(str(number) for number in range(1, len(bounds) + 2)), ZERO, UNKNOWN]
    return steps, tuple(_legend_line(step, members[step]) for step in order if step in members)


def _legend_line(step: str, inside: Sequence[Decimal | None]) -> Step:
    known = [value for value in inside if value is not None]
    return Step(step, min(known, default=None), max(known, default=None), len(inside))


def choropleth(shapes: Shapes, titles: Mapping[str, str], values: Mapping[str, Decimal | None]) -> Choropleth:
    """The map of these values; a municipality without one is drawn as unknown."""
    drawn = [(code, path) for code, path in shapes.paths.items() if code in titles]
    steps, legend = classed([values.get(code) for code, _path in drawn])
    areas = tuple(
        Area(code, titles[code], path, step, values.get(code)) for (code, path), step in zip(drawn, steps, strict=True)
    )
    return Choropleth(shapes.view_box, areas, legend)


def highlight(shapes: Shapes, titles: Mapping[str, str], chosen: frozenset[str]) -> Choropleth:
    """A map that only shows where the chosen municipalities lie: they are of class `5`, the others of `rest`."""
    areas = tuple(
        Area(code, titles[code], path, "5" if code in chosen else "rest", None)
        for code, path in shapes.paths.items()
        if code in titles
    )
    return Choropleth(shapes.view_box, areas, ())
