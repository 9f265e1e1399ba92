"""What moved, as a page and as its twin: of the plan and of one thing, by kind, back to an older bulletin."""

from datetime import date

import pytest
from django.test import Client

from segnavia.briefing import state
from segnavia.portal.views.news import latest
from tests.briefing.changes import rows
from tests.briefing.changes.rows import DONE
from tests.monitoring.comparison.two import KEY_OF
from tests.portal.markup import Markup

ADDRESSES = (
    "/novita",
    *(f"/novita?tipo={kind}" for kind in ("denaro", "conoscenza", "stati", "progetti", "traguardi", "atti", "intese")),
    "/novita?tipo=incarichi",
    "/novita?tipo=casi",
    "/novita?missione=M1",
    "/novita?obiettivo=M1.01&tipo=denaro",
    "/novita?driver=D01",
    "/novita?comune=015001",
    "/novita?comune=015003",
    "/novita?zona=adda",
    "/novita?attore=comune-di-abbiategrasso",
    f"/novita?progetto={KEY_OF['up']}",
    "/novita?intesa=patto",
    "/scadenze",
    "/scadenze?obiettivo=M1.01",
)


def seed() -> None:
    patto = rows.agreement()
    rows.commitment(patto, due_on=date(2020, 1, 1))
    rows.commitment(patto, "2", due_on=date(2099, 1, 1))
    rows.first_move(done_on=date(2026, 4, 1), **DONE)
    rows.case(KEY_OF["up"])


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_answers_obeys_the_policy_and_its_links_lead_somewhere(site: Client, prefix: str, address: str) -> None:
    seed()
    response = site.get(prefix + address)
    assert response.status_code == 200
    html = response.content.decode()
    markup = Markup(html)
    assert markup.refused == []
    assert markup.headings.count("h1") == 1
    assert len(set(markup.ids)) == len(markup.ids)
    path = (prefix + address).partition("?")[0]
    own = Markup(html.partition('<main id="content"')[2].partition("</main>")[0])  # others follow the frame's
    for link in {link for link in own.links if link.startswith(("/", "?")) and link not in {"/", "/en/"}}:
        target, _, anchor = (path + link if link.startswith("?") else link).partition("#")
        answer = site.get(target)
        assert answer.status_code == 200, link
        if anchor:
            assert f'id="{anchor}"' in answer.content.decode(), link
    assert not site.cookies


@pytest.mark.parametrize("address", ["/novita?obiettivo=M9.99", "/novita?zona=x&driver=D01", "/scadenze?comune=1"])
def test_thing_that_is_not_there_is_not_found(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404
    twin = site.get(address.replace("?", ".json?"))
    assert (twin.status_code, twin["Content-Type"]) == (404, "application/problem+json")


def test_page_says_the_exact_sums_and_of_what_they_are_made(site: Client) -> None:
    text = Markup(site.get("/en/novita?tipo=denaro").content.decode()).text
    for said in (
        "887.51",
        "909.52",
        "+ 30.04",
        "− 50.50",
        "known now",
        "As of 31 December 2024",
        "As of 31 March 2025",
    ):
        assert said in text


def test_twin_holds_the_same_and_what_is_unknown_is_null(site: Client) -> None:
    seed()
    twin = site.get("/novita.json?tipo=denaro").json()
    assert twin["money"]["paid"] == {
        "before": 90.5, "after": 75.04, "difference": -15.46,
        "parts": {
            "up": {"projects": 2, "amount": 30.04}, "down": {"projects": 1, "amount": 1.0},
            "appeared": {"projects": 1, "amount": 1.0}, "told": {"projects": 1, "amount": 5.0},
            "left": {"projects": 0, "amount": 0.0}, "untold": {"projects": 1, "amount": 50.5},
        },
    }  # fmt: skip
    told = {each["key"]: each for each in twin["projects"]["items"]}[KEY_OF["told"]]
    assert (told["paid_before"], told["paid_after"]) == (None, 5.0)
    assert twin["projects"]["total"] == 5
    everything = site.get("/novita.json").json()
    assert everything["told"]["total"] >= 3
    assert {each["kind"] for each in everything["measured"]["items"]} >= {"money", "known", "states", "projects"}


def test_older_bulletin_can_be_compared_with_and_another_is_not(site: Client) -> None:
    (earlier,) = state.published("015")[1:]
    twin = site.get(f"/novita.json?da={earlier}").json()
    assert twin["since"] == earlier
    for other in (state.published("015")[0], "015-2025-03-31-0123456789ab", "../etc"):
        assert site.get("/novita.json", {"da": other}).json()["since"] == earlier


def test_title_of_other_peoples_files_is_escaped(site: Client) -> None:
    page = site.get("/novita?tipo=denaro").content.decode()
    assert "<b>veloce</b>" not in page
    assert "&lt;b&gt;veloce&lt;/b&gt;" in page


def test_home_page_tells_what_moved_and_what_is_due(site: Client) -> None:
    seed()
    text = Markup(site.get("/en/").content.decode()).text.replace("\u00a0", " ")
    for said in (
        "Between the bulletins of 31 December 2024 and 31 March 2025:",
        "PNRR funding: from 887.51 € to 909.52 €, 22.01 € more.",
        "Comune di Abbiategrasso: it was due by 1 January 2020.",
        "Promessa 2",
        "1 thing is overdue",
    ):
        assert said in text


def test_page_of_what_no_source_names_is_not_followed(site: Client) -> None:
    page = site.get("/attori/unknown")
    assert page.status_code == 200
    assert "unknown.atom" not in page.content.decode()


def test_home_page_is_given_what_moved_in_short(site: Client) -> None:
    seed()
    now = state.current()
    assert now is not None
    moved = latest(now, 2)
    assert moved.since is not None
    assert len(moved.told) == 2
    assert moved.data["since"] == moved.since.earlier.id


@pytest.mark.parametrize(
    "page", ["/obiettivi/M1.01", "/agenda/D01", "/comuni/015001", "/zone/adda", f"/progetti/{KEY_OF['up']}"]
)
def test_page_says_how_it_is_followed_and_its_feed_stands_in_its_head(site: Client, page: str) -> None:
    html = site.get(page).content.decode()
    markup = Markup(html)
    assert f"{page}.atom" in markup.links
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="Novità di questa pagina" href="{page}.atom">' in html
    )
    assert any(link.startswith("/iscrizioni?") for link in markup.links)
    assert any(link.startswith("https://piano.example.org/scadenze.ics?") for link in markup.links)
    assert site.get(f"{page}.atom").status_code == 200
