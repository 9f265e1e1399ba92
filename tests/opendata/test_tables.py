"""The public tables hold what was declared, add up to the bulletin, and name nobody."""

import re
from decimal import Decimal

import pytest

from segnavia.briefing.state import State
from segnavia.opendata.declaration import TABLES, Table
from segnavia.opendata.tables import measured_version, table, version
from tests.portal.sample_projects import KEY, UNMEASURED_KEY

CENT = Decimal("0.01")
EACH = pytest.mark.parametrize("declared", TABLES.values(), ids=lambda declared: declared.name)
# A tax code of a person, and what some publishers write in its place.
PERSON = re.compile(r"\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b|\*{11,}")


def check(now: State, declared: Table) -> None:
    found = table(now, declared.name)
    assert found.schema.equals(declared.schema)
    keys = list(zip(*(found[name].to_pylist() for name in declared.key), strict=True))
    assert keys == sorted(set(keys))
    for column in declared.columns:
        assert not (column.required and found[column.name].null_count), column.name
        if column.kind == "string":  # nothing is said in one way only
            assert "" not in found[column.name].to_pylist(), column.name


@EACH
def test_table_is_as_declared(now: State, declared: Table) -> None:
    check(now, declared)


def test_tables_of_the_extract_are_as_declared(example: State) -> None:
    for declared in TABLES.values():
        check(example, declared)


def test_nothing_is_measured_before_a_bulletin(now: State) -> None:
    bare = State(now.book, None)
    assert table(bare, "objectives").num_rows == len(now.book.objectives)
    assert table(bare, "objectives")["projects"].null_count == len(now.book.objectives)
    for name in ("projects", "figures", "milestones", "bodies", "releases", "objective_municipalities"):
        assert table(bare, name).num_rows == 0, name
        assert table(bare, name).schema.equals(TABLES[name].schema), name


def test_project_has_its_places_objectives_and_nature(now: State) -> None:
    rows = {row["key"]: row for row in table(now, "projects").to_pylist()}
    tram, unmeasured = rows[KEY], rows[UNMEASURED_KEY]
    assert (tram["municipalities"], tram["objectives"], tram["direction"]) == ("015146", "M3.01", "municipalities")
    assert (tram["mission"], tram["component"], tram["nature"]) == ("M2", "M2C2", "03")
    assert tram["funding_pnrr"] == Decimal("52360000.50")
    assert [unmeasured[name] for name in ("municipalities", "objectives", "direction", "nature", "paid_pnrr")] == (
        [None] * 5
    )


def test_money_of_objectives_adds_up_to_the_total_to_the_cent(example: State) -> None:
    total = example.bulletin.total
    figures = {(row["dimension"], row["code"]): row for row in table(example, "figures").to_pylist()}
    for name in ("funding_pnrr", "paid_pnrr", "funding_elsewhere"):
        served = sum(row[name] or 0 for row in table(example, "objectives").to_pylist())
        outside = figures["outside_plan", "all"][name] or 0
        assert (served + outside).quantize(CENT) == getattr(total, name).quantize(CENT), name


def test_money_of_places_adds_up_to_the_total_to_the_cent(example: State) -> None:
    total = example.bulletin.total
    figures = {(row["dimension"], row["code"]): row for row in table(example, "figures").to_pylist()}
    for name in ("funding_pnrr", "paid_pnrr", "funding_elsewhere"):
        here = sum(row[name] or 0 for row in table(example, "municipalities").to_pylist())
        whole = figures["territory_level", "all"][name] or 0
        assert (here + whole).quantize(CENT) == getattr(total, name).quantize(CENT), name
        assert figures["total", "all"][name] == getattr(total, name)


def test_money_of_projects_adds_up_to_the_total_to_the_cent(example: State) -> None:
    rows = table(example, "projects").to_pylist()
    for name in ("funding_pnrr", "paid_pnrr", "funding_elsewhere"):
        here = sum(row[name] * row["place_share"] for row in rows if row[name] is not None)
        assert here.quantize(CENT) == getattr(example.bulletin.total, name).quantize(CENT), name


def test_shares_of_a_project_add_up(example: State) -> None:
    by_project: dict[str, Decimal] = {}
    for row in table(example, "project_places").to_pylist():
        by_project[row["project"]] = by_project.get(row["project"], Decimal(0)) + row["share"]
    assert by_project
    assert max(abs(share - 1) for share in by_project.values()) < Decimal("1e-9")


def test_nobody_is_named_by_a_tax_code(example: State) -> None:
    """The sources drop natural persons; here it is shown of everything that is published."""
    for name in TABLES:
        found = table(example, name)
        for column in found.schema.names:
            if TABLES[name].column[column].kind == "string":
                named = [value for value in found[column].to_pylist() if value and PERSON.search(value)]
                assert named == [], f"{name}.{column}"
    assert PERSON.search("RSSMRA80A01F205X")


def test_tax_codes_are_those_of_bodies(example: State) -> None:
    bodies = [*table(example, "bodies")["code"].to_pylist(), *table(example, "projects")["body_code"].to_pylist()]
    assert [code for code in bodies if code and not re.fullmatch(r"\d{11}", code)] == []


def test_version_is_that_of_plan_and_bulletin(now: State) -> None:
    assert version(now) == version(now)
    assert version(State(now.book, None)) != version(now)
    assert measured_version(State(now.book, None)) != measured_version(now)
