"""What `make demo` hands to the command line; `-n` prints it and runs nothing."""

import os
import subprocess

import pytest

from tests.cli.console import ROOT


def make_demo(*variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", "-n", "demo", *variables], cwd=ROOT, env=kept, capture_output=True, text=True, check=False
    )


def test_folders_with_blanks_stay_whole() -> None:
    done = make_demo("DATA=/tmp/my data", "PLAN=/tmp/my plan", "PORT=8123")
    assert done.returncode == 0, done.stderr
    assert 'segnavia lake add-folder "/tmp/my data"\n' in done.stdout
    assert 'segnavia plan load "/tmp/my plan"\n' in done.stdout
    assert "segnavia serve --port 8123\n" in done.stdout


@pytest.mark.parametrize("name", ["DATA", "PLAN"])
@pytest.mark.parametrize("value", ["", " "], ids=["empty", "blank"])
def test_empty_folder_is_refused_before_anything_is_done(name: str, value: str) -> None:
    done = make_demo(f"{name}={value}")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{name} is empty. Name " in done.stderr
