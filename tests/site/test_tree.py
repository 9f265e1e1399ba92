"""The folder of a site: an unchanged file stays the same file, and a new site takes the place of the old one whole."""

import gzip
from pathlib import Path

import brotli
import pytest

from segnavia.site import tree
from segnavia.site.tree import Manifest, Put, take_the_place

BODY = b"<!doctype html>" + b"<p>Segnavia</p>" * 100


def put(tmp_path: Path, known: Manifest | None = None) -> Put:
    (tmp_path / "new").mkdir(exist_ok=True)
    return Put(tmp_path / "new", tmp_path / "old", known or Manifest())


def test_file_stands_beside_its_compressed_ones(tmp_path: Path) -> None:
    site = put(tmp_path)
    site.file("comuni/015146.html", BODY, "text/html; charset=utf-8")
    page = tmp_path / "new" / "comuni" / "015146.html"
    assert page.read_bytes() == BODY
    assert gzip.decompress(page.with_name("015146.html.gz").read_bytes()) == BODY
    assert brotli.decompress(page.with_name("015146.html.br").read_bytes()) == BODY
    assert site.written == 1


@pytest.mark.parametrize(
    ("name", "body", "media_type"), [("a.png", b"\x89PNG" * 500, "image/png"), ("b.txt", b"short", "text/plain")]
)
def test_file_that_would_not_shrink_stands_alone(tmp_path: Path, name: str, body: bytes, media_type: str) -> None:
    put(tmp_path).file(name, body, media_type)
    assert [file.name for file in (tmp_path / "new").iterdir()] == [name]


def test_unchanged_file_is_the_one_from_before(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    before = Put(tmp_path / "old", tmp_path / "none", Manifest())
    known = Manifest("", {name: before.file(name, BODY, "text/html") for name in ("same.html", "other.html")})
    site = put(tmp_path, known)
    site.file("same.html", BODY, "text/html")
    site.file("other.html", BODY + b"!", "text/html")
    assert site.written == 1
    for ending in ("", ".gz", ".br"):
        old, new = (tmp_path / folder / f"same.html{ending}" for folder in ("old", "new"))
        assert old.samefile(new)
    assert (tmp_path / "old" / "other.html").read_bytes() == BODY, "the site that is read now is not touched"


def test_file_that_is_gone_from_the_site_before_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    known = Manifest(
        "", {"a.html": Put(tmp_path / "old", tmp_path / "none", Manifest()).file("a.html", BODY, "text/html")}
    )
    (tmp_path / "old" / "a.html.br").unlink()
    site = put(tmp_path, known)
    site.file("a.html", BODY, "text/html")
    assert site.written == 1
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["a.html", "a.html.br", "a.html.gz"]


def test_file_with_the_content_of_another_is_linked(tmp_path: Path) -> None:
    site = put(tmp_path)
    digest = site.file("a.json", BODY, "application/json")
    for _ in range(2):  # two processes may find it
        site.same("en/a.json", "a.json", digest)
    for ending in ("", ".gz", ".br"):
        assert (tmp_path / "new" / f"a.json{ending}").samefile(tmp_path / "new" / "en" / f"a.json{ending}")


@pytest.mark.parametrize("knows_exchange", [True, False], ids=["exchange", "two renames"])
def test_new_site_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, knows_exchange: bool
) -> None:
    if not knows_exchange:
        monkeypatch.setattr(tree, "_exchange", lambda *_folders: False)
    site, aside = tmp_path / "site", tmp_path / "aside"
    for number in range(3):
        aside.mkdir(exist_ok=True)
        (aside / "new").mkdir()
        (aside / "new" / "index.html").write_text(str(number))
        take_the_place(aside / "new", site, aside / "before")
        assert (site / "index.html").read_text() == str(number)
        left = [folder / "index.html" for folder in aside.iterdir()]
        assert [file.read_text() for file in left] == ([str(number - 1)] if number else [])
        for file in left:
            file.unlink()
            file.parent.rmdir()


def test_system_here_exchanges_folders(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert tree._exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").exists()
    assert (tmp_path / "b" / "a").exists()


def test_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest("abc", {"index.html": "12"})
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"made_of": 1}', "\x00"])
def test_manifest_that_cannot_be_read_knows_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / tree.MANIFEST).write_text(content)
    assert Manifest.read(tmp_path) == Manifest()
    assert Manifest.read(tmp_path / "nowhere") == Manifest()
