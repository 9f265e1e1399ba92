import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from segnavia.cli.plan import app
from segnavia.plans.difference import difference
from segnavia.plans.difference.public import difference_public
from segnavia.plans.schema import Package
from segnavia.plans.writer import write
from tests.plans.samples import SOUND, objective, package, write_sound


def segnavia(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The sound plan, and one with an objective more."""
    write(after(), tmp_path / "after")
    return write_sound(tmp_path / "before"), tmp_path / "after"


def after() -> Package:
    return package(objectives=[*SOUND["objectives"], objective("M2.02", "Parchi lungo i fiumi")])


def test_diff_tells_a_line_a_change(folders: tuple[Path, Path]) -> None:
    result = segnavia("diff", *folders)
    assert result.exit_code == 0
    assert result.stdout == "objectives: 1 added\n  added objectives M2.02 Parchi lungo i fiumi\nChanges: 1.\n"


def test_diff_of_the_same_text(folders: tuple[Path, Path]) -> None:
    assert segnavia("diff", folders[0], folders[0]).stdout == "No difference.\n"


def test_diff_as_json(folders: tuple[Path, Path]) -> None:
    found = json.loads(segnavia("diff", *folders, "--json").stdout)
    assert found == json.loads(json.dumps(difference_public(difference(package(), after()))))


def test_diff_as_a_document(folders: tuple[Path, Path], tmp_path: Path) -> None:
    assert segnavia("diff", *folders, "--docx", tmp_path / "out.docx").exit_code == 0
    paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "out.docx")).paragraphs]
    assert "Una modifica: obiettivi strategici (1 aggiunta)." in paragraphs


def test_diff_into_a_place_that_is_no_file(folders: tuple[Path, Path], tmp_path: Path) -> None:
    result = segnavia("diff", *folders, "--docx", tmp_path)
    assert result.exit_code == 2
    assert "Give a file that you may write" in result.stderr


def test_diff_refuses_what_is_no_package(folders: tuple[Path, Path], tmp_path: Path) -> None:
    result = segnavia("diff", folders[0], tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "PKG001" in result.stderr
