"""Written reports kept as files, each named by the digest of all that it was made of; the least used give way.

Writing one costs a second of a processor: one is written at a time, and whoever asks for the same meanwhile gets the
same file.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

import segnavia
from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.lake.aside import put_file
from segnavia.registry.models import AuditHead
from segnavia.reports.monitoring.scope import Scope

FOLDER = "reports"  # under SEGNAVIA_HOME
MOST = 300_000_000  # bytes: some eight hundred reports
PATIENCE = 20  # seconds that a reader waits for others' reports: below the half minute after which a server gives up
_PAUSE = 0.05  # seconds between two looks at the lock


class BusyError(Exception):
    """Others' reports are being written, and this one has waited too long."""


def name_of(now: State, scope: Scope, form: str, language: str) -> str:
    """The name of a report's file: another one as soon as plan, bulletin, registry, software or wording change."""
    bulletin = now.bulletin.id if now.bulletin else ""
    earlier = state.before(now.bulletin) if now.bulletin else None  # what moved since then is told
    head = state.kept("head of the log", AuditHead.objects.first)
    registry = f"{head.sequence} {head.hash}" if head else ""
    before = earlier.id if earlier else ""
    subject = (scope.dimension, scope.code, scope.actor)
    parts = (_software(), now.book.sha256, bulletin, before, registry, *subject, language)
    return f"{sha256(chr(0).join(parts).encode()).hexdigest()}.{form}"


@cache
def _software() -> str:
    """A digest of the software's own files: what it writes can change with any of them."""
    digest = sha256()
    root = Path(segnavia.__file__).parent
    for file in sorted(root.rglob("*")):
        if file.suffix in (".py", ".typ", ".mo", ".ttf"):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def size_of(name: str) -> int | None:
    """The bytes of a report that has been written; `None` where it has not."""
    try:
        return _file(name).stat().st_size
    except OSError:
        return None


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The report of that name, from its file or made now; where nothing can be written, made each time.

    Raises `BusyError` where others' reports take too long.
    """
    found = _read(name)
    if found is not None:
        return found
    with _turn():
        found = _read(name)  # whoever had the turn before may have made it
        if found is None:
            found = make()
            with suppress(OSError):  # a full or read-only disk makes the next one slower, and not wrong
                _write(name, found)
        return found


def _file(name: str) -> Path:
    return Path(settings.SEGNAVIA_HOME) / FOLDER / name


def _read(name: str) -> bytes | None:
    file = _file(name)
    try:
        found = file.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        file.touch()  # it was of use: the least used give way first
    return found


@contextmanager
def _turn() -> Iterator[None]:
    """One report is written at a time, by whatever process; where no lock can be had, nobody waits."""
    lock = _file(".lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        stream = lock.open("w")
    except OSError:
        yield
        return
    with stream:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise BusyError from None
                time.sleep(_PAUSE)
        yield


def _write(name: str, content: bytes) -> None:
    file = _file(name)
    _make_room(file.parent, len(content))
    put_file(file, content)


def _make_room(folder: Path, size: int) -> None:
    """Removes the reports that nobody has asked for the longest, and what a killed process left half written."""
    found = sorted(
        ((file.stat().st_mtime, file.stat().st_size, file) for file in folder.iterdir() if file.name != ".lock"),
        key=lambda each: (not each[2].name.startswith("."), each[0]),
    )
    total = size + sum(bytes_ for _age, bytes_, _file_ in found)
    for _age, bytes_, file in found:
        if total <= MOST and not file.name.startswith("."):
            break
        file.unlink(missing_ok=True)
        total -= bytes_
