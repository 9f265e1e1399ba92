"""A part of the portal as files, written from the sample: the same as the pages, and again only what has changed."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from segnavia.actions import agreements
from segnavia.briefing.version import Version
from segnavia.lake.errors import LakeError
from segnavia.site import names, routes, table, writing
from segnavia.site.tree import MANIFEST, Manifest
from tests.actions.agreements import PLANNER, in_force
from tests.site.written import NOTES, collect_static, write

pytestmark = pytest.mark.django_db
ROOMS = ("home", "agenda", "driver", "agreements", "agreement", "picture", "calendar")


@pytest.fixture(autouse=True)
def _some_rooms(portal: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A portal of a few rooms: to write all of them is for the test that runs the command."""
    listed = table.tables()["portal"]
    monkeypatch.setattr(table, "tables", lambda: {"portal": {room: listed[room] for room in ROOMS}})
    for each in (routes._routes, names.named):
        each.cache_clear()
    collect_static(Path(settings.STATIC_ROOT))
    yield
    for each in (routes._routes, names.named):
        each.cache_clear()


def files_of(site: Path) -> dict[str, tuple[int, int]]:
    return {
        str(file.relative_to(site)): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in site.rglob("*")
        if file.is_file()
    }


def test_site_holds_pages_twins_downloads_and_what_they_need(tmp_path: Path) -> None:
    in_force(is_public=True)
    report = write(tmp_path / "site", base="https://piano.example/a")
    site = tmp_path / "site"
    for name in ("index", "agenda", "agenda/D05", "intese", "intese/protocollo-per-i-tram"):
        for language in ("", "en/"):
            for ending in (".html", ".html.gz", ".html.br", ".json"):
                assert (site / f"{language}{name}{ending}").exists(), f"{language}{name}{ending}"
    for name in ("scadenze.ics", "og/piano.png", "404.html", "robots.txt", "sitemap.xml", MANIFEST):
        assert (site / name).exists(), name
    assert report.missing == []
    assert report.written == report.files
    assert report.pages > 24
    assert "https://piano.example/a/sitemap.xml" in (site / "robots.txt").read_text()
    assert "https://piano.example/a/en/agenda/D05.html" in (site / "sitemap.xml").read_text()
    assert not list(tmp_path.glob(".site.building"))


def test_no_link_of_a_page_is_dead(tmp_path: Path) -> None:
    in_force(is_public=True)
    write(tmp_path / "site")
    broken = []
    for file in (tmp_path / "site").rglob("*.html"):
        html = file.read_text()
        for link in re.findall(r'\s(?:href|src)="([^"]+)"', html):
            path = link.partition("#")[0]
            if path and not link.startswith(("http", "mailto:")) and file.name != "404.html":
                broken += [f"{file.name}: {link}"] if not (file.parent / path).resolve().is_file() else []
        assert "127.0.0.1" not in html.partition("</head>")[0], file
    assert broken == []


def test_page_is_the_live_one_but_for_its_links(tmp_path: Path, portal: Client) -> None:
    write(tmp_path / "site", live="https://live.example")

    def without_links(html: str) -> str:
        html = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>\n?', "", html)
        html = re.sub(r'<meta property="og:(?:url|image)"[^>]*>\n?|<script type="application/ld.*?</script>', "", html)
        html = re.sub(r"<form.*?</form>", "", html, flags=re.DOTALL).replace(NOTES["it"], "")
        return re.sub(r'\s(?:href|src|action|data-[a-z-]+)="[^"]*"', "", html)

    for name, address in (
        ("index.html", "/"),
        ("agenda/D05.html", "/agenda/D05"),
        ("agenda/D05/stato-non-noto.html", "/agenda/D05?stato=non-noto"),
    ):
        if (tmp_path / "site" / name).exists():
            told = (tmp_path / "site" / name).read_text()
            assert without_links(told) == without_links(portal.get(address).content.decode()), name
    assert json.loads((tmp_path / "site" / "agenda.json").read_text()) == portal.get("/agenda.json").json()


def test_nothing_is_written_again_where_nothing_has_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site)
    before = files_of(site)
    report = write(site)
    assert (report.pages, report.written) == (0, 0)
    assert files_of(site) == before


def test_only_changed_files_are_written_again_and_gone_ones_are_removed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    agreement = in_force(is_public=True)
    write(site)
    before = files_of(site)
    agreements.revise(agreement, by=PLANNER, version=agreement.version, is_public=False)
    report = write(site)
    after = files_of(site)
    assert not (site / "intese" / "protocollo-per-i-tram.html").exists()
    assert report.removed == 4  # in both languages, with the twins
    assert before["intese.html"] != after["intese.html"]
    same = {name for name in after if before.get(name) == after[name]}
    assert {"agenda.html", "agenda.json", "agenda/D01.html", "agenda/D01.html.br"} <= same
    assert 0 < report.written < report.files / 2
    assert gzip.decompress((site / "intese.html.gz").read_bytes()) == (site / "intese.html").read_bytes()


def test_interrupted_run_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    write(site)
    before = files_of(site)
    in_force(is_public=True)  # a new version

    def fail(*_arguments: object) -> dict[str, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "put_common", fail)
    with pytest.raises(OSError, match="No space left"):
        write(site)
    assert files_of(site) == before
    assert [each.name for each in tmp_path.iterdir() if each.name != ".site.building"] == ["site"]
    assert list((tmp_path / ".site.building").iterdir()) == []


def test_registry_that_changes_meanwhile_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = writing.version().day
    moments = iter(["a", "b", "b", "b"])
    monkeypatch.setattr(writing, "version", lambda: Version(next(moments), "", day))
    write(tmp_path / "site")
    assert next(moments, "") == "", "asked before and after each of two runs"
    assert Manifest.read(tmp_path / "site").made_of


def test_registry_that_never_rests_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day, moments = writing.version().day, iter(range(100))
    monkeypatch.setattr(writing, "version", lambda: Version(str(next(moments)), "", day))
    with pytest.raises(LakeError, match="changed while its pages were written"):
        write(tmp_path / "site")


def test_site_without_a_plan_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing.state, "current", lambda: None)
    with pytest.raises(LakeError, match="segnavia plan load"):
        write(tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_italian_alone(tmp_path: Path) -> None:
    write(tmp_path / "site", languages=("it",))
    assert not (tmp_path / "site" / "en").exists()
    assert ">English</a>" in (tmp_path / "site" / "index.html").read_text()
    assert 'href="/en' not in (tmp_path / "site" / "index.html").read_text()
