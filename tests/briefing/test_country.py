"""The territories together: money adds up, projects do not, and what is missing of one is not known of the sum."""

from datetime import date
from decimal import Decimal

import pytest

from segnavia.briefing.country import country_of
from segnavia.briefing.places import LATE
from segnavia.core.rollup import NOTHING, Figure
from segnavia.monitoring.bulletin import Place, ReleaseUsed
from segnavia.monitoring.overview import ByMunicipality, Overview

DATED = ReleaseUsed("PNRR_Progetti", "2025-03-31", "", "", "", "", 0, 0, 0, {}, {"planned_end": "Fine prevista"})


def figure(funded: int, paid: int) -> Figure:
    return Figure(1, 1, 1, 1, Decimal(funded), Decimal(paid), Decimal(funded), Decimal(paid), None)


def overview(
    territory: str,
    title: str,
    total: Figure,
    population: int | None = 10,
    as_of: str = "2025-03-31",
    dated: bool = True,
) -> Overview:
    town = f"{territory}001"
    return Overview(
        id=f"{territory}-{as_of}-0123456789ab",
        territory=territory,
        territory_title=title,
        as_of=as_of,
        releases=(DATED,) if dated else (),
        total=total,
        territory_level=NOTHING,
        by=ByMunicipality({town: total}),
        places={town: Place(town, f"Capoluogo {title}", None, population)},
    )


MILANO, LODI, NOWHERE = (
    overview("015", "Milano", figure(100, 50)),
    overview("098", "Lodi", figure(20, 0), as_of="2024-12-31"),
    overview("099", "Altrove", NOTHING, population=None),
)
REGIONS = {"015": "Lombardia", "098": "Lombardia"}


def test_regions_hold_their_territories_and_add_up() -> None:
    found = country_of([MILANO, LODI, NOWHERE], REGIONS)
    assert [(region.title, [row.title for row in region.territories]) for region in found.regions] == [
        ("Lombardia", ["Lodi", "Milano"]),
        ("", ["Altrove"]),
    ]
    lombardia, other = found.regions
    assert (lombardia.money.funded, lombardia.money.paid, lombardia.money.paid_ratio) == (
        120,
        50,
        pytest.approx(50 / 120),
    )
    assert (lombardia.municipalities, lombardia.population, lombardia.per_head) == (2, 20, 6)
    assert (other.money.funded, other.money.paid_ratio, other.population, other.per_head) == (None, None, None, None)


def test_sum_of_all_is_known_as_far_as_its_parts_are() -> None:
    whole = country_of([MILANO, LODI, NOWHERE], REGIONS).whole
    assert (whole.money.funded, whole.municipalities, whole.population) == (120, 3, None)


def test_dates_of_all_are_told() -> None:
    assert country_of([MILANO, LODI], REGIONS).days == (date(2024, 12, 31), date(2025, 3, 31))


def test_municipalities_stand_by_name_with_their_territory() -> None:
    found = country_of([MILANO, LODI], REGIONS).municipalities
    assert [(row.code, row.zone, row.zone_title, row.money.funded) for row in found] == [
        ("098001", "098", "Lodi", 20),
        ("015001", "015", "Milano", 100),
    ]


@pytest.mark.parametrize("dated", [True, False])
def test_the_late_are_told_where_all_can_tell(dated: bool) -> None:
    other = overview("098", "Lodi", figure(20, 0), dated=dated)
    assert (LATE in {measure.code for measure in country_of([MILANO, other], REGIONS).measures}) is dated
