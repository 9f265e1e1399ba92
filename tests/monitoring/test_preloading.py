"""A bulletin read whole says the same as one read piece by piece."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from segnavia.core.facts import State
from segnavia.monitoring import reading
from segnavia.monitoring.preloading import Whole, read_whole
from tests.monitoring.test_publishing import published


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def name(home: Path) -> str:
    return published(home)


@pytest.fixture
def whole(home: Path, name: str) -> Whole:
    bulletin = reading.get_bulletin(home, name)
    assert bulletin is not None
    return read_whole(home, bulletin, reading.get_links(home, name))


@pytest.fixture
def preloaded(home: Path, name: str) -> Iterator[None]:
    reading.preload(home, name)
    yield
    reading._whole.clear()


def test_projects_are_the_same(home: Path, name: str, whole: Whole) -> None:
    assert len(whole.projects) > 1
    assert {key: reading.get_project(home, name, key) for key in whole.projects} == dict(whole.projects)
    assert sum(len(project.rows) for project in whole.projects.values()) > len(whole.projects)


def test_lists_are_the_same_page_by_page(home: Path, name: str, whole: Whole) -> None:
    assert {dimension for dimension, _code in whole.listed} >= {"total", "objective", "municipality", "body"}
    for dimension, code in whole.listed:
        for state in (None, *(state.value for state in State)):
            for offset in (0, 1):
                asked = reading.get_projects(
                    home, name, dimension=dimension, code=code, state=state, limit=1, offset=offset
                )
                assert whole.page(dimension, code, state, 1, offset) == asked
    assert whole.page("objective", "M9.99", None, 25, 0) == ()


def test_figures_of_objectives_in_municipalities_are_the_same(
    home: Path, name: str, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    objective, _, municipality = next(iter(whole.crossing)).partition("@")
    asked = (reading.get_municipalities_of, objective), (reading.get_objectives_in, municipality)
    one_by_one = [read(home, name, code) for read, code in asked]
    assert all(one_by_one)
    monkeypatch.setitem(reading._whole, (home, name), whole)
    assert [read.__wrapped__(home, name, code) for read, code in asked] == one_by_one


def test_preloaded_bulletin_is_asked_from_memory(
    home: Path, name: str, whole: Whole, preloaded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "tables_of", None)  # whoever opened the tables now would fail
    for key, project in whole.projects.items():
        assert reading.get_project.__wrapped__(home, name, key) == project
    lists = reading.get_projects.__wrapped__(home, name, dimension="total", code="", limit=25, offset=0)
    assert lists == whole.listed["total", ""]


def test_bulletin_that_is_not_there_is_not_preloaded(home: Path) -> None:
    reading.preload(home, "015-2025-03-31-0123456789ab")
    assert reading._whole == {}
