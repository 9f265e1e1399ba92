"""The outbox before a real SMTP server on this machine: sent after commit, once, and tried again if refused."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, connections, transaction
from django.utils import timezone

from segnavia.actions import mail
from segnavia.registry.models import Mail


class Server:
    """Takes messages, or refuses as many as `refuses` says first."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refuses = 0
        self.lock = threading.Lock()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        with self.lock:
            if self.refuses:
                self.refuses -= 1
                return "451 later, please"
            self.taken.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    handler = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield handler
    controller.stop()


def queued(to: str = "protocollo@comune.example.org", subject: str = "Una richiesta", body: str = "Il link…") -> Mail:
    mail.queue(to, subject, body, "inquiry")
    return Mail.objects.latest("pk")


def later(by: timedelta = mail.REST) -> None:
    """As if so much time had gone by."""
    for each in Mail.objects.exclude(claimed_until=None):
        Mail.objects.filter(pk=each.pk).update(claimed_until=each.claimed_until - by)


@pytest.mark.django_db
def test_message_goes_and_its_body_is_emptied(server: Server) -> None:
    message = queued(subject="Rilevazione: perché\nno", body="Città, perché no?\n")
    assert mail.send_queued() == (1, 0)
    (taken,) = server.taken
    assert taken["Subject"] == "Rilevazione: perché no"
    assert taken["To"] == "protocollo@comune.example.org"
    assert taken.get_content().splitlines() == ["Città, perché no?"]
    message.refresh_from_db()
    assert (message.body, message.error, message.tries) == ("", "", 1)
    assert message.sent_at is not None
    assert mail.send_queued() == (0, 0)
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_message_that_was_refused_rests_and_is_tried_again(server: Server) -> None:
    server.refuses = 1
    message = queued()
    assert mail.send_queued() == (0, 1)
    message.refresh_from_db()
    assert "451" in message.error
    assert message.body
    assert mail.send_queued() == (0, 1), "it rests"
    assert not server.taken
    later()
    assert mail.send_queued() == (1, 0)
    message.refresh_from_db()
    assert (message.body, message.error, message.tries) == ("", "", 2)


@pytest.mark.django_db
def test_server_that_is_away_loses_nothing(server: Server, settings: Any) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    queued()
    assert mail.send_queued() == (0, 1)
    settings.EMAIL_PORT = port
    later()
    assert mail.send_queued() == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["no address at all", "a@b@c", "x@exa mple.org"])
def test_message_that_cannot_go_holds_up_no_other(server: Server, to: str) -> None:
    queued(to=to)
    queued()
    sent, waiting = mail.send_queued()
    assert (sent, waiting) in {(1, 1), (2, 0)}  # some servers take such addresses
    assert len(server.taken) == sent


@pytest.mark.django_db
def test_message_is_given_up_after_its_tries(server: Server) -> None:
    message = queued()
    Mail.objects.update(tries=mail.MAX_TRIES - 1)
    server.refuses = 1
    assert mail.send_queued() == (0, 0)
    later()
    assert mail.send_queued() == (0, 0)
    assert not server.taken
    message.refresh_from_db()
    assert message.error
    assert message.tries == mail.MAX_TRIES


@pytest.mark.django_db
def test_claim_of_a_sender_that_is_gone_ends(server: Server) -> None:
    queued()
    Mail.objects.update(claimed_until=timezone.now() + mail.CLAIM)
    assert mail.send_queued() == (0, 1)
    later(mail.CLAIM)
    assert mail.send_queued() == (1, 0)


@pytest.mark.django_db
def test_sent_messages_are_forgotten_and_waiting_ones_kept() -> None:
    for sent_at in (None, timezone.now(), timezone.now() - timedelta(days=366)):
        queued()
        Mail.objects.filter(pk=Mail.objects.latest("pk").pk).update(sent_at=sent_at)
    assert mail.forget() == 1
    assert Mail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_message_once(server: Server) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory, and of one thread; PostgreSQL is asked")
    for number in range(20):
        queued(subject=f"Numero {number}")
    begin = threading.Barrier(4)

    def send() -> None:
        begin.wait()
        mail.send_queued()
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message["Subject"] for message in server.taken) == sorted(f"Numero {n}" for n in range(20))


@pytest.mark.django_db
def test_claimed_message_is_left_to_who_has_it(server: Server) -> None:
    """What the test above shows with threads, step by step: the second finds the first one's claim."""
    message = queued()
    seen_by_both = [message.pk]
    assert mail._send(seen_by_both[0])
    assert not mail._send(seen_by_both[0])
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_rolled_back_action_sends_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(mail, "send_soon", mail.send_queued)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        transaction.on_commit(mail.queue("a@example.org", "Mai", "…", "inquiry"))
        transaction.set_rollback(True)
    assert not server.taken
    assert not Mail.objects.exists()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        transaction.on_commit(mail.queue("a@example.org", "Adesso", "…", "inquiry"))
        assert not server.taken
    assert [message["Subject"] for message in server.taken] == ["Adesso"]
