"""Where all state lives: `SEGNAVIA_HOME`, by default `var/` in the checkout (or in the working folder)."""

import os
from pathlib import Path

from segnavia.lake.errors import LakeError, unwritten

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """The state folder, absolute. Not created here: whoever writes makes what it needs.

    Raises `LakeError` where `SEGNAVIA_HOME` names what is no folder.
    """
    configured = os.environ.get("SEGNAVIA_HOME", "").strip()
    if configured:
        return _checked(Path(configured).expanduser().resolve())
    base = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return base / "var"


def _checked(folder: Path) -> Path:
    try:
        is_wrong = folder.exists() and not folder.is_dir()
    except OSError as error:
        raise unwritten(f"the state folder {folder} cannot be used", error, folder) from error
    if is_wrong:
        raise LakeError(f"SEGNAVIA_HOME is {folder}, which is not a folder", "Let it name a folder that you may write")
    return folder
