"""The home page: where the plan stands, in one sentence, one map and one table."""

from django.http import HttpRequest

from segnavia.portal import state
from segnavia.portal.pages import Page
from segnavia.portal.presenters import twins
from segnavia.portal.presenters.agenda import driver_cards
from segnavia.portal.presenters.figures import Money, financial_bar, money_at, money_of
from segnavia.portal.presenters.moved import moved_between
from segnavia.portal.presenters.places import FUNDING, municipality_rows
from segnavia.portal.state import State
from segnavia.portal.views.maps import map_of


def index(_request: HttpRequest, now: State) -> Page:
    """Where the plan stands."""
    book, bulletin = now.book, now.bulletin
    rows = municipality_rows(book, bulletin)
    missions = []
    for mission in book.package.missions:
        money = money_at(bulletin, "mission", mission.code)
        missions.append((mission, len(book.objectives_of_mission[mission.code]), money, financial_bar(money)))
    cards = driver_cards(book, bulletin)
    total, outside = totals(now)
    earlier = None if bulletin is None else state.before(bulletin)
    return Page(
        "portal/home.html",
        book.package.plan.short_title,
        context={
            "total": total,
            "outside": outside,
            "total_bar": financial_bar(total),
            "outside_bar": financial_bar(outside),
            "missions": missions,
            "cards": cards,
            "map": map_of(now, rows, FUNDING),
            "measure": FUNDING,
            "moved": None if bulletin is None or earlier is None else moved_between(earlier, bulletin),
        },
        data={
            "territory": book.package.plan.territory,
            "total": twins.money(total),
            "outside_plan": twins.money(outside),
            "missions": {
                "items": [
                    {"code": mission.code, "title": mission.title, "objectives": count, **twins.money(money)}
                    for mission, count, money, _bar in missions
                ]
            },
            "drivers": {
                "items": [
                    {"code": card.driver.code, "title": card.driver.title, **twins.money(card.money)} for card in cards
                ]
            },
        },
    )


def totals(now: State) -> tuple[Money, Money]:
    """The territory's money, and the part of it that serves no objective."""
    if now.bulletin is None:
        return money_of(None), money_of(None)
    return money_of(now.bulletin.total), money_of(now.bulletin.outside_plan)
