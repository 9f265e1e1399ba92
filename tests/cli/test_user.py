"""The first administrator is made on the machine itself."""

from pathlib import Path

import pytest

from tests.cli.console import assert_refused, segnavia

pytestmark = pytest.mark.console
ADA = ("user", "add", "Ada@example.org", "--name", "Ada Bianchi", "--role", "administrator")


def test_person_is_added_listed_and_written_to(tmp_path: Path) -> None:
    done = segnavia(tmp_path, *ADA)
    assert done.returncode == 0, done.stderr
    link = done.stdout.strip()
    assert "/accesso/invito/" in link
    (message,) = (tmp_path / "mail").iterdir()
    written = message.read_text()
    assert "To: ada@example.org" in written
    assert "/accesso/invito/" in written
    assert segnavia(tmp_path, "user", "ls").stdout == "ada@example.org\tAda Bianchi\tadministrator\tinvited\n"
    again = segnavia(tmp_path, *ADA)
    assert_refused(again)
    assert "segnavia user ls" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        pytest.param(("--role", "referent"), "--actor", id="referent of nobody"),
        pytest.param(("--role", "referent", "--actor", "comune-di-nowhere"), "comune-di-nowhere", id="unknown actor"),
        pytest.param(("--role", "public"), "segnavia user ls", id="a role that everybody has"),
    ],
)
def test_person_that_cannot_be_added_is_refused(tmp_path: Path, arguments: tuple[str, ...], remedy: str) -> None:
    done = segnavia(tmp_path, "user", "add", "a@example.org", "--name", "A", *arguments)
    assert_refused(done)
    assert remedy in done.stderr
    assert segnavia(tmp_path, "user", "ls").stdout == ""
