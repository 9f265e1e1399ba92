"""The other definitions against the bulletin's numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.briefing.state import State
from segnavia.core.rollup import NOTHING
from segnavia.monitoring.bulletin import IndicatorFigure, Moment
from segnavia.plans.book import PlanBook
from segnavia.plans.canonical import from_canonical
from segnavia.reports.charts import KEYS, Chart, chart_of, charts_of
from segnavia.reports.charts.calendar import quarters_of
from tests.portal.sample import BULLETIN, GRID, figure, grid_text
from tests.reports.charts.conftest import MILESTONES, RICH, at
from tests.reports.charts.drawn import UNKNOWN, bars, both, length, told, words


def one(key: str, now: State, dimension: str = "total", code: str = "") -> Chart:
    chart = chart_of(key, now, dimension, code)
    assert chart is not None
    assert chart.key == key
    return chart


def test_before_a_bulletin_and_under_unknown_names_there_is_nothing(rich: State) -> None:
    assert chart_of("progress", at(None), "total", "") is None
    assert chart_of("pie", rich, "total", "") is None
    assert chart_of("progress", rich, "objective", "M9.99") is None
    assert chart_of("zones", rich, "objective", "M3.01") is None


@pytest.mark.django_db
def test_charts_of_are_those_that_there_are_in_order(rich: State) -> None:
    keys = [chart.key for chart in charts_of(rich, "total", "")]
    assert keys == [key for key in KEYS if key not in ("network", "due-dates")]
    assert [chart.key for chart in charts_of(rich, "objective", "M3.01")] == [
        "progress", "money-over-time", "targets", "deadlines",
    ]  # fmt: skip


def test_money_over_time_tells_each_release_and_hatches_what_it_does_not_tell(rich: State) -> None:
    chart = one("money-over-time", rich)
    assert chart.title == (
        "Pagati: 8,0\u00a0M€ al 30 giugno 2024, 36,0\u00a0M€ al 31 marzo 2025, su 100,0\u00a0M€ finanziati"
    )
    assert chart.rows[1] == (date(2024, 12, 31), 25, Decimal(90_000_000), None)
    for spec in both(chart):
        first, second, third = (bars(spec, day) for day in ("30 giugno 2024", "31 dicembre 2024", "31 marzo 2025"))
        assert [bar["value"] for bar in first] == [8_000_000, 72_000_000]
        assert [(bar["value"], bar["fill"]) for bar in second] == [(90_000_000, UNKNOWN)]
        assert [bar["value"] for bar in third] == [36_000_000, 24_000_000, 40_000_000]
        assert sum(map(length, third)) / sum(map(length, first)) == pytest.approx(100 / 80, abs=0.001)


def test_one_release_is_no_time() -> None:
    bulletin = replace(RICH, over_time={"total": {"": (Moment("2025-03-31", 1, Decimal(1), Decimal(1), None, None),)}})
    assert chart_of("money-over-time", at(bulletin), "total", "") is None


def test_release_that_tells_nothing_has_a_bar_of_unknown_length() -> None:
    moments = (Moment("2024-12-31", 0, None, None, None, None), Moment("2025-03-31", 0, None, None, None, None))
    chart = one("money-over-time", at(replace(RICH, over_time={"total": {"": moments}})))
    assert {(bar["fill"], bar["value"]) for bar in bars(chart.spec)} == {(UNKNOWN, None)}
    assert "0,0" not in chart.title + chart.alt + "".join(words(chart.spec))


def test_targets_of_the_whole_are_counted_by_mission_and_never_added_over_units() -> None:
    chart = one("targets", at(replace(RICH, outside_plan=NOTHING)))
    assert chart.title == "10 target raggiunti su 40, contati uno a uno"  # the total's own
    assert [(row[0].split()[0], *row[1:]) for row in chart.rows if isinstance(row[0], str)] == [
        ("M2", None, None), ("M3", 8, 2),
    ]  # fmt: skip
    (unknown,) = [bar for bar in bars(chart.spec) if bar["of"].startswith("M2 ")]
    assert (unknown["fill"], unknown["value"]) == (UNKNOWN, None)
    assert told(chart)[0] == told(chart)[1]


def test_indicators_stand_each_on_its_own_plan(rich: State) -> None:
    chart = one("targets", rich, "objective", "M3.01")
    planned = {each.title: each for each in BULLETIN.indicators["M3.01"]}
    assert [row[0] for row in chart.rows] == list(planned)
    for title, _unit, plan, achieved, _projects in chart.rows:
        assert isinstance(title, str)
        assert (plan, achieved) == (planned[title].planned, planned[title].achieved)
        drawn = bars(chart.spec, title)
        assert [bar["value"] for bar in drawn if bar["part"] == "achieved"] == [float(planned[title].achieved)]


@settings(max_examples=30, deadline=None)  # the first drawing makes its definition
@given(st.decimals(0, 999, places=1), st.decimals("0.1", 99, places=1))
def test_bar_of_an_indicator_is_its_ratio(achieved: Decimal, planned: Decimal) -> None:
    indicator = IndicatorFigure("T1", "Km di tram", "km", planned, achieved, 1)
    chart = one("targets", at(replace(BULLETIN, indicators={"M3.01": (indicator,)})), "objective", "M3.01")
    assert chart.title.startswith(
        f"Indicatori che hanno raggiunto il valore programmato: {int(achieved >= planned)} su 1"
    )
    found = {bar["part"]: length(bar) for bar in bars(chart.spec)}
    done, still = found.get("achieved", 0.0), found.get("open", 0.0)
    if achieved <= planned:
        assert done / (done + still) == pytest.approx(float(achieved / planned), abs=0.001)
    else:
        # what goes beyond the plan passes the line that marks it, as far as there is room
        limits = [rule for rule in chart.spec["datasets"]["lines"] if rule["x"] == rule["x2"]]
        (bar,) = bars(chart.spec)
        assert (limits[0]["x"] - bar["x"]) / done == pytest.approx(max(float(planned / achieved), 1 / 1.5), abs=0.01)


def test_planned_at_zero_has_no_ratio_and_no_bar() -> None:
    nothing = IndicatorFigure("T1", "Km di tram", "km", Decimal(0), Decimal(5), 1)
    other = IndicatorFigure("T2", "Km di bus", "km", Decimal(10), Decimal(5), 1)
    chart = one("targets", at(replace(BULLETIN, indicators={"M3.01": (nothing, other)})), "objective", "M3.01")
    assert bars(chart.spec, "Km di tram") == []
    assert "5, nulla di programmato" in words(chart.spec)
    assert chart_of("targets", at(replace(BULLETIN, indicators={"M3.01": (nothing,)})), "objective", "M3.01") is None


def test_zones_stand_beside_each_other_and_say_what_nobody_knows(rich: State) -> None:
    chart = one("zones", rich)
    assert chart.title == "3 zone: del finanziato risulta pagato dal 33\u00a0% (Milano) al 60\u00a0% (Sud Est)"
    assert chart.rows[1] == ("Sud Est", 3, Decimal("10000000.00"), Decimal("6000000.00"), Decimal("5000000.00"), 0)
    for spec in both(chart):
        assert [bar["share"] for bar in bars(spec, "Sud Est")] == pytest.approx([6 / 15, 4 / 15, 5 / 15])
        (unknown, tail) = bars(spec, "Nord Ovest")
        assert (unknown["fill"], unknown["value"], tail["part"]) == (UNKNOWN, None, "tail")


def test_one_zone_alone_is_no_comparison() -> None:
    assert chart_of("zones", at(BULLETIN), "total", "") is None


def test_deadlines_count_each_quarter_by_outcome(rich: State) -> None:
    chart = one("deadlines", rich)
    assert chart.title == (
        "Traguardi e obiettivi del PNRR: 4 scaduti entro il 31 marzo 2025 (1 raggiunti, 1 mancati, di 2 nessuna "
        "fonte dice l'esito), 1 ancora da scadere"
    )
    assert chart.rows == (
        (date(2024, 6, 30), 1, 1, 0, 0), (date(2024, 12, 31), 0, 0, 2, 0), (date(2026, 6, 30), 0, 0, 0, 1),
    )  # fmt: skip
    for spec in both(chart):
        drawn = bars(spec)
        assert sum(bar["value"] for bar in drawn) == len(MILESTONES)
        assert [bar["value"] for bar in drawn if bar["fill"] == UNKNOWN] == [2]
    assert told(chart)[0] == told(chart)[1]
    heights = {bar["value"]: bar["y2"] - bar["y"] for bar in bars(chart.spec)}
    assert heights[2] == pytest.approx(2 * heights[1])


def test_bulletin_without_milestones_has_no_deadlines() -> None:
    assert chart_of("deadlines", at(replace(RICH, milestones={})), "total", "") is None


@settings(max_examples=30, deadline=None)  # the first drawing makes its definition
@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 2)), max_size=30))
def test_quarters_hold_all_and_leave_none_out_in_between(due: list[tuple[date, int]]) -> None:
    quarters = quarters_of(due, 3)
    assert sum(quarter.total for quarter in quarters) == len(due)
    places = [quarter.year * 4 + quarter.number for quarter in quarters]
    assert places == list(range(min(places, default=0), min(places, default=0) + len(places)))
    for day, kind in due:
        (mine,) = [each for each in quarters if each.year == day.year and (day.month - 1) // 3 + 1 == each.number]
        assert mine.counts[kind]
        assert mine.last_day >= day


def test_plan_without_objectives_counts_targets_by_the_missions_components() -> None:
    component = replace(figure("1", "1", 3), targets=4, targets_reached=1)
    by = {**GRID.by, "component": {"M2C2": component, "M3C1": figure("1", "1", 2)}}
    book = PlanBook(GRID.plan_sha256, from_canonical(grid_text()))
    chart = one("targets", State(book, replace(GRID, by=by)))
    assert [row[1:] for row in chart.rows] == [(4, 1), (None, None)]
    assert "Fuori dal piano" not in words(chart.spec)
