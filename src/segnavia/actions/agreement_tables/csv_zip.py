"""The tables as a ZIP of CSV files (RFC 4180, UTF-8), one a table.

A spreadsheet that opens a CSV file runs a text that begins with `=`, `+`, `-` or `@` as a formula. Such texts are
written behind an apostrophe, which is taken off again when they are read; one that begins with apostrophes and then
such a sign gets one more, so that nothing is lost.
"""

import csv
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from segnavia.actions.agreement_tables.declaration import BY_NAME, TABLES, Cell, Tables
from segnavia.actions.agreement_tables.sheets import MAX_ROWS, Sheet, Trouble, unpacked

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_EPOCH = (2000, 1, 1, 0, 0, 0)  # the same tables give the same bytes


def write(tables: Tables) -> bytes:
    """The tables as one archive."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            text = StringIO(newline="")
            writer = csv.writer(text)
            names = [column.name for column in table.columns]
            writer.writerow(names)
            writer.writerows([_written(row[name]) for name in names] for row in tables[table.name])
            entry = zipfile.ZipInfo(f"{table.name}.csv", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.getvalue().encode())
    return packed.getvalue()


def _written(value: Cell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case str():
            return f"'{value}" if _RISKY.match(value) else value
        case _:
            return str(value)


def read(archive: zipfile.ZipFile) -> tuple[Sequence[Sheet], list[Trouble]]:
    """The sheets of an archive, and what of it is no table."""
    sheets, troubles = [], []
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename)
        if entry.is_dir() or "__MACOSX" in path.parts or path.name.startswith("."):
            continue
        if path.suffix.lower() != ".csv" or path.stem.lower() not in BY_NAME:
            names = ", ".join(f"{name}.csv" for name in BY_NAME)
            text = _("This file is none of the tables: take it away, or give it the name of one: %(names)s.")
            troubles.append(Trouble(path.name[:60], None, "", text % {"names": names}))
            continue
        sheet = _sheet(path.stem.lower(), unpacked(archive, entry.filename), troubles)
        if sheet is not None:
            sheets.append(sheet)
    return sheets, troubles


def _sheet(name: str, content: bytes, troubles: list[Trouble]) -> Sheet | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        troubles.append(Trouble(name, None, "", _("It is not in UTF-8: save it as “CSV UTF-8”.")))
        return None
    first = text.partition("\n")[0]
    separator = ";" if ";" in first and "," not in first else ","  # as spreadsheets write it in Italian
    rows: list[tuple[int, tuple[Any, ...]]] = []
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if number > MAX_ROWS:
                told = _("It has more rows than are read, which is %(most)s: look where it comes from.") % {
                    "most": MAX_ROWS
                }
                troubles.append(Trouble(name, number, "", told))
                return None
            rows.append((number, tuple(cell[1:] if _ESCAPED.match(cell) else cell for cell in cells)))
    except csv.Error:
        told = _("From here on it is no CSV: look for a quotation mark that is not closed, or not doubled.")
        troubles.append(Trouble(name, len(rows) + 1, "", told))
        return None
    return Sheet(name, tuple(rows))
