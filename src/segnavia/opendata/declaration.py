"""The public tables, declared once: what the API answers, what is downloaded, and what the catalogue describes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from segnavia.opendata.columns import EURO, Column, Table
from segnavia.opendata.declared import commitments, measurement, plan, projects, territory

__all__ = ["EURO", "GROUPS", "PLACED", "TABLES", "Column", "Group", "Table"]


@dataclass(frozen=True, slots=True)
class Group:
    """A dataset of the catalogue: some tables under one title. Both texts are message ids."""

    code: str
    title: str
    description: str


GROUPS: Mapping[str, Group] = {
    each.code: each
    for each in (
        Group(
            projects.GROUP,
            gettext_noop("The projects"),
            gettext_noop("The public investments in the territory: money, state, places, tenders, what they serve."),
        ),
        Group(
            plan.GROUP,
            gettext_noop("The plan"),
            gettext_noop("What the plan says: its grids, objectives, drivers and reforms, and the acts that made it."),
        ),
        Group(
            territory.GROUP,
            gettext_noop("The territory"),
            gettext_noop(
                "Municipalities and zones with their boundaries, and the money and progress of their projects."
            ),
        ),
        Group(
            measurement.GROUP,
            gettext_noop("The measurement"),
            gettext_noop("Every figure of the bulletin, the releases of open data it rests on, and what is doubtful."),
        ),
        Group(
            commitments.GROUP,
            gettext_noop("Who promised what"),
            gettext_noop(
                "Actors, public agreements with their commitments, assignments, first moves, contested values."
            ),
        ),
    )
}


def _all() -> Iterator[Table]:
    for module in (projects, plan, territory, measurement):
        for table in module.TABLES:
            yield replace(table, group=module.GROUP)
    for table in commitments.TABLES:  # the registry's, which change from day to day
        yield replace(table, group=commitments.GROUP, living=True)


TABLES: Mapping[str, Table] = {table.name: table for table in _all()}
# The tables whose rows are features of a map. The others that name a municipality can be joined by its code.
PLACED = ("zones", "municipalities", "projects", "project_places")
