"""Many who write at once through the real actions, each with a connection of its own: nothing is lost.

`bench.writers` runs the same for a minute, and measures it.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from segnavia.actions import actors, agreements
from segnavia.actions.chain import verify
from segnavia.actions.writing import Refused, together
from segnavia.registry.models import Actor, Plan
from tests.actions.people import PLANNER

ROOT = Path(__file__).resolve().parents[2]
IS_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
SECONDS = 3


@pytest.mark.console
@pytest.mark.skipif(IS_POSTGRESQL, reason="the other database is asked")
def test_eight_writers_on_sqlite_lose_nothing(tmp_path: Path) -> None:
    assert_nothing_lost(run(8, {"SEGNAVIA_HOME": str(tmp_path)}))


@pytest.mark.console
@pytest.mark.skipif(not IS_POSTGRESQL, reason="asks the database of DATABASE_URL")
def test_fifty_writers_on_postgresql_lose_nothing(tmp_path: Path) -> None:
    name = f"writers_{os.getpid()}"
    url = os.environ["DATABASE_URL"]
    with server(url) as own:
        own.execute(f"CREATE DATABASE {name}")
    try:
        of_its_own = f"{url.rpartition('/')[0]}/{name}"
        assert_nothing_lost(run(50, {"SEGNAVIA_HOME": str(tmp_path), "DATABASE_URL": of_its_own}))
    finally:
        with server(url) as own:
            own.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite has one lock, which is taken first")
def test_who_refers_to_a_locked_row_does_not_hold_the_chain_meanwhile() -> None:
    """A foreign key that is checked at commit, with the chain locked, would wait for one who waits for the chain."""
    actor = actors.add(by=PLANNER, title="Comune di Rho", kind="municipality")
    agreement = agreements.add(Plan.objects.create(code="piano"), by=PLANNER, type="protocol", title="Protocollo")
    is_locked, failed = threading.Event(), []

    def refer() -> None:
        is_locked.wait(10)
        try:
            agreements.add_party(agreement, actor, by=PLANNER)
        except Refused as refused:
            failed.append(refused)
        finally:
            connections.close_all()

    other = threading.Thread(target=refer)
    other.start()
    with together():
        mine = Actor.objects.select_for_update().get(pk=actor.pk)
        is_locked.set()
        wait_until_somebody_waits()
        actors.revise(mine, by=PLANNER, version=1, ipa_code="c_h264")
    other.join()
    assert failed == []
    assert agreement.parties.count() == 1
    assert verify() == []


def wait_until_somebody_waits() -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits: nothing is shown")


def server(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True)


def run(writers: int, environment: dict[str, str]) -> dict[str, object]:
    """One run in processes of its own, on a database that is empty."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "bench.writers", "--here", str(writers), "--seconds", str(SECONDS)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "segnavia.config.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return figures


def assert_nothing_lost(figures: dict[str, object]) -> None:
    assert figures["problems"] == []
    assert figures["errors"] == 0
    assert figures["actions"] > figures["writers"]
    assert figures["conflicts"] > 0, "they did not meet: nothing was shown"
