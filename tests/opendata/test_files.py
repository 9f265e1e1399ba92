"""Files are built once for what they rest on, stand there whole or not at all, and are not kept for ever."""

from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.utils import timezone

from segnavia.actions import commitments
from segnavia.briefing.state import State
from segnavia.opendata import files
from segnavia.opendata.files import all_files, find, root
from segnavia.registry.models import Commitment
from tests.actions.agreements import PLANNER, in_force

pytestmark = pytest.mark.usefixtures("few")


def folders(kind: str) -> list[Path]:
    return sorted(root().glob(f"{kind}-*"))


def test_files_are_built_once(now: State) -> None:
    first = all_files(now)
    (measured,), (living,) = folders("m"), folders("v")
    built = {path: path.stat().st_mtime_ns for folder in (measured, living) for path in folder.iterdir()}
    assert all_files(now) == first
    assert {path: path.stat().st_mtime_ns for path in built} == built
    assert list((root() / ".building").iterdir()) == []
    for name in (
        "municipalities.csv",
        "municipalities.geojson",
        "commitments.xlsx",
        "datapackage.json",
        "catalogo.ttl",
    ):
        path, stored = find(now, name) or (None, None)
        assert path.stat().st_size == stored.size
        assert stored == first[name]


def test_change_of_the_registry_builds_only_what_tells_it(now: State) -> None:
    agreement = in_force(is_public=True)
    all_files(now)
    promised = Commitment.objects.filter(agreement=agreement).first()
    commitments.report(promised, by=PLANNER, version=promised.version, state="under_way", done_on=None, evidence="")
    path, _stored = find(now, "commitments.csv")
    assert "under_way" in path.read_text(encoding="utf-8")
    assert (len(folders("m")), len(folders("v"))) == (1, 2)


def test_another_address_of_the_site_is_another_catalogue(now: State, settings: object) -> None:
    path, _stored = find(now, "catalogo.ttl")
    settings.SITE_URL = "https://piano.example.org"
    other, _stored = find(now, "catalogo.ttl")
    assert other != path
    assert "https://piano.example.org/dati/municipalities.csv" in other.read_text(encoding="utf-8")


def test_what_is_not_there_is_not_found(now: State) -> None:
    for name in (
        "",
        "municipalities",
        "municipalities.exe",
        "..",
        "../secret.key",
        "files.json",
        "municipalities.csv.gz",
        "x.csv",
    ):
        assert find(now, name) is None, name


def test_few_folders_are_kept(now: State, settings: object) -> None:
    for number in range(files.KEPT_FOLDERS + 2):
        settings.SITE_URL = f"https://{number}.example.org"
        find(now, "municipalities.csv")
    assert len(folders("m")) == files.KEPT_FOLDERS
    assert find(now, "municipalities.csv") is not None


def test_folder_that_somebody_has_damaged_is_built_anew(now: State) -> None:
    path, stored = find(now, "municipalities.csv")
    (path.parent / "files.json").unlink()
    path.write_text("damaged")
    files._read_folders.get(path.parent, lambda: None)  # as in a process that has not read it yet
    fresh, _stored = find(now, "municipalities.csv")
    assert fresh.stat().st_size == stored.size


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_build_once(now: State, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    build = files._build
    monkeypatch.setattr(files, "_build", lambda path, write: (built.append(path), build(path, write)))
    threads = [Thread(target=files._folder, args=("m-test", lambda path: iter(()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1


def test_same_content_gives_the_same_bytes(now: State, tmp_path: Path) -> None:
    first = all_files(now)
    settings.SEGNAVIA_HOME = tmp_path / "other"
    second = all_files(now)
    assert root().is_relative_to(tmp_path / "other")
    assert {name: each.sha256 for name, each in first.items()} == {name: each.sha256 for name, each in second.items()}


def test_catalogue_says_the_day_on_which_it_was_made(now: State) -> None:
    path, _stored = find(now, "catalogo.ttl")
    assert f'dct:modified "{timezone.localdate().isoformat()}"^^xsd:date' in path.read_text(encoding="utf-8")
