"""The search by facets against its slow twin on random rows, and against the figures of a whole bulletin."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segnavia.core.rollup import Figure
from segnavia.monitoring import reading
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.project_search.model import AMOUNTS, OUTSIDE, TERRITORY, Facet, Selection, Sort, selection_of
from segnavia.monitoring.project_search.searching import find, search_projects
from tests.monitoring.project_search import twin
from tests.monitoring.project_search.twin import Rows

STATES = ("completed", "under_way", "late", "not_started", "suspended_or_withdrawn", "unknown")
OBJECTIVES = ("M1.01", "M1.02", "M2.01")
TOWNS = ("001", "002", "003", "000")
AGENDA = [("D01", "M1.01"), ("D01", "M1.02"), ("D02", "M1.02"), ("D02", "M2.01")]
ZONES: dict[str, str | None] = {"015001": "adda", "015002": "adda", "015003": "ovest"}
THIRD, HALF = Decimal("0.333333333333333"), Decimal("0.5")
SERVED: list[list[tuple[str, Decimal]]] = [
    [],
    [("M1.01", Decimal(1))],
    [("M1.02", HALF), ("M2.01", HALF)],
    [("M1.01", THIRD), ("M1.02", THIRD), ("M2.01", THIRD)],
]
MONEY = st.none() | st.sampled_from(["-5.00", "0.00", "49999.99", "50000.00", "1000000.00", "98765432.10"]).map(Decimal)
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 9))
CODES: dict[Facet, tuple[str, ...]] = {
    Facet.MISSION: ("M1", "M2", OUTSIDE),
    Facet.OBJECTIVE: (*OBJECTIVES, "M9.09"),
    Facet.DRIVER: ("D01", "D02"),
    Facet.COMPONENT: ("M1C1", "M2C1"),
    Facet.MUNICIPALITY: ("015001", "015002", "015003", TERRITORY),
    Facet.ZONE: ("adda", "ovest"),
    Facet.STATE: STATES,
    Facet.BODY: ("00000000001", "unknown"),
    Facet.AMOUNT: tuple(each.code for each in AMOUNTS),
    Facet.FUNDING: ("payments", "elsewhere", "unknown"),
}


@st.composite
def rows(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Rows:
    found = Rows(agenda=AGENDA, zones=ZONES, has_objectives=draw(st.booleans()))
    for number in range(draw(st.integers(0, 8))):
        key = f"P{number}"
        funding, paid, elsewhere = draw(st.tuples(MONEY, MONEY, MONEY))
        measured = funding is not None or paid is not None
        towns = draw(st.lists(st.sampled_from(TOWNS), min_size=1, max_size=3, unique=True))
        share = (Decimal(1) / (len(towns) + draw(st.integers(0, 1)))).quantize(Decimal("1e-15"))
        found.projects.append(
            {
                "project": key,
                "submeasure": draw(st.sampled_from(["M1C1I1.01.00", "M2C1I1.01.00"])),
                "cup": "J61F22000000001",
                "clp": "A",
                "title": draw(st.none() | st.sampled_from(["Asilo", "asilo", "Zattera", "È"])),
                "body": None,
                "body_code": draw(st.none() | st.just("00000000001")),
                "place_share": share * len(towns),
                "measured": measured,
                "funding_pnrr": funding,
                "paid_pnrr": paid,
                "funding_elsewhere": None if measured else elsewhere,
            }
        )
        targets = draw(st.integers(0, 3))
        found.states.append(
            {
                "project": key,
                "state": draw(st.sampled_from(STATES)),
                "rule": "STA99",
                "days_late": None,
                "targets": targets,
                "targets_reached": draw(st.integers(0, targets)),
                "due": draw(DAYS),
                "planned_end": draw(DAYS),
            }
        )
        found.project_places += [
            {"project": key, "province": "015", "municipality": town, "share": share, "inside": True} for town in towns
        ]
        found.project_places.append(
            {"project": key, "province": "016", "municipality": "001", "share": Decimal(0), "inside": False}
        )
        if found.has_objectives:
            found.links += [
                {"project": key, "objective": objective, "share": part}
                for objective, part in draw(st.sampled_from(SERVED))
            ]
    return found


SELECTIONS = st.builds(
    selection_of,
    st.fixed_dictionaries({}, optional={facet: st.sets(st.sampled_from(codes)) for facet, codes in CODES.items()}),
    st.none() | st.frozensets(st.sampled_from([f"P{number}" for number in range(8)])),
)


@pytest.mark.long
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=rows(), selection=SELECTIONS, sort=st.sampled_from(Sort))
def test_search_agrees_with_its_slow_twin(rows: Rows, selection: Selection, sort: Sort) -> None:
    with closing(rows.prepared()) as prepared:
        found = find(prepared, selection, sort)
    assert found.counts == twin.counts(rows, selection)
    expected = sorted(twin.selected(rows, selection), key=twin.order(rows, sort))
    # letters with accents sort as those without, which Python does not know
    in_order = found.lines if sort is not Sort.TITLE else tuple(sorted(found.lines, key=lambda each: each.line.key))
    wanted = expected if sort is not Sort.TITLE else sorted(expected, key=lambda project: project["project"])
    assert [each.line.key for each in in_order] == [project["project"] for project in wanted]
    for each, project in zip(in_order, wanted, strict=True):
        assert abs(each.part - Decimal(float(twin.part(rows, project, selection)))) < Decimal("1e-14")
    same(found.figure, twin.figure(rows, selection))


def same(one: Figure, other: Figure) -> None:
    """Counts are equal; amounts too, but for the last digits of a share."""
    for each in fields(Figure):
        value, expected = getattr(one, each.name), getattr(other, each.name)
        if isinstance(value, Decimal) and isinstance(expected, Decimal):
            assert abs(value - expected) < Decimal("0.000001"), each.name
        elif not each.name.startswith(("climate", "digital")):
            assert value == expected, each.name


@pytest.fixture(scope="module")
def bulletin(example_home: Path) -> Bulletin:
    found = reading.current(example_home, "015")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "facet", [Facet.MISSION, Facet.OBJECTIVE, Facet.DRIVER, Facet.COMPONENT, Facet.MUNICIPALITY, Facet.ZONE]
)
def test_one_choice_gives_the_figure_of_its_own_page(example_home: Path, bulletin: Bulletin, facet: Facet) -> None:
    figures = bulletin.by[facet.value]
    for code in list(figures)[:: max(1, len(figures) // 12)]:
        found = search_projects(example_home, bulletin.id, selection_of({facet: code}), limit=1)
        assert found is not None
        assert told(found.figure) == told(figures[code]), code


def told(figure: Figure) -> dict[str, object]:
    names = [each.name for each in fields(Figure) if not each.name.startswith(("climate", "digital"))]
    return {name: getattr(figure, name) for name in names}


@pytest.mark.parametrize(
    ("chosen", "figure"),
    [
        ({}, lambda bulletin: bulletin.total),
        ({Facet.MISSION: OUTSIDE}, lambda bulletin: bulletin.outside_plan),
        ({Facet.MUNICIPALITY: TERRITORY}, lambda bulletin: bulletin.territory_level),
    ],
    ids=["all", "outside-the-plan", "level-of-the-territory"],
)
def test_what_has_no_code_is_found_too(
    example_home: Path, bulletin: Bulletin, chosen: dict[Facet, str], figure: Callable[[Bulletin], Figure]
) -> None:
    found = search_projects(example_home, bulletin.id, selection_of(chosen), limit=1)
    assert found is not None
    assert told(found.figure) == told(figure(bulletin))


def test_pages_and_downloads_hold_the_same_lines(example_home: Path, bulletin: Bulletin) -> None:
    selection, step = selection_of({Facet.ZONE: "adda-martesana"}), 50
    whole = search_projects(example_home, bulletin.id, selection)
    pages = [
        search_projects(example_home, bulletin.id, selection, limit=step, offset=offset)
        for offset in range(0, len(whole.lines) if whole else 0, step)
    ]
    assert whole is not None
    assert len(whole.lines) == whole.figure.projects_located > step
    assert tuple(line for page in pages if page for line in page.lines) == whole.lines


def test_bulletin_that_nobody_published(example_home: Path) -> None:
    assert search_projects(example_home, "015-2025-03-31-0123456789ab", Selection(), limit=1) is None


def test_selection_has_one_spelling() -> None:
    one = selection_of({Facet.STATE: ["late", "completed", "late"], Facet.BODY: []})
    assert one == selection_of({Facet.STATE: ("completed", "late")})
    assert one.codes(Facet.STATE) == ("completed", "late")
    assert not one.narrows(Facet.BODY)
