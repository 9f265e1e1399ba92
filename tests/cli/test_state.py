"""State folders and databases that cannot serve: each command says so with the remedy, and never in a traceback."""

from pathlib import Path

import pytest

from tests.cli.console import ROOT, assert_refused, segnavia

pytestmark = pytest.mark.console

PLAN = ROOT / "plans" / "milano-2022-2024"
COMMANDS = {
    "monitor": ["monitor"],
    "serve": ["serve", "--port", "65535"],
    "manage": ["manage", "check"],
    "plan-load": ["plan", "load", PLAN],
    "plan-dump": ["plan", "dump"],
}


@pytest.fixture
def plain_file(tmp_path: Path) -> Path:
    (tmp_path / "file").touch()
    return tmp_path / "file"


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_home_that_cannot_be_made(plain_file: Path, arguments: list[object]) -> None:
    done = segnavia(plain_file / "home", *arguments)
    assert_refused(done)
    assert f"{plain_file / 'home'} is no folder that you may write: let SEGNAVIA_HOME name another" in done.stderr


@pytest.mark.parametrize("arguments", [["lake", "ls"], ["plan", "dump"]], ids=["without-django", "with-django"])
def test_home_that_is_a_file(plain_file: Path, arguments: list[object]) -> None:
    done = segnavia(plain_file, *arguments)
    assert_refused(done)
    assert f"SEGNAVIA_HOME is {plain_file}, which is not a folder" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["plan", "load", PLAN], ["plan", "dump"], ["manage", "migrate"]], ids=["load", "dump", "manage"]
)
def test_database_that_is_none(tmp_path: Path, arguments: list[object]) -> None:
    (tmp_path / "segnavia.sqlite3").write_bytes(b"this is not a database" * 100)
    done = segnavia(tmp_path, *arguments)
    assert_refused(done)
    assert "file is not a database. Check DATABASE_URL" in done.stderr
