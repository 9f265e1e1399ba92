"""Rows of the plan: from the text in force, with the figures of the newest bulletin."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from segnavia.briefing.state import State
from segnavia.core import codes
from segnavia.core.codes import DIRECTIONS, Direction
from segnavia.core.rollup import Figure
from segnavia.opendata.columns import FIGURES
from segnavia.plans.schema import Record

Row = tuple[object, ...]
_NO_FIGURE: Row = (None,) * len(FIGURES)
_SIX = Decimal("0.000001")


def figures(figure: Figure | None) -> Row:
    """The columns `FIGURES` of a figure; all empty where nothing was measured."""
    if figure is None:
        return _NO_FIGURE
    return tuple(_figure(figure, column.name) for column in FIGURES)


def _figure(figure: Figure, name: str) -> object:
    value = getattr(figure, name)
    if isinstance(value, float):  # a ratio; exact amounts are decimals
        return Decimal(value).quantize(_SIX, ROUND_HALF_UP)
    return value


def figure_at(now: State, dimension: str, code: str) -> Row:
    """The columns `FIGURES` of one code of a dimension."""
    return figures(now.bulletin.figure(dimension, code) if now.bulletin else None)


def origin(record: Record) -> Row:
    """The columns `PROVENANCE` of a fact of the plan."""
    return record.provenance.value, record.note or None


def _marks(marked: Iterable[Direction]) -> Row:
    chosen = set(marked)
    return tuple(direction in chosen for direction in DIRECTIONS)


def decimals(share: Fraction) -> Decimal:
    """A share to fifteen decimals, rounded half up."""
    scaled = (share.numerator * 10**15 * 2 + share.denominator) // (2 * share.denominator)
    return Decimal(scaled).scaleb(-15)


def keywords(now: State) -> Iterator[Row]:
    """Vision keywords with their missions."""
    for each in now.book.package.keywords:
        yield each.code, each.title, " ".join(each.missions), *origin(each), *figure_at(now, "keyword", each.code)


def missions(now: State) -> Iterator[Row]:
    """Missions."""
    for each in now.book.package.missions:
        yield each.code, each.title, *origin(each), *figure_at(now, "mission", each.code)


def components(now: State) -> Iterator[Row]:
    """Components with the directions they are marked for."""
    for each in now.book.package.components:
        marks = _marks(each.directions)
        yield each.code, each.mission, each.title, *marks, *origin(each), *figure_at(now, "component", each.code)


def objectives(now: State) -> Iterator[Row]:
    """Objectives with the directions they are marked for."""
    for each in now.book.package.objectives:
        marks = _marks(each.directions)
        yield each.code, each.mission, each.title, *marks, *origin(each), *figure_at(now, "objective", each.code)


def objective_goals(now: State) -> Iterator[Row]:
    """Goals of the Agenda 2030, of the objectives that the plan has."""
    if now.bulletin:
        for objective, links in now.bulletin.objective_goals.items():
            if objective in now.book.objectives:
                for link in links:
                    title = now.bulletin.goals.get(link.goal)
                    yield objective, link.goal, title, link.prevalent, link.submeasures


def drivers(now: State) -> Iterator[Row]:
    """Drivers of the agenda."""
    for each in now.book.package.drivers:
        words = (each.title, each.subtitle or None, each.summary or None)
        yield each.code, *words, *origin(each), *figure_at(now, "driver", each.code)


def driver_objectives(now: State) -> Iterator[Row]:
    """What each driver combines, and why."""
    for each in now.book.package.agenda:
        yield each.driver, each.objective, each.reason, *origin(each)


def submeasures(now: State) -> Iterator[Row]:
    """Sub-measures that the plan judges, and others that are at work here."""
    measured = now.bulletin.by.get("submeasure", {}) if now.bulletin else {}
    for code in {*now.book.submeasures, *measured}:
        judged = now.book.submeasures.get(code)
        outside = next((e.reason for e in now.book.judgements.get(code, ()) if e.objective is None), None)
        title = judged.title if judged else None
        grid = (codes.mission_of(code), codes.component_of(code))
        yield code, title, *grid, judged is not None, outside, *figure_at(now, "submeasure", code)


def crosswalk(now: State) -> Iterator[Row]:
    """Which objectives a sub-measure serves; one that serves none has no row here."""
    for each in now.book.package.crosswalk:
        if each.objective is not None and each.share is not None:
            share = (decimals(each.share), str(each.share))
            yield each.submeasure, each.objective, *share, each.reason, *origin(each)
