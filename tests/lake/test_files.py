import hashlib
from pathlib import Path

import pytest

from segnavia.lake.errors import FileRefusedError
from segnavia.lake.files import inspect, inspect_folder, read_headers, sha256_of


@pytest.mark.parametrize(
    ("content", "encoding", "terminated"),
    [
        pytest.param(b"a;b\n1;2\n", "utf-8", True, id="ascii"),
        pytest.param("a;città\n1;2".encode(), "utf-8", False, id="utf-8-without-end"),
        pytest.param("a;città\n1;2\r".encode("utf-8-sig"), "utf-8", True, id="byte-order-mark"),
        pytest.param("a;città\n1;2\n".encode("cp1252"), "windows-1252", True, id="windows-1252"),
        pytest.param(
            b"a;citt\xe0\n" + b"1;2\n" * 5000, "windows-1252", True, id="windows-1252-accent-far-from-the-end"
        ),
        pytest.param(b"1;2\n" * (1 << 18) + b"a;citt\xe0\n", "windows-1252", True, id="windows-1252-second-block"),
        pytest.param(b"x" * ((1 << 20) - 1) + "à;b\n".encode(), "utf-8", True, id="utf-8-character-across-blocks"),
    ],
)
def test_inspect_csv(tmp_path: Path, content: bytes, encoding: str, terminated: bool) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    found = inspect(file)
    assert (found.format, found.encoding, found.terminated, found.size) == ("csv", encoding, terminated, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ["page.csv", "page.parquet"])
@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE html><p>", b"\n  <html lang='it'>", b"\xef\xbb\xbf<!doctype HTML>"],
    ids=["doctype", "blanks", "byte-order-mark"],
)
def test_inspect_web_page(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefusedError, match=r"this is a web page, not the data: .* Download it with a browser"):
        inspect(tmp_path / name)


def test_inspect_tells_how_far_it_is(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(b"1;2\n" * (1 << 18) + b"1;2\n")
    told: list[tuple[int, int]] = []
    inspect(file, lambda done, size: told.append((done, size)))
    assert told == [(1 << 20, (1 << 20) + 4), ((1 << 20) + 4, (1 << 20) + 4)]


def test_inspect_folder_hashes_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b.feather").write_bytes(b"two")
    (tmp_path / "a.feather").write_bytes(b"one")
    (tmp_path / "other.txt").write_bytes(b"three")
    assert inspect_folder(tmp_path).sha256 == hashlib.sha256(b"onetwo").hexdigest()
    assert sha256_of(tmp_path / "other.txt") == hashlib.sha256(b"three").hexdigest()


def test_inspect_folder_without_feather(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="there is no Feather file"):
        inspect_folder(tmp_path)


def test_read_headers_quoted_over_two_lines(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes('\ufeff"Codice\nunivoco"; CUP \n1;2\n'.encode())
    assert read_headers(file) == (["Codice\nunivoco", "CUP"], 2)
