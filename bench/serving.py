"""Servers that are measured, and who asks them: wrk as fast as it goes, h2load so many times a second."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

CONNECTIONS = 8


def executable(name: str, remedy: str) -> str:
    """Where a command is. Raises `SystemExit` with the remedy where it is not."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        sys.exit(f"{name} is not here: {remedy}")
    return found


@contextmanager
def served(
    command: Sequence[str], address: str, log: Path, environment: Mapping[str, str] = os.environ
) -> Iterator[None]:
    """A server while it is needed, once it answers there."""
    with log.open("w") as told, subprocess.Popen(command, env=environment, stdout=told, stderr=told) as server:
        try:
            deadline = time.monotonic() + 90
            while True:
                try:
                    urlopen(address, timeout=10).close()
                    break
                except HTTPError as error:
                    sys.exit(f"{address} answers {error.code}: {error.read().decode()[:300]}")
                except URLError:
                    if server.poll() is not None or time.monotonic() > deadline:
                        sys.exit(f"{command[0]} does not serve: {log.read_text()[-2000:]}")
                    time.sleep(0.2)
            yield
        finally:
            server.terminate()


def rate(
    base: str, paths: Sequence[str], seconds: int, folder: Path, headers: Mapping[str, str] | None = None
) -> dict[str, float]:
    """How many answers a second wrk gets, asking for these paths in turn; and the time of 99 % of them in ms."""
    script = folder / "paths.lua"
    told = ",".join(json.dumps(path) for path in paths)
    headed = "".join(
        f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n" for name, value in (headers or {}).items()
    )
    script.write_text(
        f"{headed}local paths = {{{told}}}\nlocal at = 0\n"
        'request = function()\n  at = at % #paths + 1\n  return wrk.format("GET", paths[at])\nend\n'
        "done = function(summary, latency)\n"
        '  io.write(string.format("{\\"requests\\": %d, \\"us\\": %d, \\"errors\\": %d, \\"p99\\": %f}\\n", '
        "summary.requests, summary.duration, summary.errors.status + summary.errors.timeout + summary.errors.read, "
        "latency:percentile(99) / 1000))\nend\n"
    )
    how = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout=30s", f"--script={script}"]
    wrk = executable("wrk", "apt-get install wrk")
    done = subprocess.run([wrk, *how, base], check=True, capture_output=True, text=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    if figures["errors"]:
        sys.exit(f"{base}: {figures['errors']} of {figures['requests']} answers were errors")
    return {"rate": figures["requests"] / (figures["us"] / 1_000_000), "p99": figures["p99"]}


def paced(base: str, paths: Sequence[str], a_second: int, folder: Path, headers: Mapping[str, str]) -> dict[str, float]:
    """The times in ms of one answer for each path, asked for so many a second, whether or not those before are there.

    `p99` is the time that 99 % of the answers take at most. Raises `SystemExit` where one is no success.
    """
    uris, log = folder / "uris.txt", folder / "paced.log"
    uris.write_text("".join(f"{base}{path}\n" for path in paths))
    log.unlink(missing_ok=True)
    told = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    how = ["--h1", f"-n{len(paths)}", "-c10", f"--rps={a_second / 10}", f"-i{uris}", f"--log-file={log}", *told]
    h2load = executable("h2load", "apt-get install nghttp2-client")
    subprocess.run([h2load, *how], check=True, capture_output=True, text=True, timeout=60 + 3 * len(paths) / a_second)
    lines = [line.split("\t") for line in log.read_text().splitlines()]
    if wrong := [status for _start, status, _took in lines if status != "200"]:
        sys.exit(f"{base}: {len(wrong)} of {len(lines)} answers were {', '.join(sorted(set(wrong)))}")
    times = sorted(int(took) / 1000 for _start, _status, took in lines)
    return {
        "answers": len(times),
        "median": statistics.median(times),
        "p99": times[min(len(times) - 1, int(len(times) * 0.99))],
        "slowest": times[-1],
    }
