"""The JSON twin of a page says the same as the page, unrounded."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client

from tests.portal.sample import BULLETIN
from tests.portal.sample_projects import KEY
from tests.portal.test_pages import PAGES


def twin_of(page: str) -> str:
    path, _, query = page.partition("?")
    address = "/index.json" if path == "/" else f"{path}.json"
    return f"{address}?{query}" if query else address


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith("/api/")])
def test_page_names_its_twin_and_it_answers(portal: Client, page: str) -> None:
    html = portal.get(page).content.decode()
    named = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', html)
    assert named is not None
    assert unquote(unescape(named[1])) == twin_of(page)
    about = portal.get(twin_of(page)).json()["about"]
    assert about["bulletin"] == BULLETIN.id
    assert about["plan_sha256"] == about["bulletin_plan_sha256"]
    assert about["as_of"] == "2025-03-31"


def test_every_amount_of_the_matrix_is_the_twin_s(portal: Client) -> None:
    html = portal.get("/obiettivi").content.decode()
    items = {item["code"]: item for item in portal.get("/obiettivi.json").json()["items"]}
    for row in re.findall(r'<th scope="row"><a href="/obiettivi/(M\d\.\d\d)".*?</tr>', html, re.DOTALL):
        assert row in items
    known = [item for item in items.values() if item["funding_pnrr"] is not None]
    assert {item["code"] for item in known} == {"M3.01", "M2.01"}
    for item in known:
        cell = re.search(rf'/obiettivi/{item["code"]}".*?<data class="number" value="([^"]+)"', html, re.DOTALL)
        assert cell is not None
        assert float(cell[1]) == item["funding_pnrr"]


def test_unknown_is_null(portal: Client) -> None:
    item = portal.get("/obiettivi/M1.02.json").json()
    assert item["funding_pnrr"] is None
    assert item["paid_pnrr"] is None
    assert item["known_share"] == 0
    assert item["funding_elsewhere"] == 4753682.0


def test_home_twin_holds_total_and_outside(portal: Client) -> None:
    home = portal.get("/index.json").json()
    assert home["total"]["funding_pnrr"] == 100_000_000
    assert home["total"]["known_share"] == 0.8
    assert home["outside_plan"]["paid_pnrr"] == 1_000_000
    assert [item["code"] for item in home["missions"]["items"]] == ["M1", "M2", "M3", "M4", "M5", "M6"]


def test_project_twin_holds_its_rows(portal: Client) -> None:
    project = portal.get(f"/progetti/{KEY}.json").json()
    assert project["paid_pnrr"] == 13239600.25
    assert project["paid_total"] is None
    assert project["rows"][1]["row"] == 126422
    assert project["rows"][1]["values"] == {"funding_pnrr": "52360000,50"}
    assert project["objectives"] == [{"code": "M3.01", "share": 1.0}]
