import json
import re
import shutil
from pathlib import Path

import pytest

from segnavia.monitoring import reading
from tests.cli.console import ROOT, assert_refused, in_process, segnavia

pytestmark = pytest.mark.console

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
    assert len(said["releases"]) == 4
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


def test_monitor_without_a_plan(tmp_path: Path) -> None:
    done = segnavia(tmp_path, "monitor")
    assert_refused(done)
    assert "segnavia plan load" in done.stderr


def test_monitor_of_a_territory_without_a_plan(home: Path) -> None:
    done = segnavia(home, "monitor", "--territory", "099", "--json")
    assert_refused(done)
    assert "no plan of the territory 099 is loaded" in done.stderr


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
