"""The measurement by cases, each with its figure; the twin takes the rest, on random data."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from segnavia.core.links import Link
from segnavia.core.rollup import NOTHING
from segnavia.lake.errors import NoReleaseError
from segnavia.monitoring.bulletin import Body, Bulletin, GoalLink, MilestoneCount, SourceMoney
from segnavia.monitoring.pipeline import measure
from segnavia.plans.schema import Package
from tests.monitoring.lakes import LOCATIONS, PAYMENTS, put, put_all
from tests.monitoring.strategies import GRID, KEYS, NEIGHBOUR, PACKAGE, SUBMEASURES, TERRITORY, judged
from tests.monitoring.twin_facts import Lake


def measured(home: Path, lake: Lake, package: Package = PACKAGE, territory: str = TERRITORY) -> Bulletin:
    put_all(home, lake)
    with measure(home, {territory: package}) as (measurement,):
        return measurement.bulletin


KEY, OTHER = KEYS[0], KEYS[1]  # the same sub-measure and CUP under two local codes


def place(municipality: str, province: str = TERRITORY, percentage: str | None = None, **key: Any) -> dict:
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
    with measure(tmp_path, {TERRITORY: PACKAGE}) as (measurement,):
        assert measurement.bulletin.total.funding_pnrr == 100
        assert measurement.bulletin.indicators == {}
        assert [r.dataset for r in measurement.bulletin.releases] == [LOCATIONS, PAYMENTS]


@pytest.mark.parametrize("missing", [PAYMENTS, LOCATIONS])
def test_required_dataset_missing(tmp_path: Path, missing: str) -> None:
    put(tmp_path, {PAYMENTS: LOCATIONS, LOCATIONS: PAYMENTS}[missing], [])
    with (
        pytest.raises(NoReleaseError, match=f"segnavia lake add {missing} FILE"),
        measure(tmp_path, {TERRITORY: PACKAGE}),
    ):
        pass


def test_newest_release_is_measured(tmp_path: Path) -> None:
    put(tmp_path, LOCATIONS, [place("001")], "2023-03-01")
    put(tmp_path, PAYMENTS, [paid("100", "40")], "2024-12-31")
    put(tmp_path, PAYMENTS, [paid("100", "60")], "2025-03-31")
    put(tmp_path, PAYMENTS, [paid("100", "50")], "2025-01-31")
    with measure(tmp_path, {TERRITORY: PACKAGE}) as (measurement,):
        assert measurement.bulletin.total.paid_pnrr == 60
        assert measurement.bulletin.as_of == "2025-03-31"


def test_territory_without_projects(tmp_path: Path) -> None:
    put_all(tmp_path, Lake([paid("100", "40")], [place("001")], [], []))
    with measure(tmp_path, {"099": PACKAGE}) as (measurement,):
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


def test_a_place_that_names_a_cup_alone_makes_no_project(tmp_path: Path) -> None:
    lake = Lake([paid("100", "40")], [place("001", clp=None), place("002", clp=None, submeasure=SUBMEASURES[1])])
    total = measured(tmp_path, lake).total
    assert (total.projects_located, total.funding_pnrr) == (1, 100)


def test_a_corrected_release_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """Two files of one date are one moment, not the sum of both."""
    put(tmp_path, LOCATIONS, [place("001")])
    put(tmp_path, PAYMENTS, [paid("100", "40")], "2024-12-31")
    put(tmp_path, PAYMENTS, [paid("100", "50")], "2025-03-31", "01:00:00")
    put(tmp_path, PAYMENTS, [paid("100", "60")], "2025-03-31", "02:00:00")
    with measure(tmp_path, {TERRITORY: PACKAGE}) as (measurement,):
        moments = measurement.bulletin.over_time["total"][""]
    assert [(m.as_of, m.paid_pnrr, m.paid_ratio) for m in moments] == [("2024-12-31", 40, 0.4), ("2025-03-31", 60, 0.6)]


def test_money_by_source_keeps_zero_and_unknown_apart(tmp_path: Path) -> None:
    payments = [{**paid("100", "40"), "paid_region": Decimal(5), "paid_state": Decimal(0)}]
    projects = [{**KEY, "funding_region": Decimal(0), "funding_state": Decimal(0), "funding_private": Decimal(7)}]
    bulletin = measured(tmp_path, Lake(payments, [place("001")], projects))
    assert bulletin.money_by_source["total"][""] == {
        "pnrr": SourceMoney(1, None, Decimal(40)),
        "private": SourceMoney(1, Decimal(7), None),
        "region": SourceMoney(1, Decimal(0), Decimal(5)),
    }


def test_a_body_is_of_the_kind_that_its_name_tells(tmp_path: Path) -> None:
    """Under one tax code stand two names: the first of them is shown, and judged."""
    code = {"body_tax_code": "00000000001"}
    projects = [{**KEY, **code, "body": "COMUNE DI ALBAIRATE"}, {**OTHER, **code, "body": "ZETA"}]
    bulletin = measured(tmp_path, Lake([], [place("001"), place("001", **OTHER)], projects))
    assert bulletin.bodies == {
        "00000000001": Body("00000000001", "COMUNE DI ALBAIRATE", "municipality", "municipalities")
    }
    assert {code: f.projects_located for code, f in bulletin.by["body"].items()} == {"00000000001": 2}
    assert {code: f.projects_located for code, f in bulletin.by["direction"].items()} == {
        "intermediate_bodies": 1,
        "municipalities": 1,
    }


GOALS = [
    {"submeasure": SUBMEASURES[0], "prevalent": "SI", "goal": "9", "goal_title": "Imprese"},
    {"submeasure": SUBMEASURES[0], "prevalent": "NO", "goal": "11", "goal_title": None},
    {"submeasure": SUBMEASURES[2], "prevalent": "NO", "goal": "11", "goal_title": None},
]


def test_goals_are_derived_through_the_crosswalk(tmp_path: Path) -> None:
    bulletin = measured(tmp_path, Lake([paid("100", "40")], [place("001")], goals=GOALS))
    assert bulletin.goals == {"09": "Imprese", "11": "11"}
    assert bulletin.objective_goals["M1.02"] == (GoalLink("09", True, 1), GoalLink("11", False, 2))
    assert {code: f.funding_pnrr for code, f in bulletin.by["goal"].items()} == {"09": 100}


ANOTHER = KEYS[5]  # of a sub-measure that the crosswalk judges to serve nothing
LINKS = [
    pytest.param([], {"M1.01": 100, "M1.02": 100, "M2.01": 100}, 500, [], id="by-the-crosswalk"),
    pytest.param(judged(KEY, [("M2.01", "1")]), {"M2.01": 300}, 500, [], id="one-link-replaces-all-of-the-crosswalk-s"),
    pytest.param(judged(KEY, [(None, None)]), {}, 800, [], id="judged-to-serve-nothing"),
    pytest.param(
        judged(ANOTHER, [("M1.01", "1/4"), ("M1.02", "3/4")]),
        {"M1.01": 225, "M1.02": 475, "M2.01": 100},
        None,
        [],
        id="brought-into-the-plan",
    ),
    pytest.param(
        judged(KEY, [("M1.01", "1/2"), ("M1.09", "1/2")]),
        {"M1.01": 100, "M1.02": 100, "M2.01": 100},
        500,
        ["MON112"],
        id="lapsed-with-an-objective-that-is-gone",
    ),
    pytest.param(
        judged({**KEY, "clp": "not here"}, [("M1.09", "1")]),
        {"M1.01": 100, "M1.02": 100, "M2.01": 100},
        500,
        [],
        id="of-a-project-that-is-not-here",
    ),
]


@pytest.mark.parametrize(("links", "objectives", "outside", "findings"), LINKS)
def test_a_project_serves_what_was_judged_of_it(
    tmp_path: Path, links: list[Link], objectives: dict[str, int], outside: int | None, findings: list[str]
) -> None:
    put_all(tmp_path, Lake([paid("300", "30"), paid("500", "50", **ANOTHER)], [place("001"), place("001", **ANOTHER)]))
    with measure(tmp_path, {TERRITORY: PACKAGE}, links={TERRITORY: links}) as (measurement,):
        bulletin = measurement.bulletin
    told = {code: f.funding_pnrr for code, f in bulletin.by["objective"].items() if f.funding_pnrr}
    assert told == pytest.approx(objectives)
    assert bulletin.outside_plan.funding_pnrr == outside
    assert bulletin.total.funding_pnrr == 800
    assert [finding.code for finding in bulletin.findings] == findings


def test_a_sub_measure_is_not_judged_as_long_as_one_of_its_projects_is_not(tmp_path: Path) -> None:
    one, other = KEYS[12], KEYS[13]  # of the sub-measure that the crosswalk does not judge
    put_all(tmp_path, Lake([], [place("001", **one), place("001", **other)]))
    both = [*judged(one, [("M1.01", "1")]), *judged(other, [(None, None)])]
    for links, findings in ((both[:1], ["MON102", "MON103"]), (both, ["MON103"])):
        with measure(tmp_path, {TERRITORY: PACKAGE}, links={TERRITORY: links}) as (measurement,):
            assert [finding.code for finding in measurement.bulletin.findings] == findings


def milestone(code: str, level: str, quarter: str, year: int) -> dict[str, Any]:
    return {"code": code, "level": level, "quarter": quarter, "year": year, "submeasure": SUBMEASURES[0]}


def test_milestones_by_what_is_known_of_them(tmp_path: Path) -> None:
    planned = [
        milestone("M1C1-1", "UE", "Q4", 2022),
        milestone("M1C1-2", "UE", "Q4", 2022),
        milestone("M1C1-3-ITA-1", "ITA", "Q4", 2022),
        milestone("M1C1-4", "UE", "Q3", 2022),
        milestone("M1C1-5", "UE", "Q2", 2025),
        {**milestone("M1C1-6", "UE", "Q4", 2022), "submeasure": SUBMEASURES[1]},
    ]
    met = [{"code": "M1C1-1", "progress": date(2022, 12, 31)}]
    lake = Lake([paid("100", "40")], [place("001")], milestones_planned=planned, milestones_met=met)
    bulletin = measured(tmp_path, lake)
    expected = MilestoneCount(met=1, missed=1, untold=2, ahead=1)
    assert bulletin.milestones["total"] == {"": expected}
    assert bulletin.milestones["objective"] == dict.fromkeys(["M1.01", "M1.02", "M2.01"], expected)
    assert expected.due == 4


def test_a_territory_without_a_plan_is_measured_on_the_grid_alone(tmp_path: Path) -> None:
    lake = Lake([paid("100", "40")], [place("001", NEIGHBOUR), place("000", NEIGHBOUR)])
    bulletin = measured(tmp_path, lake, GRID, NEIGHBOUR)
    assert not bulletin.has_objectives
    assert bulletin.outside_plan == NOTHING
    assert (bulletin.by["mission"], bulletin.by["objective"]) == ({}, {})
    assert {code: f.funding_pnrr for code, f in bulletin.by["component"].items()} == {"M1C1": 100}
    assert {code: f.funding_pnrr for code, f in bulletin.by["municipality"].items()} == {"016001": 50}
    assert bulletin.territory_level.funding_pnrr == 50
    assert [f.code for f in bulletin.findings] == ["MON107"]
    assert list(bulletin.places) == ["016001", "016002"]


def test_the_state_is_judged_on_the_day_of_its_own_release(tmp_path: Path) -> None:
    """A planned end between two releases is passed for the one that came after it."""
    put(tmp_path, PAYMENTS, [], "2025-03-31")
    put(tmp_path, LOCATIONS, [place("001"), place("001", **OTHER)], "2025-03-31")
    put(tmp_path, "PNRR_Progetti", [{**KEY, "planned_end": date(2025, 3, 1)}], "2025-02-28")
    put(tmp_path, "PNRR_Iter_di_progetto", [{**OTHER, "planned_end": date(2025, 3, 1)}], "2025-03-15")
    with measure(tmp_path, {TERRITORY: PACKAGE}) as (measurement,):
        total = measurement.bulletin.total
        rows = measurement.tables.engine.rows("SELECT rule, days_late FROM states ORDER BY rule")
    assert (total.late, total.state_unknown) == (1, 1)
    assert rows == [("STA09", 14), ("STA99", None)]
