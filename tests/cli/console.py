"""The installed `segnavia` command, run as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from typer.testing import CliRunner, Result

from segnavia.cli.main import app

SEGNAVIA = Path(sys.executable).with_name("segnavia")
ROOT = Path(__file__).resolve().parents[2]


def segnavia(home: Path, *arguments: object, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run the command with its state under `home`; `before` is a command line to run it through."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
    return subprocess.run(
        [*before, str(SEGNAVIA), *map(str, arguments)],
        env=kept | {"SEGNAVIA_HOME": str(home), "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def in_process(home: Path, *arguments: object) -> Result:
    """The same without a process of its own, where only what is printed counts."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"SEGNAVIA_HOME": str(home)})


def assert_refused(done: subprocess.CompletedProcess[str]) -> None:
    """Exit status 2, a message on the standard error and nothing that looks like a crash."""
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("segnavia: ")
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
    assert done.stdout == ""
