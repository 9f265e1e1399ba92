"""An index is built aside and moved into place, whoever else builds, whatever cannot be written, whatever is old."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from segnavia.monitoring.text_search import index
from segnavia.monitoring.text_search.asking import asked
from segnavia.monitoring.text_search.index import KEPT, Opened, build_index, open_index, root
from segnavia.monitoring.text_search.searching import read
from tests.monitoring.text_search.sample import ENTRIES


def version(number: int) -> str:
    return f"{number:032x}"


def keys(opened: Opened) -> list[str]:
    return read(opened, asked("asilo")).keys("work")


def test_index_is_there_for_the_next_process(tmp_path: Path) -> None:
    assert open_index(tmp_path, version(1)) is None
    build_index(tmp_path, version(1), ENTRIES)
    index._opened.cache_clear()
    opened = open_index(tmp_path, version(1))
    assert opened is not None
    assert keys(opened) == ["P2", "P3"]
    assert [each.name for each in root(tmp_path).iterdir() if each.name != ".building"] == [version(1)]
    assert list((root(tmp_path) / ".building").iterdir()) == []


def test_several_build_the_same_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        built = list(pool.map(lambda _: build_index(tmp_path, version(1), ENTRIES), range(4)))
    assert [keys(each) for each in built] == [["P2", "P3"]] * 4


def test_old_versions_go_and_whoever_reads_one_goes_on(tmp_path: Path) -> None:
    first = build_index(tmp_path, version(0), ENTRIES)
    for number in range(1, KEPT + 2):
        build_index(tmp_path, version(number), ENTRIES[:1])
    assert sorted(each.name for each in root(tmp_path).iterdir() if each.name != ".building") == [
        version(number) for number in range(2, KEPT + 2)
    ]
    assert keys(first) == ["P2", "P3"]


def test_index_is_held_in_memory_where_it_cannot_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root(tmp_path).write_text("a file, and no folder")
    assert keys(build_index(tmp_path, version(1), ENTRIES)) == ["P2", "P3"]
    assert "held in memory" in caplog.text


def test_nothing_to_search(tmp_path: Path) -> None:
    opened = build_index(tmp_path, version(1), ())
    assert keys(opened) == []
