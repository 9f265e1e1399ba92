"""All published territories together: their municipalities, and their money by territory and region.

Money is by share of place, so that territories add up. Projects are not added up: one that lies in two territories is
in the bulletins of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from segnavia.briefing.completeness import tells_dates
from segnavia.briefing.figures import Money, money_of, together
from segnavia.briefing.places import Measure, PlaceRow, measures_told, per_head
from segnavia.core.rollup import NOTHING
from segnavia.monitoring.overview import Overview


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A territory's line of the table; `population` is known only if that of each of its municipalities is."""

    code: str
    title: str
    region: str  # empty where no boundaries tell it
    bulletin: str
    as_of: date
    municipalities: int
    population: int | None
    money: Money

    @property
    def per_head(self) -> Decimal | None:
        """Euro of funding for each inhabitant."""
        return per_head(self.money.funded, self.population)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region with the published ones of its territories, and their sum."""

    title: str
    territories: tuple[TerritoryRow, ...]
    population: int | None
    money: Money

    @property
    def municipalities(self) -> int:
        """Those of its published territories."""
        return sum(row.municipalities for row in self.territories)

    @property
    def per_head(self) -> Decimal | None:
        """Euro of funding for each inhabitant."""
        return per_head(self.money.funded, self.population)


@dataclass(frozen=True, slots=True)
class Country:
    """What is published now of all territories."""

    regions: tuple[RegionRow, ...]
    whole: RegionRow  # the sum, without a title
    municipalities: tuple[PlaceRow, ...]  # their zone is the territory
    measures: tuple[Measure, ...]  # what the sources of all of them can tell

    @property
    def days(self) -> tuple[date, ...]:
        """The dates that the figures are of, the oldest first."""
        return tuple(sorted({row.as_of for row in self.whole.territories}))


def country_of(overviews: Sequence[Overview], regions: dict[str, str]) -> Country:
    """The published territories, which `regions` gives the titles of their regions by code; a title comes once."""
    territories = sorted((_territory(found, regions) for found in overviews), key=lambda row: row.title.casefold())
    by_region: dict[str, list[TerritoryRow]] = {}
    for row in territories:
        by_region.setdefault(row.region, []).append(row)
    return Country(
        regions=tuple(
            _sum(title, by_region[title]) for title in sorted(by_region, key=lambda title: (not title, title))
        ),
        whole=_sum("", territories),
        municipalities=tuple(
            sorted((row for found in overviews for row in _places(found)), key=lambda row: row.title.casefold())
        ),
        measures=measures_told(dates=all(tells_dates(found) for found in overviews)),
    )


def _territory(found: Overview, regions: dict[str, str]) -> TerritoryRow:
    return TerritoryRow(
        code=found.territory,
        title=found.territory_title,
        region=regions.get(found.territory, ""),
        bulletin=found.id,
        as_of=date.fromisoformat(found.as_of),
        municipalities=len(found.places),
        population=_known_sum([place.population for place in found.places.values()]),
        money=money_of(found.total),
    )


def _sum(title: str, rows: Sequence[TerritoryRow]) -> RegionRow:
    figures = [row.money.figure for row in rows if row.money.figure is not None]
    population = _known_sum([row.population for row in rows])
    return RegionRow(title, tuple(rows), population, money_of(together(figures)))


def _places(found: Overview) -> list[PlaceRow]:
    rows = []
    for place in found.places.values():
        money = money_of(found.by.municipality.get(place.code, NOTHING))
        rows.append(
            PlaceRow(
                code=place.code,
                title=place.title,
                zone=found.territory,
                zone_title=found.territory_title,
                population=place.population,
                money=money,
                per_head=per_head(money.funded, place.population),
            )
        )
    return rows


def _known_sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
