"""The data package is one for frictionless, and what is read from it is what the tables say."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pyarrow.compute as pc
import pytest

from segnavia.briefing.state import State
from segnavia.opendata import package
from segnavia.opendata.declaration import TABLES
from segnavia.opendata.files import find
from segnavia.opendata.stored import Stored
from segnavia.opendata.tables import table

FILES = {f"{name}.csv": Stored(f"{name}.csv", "text/csv", 1, "0" * 64) for name in TABLES}


def described(now: State, language: str = "it") -> dict[str, Any]:
    return package.package(now, FILES, language)


def schemas(content: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each["schema"] for each in content["resources"]}


def test_package_tells_licence_sources_and_keys(now: State) -> None:
    content = described(now)
    assert content["licenses"][0]["name"] == "CC-BY-4.0"
    assert [source["title"].split()[0] for source in content["sources"]] == [
        used.dataset for used in now.bulletin.releases
    ]
    resources = schemas(content)
    assert resources["project-places"]["primaryKey"] == ["project", "place"]
    keys = resources["project-objectives"]["foreignKeys"]
    assert {(each["fields"][0], each["reference"]["resource"]) for each in keys} == {
        ("project", "projects"),
        ("objective", "objectives"),
    }


def test_package_tells_units_and_speaks_both_languages(now: State) -> None:
    funding = [
        next(
            field
            for field in schemas(described(now, language))["projects"]["fields"]
            if field["name"] == "funding_pnrr"
        )
        for language in ("it", "en")
    ]
    assert [(field["type"], field["unit"]) for field in funding] == [("number", "EUR")] * 2
    assert [field["title"] for field in funding] == ["Finanziamento PNRR", "PNRR funding"]


def test_package_is_one_for_frictionless(now: State) -> None:
    found = frictionless.Package.from_descriptor(described(now))
    assert len(found.resources) == len(TABLES)
    assert found.get_resource("figures").schema.primary_key == ["dimension", "code"]


def test_reference_that_does_not_hold_is_not_declared(now: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bulletin of an older text of the plan may serve an objective that the text in force no longer has."""

    def without_one(of: State, name: str) -> Any:
        found = table(of, name)
        return found.filter(pc.not_equal(found["code"], "M3.01")) if name == "objectives" else found

    monkeypatch.setattr(package, "table", without_one)
    keys = package._foreign_keys(now, TABLES["project_objectives"])["foreignKeys"]
    assert [each["fields"] for each in keys] == [["project"]]


@pytest.fixture
def unpacked(example: State, tmp_path: Path) -> Path:
    """The package of the extract, as somebody has it who took the archive."""
    path, _stored = find(example, "segnavia-milano-2022-2024.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    return tmp_path / package.NAME


@pytest.mark.long
def test_package_read_back_equals_the_tables(example: State, unpacked: Path) -> None:
    found = frictionless.Package(unpacked)
    for name in TABLES:
        rows = [row.to_dict() for row in found.get_resource(name.replace("_", "-")).read_rows()]
        assert rows == table(example, name).to_pylist(), name


@pytest.mark.long
@pytest.mark.parametrize("name", [package.NAME, package.ENGLISH])
def test_frictionless_finds_the_package_valid(unpacked: Path, name: str) -> None:
    """Values by their types, keys that are unique, references that hold, sizes and hashes of the files."""
    report = frictionless.validate(unpacked.with_name(name))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    assert {task.name for task in report.tasks} == {each.replace("_", "-") for each in TABLES}


@pytest.mark.long
def test_frictionless_finds_what_is_wrong(unpacked: Path) -> None:
    """Or else its word would say nothing."""
    file = unpacked.with_name("project_places.csv")
    content = file.read_bytes()
    file.write_bytes(content.replace(b"M1C1I1.02.00-", b"M9C9I1.02.00-", 1))
    report = frictionless.validate(unpacked)
    found = {kind for _name, kind in report.flatten(["name", "type"])}
    assert {"foreign-key", "hash-count"} <= found


@pytest.mark.console
@pytest.mark.long
def test_command_of_frictionless_finds_the_package_valid(unpacked: Path) -> None:
    command = shutil.which("frictionless", path=Path(sys.executable).parent)
    assert command
    done = subprocess.run(
        [command, "validate", unpacked.name], cwd=unpacked.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]
