"""Lines are confirmed or contested by the body that is asked, and by no other; sending opens the cases."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from segnavia.actions import answers, rounds
from segnavia.actions.chain import verify
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.registry.models import AuditEvent, Case, Conflict, Document, InquiryLine
from segnavia.registry.round_links import principal_of
from tests.actions.people import PLANNER, referent
from tests.desk.people import actor
from tests.rounding import asked, commitment, inquiry, opened, project

pytestmark = pytest.mark.django_db
ROWS = [{"dataset": "PNRR_Pagamenti_di_Progetto", "as_of": "2025-03-31", "sha256": "a" * 64, "row": 7}]


def contest(line: InquiryLine, **values: object) -> InquiryLine:
    return answers.contest(
        line,
        **{
            "by": principal_of(line.inquiry),
            "version": line.version,
            "contested": "paid_pnrr",
            "reason": "I mandati sono di più",
            "value": "20.50",
            **values,
        },
    )


def test_confirming_many_is_one_event() -> None:
    found = inquiry()
    before = AuditEvent.objects.count()
    assert len(answers.confirm(found, found.lines.all(), by=principal_of(found))) == 3
    assert set(found.lines.values_list("answer", flat=True)) == {"confirmed"}
    event = AuditEvent.objects.order_by("-sequence")[0]
    assert AuditEvent.objects.count() == before + 1
    assert (event.action, event.by, event.by_name) == ("answers.confirm", f"link:{found.pk}", "Comune di Cormano")
    assert verify() == []


def test_line_of_another_body_cannot_be_answered() -> None:
    one, two = actor(), actor("comune-di-bresso", "Comune di Bresso")
    row = opened(asked(one), asked(two))
    mine, theirs = row.inquiries.get(actor=one), row.inquiries.get(actor=two)
    line = theirs.lines.first()
    with pytest.raises(Conflict):
        answers.confirm(mine, [line], by=principal_of(mine))
    with pytest.raises(NotAllowed):
        answers.confirm(theirs, [line], by=principal_of(mine))
    with pytest.raises(NotAllowed):
        contest(line, by=principal_of(mine))
    with pytest.raises(NotAllowed):
        answers.send(theirs, by=principal_of(mine), version=theirs.version)
    assert not InquiryLine.objects.exclude(answer="none").exists()


def test_nobody_answers_in_the_place_of_the_body() -> None:
    found = inquiry()
    with pytest.raises(NotAllowed):
        answers.confirm(found, found.lines.all(), by=PLANNER)
    answers.confirm(found, found.lines.all(), by=referent("comune-di-cormano"))


def test_line_that_was_answered_meanwhile_is_a_conflict() -> None:
    found = inquiry()
    line, again = found.lines.first(), found.lines.first()
    answers.confirm(found, [line], by=principal_of(found))
    with pytest.raises(Conflict) as conflict:
        contest(again)
    assert conflict.value.current.answer == "confirmed"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        pytest.param({"reason": " \n"}, ["reason"], id="no reason"),
        pytest.param({"reason": "a" * 5000}, ["reason"], id="a book"),
        pytest.param({"contested": "title"}, ["contested"], id="a value that it has not"),
        pytest.param({"contested": "due_on"}, ["contested"], id="a value of another kind of line"),
        pytest.param({"value": "a lot"}, ["value"], id="no amount"),
        pytest.param({"value": "-1"}, ["value"], id="below zero"),
        pytest.param({"value": "nan"}, ["value"], id="not a number"),
        pytest.param({"value": "1e99"}, ["value"], id="out of all bounds"),
        pytest.param({"value": "a lot", "reason": ""}, ["value", "reason"], id="both"),
    ],
)
def test_contest_that_cannot_be_is_refused_at_its_field(values: dict[str, str], fields: list[str]) -> None:
    line = inquiry().lines.first()
    with pytest.raises(Refused) as refused:
        contest(line, **values)
    assert list(refused.value.fields) == fields
    assert InquiryLine.objects.get(pk=line.pk).answer == "none"


def test_far_date_is_no_due_date() -> None:
    line = inquiry(commitment()).lines.get()
    with pytest.raises(Refused) as refused:
        contest(line, contested="due_on", value="9999-01-01")
    assert list(refused.value.fields) == ["value"]
    assert contest(line, contested="due_on", value="2027-01-01").value == "2027-01-01"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("virus.pdf", b"MZ" + b"\x00" * 200, id="an exe named pdf"),
        pytest.param("tool.exe", b"MZ" + b"\x00" * 200, id="an exe"),
        pytest.param("empty.pdf", b"", id="empty"),
        pytest.param("large.pdf", b"%PDF-1.7\n" + b"0" * (50 * 1024**2), id="50 MB"),
    ],
)
def test_document_that_is_refused_stops_the_contest_at_its_field(name: str, content: bytes) -> None:
    line = inquiry().lines.first()
    with pytest.raises(Refused) as refused:
        contest(line, upload=SimpleUploadedFile(name, content))
    assert list(refused.value.fields) == ["document"]
    assert name in refused.value.fields["document"]
    assert InquiryLine.objects.get(pk=line.pk).answer == "none"
    assert not Document.objects.exists()


def test_confirming_what_was_contested_takes_the_contest_back() -> None:
    line = contest(inquiry().lines.first(), upload=SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%"), source_rows=ROWS)
    answers.confirm(line.inquiry, [line], by=principal_of(line.inquiry))
    line.refresh_from_db()
    assert (line.answer, line.reason, line.value, line.source_rows) == ("confirmed", "", "", [])
    assert not line.documents.exists()


def test_sending_opens_a_case_with_both_values_and_the_source_rows() -> None:
    found = inquiry()
    by = principal_of(found)
    line = found.lines.first()
    contest(line, upload=SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%"), source_rows=ROWS)
    assert not Case.objects.exists(), "nothing is contested before it is sent"
    answers.confirm(found, found.lines.filter(answer="none"), by=by)
    answers.send(found, by=by, version=found.version)
    case = Case.objects.get()
    assert (case.key, case.value_name, case.official_value, case.local_value) == ("P1", "paid_pnrr", "", "20.50")
    assert case.source_rows == ROWS
    assert case.documents.get().name == "a.pdf"
    assert case.line == line
    line.refresh_from_db()
    assert line.official["paid_pnrr"] is None, "what was asked stays what it was"
    assert [event.action for event in AuditEvent.objects.order_by("-sequence")[:2]] == [
        "answers.send",
        "cases.open_case",
    ]
    assert verify() == []


def test_sending_with_lines_unanswered_has_to_be_meant() -> None:
    found = inquiry()
    by = principal_of(found)
    with pytest.raises(Refused):
        answers.send(found, by=by, version=found.version, without_rest=True)
    answers.confirm(found, [found.lines.first()], by=by)
    with pytest.raises(Refused):
        answers.send(found, by=by, version=found.version)
    answers.send(found, by=by, version=found.version, without_rest=True)
    assert found.lines.filter(answer="none").count() == 2


def test_what_was_sent_cannot_be_answered_again() -> None:
    found = inquiry()
    by = principal_of(found)
    answers.confirm(found, found.lines.all(), by=by)
    answers.send(found, by=by, version=found.version)
    for attempt in (
        lambda: answers.confirm(found, found.lines.all(), by=by),
        lambda: contest(found.lines.first()),
        lambda: answers.send(found, by=by, version=found.version),
    ):
        with pytest.raises(Refused):
            attempt()


def test_sending_again_after_reopening_writes_into_the_same_case() -> None:
    found = inquiry(project())
    by = principal_of(found)
    contest(found.lines.get())
    answers.send(found, by=by, version=found.version)
    rounds.renew_link(found, by=PLANNER, version=found.version, email=found.email)
    contest(found.lines.get(), reason="Meglio detto")
    answers.send(found, by=by, version=found.version)
    assert Case.objects.get().letters.get().text == "20.50\n\nMeglio detto"


def test_first_opening_is_remembered_once() -> None:
    found = inquiry()
    by = principal_of(found)
    first = answers.note_opening(found, by=by).first_opened_at
    events = AuditEvent.objects.count()
    assert answers.note_opening(found, by=by).first_opened_at == first
    assert AuditEvent.objects.count() == events
    assert first - found.invited_at < timedelta(minutes=1)
