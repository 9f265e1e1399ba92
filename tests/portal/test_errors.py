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
    assert response.status_code == 503
    assert "segnavia plan load" in response.json()["detail"]


def test_failure_shows_a_page_that_needs_nothing(rf: object) -> None:
    response = errors.server_error(rf.get("/"))  # type: ignore[attr-defined]
    assert response.status_code == 500
    assert Markup(response.content.decode()).refused == []


def test_missing_twin_always_says_why(portal: Client) -> None:
    assert portal.get("/nulla.json").json()["detail"] == "A questo indirizzo non c'è nulla."


@pytest.mark.parametrize("address", ["/", "/obiettivi", "/obiettivi/M3.01.json", "/robots.txt"])
def test_pages_are_read_only(portal: Client, address: str) -> None:
    assert portal.post(address).status_code == 405
    assert portal.delete(address).status_code == 405
    head = portal.head(address)
    assert head.status_code == 200
    assert head.content == b""


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/obiettivi/?missione=M3", "/obiettivi?missione=M3"),
        ("/en/obiettivi/M3.01/", "/en/obiettivi/M3.01"),
        ("/obiettivi/m3.01", "/obiettivi/M3.01"),
        ("/obiettivi/m3.01.json?pagina=2", "/obiettivi/M3.01.json?pagina=2"),
        ("/agenda/d05", "/agenda/D05"),
    ],
)
def test_nearly_right_address_leads_to_the_right_one(portal: Client, asked: str, right: str) -> None:
    response = portal.get(asked)
    assert response.status_code == 301
    assert response.headers["Location"] == right


def test_files_that_are_asked_for_by_name_are_there(portal: Client) -> None:
    robots = portal.get("/robots.txt").content.decode()
    assert "Allow: /" in robots
    assert "Disallow" not in robots
    assert portal.get("/favicon.ico").headers["Location"].endswith(".svg")
