"""`segnavia lake verify` and `lake diff` as people call them; what they find is tested in tests/lake."""

import json
from pathlib import Path

import pytest

from segnavia.lake.releases import releases
from tests.cli.console import assert_refused, in_process, segnavia
from tests.lake.samples import payment, write_csv

pytestmark = pytest.mark.console

PAYMENTS = "PNRR_Pagamenti_di_Progetto"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A lake with two releases of one dataset."""
    old = write_csv(tmp_path / "old.csv", [payment(number) for number in range(1, 20)])
    new = write_csv(tmp_path / "new.csv", [payment(n, paid="200", dated="30/04/2025") for n in range(19, 25)])
    done = in_process(tmp_path / "home", "lake", "add", PAYMENTS, old, new)
    assert done.exit_code == 0, done.stderr
    return tmp_path / "home"


def test_verify_what_is_whole(home: Path, tmp_path: Path) -> None:
    done = segnavia(home, "lake", "verify", "--file", tmp_path / "new.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("whole") == 2
    told = json.loads(in_process(home, "lake", "verify", PAYMENTS, "--json").stdout)
    assert told["file"] is None
    assert [(r["release"], r["problems"]) for r in told["releases"]] == [(r.path.name, []) for r in releases(home)]


def test_verify_what_is_not(home: Path) -> None:
    old, new = releases(home)
    old.data.write_bytes(b"?" + old.data.read_bytes()[1:])
    (new.path / "manifest.json").unlink()
    done = segnavia(home, "lake", "verify")
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{old.data}: it was changed" in done.stdout
    assert f"{new.path / 'manifest.json'}: the manifest cannot be read" in done.stdout
    assert f"Remove the folder {old.path} and add the publisher's file again (old.csv, " in done.stdout
    as_json = in_process(home, "lake", "verify", "--json")
    assert as_json.exit_code == 1
    assert [len(r["problems"]) > 0 for r in json.loads(as_json.stdout)["releases"]] == [True, True]


def test_verify_a_file_that_no_release_was_made_from(home: Path, tmp_path: Path) -> None:
    other = write_csv(tmp_path / "other.csv", [payment(99)])
    done = in_process(home, "lake", "verify", "--file", other)
    assert done.exit_code == 1
    assert f"{other}: no release was made from this file" in done.stdout
    told = in_process(home, "lake", "verify", "--file", other, "--json")
    assert told.exit_code == 1
    assert "no release was made from this file" in json.loads(told.stdout)["file"]["problem"]


def test_verify_an_empty_lake(tmp_path: Path) -> None:
    done = in_process(tmp_path / "nothing", "lake", "verify")
    assert (done.exit_code, done.stdout) == (0, "The lake is empty: there is nothing to verify\n")
    assert_refused(segnavia(tmp_path / "nothing", "lake", "verify", PAYMENTS))


def test_diff(home: Path) -> None:
    done = segnavia(home, "lake", "diff", PAYMENTS.lower(), "2025-03-31", "2025-04-30", "--limit", "2")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    old, new = releases(home)
    assert lines[0] == f"{PAYMENTS}: {old.path.name} → {new.path.name}"
    assert "projects: 5 appeared, 18 vanished, 1 changed, 0 unchanged" in lines
    assert "  changed, by column: paid_pnrr 1" in lines
    (paid,) = (line for line in lines if "│ paid_pnrr" in line)
    assert [cell.strip() for cell in paid.strip("│").split("│")] == [
        *("paid_pnrr", "1,909.50", "1,200.00", "-709.50", "1,000.00", "1,809.00", "99.50")
    ]
    assert [line for line in lines if line.startswith("changed: ")] == [
        "changed: submeasure M1C1I1.02.00, cup J61F22000000019, clp CLP-19; paid_pnrr: 100.50 → 200.00"
    ]
    assert sum(line.startswith("vanished: submeasure") for line in lines) == 2
    assert "vanished: 16 more rows; --limit 2 keeps them back, --json tells all" in lines


def test_diff_as_json_tells_all_unless_limited(home: Path) -> None:
    names = [r.path.name for r in releases(home)]
    told = json.loads(in_process(home, "lake", "diff", PAYMENTS, *names, "--json").stdout)
    assert (told["before"], told["after"]) == tuple(names)
    assert told["projects"] == told["rows"] == {"appeared": 5, "vanished": 18, "changed": 1, "unchanged": 0}
    assert len(told["cases"]) == 24
    assert told["money"]["paid_pnrr"]["difference"] == "-709.50"
    limited = json.loads(in_process(home, "lake", "diff", PAYMENTS, *names, "--json", "--limit", "0").stdout)
    assert (limited["cases"], limited["rows"]) == ([], told["rows"])


def test_diff_without_a_limit_shows_the_first_ten(home: Path) -> None:
    lines = in_process(home, "lake", "diff", PAYMENTS, "2025-03-31", "2025-04-30").stdout.splitlines()
    assert sum(line.startswith("vanished: submeasure") for line in lines) == 10


def test_diff_of_a_release_that_is_not_there(home: Path) -> None:
    done = segnavia(home, "lake", "diff", PAYMENTS, "2025-03-31", "2024-12-31")
    assert_refused(done)
    assert f"the lake holds no release 2024-12-31 of {PAYMENTS}" in done.stderr
