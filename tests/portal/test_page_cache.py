"""Public pages kept by version: never another page than the one that would be made now, nor to the wrong reader."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import brotli
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from segnavia.actions import acts, agreements, assignments, cases, commitments, drafts, people
from segnavia.briefing import version as versions
from segnavia.briefing.version import PRIVATE_ACTIONS, Version
from segnavia.core.permissions import PERMISSIONS, Role
from segnavia.core.prefill import Contested, LineKind
from segnavia.portal import page_cache
from segnavia.portal.page_cache import Kept, Store, kept
from segnavia.registry import texts
from segnavia.registry.models import Actor, Agreement, FrozenText, Plan
from segnavia.registry.writers import WRITERS
from tests.actions.agreements import PLANNER, in_force
from tests.actions.people import ADMINISTRATOR, APPROVER
from tests.actions.texts import adopted, draft, said
from tests.desk.people import actor
from tests.portal.sample import BULLETIN, EARLIER, Reader
from tests.portal.sample_projects import KEY
from tests.portal.test_pages import PAGES
from tests.rounding import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were made anew, and not answered from memory: whoever keeps a page is told of it."""
    found: list[str] = []
    keeps = page_cache.kept

    def telling(request: object, response: HttpResponse) -> Kept | None:
        found.append(request.get_full_path())  # type: ignore[attr-defined] # an HttpRequest
        return keeps(request, response)

    monkeypatch.setattr(page_cache, "kept", telling)
    return found


@pytest.fixture
def cached(portal: Client, settings: Any, made: list[str]) -> Client:
    """A browser before a site that keeps its pages."""
    settings.PAGE_CACHE_MB = 8
    return Client()


def test_second_answer_comes_from_memory_with_the_same_headers(cached: Client, made: list[str]) -> None:
    first, second = cached.get("/obiettivi"), cached.get("/obiettivi")
    assert made == ["/obiettivi"]
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert second.headers["Cache-Control"] == "public, no-cache"
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert second.headers[name], name


def test_page_is_the_one_that_the_view_makes(cached: Client, portal: Client) -> None:
    for page in ("/", "/en/obiettivi/M3.01?stato=in-ritardo", "/obiettivi.json", "/scadenze.ics"):
        cached.get(page)
        assert cached.get(page).content == portal.get(page).content, page


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", ""), ("", ""), ("zstd", "")],
)
def test_body_is_sent_as_the_visitor_takes_it(cached: Client, accepted: str, encoding: str) -> None:
    plain = cached.get("/").content
    answer = cached.get("/", headers={"accept-encoding": accepted} if accepted else {})
    assert answer.headers.get("Content-Encoding", "") == encoding
    body = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding](answer.content)
    assert body == plain
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_visitor_who_has_it_is_told_so(cached: Client, made: list[str]) -> None:
    etag = cached.get("/").headers["ETag"]
    answer = cached.get("/", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert cached.get("/", headers={"if-none-match": '"another"'}).status_code == 200
    assert made == ["/"]


def test_visitor_who_has_a_page_that_is_not_kept_yet_is_told_so_too(cached: Client, portal: Client) -> None:
    etag = Client().get("/agenda").headers["ETag"]
    assert cached.get("/agenda", headers={"if-none-match": etag}).status_code == 304


def test_head_is_answered_with_the_length_and_no_body(cached: Client, made: list[str]) -> None:
    before = cached.head("/agenda")
    page = cached.get("/agenda")
    answer = cached.head("/agenda")
    assert made == ["/agenda", "/agenda"], "what HEAD is answered has no body to keep"
    assert before.content == answer.content == b""
    assert answer.headers["Content-Length"] == str(len(page.content))


def test_language_address_and_question_are_pages_of_their_own(cached: Client, made: list[str]) -> None:
    pages = ("/obiettivi", "/en/obiettivi", "/obiettivi?missione=M3", "/obiettivi?missione=M2", "/obiettivi.json")
    bodies = {cached.get(page).content for page in pages * 2}
    assert len(bodies) == len(pages)
    assert made == list(pages)


def test_session_is_answered_by_the_view(cached: Client, made: list[str]) -> None:
    cached.get("/")
    session = SessionStore()
    session.create()
    cached.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    assert cached.get("/").status_code == 200
    assert made == ["/"], "neither asked nor kept"


@pytest.mark.parametrize(
    "page", ["/accesso", "/scrivania", "/robots.txt", "/nulla", "/obiettivi/m1.01", "/obiettivi/M9.99"]
)
def test_pages_of_others_forms_and_refusals_are_not_kept(cached: Client, page: str, made: list[str]) -> None:
    for _ in range(2):
        cached.get(page)
    assert made == [page, page]


def test_foreign_host_is_refused_although_the_page_is_kept(cached: Client) -> None:
    cached.get("/")
    assert cached.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def answer_of(body: str = "x", **headers: str) -> HttpResponse:
    return HttpResponse(body, headers=headers)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (answer_of(Vary="Cookie"), "the session took part"),
        (answer_of(Vary="Accept"), "it depends on what the visitor takes"),
        (answer_of(**{"Cache-Control": "private"}), "it is private"),
        (answer_of(**{"Cache-Control": "no-store"}), "nobody may keep it"),
        (answer_of(**{"Content-Encoding": "gzip"}), "it is compressed already"),
        (HttpResponse(status=404), "it is not there"),
        (answer_of("x" * (page_cache.LARGEST + 1)), "it is a large download"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_answer_is_not_kept_where(answer: HttpResponse, reason: str) -> None:
    request = RequestFactory().get("/")
    request.resolver_match = type("Match", (), {"namespaces": ["portal"]})()
    assert kept(request, answer_of()) is not None
    assert kept(request, answer) is None, reason


def test_answer_with_a_cookie_is_not_kept() -> None:
    request = RequestFactory().get("/")
    request.resolver_match = type("Match", (), {"namespaces": ["portal"]})()
    answer = answer_of()
    answer.set_cookie("csrftoken", "1")
    assert kept(request, answer) is None


def test_least_asked_pages_make_room() -> None:
    store = Store(10_000)
    now = Version("", "", date(2025, 1, 1))

    def page() -> Kept:
        return Kept({"Content-Type": "text/html"}, {"": b"x" * 1000})  # 3,500 bytes with what holds it

    for name in "abc":
        store.put((now, "", name), page())
        store.get((now, "", "a"))
    assert [name for *_, name in store.pages] == ["a", "c"] or [name for *_, name in store.pages] == ["c", "a"]
    assert store.bytes == sum(kept.size for kept in store.pages.values()) <= 10_000
    store.put((now, "", "a"), page())
    assert store.bytes == 7_000


# What changes, and a page that tells it; each of them by the action that a person would take.
def publish_agreement() -> None:
    in_force(is_public=True)


def hide_agreement() -> None:
    agreement = Agreement.objects.get()
    agreements.revise(agreement, by=PLANNER, version=agreement.version, is_public=False)


def report_commitment() -> None:
    agreement = Agreement.objects.get()
    rho = Actor.objects.get(code="comune-di-rho")
    commitments.add(agreement, rho, by=PLANNER, what="Altro impegno")


def open_case() -> None:
    paid = Contested(LineKind.PROJECT, KEY, "Tram", "paid_pnrr", official="13239600.25", local="14000000.00")
    cases.open_case(plan(), actor(), paid, by=PLANNER, reason="perché")


def assign() -> None:
    text = FrozenText.objects.get(edition__plan__code="milano-2022-2024")
    assignments.assign(text, "objectives:M3.01", "municipalities", Actor.objects.get(code="comune-di-rho"), by=PLANNER)


def adopt() -> None:
    acts.adopt(draft(), by=APPROVER, said=said("2023-03-22", number="16/2023"))


CHANGES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("/intese", publish_agreement),
    ("/intese/protocollo-per-i-tram", report_commitment),
    ("/obiettivi/M3.01", assign),
    ("/intese.json", hide_agreement),
    (f"/progetti/{KEY}", open_case),
    ("/piano", adopt),
)


def test_page_changes_with_all_that_it_tells(cached: Client) -> None:
    for page, change in CHANGES:
        before = cached.get(page).content
        assert cached.get(page).content == before
        change()
        assert cached.get(page).content != before, (page, change.__name__)


def test_page_changes_with_the_bulletin(cached: Client, reader: Reader) -> None:
    reader.bulletins = (EARLIER,)
    before = cached.get("/").content
    reader.bulletins = (BULLETIN, EARLIER)
    after = cached.get("/").content
    assert after != before
    listed = cached.get("/monitoraggio").content
    reader.bulletins = (BULLETIN,)  # the same one is shown, and there is another list
    assert cached.get("/monitoraggio").content != listed


def test_page_changes_with_the_day(cached: Client, monkeypatch: pytest.MonkeyPatch, made: list[str]) -> None:
    cached.get("/intese")
    monkeypatch.setattr(versions.timezone, "localdate", lambda: date(2190, 7, 1))
    cached.get("/intese")
    assert made == ["/intese", "/intese"]


def test_page_of_two_versions_is_not_kept(cached: Client, monkeypatch: pytest.MonkeyPatch, made: list[str]) -> None:
    moments = count()
    monkeypatch.setattr(page_cache, "version", lambda: Version(str(next(moments)), "", date(2025, 1, 1)))
    for _ in range(2):
        assert cached.get("/agenda").status_code == 200
    assert made == ["/agenda", "/agenda"]


def test_private_actions_leave_the_pages(cached: Client, made: list[str]) -> None:
    """And the next public one is seen, whatever was done in between."""
    edition = draft()
    cached.get("/agenda")
    people.invite(by=ADMINISTRATOR, email="rosa@example.org", name="Rosa", grants=[(Role.PLANNER, "")])
    drafts.add_record(edition, "levels", {"code": "L9", "title": "Nuovo", "provenance": "source"}, by=PLANNER)
    cached.get("/agenda")
    assert made == ["/agenda"]
    adopted(edition)
    people.invite(by=ADMINISTRATOR, email="piero@example.org", name="Piero", grants=[(Role.PLANNER, "")])
    cached.get("/agenda")
    assert made == ["/agenda", "/agenda"]


def test_private_actions_are_rows_of_the_table() -> None:
    assert set(PRIVATE_ACTIONS) <= set(PERMISSIONS)


def test_no_public_page_reads_what_private_actions_write(portal: Client) -> None:
    """Of tables, as the database is asked: a page that begins to tell of one has to take its actions off the list."""
    in_force(is_public=True)
    open_case()
    modules = {f"segnavia.actions.{action.partition('.')[0]}" for action in PRIVATE_ACTIONS} - {
        "segnavia.actions.drafts"
    }
    modules |= {"segnavia.actions.rows", "segnavia.actions.mail"}  # through which drafts and reminders write
    private = {table for table, module in WRITERS.items() if module in modules} | {"Inquiry"}
    tables = {apps.get_model("registry", table)._meta.db_table for table in private}
    assert len(tables) > 15
    with CaptureQueriesContext(connection) as asked:
        for page in (
            *PAGES,
            "/piano/testi",
            "/intese",
            "/intese/protocollo-per-i-tram",
            "/prime-mosse",
            "/scadenze.ics",
        ):
            assert portal.get(page).status_code == 200, page
    assert len(asked) > len(PAGES)
    statements = " ".join(query["sql"] for query in asked)
    assert {table for table in tables if f'"{table}"' in statements} == set()


def test_log_that_was_replaced_is_read_anew(db: None) -> None:
    """Such as by the database of a backup, whose events have other hashes."""
    actor()
    log = versions._Log()
    before = log.newest_public()
    Plan.objects.create(code="altro")
    assert log.newest_public() == before
    log.seen = replace(log.seen, sequence=log.seen.sequence + 5, hash="of a log that is gone", public="also gone")
    assert log.newest_public() == before


def test_text_in_force_is_read_from_the_registry(db: None) -> None:
    """What the fixture of these tests stands in for."""
    edition = draft()
    assert texts.current_text("015") == edition.text
