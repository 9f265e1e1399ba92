"""Files between the two buttons of an import: kept under their SHA-256 in the state folder, for a day at most."""

import hashlib
import re
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from segnavia.actions.agreement_tables.opening import MAX_BYTES
from segnavia.actions.writing import Refused

DAY = 24 * 3600


def keep(upload: "UploadedFile[Any]") -> str:
    """Keeps a file; its SHA-256. Raises `Refused` at `file` for one that is too large to be read."""
    if (upload.size or 0) > MAX_BYTES:
        raise Refused(file=_("This file is too large: at most %(most)s MB are read.") % {"most": MAX_BYTES // 1024**2})
    _sweep()
    content = upload.read()
    key = hashlib.sha256(content).hexdigest()
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{key}.aside"
    aside.write_bytes(content)
    aside.replace(folder / key)
    return key


def get(key: str) -> bytes:
    """A kept file. Raises `Refused` where it is kept no longer."""
    if re.fullmatch("[0-9a-f]{64}", key):
        try:
            return (_folder() / key).read_bytes()
        except FileNotFoundError:
            pass
    raise Refused(_("The file is kept no longer: choose it again."))


def forget(key: str) -> None:
    """Lets go of a kept file."""
    (_folder() / key).unlink(missing_ok=True)


def _sweep() -> None:
    """Lets go of what nobody came back for."""
    for file in _folder().glob("*"):
        if time.time() - file.stat().st_mtime > DAY:
            file.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.SEGNAVIA_HOME) / "imports"
