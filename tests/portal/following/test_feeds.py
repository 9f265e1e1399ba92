"""Atom feeds: whole by RFC 4287, the same to the byte until something moves, and harmless whatever a title holds."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from tests.briefing.changes import rows
from tests.briefing.changes.rows import DONE
from tests.monitoring.comparison.two import KEY_OF

ATOM = "{http://www.w3.org/2005/Atom}"
ALL = (
    "/novita.atom",
    "/en/novita.atom",
    "/missioni/M1.atom",
    "/obiettivi/M1.01.atom",
    "/agenda/D01.atom",
    "/comuni/015001.atom",
    "/zone/adda.atom",
    "/attori/comune-di-abbiategrasso.atom",
    f"/progetti/{KEY_OF['up']}.atom",
    f"/progetti/{KEY_OF['gone']}.atom",
    "/intese/patto.atom",
)
TAG = re.compile(r"tag:piano\.example\.org,\d{4}:(it|en)/\S+")


def seed() -> None:
    patto = rows.agreement(title="Intesa \x0b& <script>alert(1)</script>")
    rows.commitment(patto, due_on=date(2020, 1, 1), what="Dire “sì”\nsu due righe")
    rows.first_move(done_on=date(2026, 4, 1), **DONE)


def feed(site: Client, address: str) -> Any:
    response = site.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def text(of: Any, name: str) -> str:
    return str(of.findtext(f"{ATOM}{name}") or "")


@pytest.mark.parametrize("address", ALL)
def test_feed_has_all_that_the_standard_asks_for(site: Client, address: str) -> None:
    seed()
    root = feed(site, address)
    assert root.tag == f"{ATOM}feed"
    language = "en" if address.startswith("/en") else "it"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"https://piano.example.org{address}"
    assert site.get(links["alternate"].removeprefix("https://piano.example.org").partition("#")[0]).status_code in {
        200, 404,
    }  # fmt: skip
    assert TAG.fullmatch(text(root, "id"))
    assert text(root, "title")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Città metropolitana di Prova"
    entries = root.findall(f"{ATOM}entry")
    dates = [datetime.fromisoformat(text(entry, "updated")) for entry in entries]
    assert datetime.fromisoformat(text(root, "updated")) == max(dates)
    assert dates == sorted(dates, reverse=True)
    ids = [text(entry, "id") for entry in entries]
    assert all(TAG.fullmatch(each) for each in ids)
    assert len(set(ids)) == len(ids) > 0
    for entry in entries:
        assert text(entry, "title")
        summary = entry.find(f"{ATOM}summary")
        assert summary.get("type") == "html"
        assert "<script" not in summary.text
        (link,) = [each.get("href") for each in entry.findall(f"{ATOM}link")]
        target = link.removeprefix("https://piano.example.org").partition("#")[0]
        assert site.get(target).status_code == 200, link
        assert entry.find(f"{ATOM}category") is not None


def test_title_is_plain_text_without_what_no_xml_can_hold(site: Client) -> None:
    seed()
    titles = [text(entry, "title") for entry in feed(site, "/intese/patto.atom").findall(f"{ATOM}entry")]
    assert "Intesa & <script>alert(1)</script>" in titles
    assert "Tram <b>veloce</b>" not in titles
    named = [text(entry, "title") for entry in feed(site, "/novita.atom").findall(f"{ATOM}entry")]
    assert any("Scuola & palestra" in each for each in named)


def test_feed_is_the_same_to_the_byte_and_304_until_something_moves(site: Client) -> None:
    seed()
    first = site.get("/novita.atom")
    again = site.get("/novita.atom", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert site.get("/novita.atom").content == first.content
    rows.assignment(done_on=date(2026, 2, 1), **DONE)
    assert site.get("/novita.atom", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_entry_keeps_its_id_and_has_another_in_another_language(site: Client) -> None:
    italian = {text(entry, "id") for entry in feed(site, "/novita.atom").findall(f"{ATOM}entry")}
    english = {text(entry, "id") for entry in feed(site, "/en/novita.atom").findall(f"{ATOM}entry")}
    assert {each.replace(":it/", ":en/") for each in italian} == english
    assert not italian & english


def test_feed_in_which_nothing_moved_has_the_date_of_the_data(site: Client) -> None:
    root = feed(site, "/comuni/015003.atom")
    assert root.findall(f"{ATOM}entry") == []
    assert text(root, "updated").startswith("2025-03-31")


def test_code_in_another_spelling_leads_to_the_right_address(site: Client) -> None:
    moved = site.get("/obiettivi/m1.01.atom")
    assert (moved.status_code, moved["Location"]) == (301, "/obiettivi/M1.01.atom")


@pytest.mark.parametrize(
    "address", ["/obiettivi/M9.99.atom", "/comuni/x.atom", "/progetti/x.atom", "/attori/nessuno.atom", "/zone/no.atom"]
)
def test_feed_of_what_is_not_there_is_not_found(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404
    assert site.post("/novita.atom").status_code == 405


def test_site_without_a_plan_has_no_feed(client: Client, db: None) -> None:
    assert client.get("/novita.atom").status_code == 404
