"""The public works keep to OC4IDS, say what the tables say, and name nobody."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.opendata import oc4ids
from segnavia.opendata.oc4ids import _sectors, _status, pruned
from segnavia.opendata.tables import table
from tests.opendata.oc4ids_schema import PACKAGE
from tests.opendata.test_tables import PERSON
from tests.portal.sample import BULLETIN
from tests.portal.sample_projects import KEY

CHECK = Draft4Validator(PACKAGE, format_checker=FormatChecker())


def wrong(package: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in CHECK.iter_errors(package)][:5]


def test_package_keeps_to_the_standard(now: State) -> None:
    package = oc4ids.package(now)
    assert package is not None
    assert wrong(package) == []


@pytest.mark.long
def test_packages_of_the_extract_keeps_to_the_standard(example: State) -> None:
    package = oc4ids.package(example)
    assert package is not None
    assert wrong(package) == []
    works = [row for row in table(example, "projects").to_pylist() if row["nature"] == "03"]
    assert [each["id"] for each in package["projects"]] == [row["key"] for row in works]
    assert len(works) > 100
    assert not PERSON.search(json.dumps(package))


def test_schema_finds_what_is_wrong(now: State) -> None:
    """Or else its word would say nothing."""
    package = oc4ids.package(now)
    for field, value in (("status", "under_way"), ("titel", "Tram"), ("sector", []), ("updated", "2025-03-31")):
        (project,) = package["projects"]
        assert wrong({**package, "projects": [{**project, field: value}]}), field


def test_project_says_what_its_page_says(now: State, settings: Any) -> None:
    settings.SITE_URL = "https://piano.example.org"
    settings.OC4IDS_PREFIX = "oc4ids-abc123"
    (project,) = oc4ids.package(now)["projects"]
    assert project["id"] == f"oc4ids-abc123-{KEY}"
    assert project["identifiers"] == [{"id": "F40J21000050001", "scheme": "IT-CUP"}]
    assert (project["status"], project["sector"]) == ("implementation", ["transport", "transport.urban"])
    assert project["period"] == {"endDate": "2024-11-19T00:00:00Z"}  # nobody tells its start
    assert project["budget"] == {
        "amount": {"amount": 60_000_000, "currency": "EUR"},
        "budgetBreakdown": [
            {"id": "pnrr", "description": "PNRR", "amount": {"amount": 52_360_000.5, "currency": "EUR"}}
        ],
    }
    assert project["publicAuthority"] == {"id": "IT-CF-01199250158", "name": "COMUNE DI MILANO"}
    assert [(party["name"], party["roles"]) for party in project["parties"]] == [
        ("COMUNE DI MILANO", ["publicAuthority"]),
        ("TRAM S.P.A.", ["supplier"]),  # and not the natural person beside it
    ]
    here, elsewhere = project["locations"]
    assert here["gazetteer"] == {"scheme": "ISTAT", "identifiers": ["015146"]}
    assert here["geometry"]["coordinates"] == [pytest.approx(9.15), pytest.approx(45.45)]
    assert "geometry" not in elsewhere
    assert project["documents"][0]["url"] == f"https://piano.example.org/progetti/{KEY}"


def test_project_tells_its_tenders_and_indicators(now: State) -> None:
    (project,) = oc4ids.package(now)["projects"]
    (process,) = project["contractingProcesses"]
    assert process["id"] == "9999999ABC"
    assert process["summary"]["tender"] == {
        "procurementMethodDetails": "APERTA",
        "costEstimate": {"amount": 1_234_567.8, "currency": "EUR"},
        "datePublished": "2023-02-01T00:00:00Z",
    }
    assert process["summary"]["status"] == "active"
    assert process["summary"]["suppliers"] == [{"id": "IT-CF-00403060015", "name": "TRAM S.P.A."}]
    assert [(each["id"], each["observations"][0]["measure"]) for each in project["forecasts"]] == [("T0333", 14)]
    achieved, paid = project["metrics"]
    assert achieved["observations"][0]["measure"] == 7
    assert paid["observations"][0]["value"] == {"amount": 13_239_600.25, "currency": "EUR"}


def test_without_a_nature_nothing_is_a_public_work(now: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """In bulletins that were published before it was read, or whose lake holds no projects' dataset."""
    tables = {name: state.table(now.bulletin, name) for name in ("source_projects_release",)}
    before = tables["source_projects_release"].select(["project"])
    real = state.table
    monkeypatch.setattr(state, "table", lambda of, name: before if name in tables else real(of, name))
    older = State(now.book, replace(BULLETIN, id="015-2025-03-31-dddddddddddd"))
    assert table(older, "projects").num_rows == 2
    assert oc4ids.package(older) is None
    assert oc4ids.package(State(now.book, None)) is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"state": "not_started", "cup_state": None}, "preparation"),
        ({"state": "late", "cup_state": "ATTIVO"}, "implementation"),
        ({"state": "completed", "cup_state": "ATTIVO"}, "completion"),
        ({"state": "completed", "cup_state": "CHIUSO"}, "completed"),
        ({"state": "suspended_or_withdrawn", "cup_state": "REVOCATO"}, "cancelled"),
        ({"state": "suspended_or_withdrawn", "cup_state": "SOSPESO"}, None),
        ({"state": "unknown", "cup_state": None}, None),
    ],
)
def test_status_follows_from_the_state(row: dict[str, str | None], expected: str | None) -> None:
    assert _status(row) == expected


@pytest.mark.parametrize(
    ("submeasure", "expected"),
    [
        ("M2C3I1.01.00", ("education",)),
        ("M2C3I1.02.00", ("governance",)),
        ("M2C3I2.01.00", ()),
        ("M6C1I1.01.00", ("health",)),
        ("M2C4I2.01.00", ("naturalResources", "naturalResources.floodProtection")),
    ],
)
def test_sector_is_that_of_the_longest_beginning(submeasure: str, expected: tuple[str, ...]) -> None:
    assert _sectors(submeasure) == expected


def test_nothing_empty_is_left() -> None:
    value = {"a": None, "b": {"c": []}, "d": [{}, {"e": ""}, {"f": 0}], "g": False}
    assert pruned(value) == {"d": [{"f": 0}], "g": False}
