import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from segnavia.cli.plan import app
from segnavia.plans.public import public
from segnavia.plans.reader import read
from segnavia.plans.schema import json_schema
from tests.plans.samples import package, write_sound
from tests.plans.test_writer import MILANO


def segnavia(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "plan")


def break_(folder: Path) -> None:
    with (folder / "agenda.csv").open("a") as stream:
        stream.write("D01,M1.99,perché sì,source,\n")


def make_doubtful(folder: Path) -> None:
    with (folder / "objectives.csv").open("a") as stream:
        stream.write("M1.03,Coworking,municipalities,source,\n")


def test_check_sound_plan(folder: Path) -> None:
    result = segnavia("check", folder, "--strict")
    assert (result.exit_code, result.stdout) == (0, "No finding.\n")


def test_check_refused_plan_says_where_and_what_to_do(folder: Path) -> None:
    break_(folder)
    result = segnavia("check", folder)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "agenda.csv:6: PKG018 error: objective is M1.99, which objectives.csv does not hold" in result.stderr
    assert "Correct the code, or add its record to that file." in result.stderr


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)], ids=["lenient", "strict"])
def test_check_doubtful_plan(folder: Path, options: tuple[str, ...], status: int) -> None:
    make_doubtful(folder)
    result = segnavia("check", folder, *options)
    assert result.exit_code == status
    assert "M1.03: PLN102 warning: no driver of the agenda combines this objective" in result.stdout
    assert result.stdout.endswith("Findings: 2 (1 warning, 1 info).\n")


def test_check_counts_in_the_plural(folder: Path) -> None:
    for _ in range(2):
        break_(folder)
    assert "Findings: 3 (3 errors).\n" in segnavia("check", folder).stderr  # the second row is a double, too


def test_check_as_json(folder: Path) -> None:
    make_doubtful(folder)
    findings = json.loads(segnavia("check", folder, "--json").stdout)
    assert [(finding["code"], finding["place"]) for finding in findings] == [("PLN102", "M1.03"), ("PLN103", "M1.03")]
    assert findings[0].keys() == {"code", "severity", "place", "title", "message", "remedy"}


def test_check_refused_plan_as_json(folder: Path) -> None:
    break_(folder)
    result = segnavia("check", folder, "--json")
    assert result.exit_code == 2
    assert [finding["place"] for finding in json.loads(result.stdout)] == ["agenda.csv:6"]


@pytest.mark.parametrize("command", ["check", "load", "dump"])
def test_no_such_folder(tmp_path: Path, command: str) -> None:
    result = segnavia(command, tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "PKG001" in result.stderr


def test_schema() -> None:
    assert segnavia("schema").stdout == json_schema()


def test_dump_json_of_a_folder(folder: Path) -> None:
    assert json.loads(segnavia("dump", folder).stdout) == public(package())


def test_dump_package_of_a_folder(folder: Path, tmp_path: Path) -> None:
    assert segnavia("dump", folder, "--format", "package", "--output", tmp_path / "out").exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


@pytest.mark.parametrize("options", [("--format", "package"), ("--output", "x")], ids=["no output", "no package"])
def test_dump_wants_format_and_output_together(folder: Path, options: tuple[str, ...]) -> None:
    result = segnavia("dump", folder, *options)
    assert result.exit_code == 2
    assert "--output DIR" in result.stderr


def test_dump_into_a_place_that_is_no_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = segnavia("dump", folder, "--format", "package", "--output", tmp_path / "file")
    assert result.exit_code == 2
    assert "Give a folder that you may write" in result.stderr


@pytest.mark.django_db
def test_dump_without_a_loaded_plan() -> None:
    result = segnavia("dump")
    assert result.exit_code == 2
    assert "segnavia plan load DIR" in result.stderr


@pytest.mark.django_db
def test_load_then_dump_gives_back_the_package(tmp_path: Path) -> None:
    assert "loaded (text " in segnavia("load", MILANO).stdout
    assert "nothing changed" in segnavia("load", MILANO).stdout
    assert segnavia("dump", "--format", "package", "--output", tmp_path).exit_code == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in MILANO.iterdir()
    }
    plan = read(MILANO).package
    assert plan is not None
    assert json.loads(segnavia("dump").stdout) == public(plan)


def test_load_refused_plan_needs_no_database(folder: Path) -> None:
    """Without the `django_db` mark, a query would fail the test."""
    break_(folder)
    assert segnavia("load", folder).exit_code == 2
