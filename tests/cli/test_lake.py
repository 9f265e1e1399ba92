import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from segnavia.cli.main import main
from segnavia.lake.releases import releases
from tests.cli.console import ROOT, assert_refused, in_process, segnavia
from tests.lake.samples import everything_under, payment, project, write_csv
from tests.lake.test_ingest_refusals import REFUSED, Make

pytestmark = pytest.mark.console

PAYMENTS = "PNRR_Pagamenti_di_Progetto"
# A process of its own takes half a second: for the likeliest three. The others run the same entry point in this one.
LIKELIEST = {"cut-in-mid-row", "no-cup", "parquet-cut"}
IN_A_PROCESS = [case for case in REFUSED if case.id in LIKELIEST]
IN_THIS_ONE = [case for case in REFUSED if case.id not in LIKELIEST]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_add_then_ls(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1) | {"Colore": "verde"}, payment(2, cup="N/A")])
    added = segnavia(home, "lake", "add", "pnrr_pagamenti_di_progetto", file)
    assert (added.returncode, added.stderr) == (0, "")
    assert f"{PAYMENTS} 2025-03-31 (2025-03): 2 rows in, 1 kept, 1 quarantined" in added.stdout
    assert "LAK102: 1 rows, see " in added.stdout
    assert "columns kept out, as they are not declared: Colore" in added.stdout
    again = in_process(home, "lake", "add", PAYMENTS, file)
    assert (again.exit_code, again.stdout) == (0, f"{PAYMENTS} 2025-03-31: already in the lake, nothing changed\n")
    (listed,) = json.loads(in_process(home, "lake", "ls", "--json").stdout)
    (release,) = releases(home)
    assert listed == {
        "dataset": PAYMENTS,
        "as_of": "2025-03-31",
        "layout": "2025-03",
        "sha256": release.manifest.sha256,
        "rows_in": 2,
        "rows_kept": 1,
        "rows_quarantined": 1,
        "bytes": sum(file.stat().st_size for file in release.path.iterdir()),
        "current": True,
    }
    table = in_process(home, "lake", "ls").stdout
    assert all(str(shown) in table for shown in (PAYMENTS, "2025-03-31", release.manifest.sha256[:12]))


def test_ls_says_which_release_of_a_dataset_counts(home: Path, tmp_path: Path) -> None:
    newest_first = [("2025-03-31", payment(1)), ("2024-12-31", payment(2))]
    for day, row in newest_first:
        file = write_csv(tmp_path / f"{day}.csv", [row])
        assert in_process(home, "lake", "add", PAYMENTS, file, "--as-of", day).exit_code == 0
    listed = json.loads(in_process(home, "lake", "ls", "--json").stdout)
    assert [(r["as_of"], r["current"]) for r in listed] == [("2024-12-31", False), ("2025-03-31", True)]
    lines = in_process(home, "lake", "ls").stdout.splitlines()
    assert [("yes" in line) for line in lines if PAYMENTS in line] == [False, True]


def test_ls_of_an_empty_lake(home: Path) -> None:
    assert in_process(home, "lake", "ls").stdout == "The lake is empty. Add a file: segnavia lake add DATASET FILE\n"
    assert in_process(home, "lake", "ls", "--json").stdout == "[]\n"
    assert not home.exists()


def test_add_with_a_date_by_hand(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1, dated="")])
    assert_refused(segnavia(home, "lake", "add", PAYMENTS, file))
    assert in_process(home, "lake", "add", PAYMENTS, file, "--as-of", "2024-12-31").exit_code == 0
    assert [r.manifest.as_of for r in releases(home)] == ["2024-12-31"]


def test_add_with_a_date_that_is_none(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1)])
    done = segnavia(home, "lake", "add", PAYMENTS, file, "--as-of", "yesterday")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert not home.exists()


@pytest.mark.parametrize(("make", "message"), IN_A_PROCESS)
def test_add_file_that_cannot_serve(home: Path, tmp_path: Path, make: Make, message: str) -> None:
    done = segnavia(home, "lake", "add", PAYMENTS, make(tmp_path))
    assert_refused(done)
    assert re.search(message, done.stderr)
    assert everything_under(home) == []


@pytest.mark.parametrize(("make", "message"), IN_THIS_ONE)
def test_entry_point_refuses_a_file_that_cannot_serve(
    home: Path,
    tmp_path: Path,
    make: Make,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SEGNAVIA_HOME", str(home))
    monkeypatch.setattr("sys.argv", ["segnavia", "lake", "add", PAYMENTS, str(make(tmp_path))])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    assert printed.err.startswith("segnavia: ")
    assert re.search(message, printed.err)
    assert everything_under(home) == []


def test_add_of_an_unknown_dataset(home: Path, tmp_path: Path) -> None:
    done = segnavia(home, "lake", "add", "PNRR_Gatti", tmp_path / "cats.csv")
    assert_refused(done)
    assert "The datasets are: PNRR_Progetti" in done.stderr


def test_add_without_a_file(home: Path) -> None:
    done = segnavia(home, "lake", "add", PAYMENTS)
    assert_refused(done)
    assert f"Say which: segnavia lake add {PAYMENTS} FILE" in done.stderr


def test_add_second_file_refused_keeps_the_first(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1)])
    done = segnavia(home, "lake", "add", PAYMENTS, file, tmp_path / "nowhere.csv")
    assert done.returncode == 2
    assert "there is no such file" in done.stderr
    assert len(releases(home)) == 1


def test_add_where_the_home_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = write_csv(tmp_path / "payments.csv", [payment(1)])
    done = segnavia(tmp_path / "file" / "home", "lake", "add", PAYMENTS, file)
    assert_refused(done)
    assert "let SEGNAVIA_HOME name another" in done.stderr
    assert "Free some space" not in done.stderr


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file whose release takes more than a megabyte: its codes do not compress."""
    return write_csv(tmp_path / "large.csv", [payment(n, clp=os.urandom(40).hex()) for n in range(40_000)])


def assert_nothing_written_for_want_of_space(home: Path, done: subprocess.CompletedProcess[str]) -> None:
    assert_refused(done)
    assert "the release could not be written" in done.stderr
    assert f"Free some space on the disk of {home}" in done.stderr
    assert everything_under(home) == []


def test_add_where_files_may_not_grow(home: Path, large: Path) -> None:
    limited = ["sh", "-c", 'ulimit -f 1024 && exec "$@"', "sh"]
    assert_nothing_written_for_want_of_space(home, segnavia(home, "lake", "add", PAYMENTS, large, before=limited))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting a small disk takes root")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_add_on_a_full_disk(small_disk: Path, large: Path) -> None:
    home = small_disk / "home"
    assert_nothing_written_for_want_of_space(home, segnavia(home, "lake", "add", PAYMENTS, large))
    small = write_csv(large.with_name("small.csv"), [payment(1)])
    assert in_process(home, "lake", "add", PAYMENTS, small).exit_code == 0


def test_extract_onto_a_full_disk(home: Path, small_disk: Path, tmp_path: Path) -> None:
    assert in_process(home, "lake", "add-folder", ROOT / "examples" / "milano").exit_code == 0
    (small_disk / "filler").write_bytes(b"\0" * (1 << 20))
    done = segnavia(home, "lake", "extract", small_disk / "out", "--territory", "015")
    assert_refused(done)
    assert "Name a folder that you may write" in done.stderr
    assert [p.name for p in small_disk.rglob("*") if p.name != "out"] == ["filler"]


def test_add_folder_takes_what_it_knows(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "deep").mkdir(parents=True)
    write_csv(folder / "any name.csv", [payment(1)])
    write_csv(folder / "deep" / "other.CSV", [project(1)])
    (folder / "colours.csv").write_text("colore;forma\nrosso;tondo\n")
    done = in_process(home, "lake", "add-folder", folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "colours.csv: not of a dataset that Segnavia knows, left aside" in done.stdout
    assert [r.manifest.dataset for r in releases(home)] == [PAYMENTS, "PNRR_Progetti"]


def test_add_folder_adds_the_others_where_a_file_is_refused(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    write_csv(folder / "a.csv", [payment(1, cup="?")])
    write_csv(folder / "b.csv", [payment(1)])
    (folder / "c.csv").write_text("<!DOCTYPE html>\n<title>Access denied</title>\n")
    done = in_process(home, "lake", "add-folder", folder)
    assert done.exit_code == 2
    assert "segnavia: a.csv: none of its 1 rows can be read as" in done.stderr
    assert "segnavia: 1 of 2 files could not be added" in done.stderr
    assert "c.csv: this is a web page, not the data" in done.stdout
    assert [r.manifest.source for r in releases(home)] == ["b.csv"]


def test_add_folder_with_a_date_for_the_files_that_say_none(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    write_csv(folder / "dated.csv", [payment(1)])
    write_csv(folder / "undated.csv", [payment(2, dated="")])
    without = in_process(home, "lake", "add-folder", folder)
    assert without.exit_code == 2
    assert "undated.csv: no row says of which date the data are. Say it: --as-of YYYY-MM-DD" in without.stderr
    assert [r.manifest.as_of for r in releases(home)] == ["2025-03-31"]
    assert in_process(home, "lake", "add-folder", folder, "--as-of", "2024-12-31").exit_code == 0
    assert {r.manifest.source: r.manifest.as_of for r in releases(home)} == {
        "dated.csv": "2025-03-31",
        "undated.csv": "2024-12-31",
    }


def test_add_folder_that_is_not_there(home: Path, tmp_path: Path) -> None:
    done = segnavia(home, "lake", "add-folder", tmp_path / "nowhere")
    assert_refused(done)
    assert f"{tmp_path / 'nowhere'}: there is no such folder" in done.stderr


def test_add_of_a_web_page(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "payments.csv"
    page.write_text("<!DOCTYPE html>\n<title>Access denied</title>\n")
    done = segnavia(home, "lake", "add", PAYMENTS, page)
    assert_refused(done)
    assert "this is a web page, not the data" in done.stderr
    assert everything_under(home) == []


def test_add_folder_without_data(home: Path, tmp_path: Path) -> None:
    done = segnavia(home, "lake", "add-folder", tmp_path)
    assert_refused(done)
    assert "no file there is of a known dataset" in done.stderr


def test_extract_of_an_empty_lake(home: Path, tmp_path: Path) -> None:
    done = segnavia(home, "lake", "extract", tmp_path / "out", "--territory", "015")
    assert_refused(done)
    assert "segnavia lake add PNRR_Localizzazione" in done.stderr
