"""The page behind a mailed link: answered line by line or at once, without an account; and links that open nothing."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from segnavia.actions import mail, rounds
from segnavia.desk.answers.masking import masked
from segnavia.registry.models import Case, Inquiry, InquiryLine
from segnavia.registry.round_links import address_of, token_of
from tests.actions.people import PLANNER
from tests.desk.people import actor
from tests.rounding import asked, commitment, inquiry, opened, project

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "send_soon", lambda: None)


@pytest.fixture
def asked_one() -> Inquiry:
    return inquiry(project(1), project(2), commitment())


def url(found: Inquiry) -> str:
    return f"/risposte/{token_of(found)}"


def typed(found: Inquiry, do: str = "save", **values: object) -> dict[str, object]:
    """The form as the page holds it, with what is typed: `answer_1="confirmed"` is of the first line."""
    lines = {line.position: line for line in found.lines.all()}
    data: dict[str, object] = {f"version-{line.pk}": line.version for line in lines.values()}
    for name, value in values.items():
        field, number = name.rsplit("_", 1)
        data[f"{field}-{lines[int(number)].pk}"] = value
    return {**data, "do": do}


def contest(number: int, **values: object) -> dict[str, object]:
    """What is typed to contest a line."""
    what = {"contested": "paid_pnrr", "reason": "I mandati sono di più", "value": "1.234,56", **values}
    return {f"answer_{number}": "contested", **{f"{name}_{number}": value for name, value in what.items()}}


def answers(found: Inquiry) -> list[str]:
    return list(found.lines.values_list("answer", flat=True))


def test_mailed_address_is_the_page(asked_one: Inquiry) -> None:
    token = token_of(asked_one)
    assert address_of(asked_one).endswith(reverse("desk:answers-by-link", args=[token]))
    response = Client().get(url(asked_one))
    html = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="it">' in html
    assert "0 di 3" in html
    assert "52.360.000,50" in html
    assert "non noto" in html, "what is not known has its word"
    assert response["Referrer-Policy"] == "no-referrer"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


def test_first_opening_is_noted_and_a_head_request_notes_nothing(asked_one: Inquiry) -> None:
    Client().head(url(asked_one))
    assert Inquiry.objects.get().first_opened_at is None
    Client().get(url(asked_one))
    assert Inquiry.objects.get().first_opened_at is not None


def test_confirming_all_that_remains_keeps_the_contest(asked_one: Inquiry) -> None:
    client = Client()
    response = client.post(url(asked_one), typed(asked_one, "confirm-rest", **contest(1)))
    assert response.status_code == 302
    assert answers(asked_one) == ["contested", "confirmed", "confirmed"]
    line = asked_one.lines.get(position=1)
    assert (line.value, line.contested) == ("1234.56", "paid_pnrr")
    response = client.post(url(asked_one), typed(asked_one, "send"))
    assert response.status_code == 302
    assert Case.objects.get().local_value == "1234.56"


def test_sending_takes_what_was_typed_and_gives_a_receipt_that_stays(asked_one: Inquiry) -> None:
    client = Client()
    values = {**contest(1), "answer_2": "confirmed", "answer_3": "confirmed"}
    assert client.post(url(asked_one), typed(asked_one, "send", **values)).status_code == 302
    page = client.get(url(asked_one))
    html = page.content.decode()
    assert page.status_code == 200
    assert "Ricevuta" in html
    assert "segnavia@localhost" in html, "whom to ask to reopen"
    assert 'type="radio"' not in html
    again = client.post(url(asked_one), typed(asked_one, "send", answer_1="confirmed"))
    assert again.status_code == 409
    assert answers(asked_one) == ["contested", "confirmed", "confirmed"]


def test_sending_with_lines_unanswered_says_how_many_and_saves_the_others(asked_one: Inquiry) -> None:
    client = Client()
    response = client.post(url(asked_one), typed(asked_one, "send", answer_1="confirmed"))
    assert response.status_code == 422
    assert "2 righe sono ancora senza risposta" in response.content.decode()
    assert answers(asked_one) == ["confirmed", "none", "none"]
    assert 'value="send-without"' in response.content.decode()
    client.post(url(asked_one), typed(asked_one, "send-without"))
    assert Inquiry.objects.get().sent_at is not None


PDF = b"%PDF-1.7\n%"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param(contest(1, reason=" "), "reason", id="no reason"),
        pytest.param(contest(1, value="tanti"), "value", id="no amount"),
        pytest.param(contest(1, value="1.234"), "value", id="an amount that is read in two ways"),
        pytest.param(contest(1, contested="nothing"), "contested", id="no such value"),
        pytest.param(contest(3, contested="due_on", value="31/02/2027"), "value", id="no day"),
        pytest.param(contest(3, contested="due_on", value="31/12/9999"), "value", id="a far day"),
        pytest.param(
            contest(1, document=SimpleUploadedFile("a.pdf", b"MZ" + b"\x00" * 99)), "document", id="exe named pdf"
        ),
    ],
)
def test_bad_input_stands_at_its_field_and_nothing_is_lost(
    asked_one: Inquiry, values: dict[str, object], field: str
) -> None:
    script = "<script>alert('x')</script>"
    others = {**contest(2, reason=script, value=""), **values}
    response = Client().post(url(asked_one), typed(asked_one, "send", **others))
    html = response.content.decode()
    number = 1 if "answer_1" in values else 3
    pk = asked_one.lines.get(position=number).pk
    assert response.status_code == 422
    assert re.search(rf'<p class="errorlist" id="error-{field}-{pk}">[^<]+</p>', html)
    assert f'href="#{field}-{pk}"' in html
    assert f'id="{field}-{pk}"' in html
    assert re.search(rf'id="contest-{pk}" value="contested" checked', html)
    for name in ("reason", "value"):
        if str(values[f"{name}_{number}"]).strip():
            assert str(values[f"{name}_{number}"]) in html
    assert answers(asked_one)[number - 1] == "none"
    assert asked_one.lines.get(position=2).reason == script, "what was right is saved"
    assert script not in html
    assert Inquiry.objects.get().sent_at is None


def test_document_of_fifty_megabytes_is_refused_at_its_field(asked_one: Inquiry) -> None:
    large = SimpleUploadedFile("grande.pdf", PDF + b"0" * (50 * 1024**2))
    response = Client().post(url(asked_one), typed(asked_one, "save", **contest(1, document=large)))
    assert response.status_code == 422
    assert "grande.pdf" in response.content.decode()
    assert "I mandati sono di più" in response.content.decode()


def test_document_is_attached_once_and_shown(asked_one: Inquiry) -> None:
    client = Client()
    client.post(url(asked_one), typed(asked_one, "save", **contest(1, document=SimpleUploadedFile("prova.pdf", PDF))))
    assert "prova.pdf" in client.get(url(asked_one)).content.decode()
    client.post(url(asked_one), typed(asked_one, "send-without", **contest(1)))
    assert Case.objects.get().documents.get().name == "prova.pdf"


def test_line_is_saved_as_one_goes(asked_one: Inquiry) -> None:
    client, line = Client(), asked_one.lines.first()
    data = {"do": f"line-{line.pk}", f"version-{line.pk}": line.version, f"answer-{line.pk}": "confirmed"}
    response = client.post(url(asked_one), data, **HTMX)
    html = response.content.decode()
    assert response.status_code == 200
    assert answers(asked_one) == ["confirmed", "none", "none"]
    assert f'name="version-{line.pk}" value="{line.version + 1}"' in html
    assert "1 di 3" in html
    assert "<html" not in html
    assert "no-store" in response["Cache-Control"]


def test_contest_that_is_being_written_waits_for_its_reason(asked_one: Inquiry) -> None:
    line = asked_one.lines.first()
    data = {"do": f"line-{line.pk}", f"version-{line.pk}": line.version, f"answer-{line.pk}": "contested"}
    response = Client().post(url(asked_one), {**data, f"contested-{line.pk}": "state"}, **HTMX)
    assert response.status_code == 200
    assert "Non ancora salvata" in response.content.decode()
    assert answers(asked_one) == ["none", "none", "none"]


def test_two_who_answer_one_line_are_told(asked_one: Inquiry) -> None:
    first, client = typed(asked_one, "save", answer_1="confirmed"), Client()
    second = typed(asked_one, "save", **contest(1))
    client.post(url(asked_one), first)
    response = client.post(url(asked_one), second)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Nel frattempo" in html
    assert "I mandati sono di più" in html
    line = asked_one.lines.first()
    assert line.answer == "confirmed"
    assert f'name="version-{line.pk}" value="{line.version}"' in html
    client.post(url(asked_one), typed(asked_one, "save", **contest(1)))
    assert answers(asked_one)[0] == "contested"


def test_line_of_another_body_is_not_there() -> None:
    one, two = actor(), actor("comune-di-bresso", "Comune di Bresso")
    row = opened(asked(one), asked(two))
    mine, theirs = row.inquiries.get(actor=one), row.inquiries.get(actor=two)
    line = theirs.lines.first()
    data = {"do": f"line-{line.pk}", f"version-{line.pk}": line.version, f"answer-{line.pk}": "confirmed"}
    assert Client().post(url(mine), data, **HTMX).status_code == 404
    Client().post(url(mine), {**data, "do": "confirm-rest"})
    assert InquiryLine.objects.get(pk=line.pk).answer == "none"
    assert "Bresso" not in Client().get(url(mine)).content.decode()


def gone(response: HttpResponse, status: int) -> str:
    html = response.content.decode()
    assert response.status_code == status
    assert "Cormano" not in html, "it does not tell what exists"
    assert "Tornata" not in html
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    return html


def test_links_that_open_nothing_have_a_page_each(asked_one: Inquiry) -> None:
    client, old = Client(), url(asked_one)
    pages = [gone(client.get(old[:-1]), 404)]
    rounds.renew_link(asked_one, by=PLANNER, version=asked_one.version, email=asked_one.email)
    pages.append(gone(client.get(old), 410))
    newer = url(asked_one)
    Inquiry.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    pages.append(gone(client.get(newer), 410))
    Inquiry.objects.update(expires_on=timezone.localdate())
    asked_one.refresh_from_db()
    rounds.close_round(asked_one.round, by=PLANNER, version=asked_one.round.version)
    pages.append(gone(client.get(newer), 410))
    Inquiry.objects.update(revoked_at=timezone.now())
    pages.append(gone(client.get(newer), 410))
    assert len(set(pages)) == 5
    for address in (old, newer):
        assert client.post(address, typed(asked_one, "confirm-rest")).status_code == 410
    assert answers(asked_one) == ["none", "none", "none"]


def test_token_of_one_that_does_not_exist_looks_like_a_damaged_one(asked_one: Inquiry) -> None:
    token = token_of(asked_one)
    Inquiry.objects.all().delete()
    assert gone(Client().get(f"/risposte/{token}"), 404) == gone(Client().get("/risposte/abc"), 404).replace(
        "/risposte/abc", f"/risposte/{token}"
    )


def test_form_needs_no_cookie_and_another_site_cannot_know_its_address(asked_one: Inquiry) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(url(asked_one), typed(asked_one, "confirm-rest"), headers={"Origin": "null"})
    assert response.status_code == 302
    assert answers(asked_one) == ["confirmed"] * 3


@pytest.mark.parametrize("data", [{}, {"do": "x"}, {"do": "line-"}, {"do": "line-x", "answer-x": "confirmed"}])
def test_form_that_holds_nothing_changes_nothing(asked_one: Inquiry, data: dict[str, str]) -> None:
    assert Client().post(url(asked_one), data).status_code in (302, 404)
    assert answers(asked_one) == ["none"] * 3


def test_token_is_cut_in_the_logs(asked_one: Inquiry, caplog: pytest.LogCaptureFixture) -> None:
    token = token_of(asked_one)
    logger = logging.getLogger("django.request")
    logger.addHandler(caplog.handler)
    try:
        Client().post(url(asked_one), typed(asked_one, "send"))
        logging.getLogger("gunicorn.access").error('"%(r)s"', {"r": f"GET /risposte/{token} HTTP/1.1"})
    finally:
        logger.removeHandler(caplog.handler)
    assert masked(f"/en/risposte/{token}") == f"/en/risposte/{token[:4]}…"
    assert "/risposte/" in caplog.text
    assert token not in caplog.text


def test_line_whose_number_has_thousands_is_saved(asked_one: Inquiry) -> None:
    InquiryLine.objects.filter(position=2).update(id=12345, version=4321)
    html = Client().get(url(asked_one)).content.decode()
    assert 'name="answer-12345"' in html
    assert 'name="version-12345" value="4321"' in html
    assert "12.345" not in html
    Client().post(url(asked_one), typed(asked_one, "save", answer_2="confirmed"))
    assert answers(asked_one) == ["none", "confirmed", "none"]


def test_page_in_english(asked_one: Inquiry) -> None:
    html = Client().get(f"/en{url(asked_one)}").content.decode()
    assert "0 of 3" in html
    assert "52,360,000.50" in html
