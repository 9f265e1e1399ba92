"""Selecting projects the slow and obvious way: one project after the other, in Python, from a bulletin's plain rows."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pyarrow as pa

from segnavia.core.facts import State
from segnavia.core.rollup import Figure, Reading, roll_up
from segnavia.monitoring.project_search.model import AMOUNTS, OUTSIDE, PLACE, PLAN, TERRITORY, Facet, Selection
from segnavia.monitoring.project_search.searching import Prepared

Row = dict[str, Any]
SHARE = pa.decimal128(16, 15)
MONEY = pa.decimal128(15, 2)
SCHEMAS = {
    "projects": pa.schema(
        [
            *((name, pa.string()) for name in ("project", "submeasure", "cup", "clp", "title", "body", "body_code")),
            ("place_share", SHARE),
            ("measured", pa.bool_()),
            *((name, MONEY) for name in ("funding_pnrr", "paid_pnrr", "funding_elsewhere")),
        ]
    ),
    "states": pa.schema(
        [
            *((name, pa.string()) for name in ("project", "state", "rule")),
            *((name, pa.int64()) for name in ("days_late", "targets", "targets_reached")),
            *((name, pa.date32()) for name in ("due", "planned_end")),
        ]
    ),
    "project_places": pa.schema(
        [
            *((name, pa.string()) for name in ("project", "province", "municipality")),
            ("share", SHARE),
            ("inside", pa.bool_()),
        ]
    ),
    "links": pa.schema([("project", pa.string()), ("objective", pa.string()), ("share", SHARE)]),
}


@dataclass
class Rows:
    """A bulletin's tables as rows, with the plan's agenda and zones."""

    projects: list[Row] = field(default_factory=list)
    states: list[Row] = field(default_factory=list)
    project_places: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    agenda: list[tuple[str, str]] = field(default_factory=list)
    zones: dict[str, str | None] = field(default_factory=dict)
    has_objectives: bool = True

    def table(self, name: str) -> pa.Table:
        """One of the tables as the bulletin's file has it."""
        return pa.Table.from_pylist(getattr(self, name), schema=SCHEMAS[name])

    def prepared(self) -> Prepared:
        return Prepared(self.table, self.agenda, self.zones, has_objectives=self.has_objectives)


def told(project: Row) -> Decimal | None:
    return project["funding_pnrr"] if project["funding_pnrr"] is not None else project["funding_elsewhere"]


def cells(rows: Rows, project: Row) -> Iterator[dict[Facet, str | None]]:
    """Every combination of a place, an objective and a driver of one project, with its value of each facet."""
    state = next(state for state in rows.states if state["project"] == project["project"])
    amount = told(project)
    classes = [
        each.code
        for each in AMOUNTS
        if amount is not None and each.low <= amount and (each.high is None or amount < each.high)
    ]
    funding = "payments" if project["funding_pnrr"] is not None else "unknown" if amount is None else "elsewhere"
    served = [link["objective"] for link in rows.links if link["project"] == project["project"]]
    in_plan: list[tuple[str | None, str | None, str | None]] = [
        (objective[:2], objective, driver)
        for objective in served
        for driver in [d for d, o in rows.agenda if o == objective] or [None]
    ]
    places = [
        (TERRITORY, None) if place["municipality"] == "000" else (code, rows.zones.get(code))
        for place in rows.project_places
        if place["project"] == project["project"] and place["inside"]
        for code in [place["province"] + place["municipality"]]
    ]
    outside = (OUTSIDE if rows.has_objectives else None, None, None)
    for (mission, objective, driver), (municipality, zone) in product(in_plan or [outside], places):
        yield {
            Facet.MISSION: mission,
            Facet.OBJECTIVE: objective,
            Facet.DRIVER: driver,
            Facet.COMPONENT: project["submeasure"][:4],
            Facet.MUNICIPALITY: municipality,
            Facet.ZONE: zone,
            Facet.STATE: state["state"],
            Facet.BODY: project["body_code"] or "unknown",
            Facet.AMOUNT: classes[0] if classes else None,
            Facet.FUNDING: funding,
        }


def holds(cell: dict[Facet, str | None], selection: Selection, but: Facet | None = None) -> bool:
    """Whether a combination has all that is chosen, leaving one facet out."""
    return all(cell[facet] in codes for facet, codes in selection.chosen if facet is not but)


def counts(rows: Rows, selection: Selection) -> dict[Facet, dict[str, int]]:
    found: dict[Facet, Counter[str]] = {}
    for project in among(rows, selection):
        for facet in Facet:
            values = {cell[facet] for cell in cells(rows, project) if holds(cell, selection, but=facet)} - {None}
            if values:
                found.setdefault(facet, Counter()).update(str(value) for value in values)
    return {facet: dict(counter) for facet, counter in found.items()}


def among(rows: Rows, selection: Selection) -> list[Row]:
    return [p for p in rows.projects if selection.keys is None or p["project"] in selection.keys]


def part(rows: Rows, project: Row, selection: Selection) -> Fraction:
    """How much of a project lies in the chosen places and serves the chosen objectives."""
    kept = [cell for cell in cells(rows, project) if holds(cell, selection)]
    weight = Fraction(1)
    if selection.narrows(*PLACE):
        places = {cell[Facet.MUNICIPALITY] for cell in kept}
        weight *= sum(
            Fraction(place["share"])
            for place in rows.project_places
            if place["project"] == project["project"]
            and place["inside"]
            and (TERRITORY if place["municipality"] == "000" else place["province"] + place["municipality"]) in places
        )
    else:
        weight *= Fraction(project["place_share"])
    if selection.narrows(*PLAN):
        objectives = {cell[Facet.OBJECTIVE] for cell in kept}
        served = [link for link in rows.links if link["project"] == project["project"]]
        if served:
            weight *= sum(Fraction(link["share"]) for link in served if link["objective"] in objectives)
    return weight


def selected(rows: Rows, selection: Selection) -> list[Row]:
    return [p for p in among(rows, selection) if any(holds(cell, selection) for cell in cells(rows, p))]


def figure(rows: Rows, selection: Selection) -> Figure:
    states = {state["project"]: state for state in rows.states}
    return roll_up(
        Reading(
            weight=part(rows, project, selection),
            measured=project["measured"],
            funding=project["funding_pnrr"],
            paid=project["paid_pnrr"],
            funding_elsewhere=project["funding_elsewhere"],
            state=State(states[project["project"]]["state"]),
            targets=states[project["project"]]["targets"],
            targets_reached=states[project["project"]]["targets_reached"],
        )
        for project in selected(rows, selection)
    )


def order(rows: Rows, sort: str) -> Callable[[Row], tuple[Any, ...]]:
    """What a list is sorted by."""
    states = {state["project"]: state for state in rows.states}
    names = ["completed", "under_way", "late", "not_started", "suspended_or_withdrawn", "unknown"]

    def key(project: Row) -> tuple[Any, ...]:
        state, amount, title = states[project["project"]], told(project), project["title"]
        due = state["due"] or state["planned_end"]
        first: tuple[Any, ...] = {
            "money": (amount is None, -(amount or 0)),
            "title": (title is None, (title or "").lower()),
            "state": (names.index(state["state"]),),
            "due": (due is None, due or date.max),
        }[sort]
        return (*first, project["project"])

    return key
