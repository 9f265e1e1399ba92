"""The projects of many bodies, read at once, are those that the bulletin counts for each of them."""

from datetime import date
from pathlib import Path

import pytest

from segnavia.monitoring import reading
from segnavia.monitoring.asked import get_projects_of
from tests.monitoring.lakes import put_all
from tests.monitoring.strategies import KEYS
from tests.monitoring.test_pipeline import paid, place
from tests.monitoring.test_publishing import publish_again
from tests.monitoring.twin_facts import Lake

SCHOOL, TRAM = "00000000001", "00000000002"
PLANNED = {"indicator": "I1", "unit_title": None, "planned": 2, "achieved": 2}


def row(number: int, body: str) -> dict[str, object]:
    return {
        **KEYS[number],
        "title": f"Progetto {number}",
        "body": f"Ente {body}",
        "body_tax_code": body,
        "funding_pnrr": None,
        "planned_end": date(2027, 1, 31),
    }


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("asked")
    lake = Lake(
        payments=[paid("100", "40")],
        locations=[place("001"), {**place("001"), **KEYS[1]}],
        projects_release=[row(0, SCHOOL), row(1, TRAM)],
        indicators=[{**KEYS[0], **PLANNED}],
    )
    put_all(home, lake)
    assert publish_again(home)
    (found,) = reading.published(home)
    return home, found


def test_projects_are_those_of_the_page_of_the_body(shown: tuple[Path, str]) -> None:
    home, bulletin = shown
    found = get_projects_of(home, bulletin, [SCHOOL, TRAM, "99999999999"])
    assert set(found) == {SCHOOL, TRAM}
    for body, projects in found.items():
        listed = reading.get_projects(home, bulletin, dimension="body", code=body, limit=9, offset=0)
        assert [project.line for project in projects] == list(listed)


def test_values_are_those_of_the_page_of_the_project(shown: tuple[Path, str]) -> None:
    home, bulletin = shown
    for projects in get_projects_of(home, bulletin, [SCHOOL, TRAM]).values():
        for project in projects:
            whole = reading.get_project(home, bulletin, project.line.key)
            assert whole is not None
            assert (project.funding_total, project.paid_total) == (whole.funding_total, whole.paid_total)
            assert (project.targets, project.targets_reached) == (whole.facts.targets, whole.facts.targets_reached)


def test_what_no_source_tells_stays_unknown(shown: tuple[Path, str]) -> None:
    home, bulletin = shown
    ((tram,),) = get_projects_of(home, bulletin, [TRAM]).values()
    assert (tram.line.funding_pnrr, tram.line.paid_pnrr, tram.funding_total, tram.targets) == (None, None, None, 0)


@pytest.mark.parametrize("bodies", [[], ["99999999999"]])
def test_nobody_has_no_projects(shown: tuple[Path, str], bodies: list[str]) -> None:
    assert get_projects_of(*shown, bodies) == {}
    assert get_projects_of(shown[0], "015-2025-03-31-0123456789ab", [SCHOOL]) == {}
