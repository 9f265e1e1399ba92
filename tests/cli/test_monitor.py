import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from segnavia.monitoring import reading
from segnavia.monitoring.inputs import INPUTS
from tests.cli.console import ROOT, assert_refused, in_process, segnavia

pytestmark = pytest.mark.console

LARGEST_OUTSIDE = "M4C2I1.01.00-F47G20000110006-56c8db39"  # researchers of the University of Milano
PLAN, EXAMPLE = ROOT / "plans" / "milano-2022-2024", ROOT / "examples" / "milano"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan loaded and the extract added, nothing published."""
    home = tmp_path_factory.mktemp("home")
    assert segnavia(home, "plan", "load", PLAN).returncode == 0
    assert in_process(home, "lake", "add-folder", EXAMPLE).exit_code == 0
    return home


def test_monitor_json_holds_what_was_promised(home: Path) -> None:
    done = segnavia(home, "monitor", "--territory", "015", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert {"territory", "as_of", "software", "plan_sha256", "releases", "total", "outside_plan"} <= said.keys()
    assert (said["territory"], said["as_of"]) == ("015", "2025-03-31")
    assert (said["total"]["projects"], said["total"]["located_cups"]) == (1911, 3954)
    assert {r["dataset"] for r in said["releases"]} == {i.dataset for i in INPUTS} & {f.stem for f in EXAMPLE.iterdir()}
    money = {"projects", "funding_pnrr", "paid_pnrr"}
    for name, keys in {
        "by_component": {"code"},
        "by_municipality": {"istat"},
        "by_objective": {"code", "known_share"},
    }.items():
        assert said[name]
        assert all(row.keys() >= money | keys for row in said[name])
    assert len(said["by_objective"]) == 63
    assert len(said["by_municipality"]) == 133
    parts = [*said["by_objective"], said["outside_plan"]]
    for amount in ("funding_pnrr", "paid_pnrr"):
        assert sum(part[amount] or 0 for part in parts) == pytest.approx(said["total"][amount], abs=0.01)


def test_monitor_publish_twice(home: Path) -> None:
    first = segnavia(home, "monitor", "--publish")
    assert (first.returncode, first.stderr) == (0, "")
    assert "1911 projects measured" in first.stdout
    told = re.search(r"^Bulletin (\S+): published$", first.stdout, re.MULTILINE)
    assert told is not None
    assert reading.published(home) == [told[1]]
    again = segnavia(home, "monitor", "--publish")
    assert f"Bulletin {told[1]}: was published already" in again.stdout
    assert reading.published(home) == [told[1]]


def test_monitor_takes_what_was_judged_of_single_projects(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home")
    before = json.loads(segnavia(home, "monitor", "--json").stdout)
    with closing(sqlite3.connect(tmp_path / "home" / "segnavia.sqlite3")) as con, con:
        con.create_function("REGEXP", 2, lambda pattern, value: re.search(pattern, value) is not None)  # as Django does
        con.execute(
            "INSERT INTO registry_projectlink (plan_id, project_key, objective_code, share_numerator, "
            "share_denominator, reason, origin, created_by, created_at) "
            "SELECT id, ?, 'M4.04', 1, 1, 'ricerca', 'text', 'Anna', '2026-01-01' FROM registry_plan",
            [LARGEST_OUTSIDE],
        )
    done = segnavia(tmp_path / "home", "monitor", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    after = json.loads(done.stdout)
    assert before["links_sha256"] is None
    assert re.fullmatch("[0-9a-f]{64}", after["links_sha256"])
    assert after["bulletin"] != before["bulletin"]
    assert after["total"] == before["total"]
    assert after["outside_plan"]["projects"] == before["outside_plan"]["projects"] - 1
    moved = before["outside_plan"]["funding_pnrr"] - after["outside_plan"]["funding_pnrr"]
    research = [next(row for row in said["by_objective"] if row["code"] == "M4.04") for said in (before, after)]
    assert research[1]["funding_pnrr"] - research[0]["funding_pnrr"] == pytest.approx(moved)
    assert moved == pytest.approx(21615132)


def test_monitor_without_a_plan_measures_the_grid(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "lake", tmp_path / "home" / "lake")
    done = segnavia(tmp_path / "home", "monitor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1911 projects measured" in done.stdout
    assert "outside the plan" not in done.stdout
    assert "the PNRR's grid alone (segnavia plan new)" in done.stdout


def test_monitor_of_several_territories_tells_each_on_a_line(home: Path) -> None:
    done = segnavia(home, "monitor", "--territory", "016, 015,016", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    bergamo, milano = (json.loads(line) for line in done.stdout.splitlines())
    assert (bergamo["territory"], milano["territory"]) == ("016", "015")
    assert (bergamo["outside_plan"], bergamo["by_objective"]) == (None, [])
    assert milano["total"]["projects"] == 1911


def test_monitor_of_all_provinces(home: Path) -> None:
    done = segnavia(home, "monitor", "--territory", "all")
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r", as of 2025-03-31: ", done.stdout)) == 107


@pytest.mark.parametrize("territory", ["999", "15", "01a", "015,", ""])
def test_monitor_of_what_is_no_territory(home: Path, territory: str) -> None:
    done = segnavia(home, "monitor", "--territory", territory)
    if territory:
        assert_refused(done)
        assert "province" in done.stderr
    else:  # as if it had not been given
        assert "1911 projects measured" in done.stdout


def test_monitor_by_an_engine_that_is_not_there(home: Path) -> None:
    done = segnavia(home, "monitor", "--engine", "oracle")
    assert_refused(done)
    assert "Choose one of duckdb, spark" in done.stderr


def test_monitor_without_data(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home", symlinks=True, ignore=shutil.ignore_patterns("bulletins", "lake"))
    done = segnavia(tmp_path / "home", "monitor", "--publish")
    assert_refused(done)
    assert "Add one: segnavia lake add PNRR_" in done.stderr
    assert not (tmp_path / "home" / "bulletins").exists()


def test_monitor_publish_where_it_cannot_be_written(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home", symlinks=True, ignore=shutil.ignore_patterns("bulletins"))
    limited = ["sh", "-c", 'ulimit -f 400 && exec "$@"', "sh"]
    done = segnavia(tmp_path / "home", "monitor", "--publish", before=limited)
    assert_refused(done)
    assert "nothing was published" in done.stderr
    assert [p.name for p in (tmp_path / "home" / "bulletins").rglob("*")] == [".building"]
