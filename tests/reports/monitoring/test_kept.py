"""Written reports are kept: written once, also by many at once, named by what they are made of, and never too many."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from segnavia.briefing.state import State
from segnavia.registry.models import AuditHead
from segnavia.reports.monitoring import kept as keeping
from segnavia.reports.monitoring.kept import BusyError, kept, name_of, size_of
from segnavia.reports.monitoring.scope import WHOLE, Scope
from tests.portal.sample import EARLIER, Reader


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "SEGNAVIA_HOME", tmp_path)
    return tmp_path / "reports"


def test_report_is_written_once(home: Path) -> None:
    made = []
    assert size_of("a.pdf") is None
    for _time in range(2):
        assert kept("a.pdf", lambda: made.append(1) or b"content") == b"content"
    assert made == [1]
    assert size_of("a.pdf") == 7
    assert sorted(file.name for file in home.iterdir()) == [".lock", "a.pdf"]


def test_many_who_ask_at_once_have_it_written_once() -> None:
    made = []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.2)
        return b"content"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _number: kept("a.pdf", make), range(8))) == {b"content"}
    assert made == [1]


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PATIENCE", 0.1)
    begun, over = threading.Event(), threading.Event()

    def slow() -> bytes:
        begun.set()
        over.wait(10)
        return b"a"

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(kept, "a.pdf", slow)
        begun.wait(10)
        with pytest.raises(BusyError):
            kept("b.pdf", lambda: b"b")
        over.set()
        assert first.result() == b"a"
    assert kept("b.pdf", lambda: b"b") == b"b"


def test_one_that_cannot_be_written_leaves_no_file(home: Path) -> None:
    def broken() -> bytes:
        raise KeyError

    with pytest.raises(KeyError):
        kept("a.pdf", broken)
    assert kept("a.pdf", lambda: b"content") == b"content"  # and the lock is free again


def test_least_used_gives_way(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(keeping, "MOST", 30)
    for name in ("a", "b", "c"):
        kept(name, lambda: b"0123456789")
        time.sleep(0.02)
    kept("a", lambda: b"other")  # is of use now
    (home / ".left").write_bytes(b"half of a report that somebody was killed at")
    kept("d", lambda: b"0123456789")
    assert sorted(file.name for file in home.iterdir()) == [".lock", "a", "c", "d"]


def test_folder_that_cannot_be_written_makes_it_each_time(home: Path) -> None:
    home.write_bytes(b"a file where the folder should be")
    made = []
    for _time in range(2):
        assert kept("a.pdf", lambda: made.append(1) or b"content") == b"content"
    assert made == [1, 1]


@pytest.mark.parametrize(
    "change",
    [
        lambda now: replace(now, bulletin=EARLIER),
        lambda now: replace(now, bulletin=None),
        lambda now: replace(now, book=replace(now.book, sha256="1" * 64)),
    ],
    ids=["bulletin", "unmeasured", "plan"],
)
def test_name_changes_with_what_it_is_made_of(now: State, change: Callable[[State], State]) -> None:
    assert name_of(now, WHOLE, "pdf", "it") == name_of(now, WHOLE, "pdf", "it")
    assert name_of(now, WHOLE, "pdf", "it") != name_of(change(now), WHOLE, "pdf", "it")


def test_name_changes_with_language_scope_registry_and_the_bulletin_before(now: State, reader: Reader) -> None:
    names = {
        name_of(now, WHOLE, "pdf", "it"),
        name_of(now, WHOLE, "pdf", "en"),
        name_of(now, WHOLE, "docx", "it"),
        name_of(now, Scope("mission", "M1"), "pdf", "it"),
    }
    AuditHead.objects.update_or_create(pk=1, defaults={"sequence": 999, "hash": "f" * 64})
    names.add(name_of(now, WHOLE, "pdf", "it"))
    reader.bulletins = (*reader.bulletins, EARLIER)
    names.add(name_of(now, WHOLE, "pdf", "it"))
    assert len(names) == 6
