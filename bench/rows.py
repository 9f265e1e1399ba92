"""What is measured against what, and the bounds that the project has set itself."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.running import Job, python, segnavia

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CITIES = "001,010,015,027,037,048,058,063,072,080,082,083,087,092"
MEMORY = 2 * 2**30
COPIES = 10


@dataclass(frozen=True)
class Row:
    """A line of the table: our job, whose time is at most `at_most` times that of `other`."""

    key: str
    what: str
    against: str
    at_most: float
    ours: Job
    other: Job
    memory: int | None = None  # the most that our job may hold, in bytes


class Bench:
    """Makes the rows; the files and lakes that they need are made in `folder`, each when it is first asked for."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self.folder, self.tell = folder, tell

    def rows(self) -> dict[str, Callable[[], Row]]:
        """The rows by key, none of them made yet."""
        return {
            "add-copy": lambda: Row(
                "add-copy",
                "`lake add-folder` of the eight CSV files, into an empty lake",
                "DuckDB copying them to Parquet as plain text",
                2.0,
                self.add(1),
                self._baseline("copy"),
            ),
            "add-pandas": lambda: Row(
                "add-pandas",
                "the same",
                "pandas reading, typing and writing them to Parquet",
                0.5,
                self.add(1),
                self._baseline("pandas"),
            ),
            "add-pandas-checked": lambda: Row(
                "add-pandas-checked",
                "the same",
                "pandas doing that and setting rows aside, as `lake add` does",
                0.5,
                self.add(1),
                self._baseline("pandas-checked"),
            ),
            "monitor": lambda: Row(
                "monitor",
                "`monitor --publish` of territory 015, from the lake to the published bulletin",
                "DuckDB's bare query for one of its totals",
                6.0,
                self.monitor(1),
                self._total(),
            ),
            "cities": lambda: Row(
                "cities",
                "`monitor --publish` of all 14 metropolitan cities",
                "of one",
                4.0,
                self.monitor(1, CITIES),
                self.monitor(1),
            ),
            "add-copies": lambda: Row(
                "add-copies",
                f"`lake add-folder` with --copies {COPIES}",
                "with 1",
                COPIES,
                self.add(COPIES),
                self.add(1),
                MEMORY,
            ),
            "monitor-copies": lambda: Row(
                "monitor-copies",
                f"`monitor --publish` of territory 015 with --copies {COPIES}",
                "with 1",
                COPIES,
                self.monitor(COPIES),
                self.monitor(1),
                MEMORY,
            ),
        }

    def add(self, copies: int) -> Job:
        """Taking the files in, each time into a lake that holds nothing."""
        home = self.folder / f"add-{copies}"
        return Job(
            f"lake add-folder, {copies} copies",
            segnavia("lake", "add-folder", self._csv(copies)),
            _as_a_site(home),
            lambda: shutil.rmtree(home, ignore_errors=True),
        )

    def monitor(self, copies: int, territories: str = "015") -> Job:
        """Measuring and publishing, on a lake that holds everything."""
        home = self._lake(copies)
        return Job(
            f"monitor {territories}, {copies} copies",
            segnavia("monitor", "--publish", "--territory", territories),
            _as_a_site(home),
            # a bulletin that is there already would not be written again
            lambda: shutil.rmtree(home / "bulletins", ignore_errors=True),
        )

    def _baseline(self, name: str) -> Job:
        source, target = self._csv(1), self.folder / name

        def prepare() -> None:
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()

        return Job(name, python("-m", "bench.baselines", name, source, target), _environment(self.folder), prepare)

    def _total(self) -> Job:
        home = self._lake(1)
        return Job("bare query", python("-m", "bench.baselines", "total", home, "015"), _environment(home))

    @cache  # noqa: B019 - one Bench a process
    def _csv(self, copies: int) -> Path:
        """The publisher's eight files."""
        target = self.folder / f"csv-{copies}"
        self.tell(f"writing the CSV files, {copies} copies…")
        self._do(Job("regis_csv.py", python(SHARED / "tools" / "regis_csv.py", target, "--copies", str(copies))))
        return target

    @cache  # noqa: B019 - one Bench a process
    def _lake(self, copies: int) -> Path:
        """A state folder with the plan, the municipalities and the eight files."""
        home = self.folder / f"lake-{copies}"
        csv = self._csv(copies)
        self.tell(f"filling a lake, {copies} copies…")
        for command in (
            ("plan", "load", ROOT / "plans" / "milano-2022-2024"),
            ("lake", "add", "ISTAT_Comuni"),
            ("lake", "add-folder", csv),
        ):
            self._do(Job(" ".join(command[:2]), segnavia(*command), _environment(home)))
        return home

    def _do(self, job: Job) -> None:
        subprocess.run(job.command, env=job.full_environment, check=True, stdout=subprocess.DEVNULL)


def _environment(home: Path) -> dict[str, str]:
    return {"SEGNAVIA_HOME": str(home), "PYTHONPATH": str(ROOT)}


def _as_a_site(home: Path) -> dict[str, str]:
    """Without pandas, which is here for the comparison only, and which pyarrow would load for a fifth of a second."""
    return {"SEGNAVIA_HOME": str(home), "PYTHONPATH": str(ROOT / "bench" / "as_a_site")}
