"""Who carries the projects out: the plan's three directions, and the bodies by their money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from segnavia.briefing.figures import Money, money_at, money_of
from segnavia.briefing.words import BODY_KINDS, UNKNOWN
from segnavia.core.bodies import BodyKind
from segnavia.core.codes import DIRECTIONS
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Body, Bulletin
from segnavia.plans.book import PlanBook
from segnavia.plans.schema import DirectionRecord
from segnavia.registry.models import Actor


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """A direction of the plan with the money of the bodies that act in it; none: those whose body nobody tells."""

    direction: DirectionRecord | None
    bodies: int
    money: Money


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its money; `kind` is a message id. No body: the projects of which no source names one."""

    code: str
    body: Body | None
    kind: str
    money: Money


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the registry: how many open things are asked of it, and how many projects it carries out.

    `kind` is a message id; `projects` is `None` where nothing was measured, or its tax code is not known.
    """

    actor: Actor
    kind: str
    direction: DirectionRecord | None
    open: int
    projects: int | None


def actor_rows(
    actors: Iterable[Actor], counts: Mapping[str, int], book: PlanBook, bulletin: Bulletin | None, direction: str = ""
) -> list[ActorRow]:
    """The actors, those of whom most is asked first, then by name. `direction` narrows them to one."""
    directions = {code.value: record for code, record in book.directions.items()}
    rows = [
        ActorRow(
            actor,
            BODY_KINDS[BodyKind(actor.kind)],
            directions.get(actor.direction),
            counts.get(actor.code, 0),
            bulletin.figure("body", actor.tax_code).projects_located if bulletin and actor.tax_code else None,
        )
        for actor in actors
        if not direction or actor.direction == direction
    ]
    return sorted(rows, key=lambda row: (-row.open, row.actor.title.casefold()))


def direction_rows(book: PlanBook, bulletin: Bulletin | None) -> list[DirectionRow]:
    """The directions in the plan's order, and what no source tells."""
    codes = [code for code in DIRECTIONS if code in book.directions]
    bodies = [] if bulletin is None else [body.direction for body in bulletin.bodies.values()]
    rows = [
        DirectionRow(book.directions[code], bodies.count(code.value), money_at(bulletin, "direction", code.value))
        for code in codes
    ]
    rest = money_at(bulletin, "direction", UNKNOWN)
    return [*rows, DirectionRow(None, 0, rest)] if rest.located else rows


def body_rows(bulletin: Bulletin | None, direction: str = "") -> list[BodyRow]:
    """The bodies by all the money that any source tells, the largest first, those nobody names last.

    `direction` narrows them to one.
    """
    if bulletin is None:
        return []
    rows = [body_row(bulletin, code) for code in bulletin.by.get("body", {})]
    wanted = [row for row in rows if not direction or (row.body is not None and row.body.direction == direction)]
    return sorted(wanted, key=lambda row: (row.body is None, -_told(row.money.figure), row.code))


def body_row(bulletin: Bulletin, code: str) -> BodyRow:
    """One body by its tax code."""
    body = bulletin.bodies.get(code)
    kind = BODY_KINDS[BodyKind(body.kind)] if body else ""
    return BodyRow(code, body, kind, money_of(bulletin.figure("body", code)))


def _told(figure: Figure | None) -> Decimal:
    if figure is None:
        return Decimal(0)
    return (figure.funding_pnrr or Decimal(0)) + (figure.funding_elsewhere or Decimal(0))
