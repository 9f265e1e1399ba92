"""What is due is told in one digest an address, at most one a week, through a real mail server."""

import socket
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.utils import timezone
from pytest_django import Settings

from segnavia.actions import mail, reminders, rounds
from segnavia.actions.writing import NotAllowed
from segnavia.core.permissions import COMMAND, Role
from segnavia.registry.models import Actor, AuditEvent, Case, Digest, FirstMove, Inquiry, Mail
from segnavia.registry.round_links import address_of
from tests.actions.people import AUDITOR, PLANNER
from tests.desk.people import actor, person
from tests.rounding import asked, opened, plan

TODAY = timezone.localdate()


class Server:
    """Takes mail, or refuses the next few."""

    def __init__(self) -> None:
        self.got: list[Message] = []
        self.refusals = 0

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if self.refusals:
            self.refusals -= 1
            return "451 4.3.0 come back later"
        message = message_from_bytes(envelope.content, policy=default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.got.append(message)
        return "250 OK"


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    handler = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield handler
    controller.stop()


@pytest.fixture
def cormano() -> Actor:
    body = actor()
    body.office_email = "Protocollo@cormano.example.org"
    body.save()
    return body


def move(owner: Actor, due: date, title: str = "Primo cantiere", state: str = "to_do") -> FirstMove:
    return FirstMove.objects.create(plan=plan(), title=title, owner=owner, due_on=due, state=state)


def let_rest_be_over() -> None:
    """What could not be sent rests some minutes before it is tried again."""
    Mail.objects.update(claimed_until=None)


def bodies() -> list[str]:
    return [each.body for each in Mail.objects.filter(purpose="digest")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "told"),
    [
        pytest.param(15, False, id="later"),
        pytest.param(14, True, id="in two weeks"),
        pytest.param(0, True, id="today"),
        pytest.param(-400, True, id="long overdue"),
    ],
)
def test_due_within_two_weeks_or_overdue_is_told(cormano: Actor, days: int, told: bool) -> None:
    move(cormano, TODAY + timedelta(days=days))
    sent = reminders.send(TODAY, by=COMMAND)
    assert (sent.digests, len(bodies())) == (int(told), int(told))
    assert all("Primo cantiere" in body for body in bodies())


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["done", "withdrawn"])
def test_what_is_done_or_withdrawn_is_not_told(cormano: Actor, state: str) -> None:
    row = move(cormano, TODAY)
    FirstMove.objects.filter(pk=row.pk).update(state=state, evidence="x", done_on=TODAY)
    assert reminders.send(TODAY, by=COMMAND).digests == 0


@pytest.mark.django_db
def test_address_gets_one_digest_with_everything_and_the_next_after_a_week(cormano: Actor) -> None:
    move(cormano, TODAY, "Uno")
    move(cormano, TODAY - timedelta(days=3), "Due")
    opened(asked(cormano, email="protocollo@CORMANO.example.org"))
    assert reminders.send(TODAY, by=COMMAND).digests == 1
    (body,) = bodies()
    assert "Uno" in body
    assert "Due" in body
    assert address_of(Inquiry.objects.get()) in body
    for days, digests in ((1, 0), (6, 0), (7, 1), (8, 0)):
        sent = reminders.send(TODAY + timedelta(days=days), by=COMMAND)
        assert (sent.digests, sent.held_back) == (digests, 1 - digests)
    assert Digest.objects.get().last_sent_on == TODAY + timedelta(days=7)


@pytest.mark.django_db
def test_body_without_an_office_is_told_at_its_first_referent() -> None:
    body = actor()
    for name in ("Zeno", "Anna"):
        person(Role.REFERENT, actor=body, email=f"{name.lower()}@example.org", name=name)
    move(body, TODAY)
    reminders.send(TODAY, by=COMMAND)
    assert Mail.objects.get().to == "anna@example.org"


@pytest.mark.django_db
def test_planning_office_is_told_what_waits_for_it(cormano: Actor) -> None:
    person(Role.PLANNER, email="piera@example.org")
    opened(asked(cormano))
    Case.objects.create(
        plan=plan(), actor=cormano, kind="project", key="P1", title="Tram", value_name="paid_pnrr", reason="x"
    )
    reminders.send(TODAY, by=COMMAND)
    body = Mail.objects.get(to="piera@example.org").body
    assert "1 caso aperto" in body
    assert "1 ente non ha risposto" in body


@pytest.mark.django_db
def test_answered_closed_and_revoked_are_not_reminded(cormano: Actor) -> None:
    row = opened(asked(cormano))
    found = row.inquiries.get()
    rounds.revoke_link(found, by=PLANNER, version=found.version)
    assert reminders.send(TODAY, by=COMMAND).digests == 0
    rounds.renew_link(found, by=PLANNER, version=found.version, email=found.email)
    rounds.close_round(row, by=PLANNER, version=row.version)
    assert reminders.send(TODAY, by=COMMAND).digests == 0


@pytest.mark.django_db
def test_link_that_no_longer_opens_is_not_sent_round(cormano: Actor) -> None:
    found = opened(asked(cormano)).inquiries.get()
    assert reminders.send(found.expires_on + timedelta(days=1), by=COMMAND).digests == 0
    assert reminders.send(found.expires_on, by=COMMAND).digests == 1


@pytest.mark.django_db
def test_auditor_sends_none_and_no_address_stands_in_the_log(cormano: Actor) -> None:
    move(cormano, TODAY)
    with pytest.raises(NotAllowed):
        reminders.send(TODAY, by=AUDITOR)
    reminders.send(TODAY, by=COMMAND)
    event = AuditEvent.objects.get(action="reminders.send")
    assert "@" not in event.details


@pytest.mark.django_db
def test_digest_arrives_and_the_outbox_forgets_the_link(cormano: Actor, server: Server) -> None:
    opened(asked(cormano, email=cormano.office_email))
    Mail.objects.all().delete()
    reminders.send(TODAY, by=COMMAND)
    assert mail.send_queued() == (1, 0)
    (message,) = server.got
    assert message["X-Envelope-To"].lower() == "protocollo@cormano.example.org"
    assert message["Subject"] == "Segnavia: 1 cosa da fare"
    assert "/risposte/" in message.get_content()
    stored = Mail.objects.get()
    assert (stored.body, stored.error, stored.sent_at is not None) == ("", "", True)


@pytest.mark.django_db
def test_server_that_refuses_once_gets_it_the_second_time_and_only_once(cormano: Actor, server: Server) -> None:
    move(cormano, TODAY)
    server.refusals = 1
    reminders.send(TODAY, by=COMMAND)
    assert mail.send_queued() == (0, 1)
    stored = Mail.objects.get()
    assert "451" in stored.error
    assert stored.body
    assert reminders.send(TODAY, by=COMMAND).digests == 0, "a digest that waits is not written twice"
    let_rest_be_over()
    assert mail.send_queued() == (1, 0)
    assert mail.send_queued() == (0, 0)
    assert len(server.got) == 1


@pytest.mark.django_db
def test_server_that_is_not_there_loses_nothing(cormano: Actor, server: Server, settings: Settings) -> None:
    move(cormano, TODAY)
    settings.EMAIL_PORT, there = 1, settings.EMAIL_PORT
    reminders.send(TODAY, by=COMMAND)
    assert mail.send_queued() == (0, 1)
    settings.EMAIL_PORT = there
    let_rest_be_over()
    assert mail.send_queued() == (1, 0)


@pytest.mark.django_db
def test_invitation_to_a_round_arrives_with_accents_and_a_link_that_opens(cormano: Actor, server: Server) -> None:
    opened(asked(cormano), note="Perché così è più breve")
    assert mail.send_queued() == (1, 0)
    text = server.got[0].get_content()
    assert "Perché così è più breve" in text
    assert address_of(Inquiry.objects.get()) in text.split(), "one whole line, which no mail program breaks"
