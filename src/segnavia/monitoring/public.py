"""A bulletin as the JSON that `segnavia monitor --json` prints and the pages' twins show.

Amounts are euro, unrounded, as numbers; an unknown one is null. Shares and ratios lie in [0, 1].
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from segnavia.core.facts import STATES
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import (
    Bulletin,
    IndicatorFigure,
    MilestoneCount,
    Moment,
    ReleaseUsed,
    SourceMoney,
)


def number(value: Decimal | None) -> float | None:
    """An amount as a JSON number: a double holds the euro of any plan to far less than a cent."""
    return None if value is None else float(value)


def figure(value: Figure) -> dict[str, Any]:
    """A figure with what it rests on."""
    return {
        "projects": value.projects,
        "projects_located": value.projects_located,
        "projects_both": value.projects_both,
        "projects_told": value.projects_told,
        "funding_pnrr": number(value.funding_pnrr),
        "paid_pnrr": number(value.paid_pnrr),
        "funding_elsewhere": number(value.funding_elsewhere),
        "paid_ratio": value.paid_ratio,
        "known_share": value.known_share,
        "states": {state.value: value.count(state) for state in STATES},
        "targets": value.targets,
        "targets_reached": value.targets_reached,
        "climate_funding": number(value.climate_funding),
        "climate_tagged": number(value.climate_tagged),
        "digital_funding": number(value.digital_funding),
        "digital_tagged": number(value.digital_tagged),
    }


def milestones(value: MilestoneCount) -> dict[str, int]:
    """Milestones and targets by what is known of them."""
    return {
        "due": value.due,
        "met": value.met,
        "missed": value.missed,
        "untold": value.untold,
        "ahead": value.ahead,
    }


def moment(value: Moment) -> dict[str, Any]:
    """The money as one release told it."""
    return {
        "as_of": value.as_of,
        "projects": value.projects,
        "funding_pnrr": number(value.funding_pnrr),
        "paid_pnrr": number(value.paid_pnrr),
        "paid_ratio": value.paid_ratio,
    }


def source_money(source: str, value: SourceMoney) -> dict[str, Any]:
    """What one source of money gives."""
    return {
        "source": source,
        "projects": value.projects,
        "funding": number(value.funding),
        "paid": number(value.paid),
    }


def indicator(value: IndicatorFigure) -> dict[str, Any]:
    """An indicator in its own unit."""
    return {
        "code": value.code,
        "title": value.title,
        "unit": value.unit,
        "planned": number(value.planned),
        "achieved": number(value.achieved),
        "projects": value.projects,
    }


def release(used: ReleaseUsed) -> dict[str, Any]:
    """A release that a bulletin rests on."""
    return {
        "dataset": used.dataset,
        "as_of": used.as_of,
        "layout": used.layout,
        "sha256": used.sha256,
        "source": used.source,
        "licence": used.licence,
        "rows_in": used.rows_in,
        "rows_kept": used.rows_kept,
        "rows_quarantined": used.rows_quarantined,
        "quarantine": dict(used.quarantine),
    }


def header(bulletin: Bulletin) -> dict[str, Any]:
    """What every twin begins with: what was measured, as of when, from what."""
    return {
        "bulletin": bulletin.id,
        "territory": bulletin.territory,
        "as_of": bulletin.as_of,
        "software": bulletin.software,
        "plan": bulletin.plan_code,
        "plan_sha256": bulletin.plan_sha256,
        "links_sha256": bulletin.links_sha256 or None,
    }


def document(bulletin: Bulletin, objectives: Iterable[str]) -> dict[str, Any]:
    """The whole bulletin. `objectives` are the plan's codes in its order, each of which gets a row."""

    def rows(dimension: str, codes: Iterable[str] | None = None, name: str = "code") -> list[dict[str, Any]]:
        listed = bulletin.by[dimension] if codes is None else codes
        return [{name: code, **figure(bulletin.figure(dimension, code))} for code in listed]

    return {
        **header(bulletin),
        "territory_title": bulletin.territory_title,
        "releases": [release(used) for used in bulletin.releases],
        "total": {**figure(bulletin.total), "located_cups": bulletin.located_cups},
        "by_mission": rows("mission"),
        "by_component": rows("component"),
        "by_objective": [
            {
                **row,
                "indicators": [indicator(i) for i in bulletin.indicators.get(row["code"], ())],
                "goals": [
                    {"goal": link.goal, "prevalent": link.prevalent, "submeasures": link.submeasures}
                    for link in bulletin.objective_goals.get(row["code"], ())
                ],
                "milestones": milestones(bulletin.milestones.get("objective", {}).get(row["code"], MilestoneCount())),
            }
            for row in rows("objective", objectives)
        ],
        "by_driver": rows("driver"),
        "by_keyword": rows("keyword"),
        "by_submeasure": rows("submeasure"),
        "by_municipality": rows("municipality", sorted({*bulletin.places, *bulletin.by["municipality"]}), "istat"),
        "by_zone": rows("zone"),
        "by_direction": rows("direction"),
        "by_body": [_body(bulletin, row) for row in rows("body")],
        "by_goal": [{**row, "title": bulletin.goals.get(row["code"])} for row in rows("goal")],
        "territory_level": figure(bulletin.territory_level),
        "outside_plan": figure(bulletin.outside_plan) if bulletin.has_objectives else None,
        "by_source": [
            source_money(source, money)
            for source, money in bulletin.money_by_source.get("total", {}).get("", {}).items()
        ],
        "milestones": milestones(bulletin.milestones.get("total", {}).get("", MilestoneCount())),
        "over_time": [moment(value) for value in bulletin.over_time.get("total", {}).get("", ())],
        "findings": [
            {
                "code": f.code,
                "severity": f.severity,
                "title": f.title,
                "message": f.message,
                "remedy": f.remedy,
                "cases": f.cases,
                "examples": list(f.examples),
            }
            for f in bulletin.findings
        ],
    }


def _body(bulletin: Bulletin, row: dict[str, Any]) -> dict[str, Any]:
    """A body's figure with its name; the code `unknown` stands for projects whose body no source names."""
    body = bulletin.bodies.get(row["code"])
    named = {"title": body.title, "kind": body.kind, "direction": body.direction} if body else {"title": None}
    return {**row, **named}
