"""The public tables by REST: every one as a list and row by row, narrowed, sorted, paged, and as documented."""

from decimal import Decimal
from json import loads

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from segnavia.api.document import document
from segnavia.api.resources import related_to, resources
from segnavia.opendata.declaration import TABLES
from tests.portal.sample_projects import KEY, UNMEASURED_KEY

AT = "http://testserver"
DOCUMENT = document("en", AT)
ONE = [name for name, each in resources().items() if each.is_one]


def validator(path: str) -> Draft202012Validator:
    schema = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def keys_of(api: Client, address: str) -> list[str]:
    return [row["key"] for row in api.get(address).json()["items"]]


@pytest.mark.parametrize("name", TABLES)
def test_list_is_as_documented(api: Client, name: str) -> None:
    told = api.get(f"/api/v1/{name}?limit=1000").json()
    validator(f"/api/v1/{name}").validate(told)
    assert (told["total"], told["limit"], told["offset"], told["next"]) == (len(told["items"]), 1000, 0, None)
    columns = [column.name for column in TABLES[name].columns]
    assert {tuple(row) for row in told["items"]} <= {tuple(columns)}


@pytest.mark.parametrize("name", ONE)
def test_row_is_as_documented_with_what_belongs_to_it(api: Client, name: str) -> None:
    listed = api.get(f"/api/v1/{name}").json()["items"]
    for row in listed[:3]:
        key = row[TABLES[name].key[0]]
        told = api.get(f"/api/v1/{name}/{key}").json()
        validator(f"/api/v1/{name}/{{key}}").validate(told)
        assert {column: told[column] for column in row} == row
        for each in related_to(name):
            together = told["related"][each.table]
            assert api.get(together["href"]).json()["total"] == together["total"]


def test_amounts_are_exact_and_unknown_is_null(api: Client) -> None:
    rows = {row["key"]: row for row in loads(api.get("/api/v1/projects").content, parse_float=Decimal)["items"]}
    assert rows[KEY]["funding_pnrr"] == Decimal("52360000.5")
    assert rows[UNMEASURED_KEY]["funding_pnrr"] is None
    assert rows[UNMEASURED_KEY]["title"] is None


def test_answer_says_on_what_it_rests(api: Client) -> None:
    about = api.get("/api/v1/missions").json()["about"]
    assert about == api.get("/index.json").json()["about"]
    assert about["as_of"] == "2025-03-31"


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        pytest.param("", [UNMEASURED_KEY, KEY], id="all, by key"),
        pytest.param("state=late", [KEY], id="state"),
        pytest.param("state=late&state=unknown", [UNMEASURED_KEY, KEY], id="one of two states"),
        pytest.param("state=late&mission=M1", [], id="both of two parameters"),
        pytest.param("mission=M2", [KEY], id="mission"),
        pytest.param("municipality=015146", [KEY], id="municipality"),
        pytest.param("zone=milano", [KEY], id="zone, through its municipalities"),
        pytest.param("driver=D99", [], id="a driver that there is none of"),
        pytest.param("body_code=01199250158", [KEY], id="body"),
        pytest.param("measured=false", [UNMEASURED_KEY], id="not measured"),
        pytest.param("min_funding_pnrr=52360000.50", [KEY], id="at least, itself included"),
        pytest.param("min_funding_pnrr=52360000.51", [], id="at least, a cent more"),
        pytest.param("max_funding_pnrr=99999999999", [KEY], id="unknown is in no bounds"),
        pytest.param("max_due=2024-11-19", [KEY], id="until a day"),
        pytest.param("max_due=2024-11-18", [], id="until the day before"),
        pytest.param("q=%20", [UNMEASURED_KEY, KEY], id="no word"),
        pytest.param("sort=-funding_pnrr", [KEY, UNMEASURED_KEY], id="from the greatest, unknown last"),
        pytest.param("sort=funding_pnrr", [KEY, UNMEASURED_KEY], id="from the least, unknown last"),
        pytest.param("sort=-key", [KEY, UNMEASURED_KEY], id="backwards"),
        pytest.param("limit=1", [UNMEASURED_KEY], id="first page"),
        pytest.param("limit=1&offset=1", [KEY], id="second page"),
        pytest.param("offset=2", [], id="after the last"),
    ],
)
def test_projects_are_narrowed(api: Client, question: str, keys: list[str]) -> None:
    assert keys_of(api, f"/api/v1/projects?{question}") == keys


def test_driver_is_asked_through_its_objectives(api: Client) -> None:
    serving = {row["driver"] for row in api.get("/api/v1/driver_objectives?objective=M3.01").json()["items"]}
    assert serving
    for driver in serving:
        assert KEY in keys_of(api, f"/api/v1/projects?driver={driver}")


def test_fields_leave_all_others_out_but_the_key(api: Client) -> None:
    rows = api.get("/api/v1/projects?fields=funding_pnrr,title&state=late").json()["items"]
    assert rows == [{"key": KEY, "title": "Tram <b>bidirezionali</b>", "funding_pnrr": 52360000.5}]


def test_pages_lead_to_one_another(api: Client) -> None:
    found, address, steps = [], "http://testserver/api/v1/objectives?limit=25&mission=M1&mission=M2", 0
    while address:
        response = api.get(address)
        page = response.json()
        found += [row["code"] for row in page["items"]]
        assert (f'<{page["next"]}>; rel="next"' in response["Link"]) is bool(page["next"])
        address, steps = page["next"], steps + 1
    assert steps == -(-len(found) // 25)
    assert len(set(found)) == len(found) == page["total"]
    assert api.get(page["previous"]).json()["offset"] == page["offset"] - 25
    assert {code.partition(".")[0] for code in found} == {"M1", "M2"}


@pytest.mark.parametrize(
    ("question", "name", "reason"),
    [
        ("misson=M1", "misson", "there is no such parameter"),
        ("limit=0", "limit", "at least 1"),
        ("limit=1001", "limit", "at most 1000"),
        ("limit=many", "limit", "a whole number"),
        ("offset=-1", "offset", "at least 0"),
        ("sort=moneys", "sort", "there is no column moneys"),
        ("fields=key,-title", "fields", "there is no column -title"),
        ("measured=yes", "measured", "'true' or 'false'"),
        ("min_funding_pnrr=NaN", "min_funding_pnrr", "a number"),
        ("min_funding_pnrr=dear", "min_funding_pnrr", "a number"),
        ("max_due=0", "max_due", "a day such as"),
        ("max_due=2024-02-30", "max_due", "a day such as"),
        ("lang=de", "lang", "it, en"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_reason(api: Client, question: str, name: str, reason: str) -> None:
    response = api.get(f"/api/v1/projects?{question}", headers={"accept-language": "en"})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    (fault,) = response.json()["errors"]
    assert (fault["name"], fault["in"]) == (name, "query")
    assert reason in fault["reason"]


@pytest.mark.parametrize(
    "address", ["projects/x", "objectives/M9.99", "cases/7", "cases/seven", "bulletins/x", "nothing", "nothing/x"]
)
def test_what_is_not_there(api: Client, address: str) -> None:
    response = api.get(f"/api/v1/{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]


def test_every_parameter_is_of_a_column_and_every_reference_leads_to_a_table() -> None:
    for name, resource in resources().items():
        parameters = [*resource.equal, *resource.through, *(f"min_{column.name}" for column in resource.bounded)]
        assert len(set(parameters)) == len(parameters), name
        assert set(TABLES[name].key) - set(resource.equal) <= {"title", "due_on", "as_of"}, name
        assert {each.table for each in related_to(name)} <= TABLES.keys()


def test_words_of_other_tables_stand_in_their_texts(api: Client) -> None:
    found = api.get("/api/v1/objectives?q=MOBILITA&fields=title").json()["items"]
    assert found
    assert all("mobilit" in row["title"].casefold() for row in found)
