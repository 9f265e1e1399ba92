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
from segnavia.monitoring.bulletin import Bulletin, Project, ProjectLine, Shapes
from segnavia.plans.canonical import from_canonical
from segnavia.portal.presenters.book import PlanBook
from segnavia.registry.texts import current_text


@dataclass(frozen=True, slots=True)
class State:
    """The plan and the bulletin of one request; no bulletin before the first `segnavia monitor --publish`."""

    book: PlanBook
    bulletin: Bulletin | None


def current() -> State | None:
    """The plan in force and its newest bulletin, or `None` before the first `segnavia plan load`."""
    text = current_text(settings.TERRITORY)
    if text is None:
        return None
    return State(_book(text.sha256, text.content), reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY))


@lru_cache(maxsize=4)
def _book(sha256: str, content: str) -> PlanBook:
    return PlanBook(sha256, from_canonical(content))


def published() -> list[str]:
    """The ids of all published bulletins, newest first."""
    return reading.published(settings.SEGNAVIA_HOME)


def bulletin(bulletin_id: str) -> Bulletin | None:
    """A published bulletin by its id."""
    return reading.get_bulletin(settings.SEGNAVIA_HOME, bulletin_id)


def before(later: Bulletin) -> Bulletin | None:
    """The bulletin of the same territory that was published before this one."""
    ids = published()
    earlier = ids[ids.index(later.id) + 1 :] if later.id in ids else []
    candidates = (bulletin(bulletin_id) for bulletin_id in earlier)
    return next((found for found in candidates if found and found.territory == later.territory), None)


def project(of: Bulletin, key: str) -> Project | None:
    """One project of a bulletin with its source rows."""
    return reading.get_project(settings.SEGNAVIA_HOME, of.id, key)


def projects(of: Bulletin, dimension: str, code: str, *, limit: int, offset: int) -> tuple[ProjectLine, ...]:
    """A page of the projects behind one figure of a bulletin, by funding."""
    home = settings.SEGNAVIA_HOME
    return reading.get_projects(home, of.id, dimension=dimension, code=code, limit=limit, offset=offset)


def municipalities_of(of: Bulletin, objective: str) -> Mapping[str, Figure]:
    """Where an objective's money is, by ISTAT code."""
    return reading.get_municipalities_of(settings.SEGNAVIA_HOME, of.id, objective)


def objectives_in(of: Bulletin, municipality: str) -> Mapping[str, Figure]:
    """What is at work in a municipality, by the objective's code."""
    return reading.get_objectives_in(settings.SEGNAVIA_HOME, of.id, municipality)


def shapes(of: Bulletin) -> Shapes | None:
    """The outlines of the municipalities of a bulletin, or `None` where boundaries were not at hand."""
    return reading.get_shapes(settings.SEGNAVIA_HOME, of.id)
