"""What the portal shows now: the plan text in force and the published bulletin, read once for a request.

A plan text is cached by its SHA-256 and a bulletin by its id. Neither ever changes its content, so nothing needs to be
invalidated: a new text or bulletin has a new name.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any, TypeVar, cast

import pyarrow as pa
from django.conf import settings

from segnavia.core.rollup import Figure
from segnavia.monitoring import overview, reading, why
from segnavia.monitoring.areas import Boundaries
from segnavia.monitoring.bulletin import Bulletin, Milestone, Project, ProjectLine, Shapes
from segnavia.monitoring.why import Term, Worked
from segnavia.plans.book import PlanBook
from segnavia.plans.canonical import from_canonical
from segnavia.registry.texts import current_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """The plan and the bulletin of one request; no bulletin before the first `segnavia monitor --publish`."""

    book: PlanBook
    bulletin: Bulletin | None


@dataclass(frozen=True, slots=True)
class Pinned:
    """A plan and a bulletin that do not change, and what was worked out of them and of the registry meanwhile."""

    state: State
    answers: bool = True
    number: int = field(default_factory=count(1).__next__)
    kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)


_pinned: ContextVar[Pinned | None] = ContextVar("pinned", default=None)
MOST_KEPT = 256


@contextmanager
def pinned(now: State, *, answers: bool = True) -> Iterator[None]:
    """Everything in here shows this plan and bulletin, and the registry as it is: for whoever makes many pages at once.

    Whoever pins sees to it that the registry does not change meanwhile, or makes the pages again. `answers`: whether
    readers of these pages can ask the running system.
    """
    token = _pinned.set(Pinned(now, answers))
    try:
        yield
    finally:
        _pinned.reset(token)


def is_pinned() -> bool:
    """Whether what is shown is pinned, so that what was worked out before still holds."""
    return pin() is not None


def pin() -> int | None:
    """The number of the pinned state, another for each; `None` where the state is not pinned."""
    found = _pinned.get()
    return None if found is None else found.number


def answers() -> bool:
    """Whether readers can ask what only a running system answers: not where pages are files, and none is named."""
    found = _pinned.get()
    return found is None or found.answers


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives: as it was made for this key before, where the state is pinned; made now, where it is not."""
    pin = _pinned.get()
    if pin is None:
        return make()
    if key in pin.kept:
        pin.kept.move_to_end(key)
    else:
        pin.kept[key] = make()
        if len(pin.kept) > MOST_KEPT:
            pin.kept.popitem(last=False)
    return cast("T", pin.kept[key])


def current() -> State | None:
    """The plan in force and its newest bulletin; `None` before the first of either.

    Where no plan of the territory is loaded, the bulletin's own stands in: the PNRR's grid, on which it was measured.
    """
    if (pin := _pinned.get()) is not None:
        return pin.state
    newest = reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY)
    text = current_text(settings.TERRITORY)
    if text is not None:
        return State(_book(text.sha256, text.content), newest)
    if newest is None:
        return None
    return State(_book(newest.plan_sha256, reading.get_plan_text(settings.SEGNAVIA_HOME, newest.id)), newest)


def stamp() -> str:
    """What changes with every bulletin that is published."""
    return reading.stamp(settings.SEGNAVIA_HOME, settings.TERRITORY)


def measured(bulletin_id: str) -> State | None:
    """A published bulletin with the plan text that it measured, or `None` where there is none of that id."""
    found = bulletin(bulletin_id)
    if found is None:
        return None
    return State(_book(found.plan_sha256, reading.get_plan_text(settings.SEGNAVIA_HOME, found.id)), found)


@lru_cache(maxsize=4)
def _book(sha256: str, content: str) -> PlanBook:
    return PlanBook(sha256, from_canonical(content))


def published(territory: str) -> list[str]:
    """The ids of all published bulletins of a territory, newest first: an id begins with its territory."""
    return [found for found in reading.published(settings.SEGNAVIA_HOME) if found.startswith(f"{territory}-")]


def bulletin(bulletin_id: str) -> Bulletin | None:
    """A published bulletin by its id."""
    return reading.get_bulletin(settings.SEGNAVIA_HOME, bulletin_id)


def measured_text(of: Bulletin) -> str:
    """The canonical text of the plan that a bulletin rests on."""
    return reading.get_plan_text(settings.SEGNAVIA_HOME, of.id)


@dataclass(frozen=True, slots=True)
class Published:
    """The ids of the bulletins that are shown now, one a territory, and of those among them that have boundaries."""

    ids: tuple[str, ...]
    bounded: tuple[str, ...]


def territories() -> Published:
    """What is shown now of all territories."""
    home = settings.SEGNAVIA_HOME
    ids = overview.current_ids(home)
    return Published(ids, tuple(name for name in ids if overview.has_boundaries(home, name)))


def overviews(of: Published) -> tuple[overview.Overview, ...]:
    """The totals, places and municipality figures of all territories."""
    return overview.get_overviews(settings.SEGNAVIA_HOME, of.ids)


def boundaries_of_all(of: Published) -> Mapping[str, Boundaries]:
    """The boundaries by territory, as far as there are any."""
    home = settings.SEGNAVIA_HOME
    found = ((name, reading.get_boundaries(home, name)) for name in of.bounded)
    return {name[:3]: boundaries for name, boundaries in found if boundaries is not None}


def before(later: Bulletin) -> Bulletin | None:
    """The bulletin of the same territory that was published before this one."""
    ids = published(later.territory)
    earlier = ids[ids.index(later.id) + 1 :] if later.id in ids else []
    return bulletin(earlier[0]) if earlier else None


def preload(of: Bulletin) -> None:
    """Have all projects and lists of a bulletin in memory, for whoever is about to show every page."""
    reading.preload(settings.SEGNAVIA_HOME, of.id)


def project_keys(of: Bulletin) -> tuple[str, ...]:
    """The keys of all projects of a bulletin, in their order."""
    return reading.get_project_keys(settings.SEGNAVIA_HOME, of.id)


def project(of: Bulletin, key: str) -> Project | None:
    """One project of a bulletin with its source rows."""
    return reading.get_project(settings.SEGNAVIA_HOME, of.id, key)


def projects(
    of: Bulletin, dimension: str, code: str, *, state: str | None, limit: int, offset: int
) -> tuple[ProjectLine, ...]:
    """A page of the projects behind one figure of a bulletin, by funding; those in one state where it is named."""
    home = settings.SEGNAVIA_HOME
    return reading.get_projects(home, of.id, dimension=dimension, code=code, state=state, limit=limit, offset=offset)


def milestones(of: Bulletin, dimension: str, code: str) -> tuple[Milestone, ...]:
    """The milestones and targets of the sub-measures at work in one code of a dimension, by date."""
    return reading.get_milestones(settings.SEGNAVIA_HOME, of.id, dimension, code)


def municipalities_of(of: Bulletin, objective: str) -> Mapping[str, Figure]:
    """Where an objective's money is, by ISTAT code."""
    return reading.get_municipalities_of(settings.SEGNAVIA_HOME, of.id, objective)


def objectives_in(of: Bulletin, municipality: str) -> Mapping[str, Figure]:
    """What is at work in a municipality, by the objective's code."""
    return reading.get_objectives_in(settings.SEGNAVIA_HOME, of.id, municipality)


def shapes(of: Bulletin) -> Shapes | None:
    """The outlines of the municipalities of a bulletin, or `None` where boundaries were not at hand."""
    return reading.get_shapes(settings.SEGNAVIA_HOME, of.id)


def boundaries(of: Bulletin) -> Boundaries | None:
    """The boundaries of the municipalities of a bulletin, or `None` where it has none."""
    return reading.get_boundaries(settings.SEGNAVIA_HOME, of.id)


def table(of: Bulletin, name: str) -> pa.Table | None:
    """One of the tables of a bulletin whole (`monitoring.tables.NAMES`), or `None` where it has none of that name."""
    return reading.get_table(settings.SEGNAVIA_HOME, of.id, name)


def worked(of: Bulletin, dimension: str, code: str, field: str) -> Worked:
    """A figure's field, worked out again from the publisher's rows."""
    return why.worked(settings.SEGNAVIA_HOME, of.id, dimension, code, field)


def terms(of: Bulletin, dimension: str, code: str, field: str, *, limit: int, offset: int) -> tuple[Term, ...]:
    """What each project adds to a figure's field, those that add most first."""
    return why.terms(settings.SEGNAVIA_HOME, of.id, dimension, code, field, limit=limit, offset=offset)
