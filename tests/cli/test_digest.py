"""`segnavia digest`, as a timer runs it: twice at once, and again."""

import os
import subprocess
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.console import SEGNAVIA, segnavia
from tests.monitoring.comparison.two import publish_two

pytestmark = pytest.mark.console
BETWEEN = b"\n" + b"-" * 79 + b"\n"
SEED = """
from datetime import timedelta
from django.utils import timezone
from segnavia.registry.models import Subscriber, Subscription
from segnavia.briefing import state
now, earlier = timezone.now(), state.published("015")[1]
for number in range(6):
    row = Subscriber.objects.create(email=f"n{number}@example.org", nonce="x" * 32)
    Subscription.objects.create(
        subscriber=row, kind="plan", language="it", asked_at=now, confirmed_at=now, told_until=now,
        told_bulletin=earlier,
    )
stale = Subscriber.objects.create(email="stale@example.org", nonce="y" * 32)
Subscription.objects.create(
    subscriber=stale, kind="plan", language="it", asked_at=now - timedelta(hours=50), confirmation="0" * 64,
)
"""


def letters(home: Path) -> list[EmailMessage]:
    """Every message of the outbox's files: each file holds one or more, with a line of dashes after each."""
    parts = [part for file in sorted((home / "mail").iterdir()) for part in file.read_bytes().split(BETWEEN)]
    return [message_from_bytes(part, policy=default) for part in parts if part.strip()]


def test_two_runs_at_once_and_a_third_tell_everybody_once(tmp_path: Path) -> None:
    first = segnavia(tmp_path, "digest")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Digests: 0 new" in first.stdout
    publish_two(tmp_path)
    seeded = segnavia(tmp_path, "manage", "shell", "-v", "0", "-c", SEED)
    assert (seeded.returncode, seeded.stderr) == (0, "")
    kept = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
    runs = [
        subprocess.Popen(
            [SEGNAVIA, "digest"],
            env=kept | {"SEGNAVIA_HOME": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    third = segnavia(tmp_path, "digest")
    assert "Digests: 0 new" in third.stdout
    told = letters(tmp_path)
    assert sorted(str(message["To"]) for message in told) == [f"n{number}@example.org" for number in range(6)]
    for message in told:
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/alternative", "text/plain", "text/html",
        ]  # fmt: skip
    left = segnavia(
        tmp_path, "manage", "shell", "-v", "0", "-c",
        "from segnavia.registry.models import Subscriber; print(Subscriber.objects.count())",
    )  # fmt: skip
    assert left.stdout.strip() == "6", "what nobody confirmed is gone"
