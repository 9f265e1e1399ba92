"""What pages say of themselves to machines: true, whole, and the same as to people."""

import json
import re
import struct
from html import unescape
from typing import Any

import pytest
from django.test import Client

from segnavia.briefing import state
from segnavia.portal.metadata import sentence_of
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, Reader
from tests.portal.sample_projects import KEY
from tests.portal.test_pages import PAGES

SITE = "http://127.0.0.1:8000"
OWN = [page for page in PAGES if not page.startswith("/api/")]


def head_of(portal: Client, page: str) -> str:
    return portal.get(page).content.decode().partition("</head>")[0]


def meta(head: str, name: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', head)]


def graph_of(portal: Client, page: str) -> dict[str, dict[str, Any]]:
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head_of(portal, page), re.DOTALL)
    return {each["@type"]: each for each in json.loads(told)["@graph"]}


@pytest.mark.parametrize("page", OWN)
def test_every_page_describes_itself_once(portal: Client, page: str) -> None:
    head = head_of(portal, page)
    (description,) = meta(head, "description")
    assert 20 < len(description) <= 300
    assert meta(head, "og:description") == [description]
    assert len(re.findall('rel="canonical"', head)) == 1
    assert re.search(rf'<link rel="alternate" hreflang="x-default" href="{SITE}/', head)
    assert meta(head, "og:image")[0].startswith(f"{SITE}/og/")


def test_description_is_the_sentence_of_the_page(portal: Client) -> None:
    for page in ("/", "/en/", "/obiettivi/M3.01"):
        html = portal.get(page).content.decode()
        (description,) = meta(html.partition("</head>")[0], "description")
        said = Markup(html).text
        assert description.removesuffix("…")[:80] in said


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<main><p>a</p><p class='x'>b</p>", "a"),
        (
            '<main><p>a</p><p class="lead-sentence">Dei <strong>2 M€</strong> (<b>36 %</b>) , molti &amp; più.</p>',
            "Dei 2 M€ ( 36 %), molti & più.",
        ),
        ("<main>", ""),
        ("<p>before</p>", ""),
    ],
)
def test_sentence_of_a_page(html: str, sentence: str) -> None:
    assert sentence_of(html) == sentence


@pytest.mark.parametrize(
    ("page", "canonical"),
    [
        ("/obiettivi/M3.01", "/obiettivi/M3.01"),
        ("/obiettivi/M3.01?pagina=1", "/obiettivi/M3.01"),
        ("/obiettivi/M3.01?pagina=2&stato=in-corso", "/obiettivi/M3.01?stato=in-corso&pagina=2"),
        ("/obiettivi?utm_source=x", "/obiettivi"),
        ("/en/agenda", "/en/agenda"),
    ],
)
def test_canonical_address_is_one(portal: Client, page: str, canonical: str) -> None:
    (found,) = re.findall(r'<link rel="canonical" href="([^"]+)">', head_of(portal, page))
    assert unescape(found) == SITE + canonical


def test_graph_names_site_body_page_and_way(portal: Client) -> None:
    graph = graph_of(portal, "/obiettivi/M3.01")
    assert {"WebSite", "GovernmentOrganization", "AdministrativeArea", "WebPage", "BreadcrumbList"} <= set(graph)
    steps = [step["name"] for step in graph["BreadcrumbList"]["itemListElement"]]
    assert steps[0] == "Segnavia"
    assert steps[-1] == "M3.01"
    assert graph["WebPage"]["dateModified"] == BULLETIN.as_of
    assert graph["WebPage"]["breadcrumb"]["@id"] == graph["BreadcrumbList"]["@id"]


def test_graph_names_what_the_page_is_of(portal: Client) -> None:
    assert graph_of(portal, f"/progetti/{KEY}")["Project"]["identifier"] == KEY
    place = graph_of(portal, "/comuni/015146")["AdministrativeArea"]
    assert (place["name"], place["identifier"]) == ("Milano", "015146")
    dataset = graph_of(portal, "/")["Dataset"]
    assert len(dataset["description"]) > 50
    assert dataset["distribution"][0]["contentUrl"] == f"{SITE}/index.json"


def test_graph_cannot_be_left(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A title that ends the script stays a title."""
    from dataclasses import replace

    from tests.portal.sample_projects import PROJECTS

    project = PROJECTS[KEY]
    monkeypatch.setitem(
        PROJECTS, KEY, replace(project, line=replace(project.line, title="</script><script>alert(1)//&amp;"))
    )
    head = head_of(portal, f"/progetti/{KEY}")
    assert head.count("</script>") == head.count("<script")
    assert graph_of(portal, f"/progetti/{KEY}")["Project"]["name"] == "</script><script>alert(1)//&amp;"
    assert "<script>alert" not in head


@pytest.mark.parametrize(
    "address",
    [
        "/og/piano.png",
        "/en/og/piano.png",
        "/og/obiettivo/M3.01.png",
        "/og/comune/015146.png",
        f"/og/progetto/{KEY}.png",
    ],
)
def test_picture_is_as_large_as_readers_ask_for(portal: Client, address: str) -> None:
    answer = portal.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)
    assert portal.get(address).content == answer.content


@pytest.mark.parametrize("address", ["/og/nulla.png", "/og/piano/x.png", "/og/comune.png", "/og/obiettivo/M9.99.png"])
def test_picture_of_nothing_is_not_there(portal: Client, address: str) -> None:
    assert portal.get(address).status_code == 404


def test_every_picture_that_a_page_names_is_there(portal: Client) -> None:
    for page in (
        "/",
        "/obiettivi/M3.01",
        "/agenda/D05",
        "/componenti/M2C2",
        "/comuni/015005",
        "/zone/milano",
        "/attori/01199250158",
        f"/progetti/{KEY}",
        "/verifica",
    ):
        (address,) = meta(head_of(portal, page), "og:image")
        assert portal.get(address.removeprefix(SITE)).status_code == 200, page


def test_part_of_a_list_made_of_another_is_the_one_that_the_view_makes(portal: Client, reader: Reader) -> None:
    """As a static site has them made: the page once, its twin and the parts of its list of it."""
    asked = [
        f"{path}{ending}{question}"
        for path in (
            "/obiettivi/M3.01",
            "/agenda/D05",
            "/componenti/M2C2",
            "/comuni/015146",
            "/zone/milano",
            "/attori/01199250158",
        )
        for question in ("", "?pagina=2", "?stato=in-ritardo", "?stato=in-corso&pagina=2")
        for ending in ("", ".json")
    ]
    plain = {address: portal.get(address).content for address in asked}
    now = state.current()
    assert now is not None
    with state.pinned(now):
        assert {address: portal.get(address).content for address in asked} == plain
    assert len(set(plain.values())) > len(asked) / 2


def test_content_policy_holds_for_data(portal: Client) -> None:
    assert Markup(portal.get("/").content.decode()).refused == []
    assert Markup("<script>alert(1)</script>").refused == ["inline <script>"]
    assert Markup('<script type="module">alert(1)</script>').refused == ["inline <script>"]
