"""`segnavia opendata` writes what the territory publishes, and what was written can be read back."""

import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from segnavia.opendata.declaration import PLACED, TABLES
from tests.cli.console import ROOT, segnavia

pytestmark = pytest.mark.console

PLAN = ROOT / "plans" / "milano-2022-2024"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, example_home: Path) -> Path:
    """The plan loaded, and the bulletin of the extract."""
    home = tmp_path_factory.mktemp("home")
    assert segnavia(home, "plan", "load", PLAN).returncode == 0
    (home / "bulletins").symlink_to(example_home / "bulletins")
    return home


@pytest.fixture(scope="module")
def out(home: Path) -> Path:
    """What the command wrote."""
    out = home / "out"
    done = segnavia(home, "opendata", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{out}: {len(list(out.iterdir()))} files, ")
    return out


def test_every_table_is_written_in_every_form(out: Path) -> None:
    names = {file.name for file in out.iterdir()}
    tables = {f"{name}.{ending}" for name in TABLES for ending in ("csv", "xlsx", "json", "parquet")}
    places = {f"{name}.geojson" for name in PLACED}
    packages = {"datapackage.json", "datapackage.en.json", "segnavia-milano-2022-2024.zip", "oc4ids.json"}
    assert names == tables | places | packages | {"catalogo.ttl", "catalogo.rdf", "catalogo.jsonld"}
    assert pq.read_table(out / "objectives.parquet").num_rows == 63


def test_again_gives_the_same_files(home: Path, out: Path) -> None:
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    assert segnavia(home, "opendata", out).returncode == 0
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_without_a_folder_files_are_built_for_the_site(home: Path, out: Path) -> None:
    done = segnavia(home, "opendata")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Built for the site: ")
    assert len(list((home / "opendata").glob("[mv]-*"))) == 2


def test_archive_holds_the_same_tables(out: Path) -> None:
    with zipfile.ZipFile(out / "segnavia-milano-2022-2024.zip") as archive:
        assert archive.read("projects.csv") == (out / "projects.csv").read_bytes()
        described = json.loads(archive.read("datapackage.json"))
    assert len(described["resources"]) == len(TABLES)


def test_what_cannot_serve_is_told_with_its_remedy(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = segnavia(home, "opendata", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Give the name of a folder" in done.stderr
    done = segnavia(tmp_path / "empty", "opendata", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "segnavia plan load" in done.stderr
    assert not (tmp_path / "out").exists()
    done = segnavia(home, "opendata", file / "below")
    assert done.returncode == 2
    assert done.stderr.startswith("segnavia: the open data could not be written")
