"""What the API answers beside the tables."""

import pytest
from django.test import Client

from segnavia.opendata.declaration import TABLES
from segnavia.plans.canonical import from_canonical
from segnavia.plans.public import public
from tests.api.test_tables import validator
from tests.portal.sample import BULLETIN, EARLIER, Reader, plan_text


def test_start_leads_to_every_list(api: Client) -> None:
    told = api.get("/api/v1").json()
    validator("/api/v1").validate(told)
    assert {each["name"] for each in told["items"]} == {"plan", "texts", "bulletins", *TABLES}
    for each in told["items"]:
        assert api.get(each["href"]).status_code == 200
    for name in ("documentation", "openapi", "features"):
        assert api.get(told[name]).status_code == 200


def test_status_is_a_problem_that_is_none(api: Client) -> None:
    response = api.get("/api/v1/status")
    assert (response.status_code, response["Content-Type"]) == (200, "application/problem+json")
    assert response.json()["status"] == 200
    assert response["Cache-Control"] == "no-cache"


def test_plan_is_what_the_command_gives(api: Client) -> None:
    told = api.get("/api/v1/plan").json()
    validator("/api/v1/plan").validate(told)
    about = told.pop("about")
    assert told == public(from_canonical(plan_text()))
    assert told["plan_sha256"] == about["plan_sha256"]


def test_bulletins_with_the_one_in_force(api: Client, reader: Reader) -> None:
    reader.bulletins = (BULLETIN, EARLIER)
    told = api.get("/api/v1/bulletins").json()
    validator("/api/v1/bulletins").validate(told)
    assert [(row["id"], row["is_current"]) for row in told["items"]] == [(BULLETIN.id, True), (EARLIER.id, False)]
    for row in told["items"]:
        whole = api.get(row["href"]).json()
        validator("/api/v1/bulletins/{key}").validate(whole)
        assert (whole["bulletin"], whole["as_of"]) == (row["id"], row["as_of"])
    assert api.get("/api/v1/bulletins?limit=1&offset=1").json()["items"] == told["items"][1:]


def test_texts_are_public_ones(api: Client) -> None:
    told = api.get("/api/v1/texts").json()
    validator("/api/v1/texts").validate(told)
    assert told["items"] == []


def test_before_the_first_plan(bare: Client) -> None:
    response = bare.get("/api/v1/projects")
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert "segnavia plan load" in response.json()["detail"]
    for address in ("/api/v1/status", "/api/v1/openapi.json", "/ogc", "/api/v1/docs"):
        assert bare.get(address).status_code == 200


@pytest.mark.parametrize("question", ["?limit=0", "?misura=1"])
def test_what_cannot_be_asked(api: Client, question: str) -> None:
    assert api.get(f"/api/v1/bulletins{question}").status_code == 422
