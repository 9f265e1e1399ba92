"""The discrepancy desk, and the cases beside the official value on the public page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from segnavia.actions import cases, mail
from segnavia.core.permissions import Role
from segnavia.core.prefill import Contested, LineKind
from segnavia.registry.models import Case
from tests.actions.people import PLANNER
from tests.desk.people import actor, desk_of, person
from tests.portal.sample_projects import KEY
from tests.rounding import plan

pytestmark = pytest.mark.django_db
ROWS = ({"dataset": "PNRR_Pagamenti_di_Progetto", "as_of": "2025-03-31", "sha256": "a" * 64, "row": 7},)
PAID = Contested(
    LineKind.PROJECT, KEY, "Tram", "paid_pnrr", official="13239600.25", local="14000000.00", source_rows=ROWS
)


@pytest.fixture(autouse=True)
def _unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "send_soon", lambda: None)


@pytest.fixture
def case() -> Case:
    return cases.open_case(plan(), actor(), PAID, by=PLANNER, reason="Motivo <b>riservato</b>")


def test_list_shows_a_referent_its_own_only(case: Case) -> None:
    other = cases.open_case(plan(), actor("bresso", "Bresso"), PAID, by=PLANNER, reason="x")
    mine = desk_of(person(Role.REFERENT, actor=case.actor))
    html = mine.get("/scrivania/casi").content.decode()
    assert f'/scrivania/casi/{case.pk}"' in html
    assert f'/scrivania/casi/{other.pk}"' not in html
    assert mine.get(f"/scrivania/casi/{case.pk}").status_code == 200
    assert mine.get(f"/scrivania/casi/{other.pk}").status_code == 403
    assert f'/scrivania/casi/{other.pk}"' in desk_of(person(Role.AUDITOR)).get("/scrivania/casi").content.decode()


def test_page_shows_both_values_and_the_source_rows(case: Case) -> None:
    html = desk_of(person(Role.AUDITOR)).get(f"/scrivania/casi/{case.pk}").content.decode()
    for text in ("13.239.600,25", "14.000.000,00", "a" * 64, "Motivo &lt;b&gt;riservato&lt;/b&gt;"):
        assert text in html
    assert "<form" not in html.split("<h1")[1].split("</main>")[0], "an auditor writes nothing"


def test_correspondence_and_outcome(case: Case) -> None:
    office, body = desk_of(person(Role.PLANNER)), desk_of(person(Role.REFERENT, actor=case.actor))
    address = f"/scrivania/casi/{case.pk}"
    assert office.post(address, {"form": "LetterForm", "text": "Quali mandati?"}).status_code == 302
    upload = SimpleUploadedFile("mandati.pdf", b"%PDF-1.7\n%")
    assert body.post(address, {"form": "LetterForm", "text": "Questi.", "document": upload}).status_code == 302
    html = office.get(address).content.decode()
    assert "Quali mandati?" in html
    assert "mandati.pdf" in html
    close = {"form": "CloseCaseForm", "version": case.version, "outcome": "local_right", "explanation": "Segnalato."}
    body.post(address, close)
    case.refresh_from_db()
    assert case.state == "open", "a body does not close its own case"
    assert office.post(address, {**close, "explanation": ""}).status_code == 422
    assert office.post(address, {**close, "outcome": "none"}).status_code == 422
    assert office.post(address, close).status_code == 302
    case.refresh_from_db()
    assert case.outcome == "local_right"


@pytest.mark.parametrize(
    ("name", "content"),
    [("tool.pdf", b"MZ" + b"\x00" * 99), ("large.pdf", b"%PDF-1.7\n" + b"0" * (21 * 1024**2))],
    ids=["exe named pdf", "too large"],
)
def test_refused_document_loses_no_text(case: Case, name: str, content: bytes) -> None:
    client = desk_of(person(Role.PLANNER))
    data = {"form": "LetterForm", "text": "Un testo lungo", "document": SimpleUploadedFile(name, content)}
    response = client.post(f"/scrivania/casi/{case.pk}", data)
    assert response.status_code == 422
    assert "Un testo lungo" in response.content.decode()
    assert "document" in response.context["writing"].errors
    assert not case.letters.exists()
