"""The site before two bulletins whose every difference is known, and a mail server on this machine."""

import socket
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.cache import cache
from django.test import Client

from segnavia.actions import mail


class Post:
    """Takes every message, by address."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.lock = threading.Lock()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        with self.lock:
            self.taken.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"


@pytest.fixture
def site(two_home: Path, settings: Any, db: None) -> Client:
    """A browser before the site; its addresses begin with https://piano.example.org."""
    settings.SEGNAVIA_HOME = two_home
    settings.SITE_URL = "https://piano.example.org"
    cache.clear()  # counts of what was sent before
    return Client()


@pytest.fixture
def post(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A real SMTP server; mail is sent in this thread, as the tests' database is of this thread alone."""
    handler = Post()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    monkeypatch.setattr(mail, "send_soon", mail.send_queued)
    yield handler
    controller.stop()
