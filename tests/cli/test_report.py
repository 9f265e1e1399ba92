"""`segnavia report`: a file in one of four forms, whole or not at all."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from segnavia.briefing import state
from segnavia.cli.main import app
from segnavia.lake.errors import LakeError
from segnavia.plans.canonical import sha256_of
from tests.cli.console import assert_refused, segnavia
from tests.portal.sample import BULLETIN, Reader, Text, plan_text


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch, db: None) -> Reader:
    reader = Reader()
    monkeypatch.setattr(state, "reading", reader)
    monkeypatch.setattr(state, "current_text", lambda _territory: Text(plan_text(), sha256_of(plan_text())))
    return reader


def report(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("pptx", b"PK"), ("xlsx", b"PK")])
def test_report_is_written(sample: Reader, tmp_path: Path, form: str, begins: bytes) -> None:
    out = tmp_path / f"report.{form}"
    out.write_bytes(b"the one before")
    done = report(form, out, "--mission", "M3", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(begins)
    assert done.stdout == f"{out}: {out.stat().st_size:,} bytes\n"
    assert [file.name for file in tmp_path.iterdir()] == [out.name]  # nothing is left beside it


@pytest.mark.parametrize(
    "scope",
    [
        ("--driver", "D05"),
        ("--zone", "milano"),
        ("--municipality", "015146"),
        ("--body", "01199250158"),
        ("--bulletin", BULLETIN.id),
    ],
    ids=lambda scope: scope[0],
)
def test_report_on_one_thing(sample: Reader, tmp_path: Path, scope: tuple[str, str]) -> None:
    done = report("xlsx", tmp_path / "report.xlsx", *scope)
    assert done.exit_code == 0, done.output


def test_report_to_standard_output(sample: Reader) -> None:
    done = report("xlsx", "-")
    assert done.exit_code == 0
    assert done.stdout_bytes.startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("odt", "report.odt"), "Give one of pdf, docx, pptx, xlsx"),
        (("pdf", "report.pdf", "--lang", "fr"), "Give one of it, en"),
        (("pdf", "report.pdf", "--mission", "M9"), "has the mission M9"),
        (("pdf", "report.pdf", "--mission", "M1", "--zone", "milano"), "--mission and --zone cannot be given together"),
        (("pdf", "report.pdf", "--bulletin", "015-2020-01-01-000000000000"), f"Those of 015: {BULLETIN.id}"),
        (("pdf", "nowhere/report.pdf"), "Name another file or folder"),
        (("pdf", "."), "Name the file to write in it"),
    ],
)
def test_what_cannot_be_written_says_why(
    sample: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], problem: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = report(*arguments)
    assert isinstance(done.exception, LakeError)
    assert problem in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.console
def test_command_without_a_plan_names_the_remedy(tmp_path: Path) -> None:
    assert segnavia(tmp_path / "home", "manage", "migrate").returncode == 0
    done = segnavia(tmp_path / "home", "report", "pdf", tmp_path / "report.pdf")
    assert_refused(done)
    assert "segnavia plan load" in done.stderr
