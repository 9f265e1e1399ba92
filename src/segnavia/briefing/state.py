"""What the portal shows now: the plan text in force and the published bulletin, read once for a request.

A plan text is cached by its SHA-256 and a bulletin by its id. Neither ever changes its content, so nothing needs to be
invalidated: a new text or bulletin has a new name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from segnavia.core.rollup import Figure
from segnavia.monitoring import reading
from segnavia.monitoring.bulletin import Bulletin, Milestone, Project, ProjectLine, Shapes
from segnavia.plans.book import PlanBook
from segnavia.plans.canonical import from_canonical
from segnavia.registry.texts import current_text


@dataclass(frozen=True, slots=True)
class State:
    """The plan and the bulletin of one request; no bulletin before the first `segnavia monitor --publish`."""

    book: PlanBook
    bulletin: Bulletin | None


def current() -> State | None:
    """The plan in force and its newest bulletin; `None` before the first of either.

    Where no plan of the territory is loaded, the bulletin's own stands in: the PNRR's grid, on which it was measured.
    """
    newest = reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY)
    text = current_text(settings.TERRITORY)
    if text is not None:
        return State(_book(text.sha256, text.content), newest)
    if newest is None:
        return None
    return State(_book(newest.plan_sha256, reading.get_plan_text(settings.SEGNAVIA_HOME, newest.id)), newest)


@lru_cache(maxsize=4)
def _book(sha256: str, content: str) -> PlanBook:
    return PlanBook(sha256, from_canonical(content))


def published(territory: str) -> list[str]:
    """The ids of all published bulletins of a territory, newest first: an id begins with its territory."""
    return [found for found in reading.published(settings.SEGNAVIA_HOME) if found.startswith(f"{territory}-")]


def bulletin(bulletin_id: str) -> Bulletin | None:
    """A published bulletin by its id."""
    return reading.get_bulletin(settings.SEGNAVIA_HOME, bulletin_id)


def before(later: Bulletin) -> Bulletin | None:
    """The bulletin of the same territory that was published before this one."""
    ids = published(later.territory)
    earlier = ids[ids.index(later.id) + 1 :] if later.id in ids else []
    return bulletin(earlier[0]) if earlier else None


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
