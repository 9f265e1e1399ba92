"""Proposals from projects that were judged one by one: of the same sub-measure, or of a title with the same words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from segnavia.core.links import Link
from segnavia.monitoring.proposals.model import BySimilar, Candidate
from segnavia.monitoring.proposals.words import stems_of

# Titles are alike from two fifths of their stems on, and three of them: by eye on the titles of Milano, where two
# schools' building sites share half of their words, and any two projects of one Comune a fifth.
ALIKE, STEMS = 0.4, 3
# what another project of the same sub-measure tells at least, whatever its title
SAME_SUBMEASURE = 0.5


@dataclass(frozen=True)
class Judged:
    """A project that somebody judged, and the objectives that it serves, perhaps none."""

    project: Candidate
    stems: Set[str]
    objectives: frozenset[str]


def judged_projects(links: Iterable[Link], projects: Mapping[str, Candidate]) -> tuple[Judged, ...]:
    """The judged projects among those that are known by `projects`, by key."""
    served: dict[str, set[str]] = defaultdict(set)
    for link in links:
        served[link.project] |= {link.objective} if link.objective else set()
    return tuple(
        Judged(projects[key], stems_of(projects[key].title).keys(), frozenset(served[key]))
        for key in sorted(served)
        if key in projects
    )


def likeness(one: Set[str], other: Set[str]) -> float:
    """The part of all stems that two titles share; 0 where it is too little to say anything."""
    common = len(one & other)
    found = common / len(one | other) if common >= STEMS else 0.0
    return found if found >= ALIKE else 0.0


def by_similar(candidate: Candidate, judged: Iterable[Judged]) -> dict[str, BySimilar]:
    """The objectives that similar projects serve.

    Of one sub-measure the score is between a half and one by the likeness of titles, times the part of its judged
    projects that serve the objective; otherwise it is the likeness alone.
    """
    stems = stems_of(candidate.title).keys()
    others = [(likeness(stems, other.stems), other) for other in judged if other.project.key != candidate.key]
    same = [(alike, other) for alike, other in others if other.project.submeasure == candidate.submeasure]
    elsewhere = [
        (alike, other) for alike, other in others if alike and other.project.submeasure != candidate.submeasure
    ]
    found: dict[str, BySimilar] = {}
    for objective in sorted({o for _, other in (*same, *elsewhere) for o in other.objectives}):
        here = [(alike, other) for alike, other in same if objective in other.objectives]
        there = [(alike, other) for alike, other in elsewhere if objective in other.objectives]
        alike, most = max(here or there, key=lambda pair: (pair[0], pair[1].project.key))
        score = (SAME_SUBMEASURE + (1 - SAME_SUBMEASURE) * alike) * len(here) / len(same) if here else alike
        found[objective] = BySimilar(score, most.project.key, most.project.title, bool(here), len(here or there))
    return found
