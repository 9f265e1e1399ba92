"""The linker's view of a published bulletin: which projects are outside the plan, and what is proposed for them."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from segnavia.core.links import Link, standing
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.monitoring.proposals.model import Candidate, Proposal, Unlinked
from segnavia.monitoring.proposals.proposing import Proposer
from segnavia.monitoring.proposals.similar import judged_projects
from segnavia.monitoring.reading import LINE, LINES, get_bulletin, get_plan_text, tables_of
from segnavia.plans.canonical import from_canonical

MONEY_HERE = "CAST(p.{amount} AS DECIMAL(21, 2)) * p.place_share"
_OUTSIDE = (
    "NOT list_contains(CAST(? AS VARCHAR[]), p.submeasure) AND NOT list_contains(CAST(? AS VARCHAR[]), p.project)"
)


@lru_cache(maxsize=4)
def get_proposer(home: Path, bulletin_id: str) -> Proposer:
    """What the plan of a bulletin proposes. Raises `KeyError` for an unknown id."""
    return Proposer(from_canonical(get_plan_text(home, bulletin_id)))


def unlinked(home: Path, bulletin_id: str, links: Iterable[Link], *, limit: int, offset: int = 0) -> Unlinked:
    """The projects that nobody gives an objective, the most money here first and the unknown last; with their sums.

    Outside the plan by the crosswalk of the bulletin, and not judged by themselves in `links`, which are the registry's
    of now: what has been judged since the bulletin was published is not asked again, unless the plan no longer bears
    it. Without objectives nothing is outside the plan.
    """
    bulletin = get_bulletin(home, bulletin_id)
    if bulletin is None or not bulletin.has_objectives:
        return Unlinked((), 0, 0, None)
    proposer = get_proposer(home, bulletin_id)
    hold, _lapsed = standing(links, proposer.objectives)
    told, elsewhere = (MONEY_HERE.format(amount=name) for name in ("funding_pnrr", "funding_elsewhere"))
    outside = [proposer.linked_submeasures, sorted({link.project for link in hold})]
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT {LINE} {LINES} WHERE {_OUTSIDE} "
            f"ORDER BY {told} DESC NULLS LAST, {elsewhere} DESC NULLS LAST, project LIMIT ? OFFSET ?",
            [*outside, limit, offset],
        ).fetchall()
        sums = con.execute(
            f"SELECT count(*), count(p.funding_pnrr), sum({told}) FROM 'projects.parquet' AS p WHERE {_OUTSIDE}",
            outside,
        ).fetchone()
    return Unlinked(tuple(ProjectLine(*row) for row in rows), *(sums or (0, 0, None)))


def proposals_for(
    home: Path,
    bulletin_id: str,
    keys: Sequence[str],
    links: Collection[Link],
    refused: Collection[tuple[str, str]] = frozenset(),
) -> dict[str, tuple[Proposal, ...]]:
    """The proposals for each project of the bulletin that `keys` name, in their order.

    `links` and `refused`, pairs of project and objective, are the registry's of now (`monitoring.project_links`).
    """
    if get_bulletin(home, bulletin_id) is None:
        return {}
    proposer = get_proposer(home, bulletin_id)
    projects = _candidates(home, bulletin_id, {*keys, *(link.project for link in links)})
    judged = judged_projects(links, projects)
    return {key: proposer.propose(projects[key], judged, refused) for key in keys if key in projects}


def _candidates(home: Path, bulletin_id: str, keys: Collection[str]) -> dict[str, Candidate]:
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            "SELECT project, submeasure, title FROM 'projects.parquet' "
            "WHERE list_contains(CAST(? AS VARCHAR[]), project)",
            [sorted(keys)],
        ).fetchall()
    return {key: Candidate(key, submeasure, title) for key, submeasure, title in rows}
