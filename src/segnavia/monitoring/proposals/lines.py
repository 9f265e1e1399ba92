"""All projects of a bulletin in the linker's order, and which of them anything is proposed for.

A bulletin never changes, so both are kept by its id: a page of the linker filters what is in memory. The largest
territory has some ten thousand projects.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from segnavia.core.links import Link, standing
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.monitoring.proposals.model import Candidate
from segnavia.monitoring.proposals.reading import MONEY_HERE, get_proposer, proposals_for
from segnavia.monitoring.proposals.similar import by_similar, judged_projects
from segnavia.monitoring.reading import LINE, LINES, get_bulletin, tables_of


@lru_cache(maxsize=4)
def get_lines(home: Path, bulletin_id: str) -> tuple[ProjectLine, ...]:
    """Every project of a bulletin, the most money here first and the unknown last; none for an unknown id."""
    if get_bulletin(home, bulletin_id) is None:
        return ()
    told, elsewhere = (MONEY_HERE.format(amount=name) for name in ("funding_pnrr", "funding_elsewhere"))
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT {LINE} {LINES} ORDER BY {told} DESC NULLS LAST, {elsewhere} DESC NULLS LAST, project"
        ).fetchall()
    return tuple(ProjectLine(*row) for row in rows)


def outside_of(home: Path, bulletin_id: str, links: Iterable[Link]) -> tuple[ProjectLine, ...]:
    """All the projects of which `reading.unlinked` gives a page: those that nobody gives an objective."""
    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is None or not bulletin.has_objectives:
        return ()
    proposer = get_proposer(home, bulletin_id)
    hold, _lapsed = standing(links, proposer.objectives)
    linked, judged = set(proposer.linked_submeasures), {link.project for link in hold}
    lines = get_lines(home, bulletin_id)
    return tuple(line for line in lines if line.submeasure not in linked and line.key not in judged)


def proposed_for(
    home: Path,
    bulletin_id: str,
    lines: Iterable[ProjectLine],
    links: Collection[Link],
    refused: Collection[tuple[str, str]] = frozenset(),
) -> frozenset[str]:
    """The keys of the projects of these lines for which `reading.proposals_for` proposes anything.

    What texts and the crosswalk propose is kept. Only what depends on the judgements and refusals of now is asked
    again: of the projects that have a refusal, and of those without any other proposal.
    """
    lasting = _lasting(home, bulletin_id)
    touched = {key for key, _ in refused}
    known = get_proposer(home, bulletin_id).objectives
    projects = {line.key: _candidate(line) for line in get_lines(home, bulletin_id)}
    serving = [each for each in judged_projects(links, projects) if each.objectives]
    found, again = set(), []
    for line in lines:
        if line.key in touched:
            again.append(line.key)
        elif (line.submeasure, line.title) in lasting or known & by_similar(_candidate(line), serving).keys():
            found.add(line.key)
    exact = proposals_for(home, bulletin_id, again, links, refused) if again else {}
    return frozenset(found | {key for key, proposals in exact.items() if proposals})


@lru_cache(maxsize=4)
def _lasting(home: Path, bulletin_id: str) -> frozenset[tuple[str, str | None]]:
    """The sub-measures and titles for which the crosswalk or the texts propose anything, whatever has been judged."""
    proposer = get_proposer(home, bulletin_id)
    pairs = {(line.submeasure, line.title) for line in get_lines(home, bulletin_id)}
    return frozenset(pair for pair in pairs if proposer.propose(Candidate("", *pair)))


def _candidate(line: ProjectLine) -> Candidate:
    return Candidate(line.key, line.submeasure, line.title)
