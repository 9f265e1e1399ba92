"""Runs of whole processes: how long each took and how much memory it held at most.

Nothing heavy is imported here: a child's peak memory counts what its parent held when it was started.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One run: seconds from start to end, and the largest resident memory in bytes."""

    seconds: float
    peak: int


@dataclass(frozen=True)
class Job:
    """A command to measure; `prepare` is called before each run and not counted."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = lambda: None

    @property
    def full_environment(self) -> dict[str, str]:
        """The environment that it runs in."""
        return {**os.environ, **self.environment}

    def run(self) -> Run:
        """Run it once. Raises `SystemExit` with what it said where it fails."""
        self.prepare()
        start = time.perf_counter()
        with subprocess.Popen(
            self.command,
            env=self.full_environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            said = process.stdout.read() if process.stdout else ""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if process.returncode:
            sys.exit(f"{self.name} failed ({' '.join(self.command)}):\n{said}")
        return Run(seconds, usage.ru_maxrss * 1024)


@dataclass(frozen=True)
class Figure:
    """What several runs of a job come to: the median time, all times, and the largest memory of any."""

    seconds: float
    times: tuple[float, ...]
    peak: int


def measure(jobs: Sequence[Job], repeats: int, tell: Callable[[str], None]) -> dict[str, Figure]:
    """Run each job `repeats` times, all in turn, so that what slows the machine meanwhile falls on each of them."""
    runs: dict[str, list[Run]] = {job.name: [] for job in jobs}
    for number in range(repeats):
        for job in jobs:
            runs[job.name].append(job.run())
            last = runs[job.name][-1]
            tell(f"{number + 1}/{repeats} {job.name}: {last.seconds:.2f} s, {last.peak / 2**20:.0f} MiB")
    return {name: _figure(done) for name, done in runs.items()}


def _figure(runs: Sequence[Run]) -> Figure:
    times = tuple(run.seconds for run in runs)
    return Figure(statistics.median(times), times, max(run.peak for run in runs))


def python(*arguments: str | Path) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *map(str, arguments)]


def segnavia(*arguments: str | Path) -> list[str]:
    """A command of the `segnavia` that is installed beside this Python."""
    return [str(Path(sys.executable).parent / "segnavia"), *map(str, arguments)]
