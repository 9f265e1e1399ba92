"""Municipalities and zones as pages show them: money, and money for each inhabitant."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext_noop

from segnavia.briefing.figures import Money, money_at, money_of
from segnavia.core.rollup import NOTHING, Figure
from segnavia.monitoring.bulletin import Bulletin, Place
from segnavia.plans.book import PlanBook


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality or zone with its money. `per_head` is euro of funding for each inhabitant."""

    code: str
    title: str
    zone: str
    zone_title: str
    population: int | None
    money: Money
    per_head: Decimal | None


def per_head(funded: Decimal | None, population: int | None) -> Decimal | None:
    """Euro for each inhabitant, or `None` where either is unknown."""
    return None if funded is None or not population else funded / population


def municipality_rows(
    book: PlanBook, bulletin: Bulletin | None, figures: Mapping[str, Figure] | None = None
) -> list[PlaceRow]:
    """The plan's municipalities of today by name, with what the bulletin says of each.

    `figures` by ISTAT code take the place of the bulletin's own, such as those of one objective.
    """
    places: Mapping[str, Place] = {} if bulletin is None else bulletin.places
    rows = []
    for record in book.package.municipalities:
        if record.valid_to:
            continue
        place = places.get(record.code)
        population = None if place is None else place.population
        if figures is None:
            money = money_at(bulletin, "municipality", record.code)
        else:
            money = money_of(figures.get(record.code, NOTHING))
        rows.append(
            PlaceRow(
                code=record.code,
                title=record.title,
                zone=record.zone,
                zone_title=book.zones[record.zone].title,
                population=population,
                money=money,
                per_head=per_head(money.funded, population),
            )
        )
    return sorted(rows, key=lambda row: row.title.casefold())


def by_funding(rows: Iterable[PlaceRow]) -> list[PlaceRow]:
    """The rows with a project, the best funded first and those of unknown funding last."""
    return sorted((r for r in rows if r.money.located), key=lambda r: (r.money.funded is None, -(r.money.funded or 0)))


def zone_rows(book: PlanBook, bulletin: Bulletin | None, rows: list[PlaceRow]) -> list[PlaceRow]:
    """The zones in the plan's order; a zone's population is known only if that of each of its municipalities is."""
    zones = []
    for zone in book.package.zones:
        heads = [row.population for row in rows if row.zone == zone.code]
        known = [head for head in heads if head is not None]
        population = sum(known) if known and len(known) == len(heads) else None
        money = money_at(bulletin, "zone", zone.code)
        zones.append(
            PlaceRow(
                zone.code, zone.title, zone.code, zone.title, population, money, per_head(money.funded, population)
            )
        )
    return zones


def median_per_head(rows: list[PlaceRow]) -> Decimal | None:
    """The median euro for each inhabitant of the municipalities of which it is known."""
    known = [row.per_head for row in rows if row.per_head is not None]
    return median(known) if known else None


def is_capital(zone: str, members: list[PlaceRow]) -> bool:
    """Whether a zone is only the capital on its own: one municipality, of the same title."""
    return [member.title for member in members] == [zone]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a map can show: the code in the address, its words as message ids, and how to take it from a row.

    `unit`: "M€" is shown in millions, "€" as it is, "%" as a share of one; none is a count of projects.
    """

    code: str
    unit: str
    title: str
    caption: str
    most: str  # which municipality has the most of it: takes `place` and `amount`
    amount: Callable[[PlaceRow], Decimal | None]

    def value(self, row: PlaceRow) -> Decimal | None:
        """The row's amount; zero, and not unknown, where the sources place no project."""
        return Decimal(0) if row.money.located == 0 else self.amount(row)


def _share_paid(row: PlaceRow) -> Decimal | None:
    figure = row.money.figure
    if figure is None or not figure.both_funding or figure.both_paid is None:
        return None
    return figure.both_paid / figure.both_funding


def _late(row: PlaceRow) -> Decimal | None:
    figure = row.money.figure
    if figure is None or figure.state_unknown == figure.projects_located:
        return None
    return Decimal(figure.late)


LATE = "in-ritardo"
FUNDING = Measure(
    "finanziato",
    "M€",
    gettext_noop("Funded"),
    gettext_noop("PNRR funding by municipality, in classes of equally many municipalities"),
    gettext_noop("The municipality with the most funding is %(place)s: %(amount)s."),
    lambda row: row.money.funded,
)
MEASURES: tuple[Measure, ...] = (
    FUNDING,
    Measure(
        "pagato",
        "M€",
        gettext_noop("Paid"),
        gettext_noop("PNRR payments by municipality, in classes of equally many municipalities"),
        gettext_noop("The municipality with the most payments is %(place)s: %(amount)s."),
        lambda row: row.money.paid,
    ),
    Measure(
        "per-abitante",
        "€",
        gettext_noop("Funded for each inhabitant"),
        gettext_noop("PNRR funding for each inhabitant, in classes of equally many municipalities"),
        gettext_noop("The municipality with the most for each inhabitant is %(place)s: %(amount)s."),
        lambda row: row.per_head,
    ),
    Measure(
        "quota-pagata",
        "%",
        gettext_noop("Share paid"),
        gettext_noop("Share of the PNRR funding that is paid, where both are known, by municipality"),
        gettext_noop("The municipality with the highest share paid is %(place)s: %(amount)s."),
        _share_paid,
    ),
    Measure(
        "progetti",
        "",
        gettext_noop("Projects"),
        gettext_noop("Projects located in each municipality"),
        gettext_noop("The municipality with the most projects is %(place)s: %(amount)s."),
        lambda row: None if row.money.located is None else Decimal(row.money.located),
    ),
    Measure(
        LATE,
        "",
        gettext_noop("Late projects"),
        gettext_noop("Projects that are known to be late, by municipality"),
        gettext_noop("The municipality with the most late projects is %(place)s: %(amount)s."),
        _late,
    ),
)


def measures_told(*, dates: bool) -> tuple[Measure, ...]:
    """Those that the sources can tell; without planned `dates` nobody can say what is late."""
    return tuple(measure for measure in MEASURES if dates or measure.code != LATE)


def measure_of(asked: str | None, measures: Iterable[Measure] = MEASURES) -> Measure:
    """The measure that was asked for, or funding."""
    return next((measure for measure in measures if measure.code == asked), FUNDING)


def first_by(measure: Measure, rows: Iterable[PlaceRow]) -> tuple[PlaceRow, Decimal] | None:
    """The row that has the most, with how much; `None` where none has any, or several have as much."""
    valued = [(row, value) for row in rows if (value := measure.value(row))]
    ranked = sorted(valued, key=lambda pair: pair[1], reverse=True)
    is_shared = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return ranked[0] if ranked and not is_shared else None
