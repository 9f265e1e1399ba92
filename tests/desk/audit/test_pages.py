"""The log as pages: who sees it, what narrows it, how it is paged, what its exports hold."""

import csv
import io
import json
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

import segnavia
from segnavia.actions import actors, chain
from segnavia.core.chain import START, Event, hash_of, link_of
from segnavia.core.permissions import PERMISSIONS, Role, roles_for
from segnavia.desk.audit.events import Told, told_in
from segnavia.desk.audit.filters import PER_PAGE
from segnavia.desk.audit.words import ACTIONS
from segnavia.registry.models import Actor, AuditEvent, AuditHead
from tests.actions.people import ADMINISTRATOR, PLANNER
from tests.desk.people import actor, desk_of, person
from tests.registry.immutable import without_triggers

pytestmark = pytest.mark.django_db
ADDRESS = "/scrivania/registro"
CATALOGUE = Path(segnavia.__file__).parent / "portal" / "locale" / "it" / "LC_MESSAGES" / "django.po"


@pytest.fixture(autouse=True)
def _unchecked() -> None:
    cache.clear()


@pytest.fixture
def auditor() -> Client:
    return desk_of(person(Role.AUDITOR))


def rho() -> Actor:
    return actors.add(by=PLANNER, title="Comune di Rho", kind="municipality")


def events(count: int, *, by_name: str = "Piera", action: str = "actors.revise") -> None:
    """As many events, written at once as a chain that holds."""
    rows, previous = [], START
    first = datetime(2026, 1, 1, tzinfo=UTC)
    for sequence in range(1, count + 1):
        at = first + timedelta(minutes=sequence)
        details = f'{{"title":["Nome {sequence - 1}","Nome {sequence}"]}}'
        who = by_name if sequence % 5 else "Ada"
        texts = ("user:2", who, action, f"actor:{sequence % 40}", f"Comune {sequence % 40}", details)
        event = Event(sequence, at.isoformat(timespec="microseconds"), *texts)
        digest = hash_of(event, previous)
        values = {name: getattr(event, name) for name in Event.__slots__} | {"at": at}
        rows.append(AuditEvent(**values, previous=previous, hash=digest))
        previous = digest
    AuditEvent.objects.bulk_create(rows, batch_size=2000)
    AuditHead.objects.create(pk=1, sequence=count, hash=previous)


def text_of(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def sequences(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<th scope="row"><a href="/scrivania/registro/(\d+)"', page)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/1", f"{ADDRESS}/eventi.csv", f"{ADDRESS}/registro.jsonl"])
def test_log_is_seen_by_whom_the_table_says(role: Role, address: str) -> None:
    rho()
    response = desk_of(person(role, actor=actor() if role is Role.REFERENT else None)).get(address)
    assert response.status_code == (200 if role in roles_for("see.audit") else 403)
    assert Client().get(address).status_code == 302


def test_every_action_has_its_words_in_italian() -> None:
    actions = {key for key in PERMISSIONS if not key.startswith("see.")}
    assert actions == ACTIONS.keys()
    with CATALOGUE.open("rb") as stream:
        italian = {message.id: message.string for message in read_po(stream)}
    without = [key for key, title in ACTIONS.items() if not italian.get(title._args[0])]
    assert without == []


def test_event_is_told_in_words_with_before_and_after(auditor: Client) -> None:
    body = rho()
    actors.revise(body, by=PLANNER, version=1, title="Città di Rho")
    page = text_of(auditor)
    assert sequences(page) == [2, 1]
    assert "Dati di un attore modificati" in page
    assert re.search(r"<del>.*Comune di Rho</del>.*<ins>.*Città di Rho</ins>", page)
    assert f'href="/scrivania/attori/{body.code}"' in page
    assert "Piera" in page


def test_event_outlives_what_it_is_about_and_has_no_dead_link(auditor: Client) -> None:
    body = rho()
    address = f'href="/scrivania/attori/{body.code}"'
    assert address in text_of(auditor)
    body.delete()
    page = text_of(auditor)
    assert "Comune di Rho" in page
    assert address not in page


def test_names_with_markup_are_shown_and_not_carried_out(auditor: Client) -> None:
    actors.add(by=PLANNER, title="<script>alert(1)</script>", kind="other")
    for address in (ADDRESS, f"{ADDRESS}/1"):
        page = text_of(auditor, address)
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("chi=ada", [3], id="who, by a part of the name"),
        pytest.param("chi=user:2", [2, 1], id="who, by key"),
        pytest.param("azione=actors.revise", [3], id="action"),
        pytest.param("oggetto=rho", [3, 1], id="subject, by a part of its name"),
        pytest.param("testo=bollate", [2], id="text of the values"),
        pytest.param("testo=50%25_", [], id="text with wildcards"),
        pytest.param("dal=2000-01-01&al=2000-01-02", [], id="days long ago"),
        pytest.param("dal=2000-01-01", [3, 2, 1], id="from"),
        pytest.param("al=2000-01-01", [], id="to"),
        pytest.param("chi=ada&azione=actors.add", [], id="two filters"),
        pytest.param("azione=actors.nothing", [3, 2, 1], id="an action that is none is told and not applied"),
        pytest.param("dal=nonsense", [3, 2, 1], id="a day that is none is told and not applied"),
        pytest.param("prima=3", [2, 1], id="older"),
        pytest.param("dopo=1", [3, 2], id="newer"),
        pytest.param("prima=nonsense", [3, 2, 1], id="a place that is none"),
        pytest.param("prima=9999999999999999999", [3, 2, 1], id="a place beyond all"),
        pytest.param("prima=1", [], id="older than the oldest"),
    ],
)
def test_filters_narrow_the_list(auditor: Client, query: str, found: list[int]) -> None:
    body = rho()
    actors.add(by=PLANNER, title="Comune di Bollate", kind="municipality")
    actors.revise(body, by=ADMINISTRATOR, version=1, ipa_code="c_h264")
    assert sequences(text_of(auditor, f"{ADDRESS}?{query}")) == found


def test_today_is_within_to_today_in_rome(auditor: Client) -> None:
    rho()
    today = timezone.localdate().isoformat()
    assert sequences(text_of(auditor, f"{ADDRESS}?dal={today}&al={today}")) == [1]


@pytest.mark.parametrize("query", ["dal=nonsense", "azione=x", "dal=2026-02-02&al=2026-01-01"])
def test_filter_that_cannot_be_is_told(auditor: Client, query: str) -> None:
    assert "Questo filtro non è applicato" in text_of(auditor, f"{ADDRESS}?{query}")


def test_address_with_nul_is_refused_and_no_error(auditor: Client) -> None:
    assert auditor.get(f"{ADDRESS}?chi=%00").status_code == 400
    assert auditor.get("/scrivania/attori?cerca=a%00b").status_code == 400
    assert auditor.get("/scrivania/incarichi/%00/x").status_code == 400


def test_pages_go_through_all_events_once_both_ways(auditor: Client) -> None:
    events(3 * PER_PAGE + 7)
    seen, address = [], f"{ADDRESS}?chi=Piera"
    while address:
        page = text_of(auditor, address)
        seen.append(sequences(page))
        older = re.search(r'rel="next" href="(\?[^"]+)"', page)
        address = f"{ADDRESS}{older[1].replace('&amp;', '&')}" if older else ""
    expected = [number for number in range(3 * PER_PAGE + 7, 0, -1) if number % 5]
    assert [number for each in seen for number in each] == expected
    back = re.search(r'rel="prev" href="(\?[^"]+)"', page)
    assert back is not None
    assert sequences(text_of(auditor, f"{ADDRESS}{back[1].replace('&amp;', '&')}")) == seen[-2]


@pytest.mark.long
def test_hundred_thousand_events_are_paged_and_verified_quickly(auditor: Client) -> None:
    events(100_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    text_of(auditor)  # the first page of a process also reads its templates
    for query in (
        "",
        "?prima=50000",
        "?chi=Ada&prima=400",
        "?azione=actors.revise&oggetto=actor:7",
        "?testo=Nome 4711",
    ):
        begun = time.monotonic()
        text_of(auditor, ADDRESS + query)
        assert time.monotonic() - begun < 1, query
    begun = time.monotonic()
    assert chain.check().breaks == ()
    assert time.monotonic() - begun < 20


def test_check_tells_that_the_chain_is_whole_and_keeps_when(auditor: Client) -> None:
    rho()
    assert "Non è ancora stato controllato" in text_of(auditor)
    page = auditor.post(ADDRESS, follow=True).content.decode()
    assert "La catena è integra" in page
    assert "integra fino all'evento 1" in text_of(auditor)


def test_check_tells_where_the_chain_was_broken(auditor: Client) -> None:
    rho()
    actors.add(by=PLANNER, title="Comune di Bollate", kind="municipality")
    without_triggers("registry_auditevent")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_auditevent SET by_name = 'Nobody' WHERE sequence = 2")
    page = auditor.post(ADDRESS, follow=True).content.decode()
    assert "la catena non teneva" in page
    assert "Evento 2: its content was altered" in page


def test_csv_holds_what_the_filters_find_and_no_formula(auditor: Client) -> None:
    rho()
    actors.add(by=PLANNER, title="=cmd()", kind="other")
    content = b"".join(auditor.get(f"{ADDRESS}/eventi.csv?oggetto=cmd")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) == 2
    assert rows[1][0] == "2"
    assert "'=cmd()" in rows[1]


def test_json_lines_are_the_whole_chain(auditor: Client) -> None:
    rho()
    actors.add(by=PLANNER, title="Comune di “Bollate”", kind="municipality")
    response = auditor.get(f"{ADDRESS}/registro.jsonl?oggetto=nothing")
    found = [link_of(line) for line in b"".join(response).decode().splitlines()]
    assert found == list(chain.links())
    assert [link.event.sequence for link in found] == [1, 2]
    assert found[-1].hash == AuditHead.objects.get().hash


@pytest.mark.parametrize(
    ("action", "details", "told"),
    [
        pytest.param("actors.revise", {"title": ["a", "b"]}, [Told("Titolo", "b", "a")], id="changed"),
        pytest.param("actors.seed", {"added": ["a", "b"]}, [Told("Aggiunti", "a, b")], id="a list of two is no change"),
        pytest.param(
            "drafts.revise_record",
            {
                "element": "objectives:M1.01",
                "before": {"title": "a", "code": "x"},
                "after": {"title": "b", "code": "x"},
            },
            [Told("Titolo", "b", "a"), Told("Elemento del piano", "objectives:M1.01")],
            id="a record, of which one field differs",
        ),
        pytest.param(
            "drafts.add_record",
            {"element": "e", "before": None, "after": {"title": "b"}},
            [Told("Titolo", "b", "(vuoto)"), Told("Elemento del piano", "e")],
            id="a record that is new",
        ),
        pytest.param("links.accept", {"before": [], "after": ["x"]}, [Told("", "x", "(vuoto)")], id="lists"),
        pytest.param("documents.publish", {"is_public": True}, [Told("Pubblico", "sì")], id="yes"),
        pytest.param("x.y", {"some_thing": {"a": None}}, [Told("some thing", "a: (vuoto)")], id="unknown"),
    ],
)
def test_values_are_told(action: str, details: dict[str, object], told: list[Told]) -> None:
    assert list(told_in(action, json.loads(json.dumps(details)))) == told
