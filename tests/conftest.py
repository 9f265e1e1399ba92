"""What all tests share: the one browser (its driver refuses a second in a process), and the example, measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from segnavia.lake.ingest import add
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish
from segnavia.sources.catalogue import DATASETS
from tests.monitoring.comparison.two import publish_two
from tests.monitoring.milano import EXAMPLE, milano

CHROMIUM = Path("/usr/bin/chromium")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", action="store_true", help="only the tests that ask the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--database`: the same tests on another database, without those that would only say the same again."""
    if not config.getoption("--database"):
        return
    asking = {"db", "transactional_db", "live_server"}

    def asks(item: pytest.Item) -> bool:
        marked = any(item.get_closest_marker(name) for name in ("django_db", "console"))
        return marked or not asking.isdisjoint(getattr(item, "fixturenames", ()))

    config.hook.pytest_deselected(items=[item for item in items if not asks(item)])
    items[:] = [item for item in items if asks(item)]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, in which each test opens a context of its own."""
    assert CHROMIUM.exists(), f"{CHROMIUM} is not there: `make test` sets up what the tests need"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed extract of Milano and the boundaries, measured and published: to be read, and not written to."""
    home = tmp_path_factory.mktemp("milano")
    boundaries = DATASETS["ISTAT_Comuni"]
    assert boundaries.default_path is not None
    add(home, boundaries, boundaries.default_path())
    for file in sorted(EXAMPLE.glob("*.parquet")):
        add(home, DATASETS[file.stem], file)
    with measure(home, {"015": milano()}) as (measurement,):
        publish(home, measurement)
    return home


@pytest.fixture(scope="session")
def two_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small published bulletins whose every difference is known: to be read, and not written to."""
    home = tmp_path_factory.mktemp("two")
    publish_two(home)
    return home
