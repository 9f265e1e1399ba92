"""Runs `segnavia` commands in processes of their own that are born with everything imported, and kills them on time.

A command spends most of its life on imports, in which there is nothing to lose; here it starts where they end. Reads
requests from the standard input and answers them on the standard output, a line of JSON each.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.cli.console import ROOT

# loaded before the fork, so that the kills fall in the real work
FOR_THE_BORN = (
    "pyarrow.parquet",
    "segnavia.lake.ingest",
    "segnavia.monitoring.publishing",
    "segnavia.sources.recognise",
)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status, minus the signal's number if by one, and after how many seconds."""

    status: int
    seconds: float


class Nursery:
    """Another process that commands are forked from, as this one has threads. What they print goes to `log`."""

    def __init__(self, home: Path, log: Path) -> None:
        kept = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
        # no threads from numpy's linear algebra and Arrow's memory: a fork does not take them along
        threadless = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
        env = kept | threadless | {"SEGNAVIA_HOME": str(home)}
        self.log = log
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.nursery", str(log)],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.communicate()

    def run(self, *arguments: object, kill_after: float | None = None) -> Ended:
        """Run a command to its end, or kill it after some seconds, if it has not ended by then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([kill_after, *map(str, arguments)]) + "\n")
        self._process.stdin.flush()
        return Ended(*json.loads(self._process.stdout.readline()))


def _be_born(arguments: list[str], log: int) -> None:
    from segnavia.cli.main import main

    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = ["segnavia", *arguments]
    status = 0
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _serve(log: int) -> None:
    for name in FOR_THE_BORN:
        import_module(name)
    from segnavia.cli.django import setup

    setup()
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork would lose the other threads"
    for line in sys.stdin:
        kill_after, *arguments = json.loads(line)
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            _be_born(arguments, log)
        ended = 0
        while kill_after is not None and time.monotonic() - started < kill_after and not ended:
            ended, status = os.waitpid(child, os.WNOHANG)
            time.sleep(0.0005)
        if not ended:
            if kill_after is not None:
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - started]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND))
