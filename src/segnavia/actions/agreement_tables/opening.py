"""A file as sheets, whichever of the two forms it has. What could do harm is refused before it is read."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _

from segnavia.actions.agreement_tables import csv_zip, workbook
from segnavia.actions.agreement_tables.sheets import Sheet, Trouble
from segnavia.actions.writing import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024  # ten times: texts shrink to about a fifth, and a bomb to a thousandth
MAX_ENTRIES = 500
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # an old .xls, or a workbook with a password


def sheets_of(content: bytes) -> tuple[Sequence[Sheet], list[Trouble]]:
    """The sheets of a workbook or of a ZIP of CSV files. Raises `Refused` at `file` for anything else."""
    archive = _checked(content)
    names = set(archive.namelist())
    if "[Content_Types].xml" in names or "xl/workbook.xml" in names:
        _refuse_macros(names)
        return workbook.read(content)
    return csv_zip.read(archive)


def _checked(content: bytes) -> zipfile.ZipFile:
    """The file as an archive that is small enough when unpacked, by what its directory says of it."""
    if len(content) > MAX_BYTES:
        raise Refused(file=_("This file is too large: at most %(most)s MB are read.") % {"most": MAX_BYTES // 1024**2})
    if content.startswith(_OLE):
        raise Refused(
            file=_("This workbook has a password, or the old .xls form: save it as .xlsx without a password.")
        )
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(file=_("This is neither an .xlsx workbook nor a .zip of CSV files.")) from error
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(file=_("This archive has a password: make one without."))
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused(file=_("This file unpacks to more than is read: look where it comes from."))
    return archive


def _refuse_macros(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(file=_("This workbook holds macros: save it as .xlsx, which has none."))
