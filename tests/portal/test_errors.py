"""Addresses that lead nowhere, and a failure of our own."""

import pytest
from django.test import Client

from segnavia.portal.views import errors
from tests.portal.markup import Markup


@pytest.mark.parametrize(
    "address",
    ["/nulla", "/obiettivi/M9.99", "/agenda/D99", "/comuni/999999", "/zone/altrove", "/progetti/x", "/monitoraggio/x"],
)
def test_missing_page_helps_on(portal: Client, address: str) -> None:
    response = portal.get(address)
    assert response.status_code == 404
    page = Markup(response.content.decode())
    assert {"/", "/obiettivi", "/territorio"} <= set(page.links)
    assert page.refused == []


def test_missing_page_names_what_was_looked_for(portal: Client) -> None:
    assert "Il piano non ha l'obiettivo M9.99." in Markup(portal.get("/obiettivi/M9.99").content.decode()).text


def test_missing_twin_is_a_problem_document(portal: Client) -> None:
    response = portal.get("/obiettivi/M9.99.json")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404
    assert "M9.99" in response.json()["detail"]


def test_twin_without_a_plan_says_how_to_load_one(bare: Client) -> None:
    response = bare.get("/index.json")
    assert response.status_code == 404
    assert "segnavia plan load" in response.json()["detail"]


def test_failure_shows_a_page_that_needs_nothing(rf: object) -> None:
    response = errors.server_error(rf.get("/"))  # type: ignore[attr-defined]
    assert response.status_code == 500
    assert Markup(response.content.decode()).refused == []
