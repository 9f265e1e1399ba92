"""Which objectives a project serves: by the crosswalk's judgement of its sub-measure, or by one of its own.

A project that somebody has judged does not take the crosswalk's judgement at all: the two are never mixed. The shares
of a judgement sum to 1 exactly, or it says that the project serves no objective of the plan.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from segnavia.core.shares import sum_to_one


class Origin(StrEnum):
    """Where a project-level link was taken from: the kind of the proposal that was accepted, or a person's own idea."""

    CROSSWALK = "crosswalk"
    SIMILAR = "similar"
    TEXT = "text"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Link:
    """A project serves an objective by an exact share or, both null, it is judged to serve none of the plan's.

    `project` is a `core.codes.project_key`.
    """

    project: str
    objective: str | None
    share: Fraction | None
    reason: str
    origin: Origin = Origin.MANUAL


class LinkFault(StrEnum):
    """What can be wrong with the links of a project."""

    NO_REASON = "no_reason"
    SHARE_OF_NONE = "share_of_none"
    NO_SHARE = "no_share"
    SHARE_OUT_OF_RANGE = "share_out_of_range"
    NONE_AMONG_OTHERS = "none_among_others"
    TWICE = "twice"
    NOT_WHOLE = "not_whole"


_MESSAGES: Mapping[LinkFault, str] = {
    LinkFault.NO_REASON: "each link says why, in its reason",
    LinkFault.SHARE_OF_NONE: "a project that serves no objective has no share",
    LinkFault.NO_SHARE: "a link to an objective has a share",
    LinkFault.SHARE_OUT_OF_RANGE: "a share lies above 0 and is at most 1",
    LinkFault.NONE_AMONG_OTHERS: "a project serves either no objective, said once, or those that are named",
    LinkFault.TWICE: "an objective stands once, with its whole share",
    LinkFault.NOT_WHOLE: "the shares add up to 1",
}


class LinkError(ValueError):
    """The links of a project cannot stand as they are. `fault` says why, for whoever words it in another language."""

    def __init__(self, project: str, fault: LinkFault) -> None:
        super().__init__(f"{project}: {_MESSAGES[fault]}")
        self.project, self.fault = project, fault


def check_links(links: Iterable[Link]) -> None:
    """Raise `LinkError`, a `ValueError`, for the first project whose links are no whole judgement."""
    for project, judged in _by_project(links).items():
        fault = _fault_of(judged)
        if fault is not None:
            raise LinkError(project, fault)


def _fault_of(links: list[Link]) -> LinkFault | None:
    for link in links:
        if not link.reason.strip():
            return LinkFault.NO_REASON
        if link.objective is None and link.share is not None:
            return LinkFault.SHARE_OF_NONE
        if link.objective is not None and link.share is None:
            return LinkFault.NO_SHARE
        if link.share is not None and not 0 < link.share <= 1:
            return LinkFault.SHARE_OUT_OF_RANGE
    served = [link.objective for link in links]
    if None in served:
        return LinkFault.NONE_AMONG_OTHERS if len(served) > 1 else None
    if len(set(served)) < len(served):
        return LinkFault.TWICE
    return None if sum_to_one(link.share for link in links if link.share is not None) else LinkFault.NOT_WHOLE


def effective_links(crosswalk_links: Mapping[str, Fraction], project_links: Collection[Link]) -> Mapping[str, Fraction]:
    """The share of each objective that one project serves; empty where it is outside the plan.

    Its own links replace the crosswalk's wholly, also where they say that it serves none.
    """
    if not project_links:
        return dict(crosswalk_links)
    return {link.objective: link.share for link in project_links if link.objective and link.share is not None}


def standing(links: Iterable[Link], objectives: Collection[str]) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """The links that hold in a plan of these objectives, in order, and the projects whose judgement has lapsed.

    A judgement lapses as a whole where the plan no longer has one of its objectives: what is left of it would not be
    what somebody judged.
    """
    known = set(objectives)
    hold: list[Link] = []
    lapsed: list[str] = []
    for project, judged in sorted(_by_project(links).items()):
        if all(link.objective is None or link.objective in known for link in judged):
            hold += sorted(judged, key=lambda link: link.objective or "")
        else:
            lapsed.append(project)
    return tuple(hold), tuple(lapsed)


def _by_project(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.project].append(link)
    return found
