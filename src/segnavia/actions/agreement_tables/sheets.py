"""What a file holds before it is understood: sheets of raw cells, and what is wrong with it."""

import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from segnavia.actions.writing import Refused

MAX_ROWS = 50_000  # of one table; the largest registers of agreements hold some thousands


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and its rows with their numbers as a spreadsheet shows them; the first is the header."""

    name: str
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds no value, and why: a formula, an error of the spreadsheet."""

    why: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a file, where, and what to do. `row` is `None` where it is the whole sheet."""

    sheet: str
    row: int | None
    column: str
    text: str


def unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """An entry's content, never more than its directory said: a false size ends the reading."""
    size = archive.getinfo(name).file_size
    try:
        with archive.open(name) as stream:
            content = stream.read(size + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refused(file=_("%(name)s in this file is damaged: export it anew.") % {"name": name[:60]}) from error
    if len(content) > size:
        raise Refused(file=_("This file unpacks to more than is read: look where it comes from."))
    return content
