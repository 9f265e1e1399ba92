import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from segnavia.lake import aside as module
from segnavia.lake.aside import aside, put_file, put_folder

BUILD = """
import sys
from pathlib import Path
from segnavia.lake.aside import aside
with aside(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half")
    print(folder, flush=True)
    sys.stdin.read()
"""


def builder(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another process that builds something, and its folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_folder_is_one_of_its_own_and_gone_afterwards(tmp_path: Path) -> None:
    with aside(tmp_path / "new") as first, aside(tmp_path / "new") as second:
        (first / "file").touch()
        assert first != second
        assert {first.parent, second.parent} == {tmp_path / "new"}
    assert list((tmp_path / "new").iterdir()) == []


def test_folder_of_a_living_process_stays_and_that_of_a_killed_one_goes(tmp_path: Path) -> None:
    process, folder = builder(tmp_path)
    with process:
        with aside(tmp_path):
            assert (folder / "half").exists()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert (folder / "half").exists()
    with aside(tmp_path) as mine:
        assert list(tmp_path.iterdir()) == [mine]


def test_process_that_ends_leaves_nothing(tmp_path: Path) -> None:
    process, folder = builder(tmp_path)
    process.communicate()
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_without_locks_only_what_is_old_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int, how: int) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(module.fcntl, "flock", refuse)
    (tmp_path / "young").mkdir()
    (tmp_path / "old").mkdir()
    os.utime(tmp_path / "old", (0, 0))
    (tmp_path / "file").touch()
    with aside(tmp_path) as mine:
        assert sorted(tmp_path.iterdir()) == sorted([mine, tmp_path / "young", tmp_path / "file"])


def test_folder_that_is_already_there_stays(tmp_path: Path) -> None:
    for number, is_first in enumerate((True, False)):
        built = tmp_path / "building"
        built.mkdir()
        (built / "content").write_text(str(number))
        assert put_folder(built, tmp_path / "below" / "place") is is_first
        shutil.rmtree(built, ignore_errors=True)
    assert (tmp_path / "below" / "place" / "content").read_text() == "0"


def test_folder_whose_place_cannot_be_had_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        put_folder(tmp_path / "nothing", tmp_path / "place")


def test_file_takes_the_place_of_the_one_before_and_all_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    put_file(file, b"one")
    put_file(file, b"two")
    assert file.read_bytes() == b"two"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert list(tmp_path.iterdir()) == [file]


def test_file_that_the_disk_refuses_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.pdf"
    put_file(file, b"one")
    monkeypatch.setattr(os, "fchmod", refuse)
    with pytest.raises(OSError, match="No space left"):
        put_file(file, b"two")
    assert file.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [file]


def refuse(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
