"""The sitemap: every page in every language, with the date of its data."""

import pytest
from django.test import Client
from lxml import etree

from segnavia.briefing import state
from segnavia.site import sitemap
from segnavia.site.sitemap import Entry, documents, entries
from tests.portal.sample import BULLETIN, Reader
from tests.portal.sample_projects import KEY

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = "https://piano.example"


@pytest.fixture
def urls(portal: Client) -> dict[str, "etree._Element"]:
    now = state.current()
    assert now is not None
    (body,) = documents(entries(now, ["it", "en"], lambda path: f"{SITE}{path}"), f"{SITE}/").values()
    root = etree.fromstring(body)
    return {url.findtext("s:loc", None, SPACES): url for url in root.findall("s:url", SPACES)}


def test_every_kind_of_page_is_there_in_both_languages(urls: dict[str, "etree._Element"]) -> None:
    for path in ("", "obiettivi", "obiettivi/M3.01", "comuni/015146", "zone/milano", f"progetti/{KEY}", "verifica"):
        assert f"{SITE}/{path}" in urls
        assert f"{SITE}/en/{path}" in urls
    assert len(urls) > 2 * (63 + 133 + 16)
    assert [address for address in urls if address.endswith((".json", ".pdf", ".ics", ".png")) or "?" in address] == []


def test_page_names_itself_in_the_other_languages(urls: dict[str, "etree._Element"]) -> None:
    for address in (f"{SITE}/obiettivi/M3.01", f"{SITE}/en/obiettivi/M3.01"):
        links = {link.get("hreflang"): link.get("href") for link in urls[address].findall("x:link", SPACES)}
        italian = f"{SITE}/obiettivi/M3.01"
        assert links == {"it": italian, "en": f"{SITE}/en/obiettivi/M3.01", "x-default": italian}


def test_date_is_that_of_the_data(urls: dict[str, "etree._Element"]) -> None:
    assert urls[f"{SITE}/obiettivi/M3.01"].findtext("s:lastmod", None, SPACES) == BULLETIN.as_of
    assert urls[f"{SITE}/riforme"].find("s:lastmod", SPACES) is None


def test_same_data_give_the_same_sitemap(portal: Client, reader: Reader) -> None:
    assert portal.get("/sitemap.xml").content == portal.get("/sitemap.xml").content
    assert portal.get("/sitemap-1.xml").status_code == 404


def test_robots_name_it(portal: Client) -> None:
    line = next(line for line in portal.get("/robots.txt").content.decode().splitlines() if line.startswith("Sitemap"))
    assert portal.get(line.removeprefix("Sitemap: http://127.0.0.1:8000")).status_code == 200


def test_more_addresses_than_a_file_may_hold_are_parts_of_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 5)
    listed = (Entry((("it", f"{SITE}/{number}"), ("en", f"{SITE}/en/{number}")), "2025-03-31") for number in range(5))
    files = documents(listed, f"{SITE}/")
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    index = etree.fromstring(files["sitemap.xml"])
    assert [loc.text for loc in index.iterfind(".//s:loc", SPACES)] == [f"{SITE}/{name}" for name in list(files)[1:]]
    parts = [etree.fromstring(body).findall("s:url", SPACES) for name, body in files.items() if "-" in name]
    assert [len(part) for part in parts] == [4, 4, 2]


def test_address_with_a_sign_of_xml_is_escaped() -> None:
    (body,) = documents(iter([Entry((("it", f"{SITE}/?a=1&b=<2>"),), "")]), f"{SITE}/").values()
    assert etree.fromstring(body).findtext("s:url/s:loc", None, SPACES) == f"{SITE}/?a=1&b=<2>"
