"""Where all state lives: `SEGNAVIA_HOME`, by default `var/` in the checkout (or in the working folder)."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """The state folder, absolute. Not created here: whoever writes makes what it needs."""
    configured = os.environ.get("SEGNAVIA_HOME", "").strip()
    if configured:
        return Path(configured).expanduser().resolve()
    base = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return base / "var"
