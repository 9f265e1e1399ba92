"""The home page: where the plan stands, in one sentence, one map and one table."""

from dataclasses import dataclass

from django.http import HttpRequest

from segnavia.briefing import twins
from segnavia.briefing.agenda import driver_cards
from segnavia.briefing.completeness import tells_dates
from segnavia.briefing.figures import Money, money_of
from segnavia.briefing.goals import goal_rows
from segnavia.briefing.matrix import mission_money
from segnavia.briefing.places import FUNDING, municipality_rows
from segnavia.briefing.progress import progress_of
from segnavia.briefing.rollup import rolled_up
from segnavia.briefing.state import State
from segnavia.plans.schema import Mission
from segnavia.portal.pages import Page
from segnavia.portal.views.due import coming
from segnavia.portal.views.maps import map_of
from segnavia.portal.views.news import latest


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A mission with how many objectives stand under it, and its money."""

    mission: Mission
    objectives: int
    money: Money


def index(_request: HttpRequest, now: State) -> Page:
    """Where the plan stands."""
    book, bulletin = now.book, now.bulletin
    rows = municipality_rows(book, bulletin)
    missions = [
        MissionRow(mission, len(book.objectives_of_mission[mission.code]), mission_money(bulletin, mission.code))
        for mission in book.package.missions
    ]
    cards = driver_cards(book, bulletin)
    total, outside = totals(now)
    rollup = rolled_up(now, "total", "", listed=False)
    goals = goal_rows(bulletin)
    return Page(
        "portal/home.html",
        book.package.plan.short_title,
        context={
            "total": total,
            "progress": progress_of(total),
            "tells_dates": bulletin is not None and tells_dates(bulletin),
            "outside": outside,
            "missions": missions,
            "cards": cards,
            "map": map_of(now, rows, FUNDING),
            "measure": FUNDING,
            "moved": latest(now),
            "coming": coming(now),
            "rollup": rollup,
            "goals": goals,
        },
        data={
            "territory": book.package.plan.territory,
            "total": twins.money(total),
            "outside_plan": twins.money(outside),
            "missions": {
                "items": [
                    {
                        "code": row.mission.code,
                        "title": row.mission.title,
                        "objectives": row.objectives,
                        **twins.money(row.money),
                    }
                    for row in missions
                ]
            },
            "drivers": {
                "items": [
                    {"code": card.driver.code, "title": card.driver.title, **twins.money(card.money)} for card in cards
                ]
            },
            "goals": {"items": [{"code": code, "title": title, **twins.money(money)} for code, title, money in goals]},
            **rollup.data,
        },
    )


def totals(now: State) -> tuple[Money, Money]:
    """The territory's money, and the part of it that serves no objective; a plan without any has none outside."""
    if now.bulletin is None:
        return money_of(None), money_of(None)
    outside = now.bulletin.outside_plan if now.bulletin.has_objectives else None
    return money_of(now.bulletin.total), money_of(outside)
