"""A person's own page, from all topics. A topic adds a provider of its own, and lists it here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from segnavia.core.permissions import Principal
from segnavia.desk.home import agreements, audit, links, people, plan, rounds, tasks
from segnavia.desk.home.items import Item, Lane, Provider

PROVIDERS: tuple[Provider, ...] = (
    rounds.inquiries,
    tasks.own,
    tasks.everybodys,
    tasks.cells,
    plan.observations,
    plan.steps,
    rounds.cases,
    rounds.rounds,
    agreements.to_sign,
    agreements.under_way,
    agreements.to_approve,
    links.unlinked_money,
    people.invitations,
    people.failed_mail,
    audit.newest,
)
MOST = 12  # of one lane: more than that nobody reads; the lists behind the links have all


@dataclass(frozen=True, slots=True)
class Work:
    """One lane of the page: its first items, and how many more there are."""

    lane: Lane
    items: tuple[Item, ...]
    more: int


def work_of(by: Principal, today: date, providers: Sequence[Provider] = PROVIDERS) -> list[Work]:
    """What waits for this person, lane by lane; a lane without items says what will be there."""
    items = [item for provider in providers for item in provider(by, today)]
    return [_lane(lane, items) for lane in Lane]


def _lane(lane: Lane, items: Sequence[Item]) -> Work:
    mine = sorted((item for item in items if item.lane is lane), key=lambda item: item.order)
    passing = [item for item in mine if not item.standing]
    standing = [item for item in mine if item.standing]
    return Work(lane, (*passing[:MOST], *standing), max(len(passing) - MOST, 0))
