"""On the example's real bulletin, what is asked of the API is what the bulletin counts and the pages find."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from segnavia.briefing import state
from segnavia.briefing.state import State


@pytest.fixture
def now(example_home: Path, settings: Any, db: None) -> State:
    settings.SEGNAVIA_HOME = example_home
    found = state.current()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("parameter", "dimension"),
    [
        ("serves_mission", "mission"),
        ("component", "component"),
        ("submeasure", "submeasure"),
        ("objective", "objective"),
        ("driver", "driver"),
        ("municipality", "municipality"),
        ("zone", "zone"),
        ("body_code", "body"),
        ("direction", "direction"),
    ],
)
def test_projects_of_a_code_are_as_many_as_the_bulletin_counts(
    client: Client, now: State, parameter: str, dimension: str
) -> None:
    assert now.bulletin is not None
    counted = {
        code: figure.projects_located for code, figure in now.bulletin.by[dimension].items() if code != "unknown"
    }
    some = dict(sorted(counted.items(), key=lambda item: -item[1])[:12])
    assert some
    found = {code: client.get(f"/api/v1/projects?{parameter}={code}&limit=1").json()["total"] for code in some}
    assert found == some


def test_words_find_the_projects_of_the_page(client: Client, now: State) -> None:
    for words in ("scuola", "asilo nido", "sommergibile"):
        page = client.get(f"/progetti.json?q={words}").json()
        found = client.get(f"/api/v1/projects?q={words}&limit=1000").json()
        assert found["total"] == page["total"]["projects_located"]
        assert {row["key"] for row in page["project_list"]["items"]} <= {row["key"] for row in found["items"]}


def test_a_project_tells_the_rows_behind_it(client: Client, now: State) -> None:
    key = client.get("/api/v1/projects?sort=-funding_pnrr&limit=1").json()["items"][0]["key"]
    told = client.get(f"/api/v1/projects/{key}").json()
    page = client.get(f"/progetti/{key}.json").json()
    for name in ("evidence", "rows", "judged_by", "judgement"):
        assert told[name] == page[name]
    assert told["rows"]
    assert told["related"]["project_places"]["total"] == len(page["places"])


def test_every_municipality_with_a_boundary_is_in_the_zones_box(client: Client, now: State) -> None:
    for zone in client.get("/ogc/collections/zones/items").json()["features"]:
        assert zone["geometry"] is not None
        listed = client.get(f"/api/v1/municipalities?zone={zone['id']}&limit=1000").json()["items"]
        (one,) = [row for row in listed if row["lon"]][:1]
        found = client.get(
            f"/ogc/collections/zones/items?bbox={one['lon']},{one['lat']},{one['lon']},{one['lat']}"
        ).json()
        assert [feature["id"] for feature in found["features"]] == [zone["id"]]
