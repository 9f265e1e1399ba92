"""The privacy notice and the page on accessibility: both linked from every page, both honest about what there is."""

from typing import Any

import pytest
from django.test import Client

from tests.portal.markup import Markup


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_both_stand_in_the_footer(site: Client, prefix: str) -> None:
    links = Markup(site.get(f"{prefix}/obiettivi").content.decode()).links
    assert {f"{prefix}/privacy", f"{prefix}/accessibilita", f"{prefix}/iscrizioni"} <= set(links)


@pytest.mark.parametrize("address", ["/privacy", "/en/privacy", "/accessibilita", "/en/accessibilita"])
def test_page_answers_and_obeys_the_policy(site: Client, address: str) -> None:
    response = site.get(address)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    assert markup.headings.count("h1") == 1


def test_notice_says_who_what_why_and_how_long(site: Client, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "piano@example.org"
    text = Markup(site.get("/en/privacy").content.decode()).text
    for said in ("Città metropolitana di Prova", "piano@example.org", "48 hours", "30 days", "2016/679", "Garante"):
        assert said in text


def test_bodys_own_notice_takes_its_place(site: Client, settings: Any) -> None:
    settings.PRIVACY_NOTICE_URL = "https://example.org/privacy"
    moved = site.get("/privacy")
    assert (moved.status_code, moved["Location"]) == (302, "https://example.org/privacy")
    assert "https://example.org/privacy" in Markup(site.get("/obiettivi").content.decode()).links


def test_accessibility_says_that_there_is_no_declaration_until_there_is(site: Client, settings: Any) -> None:
    text = Markup(site.get("/en/accessibilita").content.decode()).text
    assert "no declaration of accessibility" in text
    settings.ACCESSIBILITY_DECLARATION_URL = "https://form.agid.gov.it/view/x"
    settings.FEEDBACK_ADDRESS = "mailto:accessibile@example.org"
    markup = Markup(site.get("/en/accessibilita").content.decode())
    assert "no declaration of accessibility" not in markup.text
    assert {"https://form.agid.gov.it/view/x", "mailto:accessibile@example.org"} <= set(markup.links)


def test_site_without_a_plan_has_its_notices(client: Client, db: None) -> None:
    assert client.get("/privacy").status_code == 200
    assert client.get("/accessibilita").status_code == 200
