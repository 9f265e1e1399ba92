"""SIGKILL at random moments: afterwards there is the old state or the new one, whole, and the next run works."""

import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from segnavia.lake.releases import releases
from segnavia.lake.verification import verify
from segnavia.monitoring import reading
from segnavia.sources.istat_comuni import DATASET as MUNICIPALITIES
from tests.cli.console import ROOT, in_process, segnavia
from tests.cli.nursery import Ended, Nursery
from tests.lake.samples import write_csv

pytestmark = pytest.mark.long

PLAN, EXAMPLE = ROOT / "plans" / "milano-2022-2024", ROOT / "examples" / "milano"
PAYMENTS = "PNRR_Pagamenti_di_Progetto"
KILLS = int(os.environ.get("KILLS", "20"))


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the plan and the extract, and beside it newer payments as a CSV."""
    folder = tmp_path_factory.mktemp("ready")
    assert segnavia(folder / "home", "plan", "load", PLAN).returncode == 0
    assert in_process(folder / "home", "lake", "add", MUNICIPALITIES.name).exit_code == 0
    assert in_process(folder / "home", "lake", "add-folder", EXAMPLE).exit_code == 0
    rows = pq.read_table(EXAMPLE / f"{PAYMENTS}.parquet").to_pylist()
    write_csv(folder / "newer.csv", [{k: _text(v) for k, v in row.items()} for row in rows[:-20]])
    return folder


def _text(value: object) -> str:
    return "" if value is None else value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


@pytest.fixture
def home(ready: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ready / "home", tmp_path / "home", symlinks=True))


@pytest.fixture
def nursery(home: Path, tmp_path: Path) -> Iterator[Nursery]:
    with Nursery(home, tmp_path / "log") as nursery:
        yield nursery


def kill_and_run_again(
    nursery: Nursery, command: list[object], back: Callable[[], None], check: Callable[[], None]
) -> list[Ended]:
    """So many times: from the old state, kill the command, `check` what there is, and run it to its end.

    The moments spread over as long as it took the last time, and a little longer, as the machine may be busy.
    """
    chance = random.Random(20261122)
    whole = nursery.run(*command)
    killed = []
    for _ in range(KILLS):
        assert whole.status == 0, nursery.log.read_text()
        back()
        killed.append(nursery.run(*command, kill_after=chance.uniform(0, whole.seconds * 1.05)))
        check()
        whole = nursery.run(*command)
    assert whole.status == 0
    assert {ended.status for ended in killed} <= {0, -signal.SIGKILL}
    return killed


def test_lake_add(home: Path, ready: Path, nursery: Nursery) -> None:
    old = {r.path for r in releases(home)}
    command: list[object] = ["lake", "add", PAYMENTS, ready / "newer.csv", "--as-of", "2025-06-30"]
    assert nursery.run(*command).status == 0
    (new,) = {r.path for r in releases(home)} - old
    staging = home / "lake" / ".staging"

    def check() -> None:
        assert {r.path for r in releases(home)} in (old, old | {new})
        assert [v.problems for v in verify(home, PAYMENTS)] in ([()], [(), ()])
        assert len(list(staging.iterdir())) <= 1  # what the killed one leaves; those before it left nothing

    killed = kill_and_run_again(nursery, command, lambda: shutil.rmtree(new), check)
    assert {r.path for r in releases(home)} == old | {new}
    assert not any(v.problems for v in verify(home))
    assert list(staging.iterdir()) == []
    assert sum(ended.status == -signal.SIGKILL for ended in killed) > KILLS / 2


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_monitor_publish(home: Path, ready: Path, nursery: Nursery) -> None:
    bulletins, command = home / "bulletins", ["monitor", "--publish"]
    assert nursery.run(*command).status == 0
    (old,) = reading.published(home)
    assert nursery.run("lake", "add", PAYMENTS, ready / "newer.csv", "--as-of", "2025-06-30").status == 0
    assert nursery.run(*command).status == 0
    (new,) = set(reading.published(home)) - {old}
    contents = {bulletin: content(bulletins / bulletin) for bulletin in (old, new)}
    link = bulletins / "current-015"

    def back() -> None:
        link.unlink()
        link.symlink_to(old)
        shutil.rmtree(bulletins / new)

    def check() -> None:
        published = reading.published(home)
        assert published in ([old], [new, old])
        assert {bulletin: content(bulletins / bulletin) for bulletin in published}.items() <= contents.items()
        assert link.readlink().name in published
        bulletin = reading.current(home, "015")
        assert bulletin is not None
        assert bulletin.id == link.readlink().name
        assert len(left()) <= 1  # what the killed one leaves; those before it left nothing

    def left() -> list[Path]:
        """What a killed process has left: in the folder of what is being built, or beside the bulletins."""
        building, known = bulletins / ".building", {link, bulletins / old, bulletins / new}
        return [*building.glob("*"), *(path for path in bulletins.iterdir() if path not in {building, *known})]

    killed = kill_and_run_again(nursery, command, back, check)
    assert reading.published(home) == [new, old]
    assert link.readlink().name == new
    assert left() == []
    assert sum(ended.status == -signal.SIGKILL for ended in killed) > KILLS / 2
