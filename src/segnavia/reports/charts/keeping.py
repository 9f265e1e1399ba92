"""Drawings kept as files that are named by their content's digest: written aside, renamed, and never too many."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from segnavia.lake.aside import put_file

FOLDER = "charts"  # under SEGNAVIA_HOME
MOST = 5_000  # files: the charts of all pages of a metropolitan city in two languages, at about 15 kB each
ROOM = MOST // 10  # what is cleared at once, so that a full folder is not walked for each new drawing


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """The drawing of that name, from its file or made anew; where the folder cannot be written, made each time."""
    file = Path(settings.SEGNAVIA_HOME) / FOLDER / name
    try:
        found = file.read_bytes()
    except OSError:
        found = make()
        _write(file, found)
    return found


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _make_room(file.parent)
        put_file(file, content)
    except OSError:
        # a full or read-only disk makes a page slower, and not wrong
        return


def _make_room(folder: Path) -> None:
    files = list(folder.iterdir())
    if len(files) < MOST:
        return
    files.sort(key=_age)
    for file in files[: len(files) - MOST + ROOM]:
        file.unlink(missing_ok=True)  # another process may have been first


def _age(file: Path) -> float:
    """When it was made; a file that another process has taken away in between is the oldest."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0
