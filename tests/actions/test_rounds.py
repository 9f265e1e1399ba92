"""A round is prepared, opened with a link to each body, and closed."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from segnavia.actions import answers, rounds
from segnavia.actions.chain import verify
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.registry.models import AuditEvent, Conflict, Inquiry, Mail, Round
from segnavia.registry.round_links import BadLink, Problem, address_of, inquiry_of, principal_of, token_of
from tests.actions.people import ADMINISTRATOR, APPROVER, AUDITOR, PLANNER, referent
from tests.desk.people import actor
from tests.rounding import BULLETIN, asked, inquiry, opened, plan, prepared, project

pytestmark = pytest.mark.django_db


def test_preparing_tells_nobody_and_keeps_what_is_asked() -> None:
    row = prepared(asked(actor(), [project(1), project(2, paid_pnrr="5.00")]))
    found = row.inquiries.get()
    assert [line.official["paid_pnrr"] for line in found.lines.all()] == [None, "5.00"]
    assert found.expires_on == row.due_on + timedelta(days=30)
    assert not Mail.objects.exists()
    assert AuditEvent.objects.get().action == "rounds.prepare"
    assert verify() == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"title": "  "}, "title", id="no title"),
        pytest.param({"days": -1}, "due_on", id="due before it opens"),
        pytest.param({"days": 400}, "due_on", id="due in a far year"),
        pytest.param({"asked": ()}, "actors", id="nobody"),
        pytest.param({"email": "no address"}, "actors", id="no address"),
        pytest.param({"lines": ()}, "actors", id="nothing to ask"),
        pytest.param({"twice": True}, "actors", id="one body twice"),
    ],
)
def test_round_that_cannot_be_is_refused_at_its_field(values: dict[str, object], field: str) -> None:
    body = actor()
    one = rounds.Asked(body, str(values.get("email", "a@example.org")), values.get("lines", (project(),)))
    today = timezone.localdate()
    with pytest.raises(Refused) as refused:
        rounds.prepare(
            plan(),
            by=PLANNER,
            title=values.get("title", "Tornata"),
            bulletin=BULLETIN,
            opens_on=today,
            due_on=today + timedelta(days=values.get("days", 14)),
            asked=values.get("asked", (one, one) if values.get("twice") else (one,)),
        )
    assert list(refused.value.fields) == [field]
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    "by", [ADMINISTRATOR, APPROVER, AUDITOR, referent("comune-di-cormano")], ids=lambda by: by.name
)
def test_only_the_planning_office_opens(by: object) -> None:
    row = prepared()
    with pytest.raises(NotAllowed):
        rounds.open_round(row, by=by, version=row.version)
    assert not Mail.objects.exists()


def test_opening_queues_one_mail_a_body_with_its_own_link() -> None:
    one, two = actor(), actor("comune-di-bresso", "Comune di Bresso")
    row = opened(asked(one), asked(two), note="Grazie <b>a tutti</b>")
    assert row.state == "open"
    letters = {mail.to: mail for mail in Mail.objects.all()}
    for found in Inquiry.objects.all():
        assert address_of(found) in letters[found.email].body
        assert letters[found.email].body.count("/risposte/") == 1
        assert "Grazie <b>a tutti</b>" in letters[found.email].body
        assert found.invited_at is not None
    assert "3 righe" in letters["comune-di-cormano@example.org"].body


def test_no_link_stands_in_the_audit_log() -> None:
    found = inquiry()
    token, nonce = token_of(found), found.nonce
    for event in AuditEvent.objects.all():
        assert token not in event.details
        assert nonce not in event.details


def test_round_whose_due_date_has_passed_does_not_open() -> None:
    row = prepared(opens=timezone.localdate() - timedelta(days=20))
    with pytest.raises(Refused):
        rounds.open_round(row, by=PLANNER, version=row.version)


def test_second_opening_is_a_conflict_or_refused_and_mails_once() -> None:
    row = prepared()
    seen = Round.objects.get(pk=row.pk)
    rounds.open_round(row, by=PLANNER, version=row.version)
    with pytest.raises(Conflict):
        rounds.open_round(seen, by=PLANNER, version=seen.version)
    with pytest.raises(Refused):
        rounds.open_round(Round.objects.get(pk=row.pk), by=PLANNER, version=row.version)
    assert Mail.objects.count() == 1


def test_link_opens_its_inquiry_as_the_referent_of_that_body_alone() -> None:
    found = inquiry()
    assert inquiry_of(token_of(found)) == found
    by = principal_of(found)
    assert (by.key, by.name, by.actors) == (f"link:{found.pk}", "Comune di Cormano", {"comune-di-cormano"})


def bad(token: str) -> Problem:
    with pytest.raises(BadLink) as caught:
        inquiry_of(token)
    return caught.value.problem


@pytest.mark.parametrize("damage", ["", "x", ":", "a:b:c", "WzEsIng"])
def test_token_that_is_none_of_ours_is_damaged(damage: str) -> None:
    token = token_of(inquiry())
    assert bad(damage) is Problem.DAMAGED
    assert bad(token[:-1] + ("A" if token[-1] != "A" else "B")) is Problem.DAMAGED
    assert bad(damage + token) is Problem.DAMAGED if damage else True


def test_token_signed_for_something_else_is_damaged() -> None:
    found = inquiry()
    assert bad(signing.dumps([found.pk, found.nonce], salt="another")) is Problem.DAMAGED
    assert bad(signing.dumps("text", salt="segnavia.registry.round_links")) is Problem.DAMAGED
    assert bad(signing.dumps([found.pk + 1, found.nonce], salt="segnavia.registry.round_links")) is Problem.DAMAGED


def test_link_that_was_renewed_revoked_or_has_expired_opens_nothing() -> None:
    found = inquiry()
    old = token_of(found)
    rounds.renew_link(found, by=PLANNER, version=found.version, email="new@example.org")
    assert bad(old) is Problem.REPLACED
    assert Mail.objects.filter(to="new@example.org").count() == 1
    newer = token_of(found)
    rounds.revoke_link(found, by=PLANNER, version=found.version)
    assert bad(newer) is Problem.REVOKED
    rounds.renew_link(found, by=PLANNER, version=found.version, email="new@example.org")
    newest = token_of(found)
    assert inquiry_of(newest) == found
    Inquiry.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert bad(newest) is Problem.EXPIRED


def test_link_opens_on_its_last_day() -> None:
    found = inquiry()
    token = token_of(found)
    assert inquiry_of(token, found.expires_on) == found
    with pytest.raises(BadLink):
        inquiry_of(token, found.expires_on + timedelta(days=1))


def test_closed_round_takes_no_answer_and_still_shows_receipts() -> None:
    one, two = actor(), actor("comune-di-bresso", "Comune di Bresso")
    row = opened(asked(one), asked(two))
    sent, silent = row.inquiries.get(actor=one), row.inquiries.get(actor=two)
    by = principal_of(sent)
    answers.confirm(sent, sent.lines.all(), by=by)
    answers.send(sent, by=by, version=sent.version)
    rounds.close_round(row, by=PLANNER, version=row.version)
    assert inquiry_of(token_of(sent)) == sent
    assert bad(token_of(silent)) is Problem.CLOSED
    with pytest.raises(Refused):
        answers.confirm(silent, silent.lines.all(), by=principal_of(silent))
    with pytest.raises(Refused):
        rounds.renew_link(silent, by=PLANNER, version=silent.version, email=silent.email)


def test_round_prepared_by_mistake_is_closed_and_has_told_nobody() -> None:
    row = prepared()
    rounds.close_round(row, by=PLANNER, version=row.version)
    assert row.state == "closed"
    with pytest.raises(Refused):
        rounds.open_round(row, by=PLANNER, version=row.version)
    with pytest.raises(Refused):
        rounds.close_round(row, by=PLANNER, version=row.version)
    assert not Mail.objects.exists()


def test_renewing_reopens_what_was_sent() -> None:
    found = inquiry()
    by = principal_of(found)
    answers.confirm(found, found.lines.all(), by=by)
    answers.send(found, by=by, version=found.version)
    rounds.renew_link(found, by=PLANNER, version=found.version, email=found.email)
    assert found.sent_at is None
    assert found.lines.filter(answer="confirmed").count() == 3, "what was answered is still there"
    answers.send(found, by=by, version=found.version)


def test_renewing_to_no_address_is_refused_at_its_field() -> None:
    found = inquiry()
    with pytest.raises(Refused) as refused:
        rounds.renew_link(found, by=PLANNER, version=found.version, email="nope")
    assert list(refused.value.fields) == ["email"]
