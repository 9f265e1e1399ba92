"""Which charts there are, and those of one code of a dimension."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from django.utils import timezone
from django.utils.translation import get_language

from segnavia.briefing.state import State
from segnavia.monitoring.bulletin import Bulletin
from segnavia.plans.book import PlanBook
from segnavia.registry.agreements import get_agreements
from segnavia.registry.models import Agreement
from segnavia.reports.charts import deadlines, due_dates, money, network, progress, targets, zones
from segnavia.reports.charts.model import Chart
from segnavia.reports.charts.subject import Subject

Thing = TypeVar("Thing")
# What a bulletin tells, in the order in which a reader asks.
MEASURED: Mapping[str, Callable[[Subject], Chart | None]] = {
    progress.KEY: progress.progress,
    money.KEY: money.money_over_time,
    targets.KEY: targets.targets,
    deadlines.KEY: deadlines.deadlines,
    zones.KEY: zones.zones,
}
# What the registry tells of the whole plan, as of a day.
AGREED: Mapping[str, Callable[[State, Collection[Agreement], date], Chart | None]] = {
    network.KEY: network.network,
    due_dates.KEY: due_dates.due_dates,
}
KEYS = (*MEASURED, *AGREED)


def chart_of(key: str, now: State, dimension: str, code: str) -> Chart | None:
    """One chart in the active language; `None` where nothing is known to draw, or where no chart has this name."""
    if key in AGREED:
        return AGREED[key](now, _public(now), timezone.localdate()) if dimension == "total" else None
    if now.bulletin is None or key not in MEASURED:
        return None
    return _measured(key, _Same(now.book), _Same(now.bulletin), dimension, code, get_language() or "")


def charts_of(now: State, dimension: str, code: str, today: date | None = None) -> tuple[Chart, ...]:
    """The charts that there are of one code of a dimension, in order; of promises, as of a day, by default today."""
    measured = [chart for key in MEASURED if (chart := chart_of(key, now, dimension, code)) is not None]
    return (*measured, *(agreed_charts(now, _public(now), today) if dimension == "total" else ()))


def agreed_charts(now: State, agreements: Collection[Agreement], today: date | None = None) -> tuple[Chart, ...]:
    """The charts of these agreements, which are the public ones of the plan, for who has read them already."""
    day = today or timezone.localdate()
    return tuple(chart for draw in AGREED.values() if (chart := draw(now, agreements, day)) is not None)


def _public(now: State) -> list[Agreement]:
    return list(get_agreements(now.book.package.plan.code, only_public=True))


class _Same(Generic[Thing]):
    """A value as a key of a cache: equal to itself alone. A plan's book and a bulletin are read once and then kept."""

    __slots__ = ("value",)

    def __init__(self, value: Thing) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


@lru_cache(maxsize=512)
def _measured(
    key: str, book: _Same[PlanBook], bulletin: _Same[Bulletin], dimension: str, code: str, _language: str
) -> Chart | None:
    return MEASURED[key](Subject(State(book.value, bulletin.value), bulletin.value, dimension, code))
