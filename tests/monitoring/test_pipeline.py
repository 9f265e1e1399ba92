"""Each roll-up of the SQL files against its slow twin, on random data."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from segnavia.core.rollup import NOTHING, Figure
from segnavia.lake.errors import NoReleaseError
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish
from segnavia.monitoring.reading import get_municipalities_of, get_objectives_in
from tests.monitoring.lakes import INDICATORS, LOCATIONS, PAYMENTS, PROJECTS, put
from tests.monitoring.strategies import KEYS, LAKES, PACKAGE, TERRITORY
from tests.monitoring.twin import Lake, Twin

# Weights stand with 15 decimals, so the exact sums of the twin are met to far less than a cent.
CLOSE = Decimal("0.0001")
AMOUNTS = ("funding_pnrr", "paid_pnrr", "both_funding", "both_paid", "funding_elsewhere")
COUNTS = ("projects", "projects_located", "projects_both", "projects_told")


def put_all(home: Path, lake: Lake) -> None:
    put(home, PAYMENTS, lake.payments)
    put(home, LOCATIONS, lake.locations)
    put(home, PROJECTS, lake.projects)
    put(home, INDICATORS, lake.indicators)


def measured(home: Path, lake: Lake) -> Bulletin:
    put_all(home, lake)
    with measure(home, PACKAGE, TERRITORY) as measurement:
        return measurement.bulletin


def assert_same(found: Figure, expected: Figure, where: str) -> None:
    assert [getattr(found, n) for n in COUNTS] == [getattr(expected, n) for n in COUNTS], where
    for name in AMOUNTS:
        one, other = getattr(found, name), getattr(expected, name)
        assert (one is None) == (other is None), f"{where}: {name}"
        assert one is None or abs(one - other) < CLOSE, f"{where}: {name} {one} {other}"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LAKES)
def test_objectives_by_municipality_agree_with_their_twin(tmp_path_factory: pytest.TempPathFactory, lake: Lake) -> None:
    home = tmp_path_factory.mktemp("home")
    put_all(home, lake)
    with measure(home, PACKAGE, TERRITORY) as measurement:
        publish(home, measurement, PACKAGE)
        name = measurement.bulletin.id
    expected = Twin(lake, PACKAGE, TERRITORY).figures()["objective_municipality"]
    found = {
        f"{objective.code}@{istat}": figure
        for objective in PACKAGE.objectives
        for istat, figure in get_municipalities_of(home, name, objective.code).items()
    }
    assert found.keys() == expected.keys()
    for code, figure in found.items():
        assert_same(figure, expected[code], code)
    for istat in {code.partition("@")[2] for code in expected}:
        there = {f"{objective}@{istat}" for objective in get_objectives_in(home, name, istat)}
        assert there == {code for code in expected if code.endswith(f"@{istat}")}


def added_up(figures: list[Figure], name: str) -> Decimal:
    return sum((getattr(f, name) or Decimal(0) for f in figures), Decimal(0))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LAKES)
def test_measurement_agrees_with_its_twin(tmp_path_factory: pytest.TempPathFactory, lake: Lake) -> None:
    bulletin = measured(tmp_path_factory.mktemp("home"), lake)
    twin = Twin(lake, PACKAGE, TERRITORY)
    expected = twin.figures()

    assert_same(bulletin.total, expected["total"].get("", NOTHING), "total")
    assert_same(bulletin.outside_plan, expected["outside_plan"].get("", NOTHING), "outside_plan")
    assert_same(bulletin.territory_level, expected["territory_level"].get("", NOTHING), "territory_level")
    for dimension, figures in bulletin.by.items():
        assert figures.keys() == expected[dimension].keys(), dimension
        for code, figure in figures.items():
            assert_same(figure, expected[dimension][code], f"{dimension} {code}")
    assert bulletin.located_cups == twin.located_cups()
    assert {finding.code: finding.cases for finding in bulletin.findings} == twin.findings()

    told = {(o, i.code, i.unit): i for o, figures in bulletin.indicators.items() for i in figures}
    physical = twin.indicators()
    assert told.keys() == physical.keys()
    for where, (planned, achieved, projects) in physical.items():
        assert told[where].projects == projects
        assert float(told[where].planned) == pytest.approx(float(planned), abs=1e-4)
        assert float(told[where].achieved) == pytest.approx(float(achieved), abs=1e-4)

    for name in AMOUNTS:  # nothing is dropped: the parts are the whole, to the cent
        total = getattr(bulletin.total, name) or Decimal(0)
        for parts in (
            [*bulletin.by["objective"].values(), bulletin.outside_plan],
            [*bulletin.by["mission"].values(), bulletin.outside_plan],
            [*bulletin.by["municipality"].values(), bulletin.territory_level],
            list(bulletin.by["component"].values()),
            list(bulletin.by["submeasure"].values()),
        ):
            assert abs(added_up(parts, name) - total) < Decimal("0.01")


KEY, OTHER = KEYS[0], KEYS[1]  # the same sub-measure and CUP under two local codes


def place(municipality: str, province: str = TERRITORY, percentage: str | None = None, **key: str) -> dict:
    share = None if percentage is None else Decimal(percentage)
    return {**KEY, **key, "province": province, "municipality": municipality, "percentage": share}


def paid(funding: str | None, payments: str | None, **key: str) -> dict:
    amounts = (None if a is None else Decimal(a) for a in (funding, payments))
    return {**KEY, **key, **dict(zip(("funding_pnrr", "paid_pnrr"), amounts, strict=True))}


PLACES = [
    pytest.param([place("001")], {"015001": 100}, 0, 100, id="one-place"),
    pytest.param([place("001"), place("001")], {"015001": 100}, 0, 100, id="a-place-told-twice-is-one"),
    pytest.param([place("001"), place("002")], {"015001": 50, "015002": 50}, 0, 100, id="equal-shares"),
    pytest.param([place("001"), place("001", "016")], {"015001": 50}, 0, 50, id="half-elsewhere"),
    pytest.param([place("001"), place("000")], {"015001": 50}, 50, 100, id="province-level"),
    pytest.param(
        [place("001", percentage="30"), place("002", percentage="10")],
        {"015001": 75, "015002": 25},
        0,
        100,
        id="percentages-are-normalised",
    ),
    pytest.param(
        [place("001", percentage="90"), place("002")],
        {"015001": 50, "015002": 50},
        0,
        100,
        id="some-without-percentage",
    ),
    pytest.param(
        [place("001", percentage="0"), place("002", percentage="0")],
        {"015001": 50, "015002": 50},
        0,
        100,
        id="percentages-of-nothing",
    ),
    pytest.param([place("001", clp="elsewhere")], {"015001": 100}, 0, 100, id="by-its-cup"),
    pytest.param([place("001"), place("002", clp="x")], {"015001": 100}, 0, 100, id="its-own-key-comes-first"),
]


@pytest.mark.parametrize(("locations", "by_municipality", "territory_level", "total"), PLACES)
def test_money_goes_where_the_project_lies(
    tmp_path: Path, locations: list[dict], by_municipality: dict[str, int], territory_level: int, total: int
) -> None:
    bulletin = measured(tmp_path, Lake([paid("100", "40")], locations, [], []))
    funding = {code: f.funding_pnrr for code, f in bulletin.by["municipality"].items() if f.funding_pnrr is not None}
    assert funding == by_municipality
    assert (bulletin.territory_level.funding_pnrr or 0) == territory_level
    assert bulletin.total.funding_pnrr == total
    assert bulletin.total.paid_ratio == pytest.approx(0.4)


def test_unknown_is_not_zero(tmp_path: Path) -> None:
    lake = Lake([paid("100", None), paid(None, None, clp="B")], [place("001"), place("001", clp="B")], [], [])
    total = measured(tmp_path, lake).total
    assert (total.projects, total.projects_both) == (2, 0)
    assert (total.funding_pnrr, total.paid_pnrr) == (100, None)
    assert (total.paid_ratio, total.known_share) == (None, 0.0)


def test_known_share_counts_the_money_that_only_another_source_tells(tmp_path: Path) -> None:
    alone = {**KEY, "cup": "J61F22000000009"}
    projects = [{**alone, "funding_pnrr": Decimal(300)}, {**KEY, "funding_pnrr": Decimal(999)}]
    bulletin = measured(tmp_path, Lake([paid("100", "10")], [place("001"), place("001", **alone)], projects, []))
    assert bulletin.total.funding_elsewhere == 300
    assert bulletin.total.projects_told == 2
    assert bulletin.total.known_share == pytest.approx(0.25)
    assert bulletin.total.paid_ratio == pytest.approx(0.1)


def test_money_paid_under_another_local_code_is_not_counted_twice(tmp_path: Path) -> None:
    projects = [{**OTHER, "funding_pnrr": Decimal(100)}]
    bulletin = measured(tmp_path, Lake([paid("100", "10")], [place("001"), place("001", **OTHER)], projects, []))
    assert (bulletin.total.projects, bulletin.total.projects_located, bulletin.total.projects_told) == (1, 2, 1)
    assert bulletin.total.funding_elsewhere is None
    assert bulletin.total.known_share == 1.0


def test_optional_datasets_may_be_missing(tmp_path: Path) -> None:
    put(tmp_path, PAYMENTS, [paid("100", "40")])
    put(tmp_path, LOCATIONS, [place("001")])
    with measure(tmp_path, PACKAGE, TERRITORY) as measurement:
        assert measurement.bulletin.total.funding_pnrr == 100
        assert measurement.bulletin.indicators == {}
        assert [r.dataset for r in measurement.bulletin.releases] == [LOCATIONS, PAYMENTS]


@pytest.mark.parametrize("missing", [PAYMENTS, LOCATIONS])
def test_required_dataset_missing(tmp_path: Path, missing: str) -> None:
    put(tmp_path, {PAYMENTS: LOCATIONS, LOCATIONS: PAYMENTS}[missing], [])
    with (
        pytest.raises(NoReleaseError, match=f"segnavia lake add {missing} FILE"),
        measure(tmp_path, PACKAGE, TERRITORY),
    ):
        pass


def test_newest_release_is_measured(tmp_path: Path) -> None:
    put(tmp_path, LOCATIONS, [place("001")], "2023-03-01")
    put(tmp_path, PAYMENTS, [paid("100", "40")], "2024-12-31")
    put(tmp_path, PAYMENTS, [paid("100", "60")], "2025-03-31")
    put(tmp_path, PAYMENTS, [paid("100", "50")], "2025-01-31")
    with measure(tmp_path, PACKAGE, TERRITORY) as measurement:
        assert measurement.bulletin.total.paid_pnrr == 60
        assert measurement.bulletin.as_of == "2025-03-31"


def test_territory_without_projects(tmp_path: Path) -> None:
    put_all(tmp_path, Lake([paid("100", "40")], [place("001")], [], []))
    with measure(tmp_path, PACKAGE, "099") as measurement:
        assert measurement.bulletin.total == NOTHING
        assert measurement.bulletin.located_cups == 0


def test_indicators_in_different_units_are_never_added_up(tmp_path: Path) -> None:
    rows = [
        {**key, "indicator": "I1", "unit_title": unit, "planned": Decimal(10), "achieved": Decimal(5)}
        for key, unit in ((KEY, "km"), (OTHER, "kWh"))
    ]
    locations = [place("001"), place("001", clp=OTHER["clp"])]
    figures = measured(tmp_path, Lake([], locations, [], rows)).indicators["M1.01"]
    assert [(f.unit, f.planned, f.achieved, f.projects) for f in figures] == [("kWh", 10, 5, 1), ("km", 10, 5, 1)]
