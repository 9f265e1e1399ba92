"""The charts' tests see the Milan plan and a bulletin made by hand, and read the figures back out of what is drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from django.utils import translation

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.monitoring.bulletin import Bulletin, Milestone, Moment
from segnavia.plans.book import PlanBook
from segnavia.plans.canonical import from_canonical, sha256_of
from tests.portal.sample import BULLETIN, Reader, figure, plan_text

MILESTONES = (
    Milestone("M2C2-1", "TARGET", "UE", "Uno", "M2C2I4.02.00", date(2024, 6, 30), "met"),
    Milestone("M2C2-2", "TARGET", "UE", "Due", "M2C2I4.02.00", date(2024, 6, 30), "missed"),
    Milestone("M2C2-3", "TARGET", "ITA", "Tre", "M2C2I4.02.00", date(2024, 12, 31), "untold"),
    Milestone("M2C2-4", "TARGET", "ITA", "Quattro", "M2C2I4.02.00", date(2024, 12, 31), "untold"),
    Milestone("M2C2-5", "TARGET", "UE", "Cinque", "M2C2I4.02.00", date(2026, 6, 30), "ahead"),
)
MOMENTS = (
    Moment("2024-06-30", 20, Decimal(80_000_000), Decimal(8_000_000), Decimal(80_000_000), Decimal(8_000_000)),
    Moment("2024-12-31", 25, Decimal(90_000_000), None, None, None),
    Moment("2025-03-31", 32, Decimal(100_000_000), Decimal(36_000_000), Decimal(60_000_000), Decimal(36_000_000)),
)
# Of two zones more than the sample's one, what is known is little, and nothing.
ZONES = {
    **BULLETIN.by["zone"],
    "sud-est": figure("10000000.00", "6000000.00", 3, "5000000.00"),
    "nord-ovest": figure(None, None, 2),
}
MISSIONS = {"M3": replace(figure("60000000.00", "1", 30), targets=8, targets_reached=2), "M2": figure("1", "1", 4)}
RICH = replace(
    BULLETIN,
    by={**BULLETIN.by, "zone": ZONES, "mission": MISSIONS},
    over_time={**BULLETIN.over_time, "total": {"": MOMENTS}},
)


class Milestones(Reader):
    """The sample's reader, with milestones of every outcome."""

    def get_milestones(self, *_of: object) -> tuple[Milestone, ...]:
        return MILESTONES


def at(bulletin: Bulletin | None) -> State:
    """The Milan plan with a bulletin."""
    return State(_book(), bulletin)


@cache
def _book() -> PlanBook:
    return PlanBook(sha256_of(plan_text()), from_canonical(plan_text()))


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "reading", Milestones())


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    with translation.override("it"):
        yield


@pytest.fixture(scope="session")
def rich() -> State:
    """The plan with the bulletin of which every chart has something to draw."""
    return at(RICH)
