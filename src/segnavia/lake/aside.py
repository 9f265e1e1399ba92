"""Builds files and folders aside, and puts them in place in one step: nobody ever reads half of one.

Folders to build in are gone when the work ends, and soon after the death of whoever was killed at it.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ABANDONED = 24 * 3600  # seconds; only where the disk knows no locks, and nobody can tell who lives


@contextmanager
def aside(parent: Path) -> Iterator[Path]:
    """A new folder in `parent`, gone afterwards. First removes what killed processes have left there.

    A living process holds a lock on its folder, which the system takes back when the process ends, however it ends.
    """
    parent.mkdir(parents=True, exist_ok=True)
    # One process at a time, or else a folder could be taken for a dead one's before it is locked.
    with _locked(parent, fcntl.LOCK_EX):
        for left in parent.iterdir():
            _remove_if_dead(left)
        folder = Path(tempfile.mkdtemp(dir=parent))
        lock = _lock(folder, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def put_folder(built: Path, target: Path) -> bool:
    """Put a folder in its place. `False` where another process was first: what it made of the same stays."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        built.rename(target)
    except OSError:
        if not target.exists():
            raise
        return False
    return True


def put_file(file: Path, content: bytes) -> None:
    """Write a file beside its place, and put it there, readable for all, whether or not there is one already.

    Raises `OSError` where the disk refuses; what was there stays, and nothing half-written is left.
    """
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fchmod(beside.fileno(), 0o644)
            Path(beside.name).replace(file)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise


def _remove_if_dead(left: Path) -> None:
    try:
        lock = _lock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_dead = lock is not None or time.time() - left.stat().st_mtime > _ABANDONED
    except OSError:  # a living process holds it, or it is gone meanwhile, or not ours to remove
        return
    if is_dead:
        shutil.rmtree(left, ignore_errors=True)
    if lock is not None:
        os.close(lock)


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    lock = _lock(folder, how)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _lock(folder: Path, how: int) -> int | None:
    """A descriptor that holds the lock until it is closed; `None` where the disk knows no locks on folders.

    Raises `BlockingIOError` where another holds it and `how` says not to wait.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
