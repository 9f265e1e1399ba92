"""The drivers of the agenda as cards."""

from dataclasses import dataclass

from segnavia.briefing.figures import Money, money_at
from segnavia.monitoring.bulletin import Bulletin
from segnavia.plans.book import PlanBook
from segnavia.plans.schema import Driver


@dataclass(frozen=True, slots=True)
class DriverCard:
    """A driver with its money, and how many objectives of which missions it combines."""

    driver: Driver
    missions: tuple[tuple[str, int], ...]
    objectives: int
    money: Money


def driver_cards(book: PlanBook, bulletin: Bulletin | None) -> list[DriverCard]:
    """Every driver, in the plan's order."""
    return [
        DriverCard(
            driver,
            _missions(book, driver.code),
            len(book.agenda_of_driver[driver.code]),
            money_at(bulletin, "driver", driver.code),
        )
        for driver in book.package.drivers
    ]


def _missions(book: PlanBook, driver: str) -> tuple[tuple[str, int], ...]:
    codes = [entry.objective for entry in book.agenda_of_driver[driver]]
    counts = [(mission, sum(book.objectives[code].mission == mission for code in codes)) for mission in book.missions]
    return tuple((mission, count) for mission, count in counts if count)
