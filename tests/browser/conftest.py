"""A real server on the committed example extract, and a real browser before it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "src" / "segnavia" / "portal" / "static" / "portal" / "dist" / "segnavia.css"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def segnavia(*arguments: str) -> list[str]:
    """One of the project's own commands."""
    return [sys.executable, "-c", "from segnavia.cli.main import main; main()", *arguments]


def environment_of(home: Path, **more: str) -> dict[str, str]:
    """What a command needs to work in a state folder."""
    settings = {"SEGNAVIA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "segnavia.config.settings"}
    return {**os.environ, **settings, **more}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that the project's own commands filled. A test that writes works in a copy of it."""
    for needed in (AXE, BUILT):
        assert needed.exists(), f"{needed} is not there: `make test` sets up what the tests need"
    home = tmp_path_factory.mktemp("home")
    for arguments in (
        ("plan", "load", str(ROOT / "plans" / "milano-2022-2024")),
        ("lake", "add", "ISTAT_Comuni"),
        ("lake", "add-folder", str(ROOT / "examples" / "milano")),
        ("monitor", "--publish"),
    ):
        subprocess.run(segnavia(*arguments), env=environment_of(home), cwd=ROOT, check=True, capture_output=True)
    return home


@contextmanager
def served(home: Path, port: int, **more: str) -> Iterator[str]:
    """The address of a server on a state folder, while it runs."""
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        segnavia("serve", "--port", str(port), "--workers", "1"),
        env=environment_of(home, **more),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """The address of a site that the project's own commands made, from an empty folder to the running server."""
    with served(home, free_port()) as address:
        yield address


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(f"{address}/riforme", timeout=5):
                return
        except URLError:
            assert time.monotonic() < deadline, f"{address} does not answer"
            time.sleep(0.2)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of during a test: errors of scripts, of the content policy, of loading."""
    return []


@pytest.fixture(params=[390, 1280], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, chromium: Browser, site: str, complaints: list[str]) -> Iterator[Page]:
    """A page at the width of a phone or of a desk."""
    context = chromium.new_context(base_url=site, viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
