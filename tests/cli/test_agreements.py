"""`segnavia agreements` in this process, on the database of the test."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from segnavia.actions.agreement_tables import csv_zip
from segnavia.actions.agreement_tables.rows import tables_of
from segnavia.cli.main import app
from segnavia.registry.models import Agreement
from tests.actions.agreements import in_force, milan

pytestmark = pytest.mark.django_db


def segnavia(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["agreements", *map(str, arguments)])


@pytest.mark.parametrize("name", ["intese.xlsx", "intese.zip"])
def test_export_then_import_changes_nothing(tmp_path: Path, name: str) -> None:
    agreement = in_force()
    exported = segnavia("export", tmp_path / name)
    assert (exported.exit_code, exported.stdout) == (0, f"{tmp_path / name}: 1 agreements, 2 commitments.\n")
    imported = segnavia("import", tmp_path / name)
    assert (imported.exit_code, imported.stdout) == (0, "Nothing was changed.\n")
    assert Agreement.objects.get().version == agreement.version


def test_dry_run_tells_and_changes_nothing(tmp_path: Path) -> None:
    tables = tables_of(in_force().plan)
    (tmp_path / "a.zip").write_bytes(csv_zip.write({**tables, "resources": ()}))
    shown = segnavia("import", tmp_path / "a.zip", "--dry-run")
    assert shown.stdout == "resources: 0 added, 0 changed, 1 removed\nNothing was changed.\n"
    assert Agreement.objects.get().resources.count() == 1
    done = segnavia("import", tmp_path / "a.zip")
    assert done.stdout == "resources: 0 added, 0 changed, 1 removed\nDone.\n"
    assert Agreement.objects.get().resources.count() == 0


def test_troubles_are_told_at_their_place(tmp_path: Path) -> None:
    tables = tables_of(in_force().plan)
    wrong = ({**tables["commitments"][0], "actor": "nessuno"},)
    (tmp_path / "a.zip").write_bytes(csv_zip.write({**tables, "commitments": wrong}))
    refused = segnavia("import", tmp_path / "a.zip")
    assert refused.exit_code == 2
    assert "commitments:2:actor: No actor has the code “nessuno”" in refused.stderr
    assert Agreement.objects.get().commitments.count() == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "a.csv"), "ends in .xlsx or .zip"),
        (("export", "there.zip"), "is there already"),
        (("export", "no/folder/a.zip"), "Give a place"),
        (("import", "none.zip"), "Give a file that can be read"),
        (("import", "there.zip"), "neither an .xlsx"),
    ],
    ids=["no form", "taken", "no folder", "no file", "no archive"],
)
def test_bad_use_says_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, str], told: str
) -> None:
    milan()
    monkeypatch.chdir(tmp_path)
    Path("there.zip").write_bytes(b"x")
    refused = segnavia(*arguments)
    assert refused.exit_code == 2
    assert told in refused.stderr


def test_without_a_plan_says_how_to_load_one(tmp_path: Path) -> None:
    refused = segnavia("export", tmp_path / "a.zip")
    assert refused.exit_code == 2
    assert "segnavia plan load" in refused.stderr
