"""Everything that a measurement says against its slow twin, on random data."""

from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from segnavia.core.codes import project_key
from segnavia.core.facts import Facts
from segnavia.core.links import Link
from segnavia.core.rollup import NOTHING, Figure
from segnavia.core.states import decide
from segnavia.monitoring.bulletin import FIGURE_COLUMNS, Bulletin, MilestoneCount
from segnavia.monitoring.pipeline import Measurement, measure
from segnavia.monitoring.publishing import publish
from segnavia.monitoring.reading import get_municipalities_of, get_objectives_in
from tests.monitoring import twin_frameworks
from tests.monitoring.lakes import put_all
from tests.monitoring.strategies import LAKES, LINKS, PACKAGE, PACKAGES, TERRITORY
from tests.monitoring.twin import Twin
from tests.monitoring.twin_facts import Lake

# Weights stand with 15 decimals, so the exact sums of the twin are met to far less than a cent.
CLOSE = Decimal("0.0001")
AMOUNTS = tuple(name for name in FIGURE_COLUMNS if getattr(NOTHING, name) is None)
COUNTS = tuple(name for name in FIGURE_COLUMNS if name not in AMOUNTS)
FACTS = tuple(f.name for f in fields(Facts))
# A measurement takes a tenth of a second, so that shrinking a lake that fails would take minutes.
few = settings(deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])


def assert_close(found: Decimal | None, expected: Decimal | Fraction | None, where: object) -> None:
    assert (found is None) == (expected is None), where
    if found is not None and expected is not None:
        assert abs(Fraction(found) - Fraction(expected)) < CLOSE, f"{where}: {found} {expected}"


def assert_same(found: Figure, expected: Figure, where: str) -> None:
    assert {n: getattr(found, n) for n in COUNTS} == {n: getattr(expected, n) for n in COUNTS}, where
    for name in AMOUNTS:
        assert_close(getattr(found, name), getattr(expected, name), f"{where}: {name}")


def assert_figures(bulletin: Bulletin, twin: Twin) -> None:
    expected = twin.figures()
    for name in ("total", "outside_plan", "territory_level"):
        assert_same(getattr(bulletin, name), expected[name].get("", NOTHING), name)
    for dimension, figures in bulletin.by.items():
        assert figures.keys() == expected[dimension].keys(), dimension
        for code, figure in figures.items():
            assert_same(figure, expected[dimension][code], f"{dimension} {code}")
    assert expected.keys() <= {*bulletin.by, "total", "outside_plan", "territory_level", "objective_municipality"}
    assert bulletin.located_cups == twin.located_cups()
    assert bulletin.has_objectives == bool(twin.package.objectives)
    assert {finding.code: finding.cases for finding in bulletin.findings} == twin.findings()


def assert_indicators(bulletin: Bulletin, twin: Twin) -> None:
    told = {(o, i.code, i.unit): i for o, figures in bulletin.indicators.items() for i in figures}
    expected = twin.indicators()
    assert told.keys() == expected.keys()
    for where, (planned, achieved, projects) in expected.items():
        assert told[where].projects == projects
        assert_close(told[where].planned, planned, where)
        assert_close(told[where].achieved, achieved, where)


def assert_states(measurement: Measurement, twin: Twin) -> None:
    """The facts, and what the table in `core` decides on them."""
    rows = measurement.tables.engine.rows(
        f"SELECT project, rule, state, days_late, due, {', '.join(FACTS)} FROM states WHERE project IN "
        f"(SELECT project FROM projects WHERE territory = '{twin.territory}')"
    )
    expected = {}
    for key, facts in twin.facts.items():
        decision = decide(facts)
        expected[project_key(*key)] = (decision.rule, decision.state, decision.days_late, decision.due, facts)
    assert {row[0]: (*row[1:5], Facts(*row[5:])) for row in rows} == expected


def assert_frameworks(bulletin: Bulletin, twin: Twin) -> None:
    money = {
        (dimension, code, source): amounts
        for dimension, codes in bulletin.money_by_source.items()
        for code, sources in codes.items()
        for source, amounts in sources.items()
    }
    by_source = twin_frameworks.money_by_source(twin)
    assert money.keys() == by_source.keys()
    for where, (projects, funding, paid) in by_source.items():
        assert money[where].projects == projects, where
        assert_close(money[where].funding, funding, where)
        assert_close(money[where].paid, paid, where)

    counts = {(d, code): count for d, codes in bulletin.milestones.items() for code, count in codes.items()}
    assert counts == {where: MilestoneCount(**count) for where, count in twin_frameworks.milestones(twin).items()}

    goals = {
        (o, link.goal): (link.prevalent, link.submeasures)
        for o, links in bulletin.objective_goals.items()
        for link in links
    }
    assert goals == twin_frameworks.objective_goals(twin)
    assert bulletin.goals.keys() == {row["goal"].rjust(2, "0") for row in twin.lake.goals}


def assert_over_time(bulletin: Bulletin, twin: Twin) -> None:
    moments = {
        (dimension, code, moment.as_of): moment
        for dimension, codes in bulletin.over_time.items()
        for code, told in codes.items()
        for moment in told
    }
    expected = twin_frameworks.over_time(twin)
    assert moments.keys() == expected.keys()
    for where, figure in expected.items():
        assert moments[where].projects == figure.projects_located, where
        for name in ("funding_pnrr", "paid_pnrr", "both_funding", "both_paid"):
            assert_close(getattr(moments[where], name), getattr(figure, name), (where, name))


@pytest.mark.long
@settings(few, max_examples=15)
@given(LAKES, LINKS)
def test_measurement_agrees_with_its_twin(
    tmp_path_factory: pytest.TempPathFactory, lake: Lake, links: list[Link]
) -> None:
    home = tmp_path_factory.mktemp("home")
    put_all(home, lake)
    with measure(home, PACKAGES, links={TERRITORY: links}) as measurements:
        assert [m.bulletin.territory for m in measurements] == list(PACKAGES)
        for measurement in measurements:
            territory = measurement.bulletin.territory
            twin = Twin(lake, measurement.package, territory, links if territory == TERRITORY else [])
            assert_figures(measurement.bulletin, twin)
            assert_indicators(measurement.bulletin, twin)
            assert_states(measurement, twin)
            assert_frameworks(measurement.bulletin, twin)
            assert_over_time(measurement.bulletin, twin)
            assert_parts_are_the_whole(measurement.bulletin)


def assert_parts_are_the_whole(bulletin: Bulletin) -> None:
    """Nothing is dropped: what splits the total adds up to it, to the cent."""
    by = {dimension: list(figures.values()) for dimension, figures in bulletin.by.items()}
    splits = [[*by["municipality"], bulletin.territory_level]]
    splits += [by[dimension] for dimension in ("component", "submeasure", "direction", "body", "goal")]
    if bulletin.has_objectives:
        splits += [[*by["objective"], bulletin.outside_plan], [*by["mission"], bulletin.outside_plan]]
    for parts in splits:
        for name in AMOUNTS:
            added_up = sum((getattr(part, name) or Decimal(0) for part in parts), Decimal(0))
            assert abs(added_up - (getattr(bulletin.total, name) or 0)) < Decimal("0.01"), name


def bulletins(home: Path, territories: list[str]) -> list[Bulletin]:
    with measure(home, {territory: PACKAGES[territory] for territory in territories}) as measurements:
        return [measurement.bulletin for measurement in measurements]


@pytest.mark.long
@settings(few, max_examples=2)
@given(LAKES)
def test_territories_measured_together_are_those_measured_alone(
    tmp_path_factory: pytest.TempPathFactory, lake: Lake
) -> None:
    home = tmp_path_factory.mktemp("home")
    put_all(home, lake)
    one, other = PACKAGES
    assert bulletins(home, [one, other]) == bulletins(home, [one]) + bulletins(home, [other])
    assert bulletins(home, [other, one])[::-1] == bulletins(home, [one, other])


@pytest.mark.long
@settings(few, max_examples=3)
@given(LAKES, LINKS)
def test_objectives_by_municipality_agree_with_their_twin(
    tmp_path_factory: pytest.TempPathFactory, lake: Lake, links: list[Link]
) -> None:
    home = tmp_path_factory.mktemp("home")
    put_all(home, lake)
    with measure(home, {TERRITORY: PACKAGE}, links={TERRITORY: links}) as (measurement,):
        publish(home, measurement)
        name = measurement.bulletin.id
    expected = Twin(lake, PACKAGE, TERRITORY, links).figures()["objective_municipality"]
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
