"""The files that can be downloaded, built once for each version into a folder of its own, and sent as they lie there.

What rests on the plan and the bulletin alone has a folder of its own, which a change of the registry leaves as it is.
Folders are built aside and moved into place in one rename; the newest of each kind are kept.
"""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from segnavia.briefing.state import State
from segnavia.lake.aside import aside, put_folder
from segnavia.opendata import oc4ids, package
from segnavia.opendata.archive import archive, archive_name
from segnavia.opendata.catalogue.catalogue import catalogue
from segnavia.opendata.declaration import TABLES
from segnavia.opendata.formats import formats_of
from segnavia.opendata.formats.objects import dumped
from segnavia.opendata.geometry import PLACED
from segnavia.opendata.kept import Kept
from segnavia.opendata.publisher import publisher
from segnavia.opendata.rows_of_measurement import LANGUAGE
from segnavia.opendata.sheet import sheet
from segnavia.opendata.stored import Stored, stored
from segnavia.opendata.tables import measured_version, version

KEPT_FOLDERS = 3  # of each kind: that of now, and two that are still being read or of which a link was just sent
_MANIFEST = "files.json"
CATALOGUES: Mapping[str, tuple[str, str]] = {  # file -> rdflib's name of the form, media type
    "catalogo.ttl": ("turtle", "text/turtle; charset=utf-8"),
    "catalogo.rdf": ("pretty-xml", "application/rdf+xml"),
    "catalogo.jsonld": ("json-ld", "application/ld+json"),
}


@dataclass(frozen=True)
class Folder:
    """A folder of built files, and the day on which it was built."""

    path: Path
    made_on: date
    files: Mapping[str, Stored]


_read_folders: Kept[Path, Folder] = Kept(2 * KEPT_FOLDERS)


def root() -> Path:
    """The folder of all built files."""
    return Path(settings.SEGNAVIA_HOME) / "opendata"


def all_files(now: State) -> Mapping[str, Stored]:
    """Every file of now by its name, built where it is not yet. Raises `OSError` where the disk refuses."""
    return {**_measured(now).files, **_living(now).files}


def find(now: State, name: str) -> tuple[Path, Stored] | None:
    """One file with its path; `None` where there is none of that name. Builds no more than what it lies among."""
    declared = TABLES.get(name.partition(".")[0])
    is_measured = name == oc4ids.NAME or (declared is not None and not declared.living)
    folder = _measured(now) if is_measured else _living(now)
    found = folder.files.get(name)
    return (folder.path / name, found) if found else None


def copy_to(now: State, target: Path) -> None:
    """Copy every file of now into a folder, made where it is not there. Raises `OSError` where it cannot be written."""
    target.mkdir(parents=True, exist_ok=True)
    for folder in (_measured(now), _living(now)):
        for name in folder.files:
            shutil.copyfile(folder.path / name, target / name)


def _measured(now: State) -> Folder:
    return _folder(f"m-{_named(measured_version(now), now)}", lambda path: _write_measured(now, path))


def _living(now: State) -> Folder:
    measured = _measured(now)  # before the lock is taken, which it takes too
    return _folder(f"v-{_named(version(now), now)}", lambda path: _write_living(now, path, measured))


def _named(of: str, now: State) -> str:
    """A version, and what the settings say that files repeat."""
    by = publisher(now)
    told = (settings.SITE_URL, settings.OC4IDS_PREFIX, *asdict(by).values())
    return f"{of}-{hashlib.sha256(repr(told).encode()).hexdigest()[:8]}"


def _folder(name: str, write: Callable[[Path], Iterator[Stored]]) -> Folder:
    path = root() / name
    if not (path / _MANIFEST).exists():
        with _one_at_a_time():
            if not (path / _MANIFEST).exists():
                _build(path, write)
    return _read_folders.get(path, lambda: _read(path))


def _build(path: Path, write: Callable[[Path], Iterator[Stored]]) -> None:
    with aside(root() / ".building") as work:
        built = work / "files"
        built.mkdir()
        with override(LANGUAGE):
            files = list(write(built))
        manifest = {"made_on": timezone.localdate().isoformat(), "files": [asdict(each) for each in files]}
        (built / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        shutil.rmtree(path, ignore_errors=True)  # only what somebody has damaged stands there
        put_folder(built, path)
    kind = path.name[:2]
    older = sorted(root().glob(f"{kind}*"), key=lambda each: each.stat().st_mtime, reverse=True)
    for each in older[KEPT_FOLDERS:]:
        shutil.rmtree(each, ignore_errors=True)


def _read(path: Path) -> Folder:
    manifest = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
    files = {each["name"]: Stored(**each) for each in manifest["files"]}
    return Folder(path, date.fromisoformat(manifest["made_on"]), files)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Whoever comes second waits, and finds the files built: to build them takes seconds."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / ".lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _write_measured(now: State, path: Path) -> Iterator[Stored]:
    yield from _write_tables(now, path, living=False)
    works = oc4ids.package(now)
    if works is not None:
        yield _write_json(path / oc4ids.NAME, works)


def _write_living(now: State, path: Path, measured: Folder) -> Iterator[Stored]:
    found = {each.name: each for each in _write_tables(now, path, living=True)}
    together = {**measured.files, **found}
    for name, language in ((package.NAME, "it"), (package.ENGLISH, "en")):
        found[name] = _write_json(path / name, package.package(now, together, language))
    zipped = path / archive_name(now)
    archive(now, zipped, lambda name: (path if name in found else measured.path) / name)
    found[zipped.name] = stored(zipped, "application/zip", is_text=False)
    graph = catalogue(now, {**together, **found}, timezone.localdate())
    for name, (form, media_type) in CATALOGUES.items():
        graph.serialize(path / name, format=form, encoding="utf-8")
        found[name] = stored(path / name, media_type, is_text=True)
    yield from found.values()


def _write_tables(now: State, path: Path, *, living: bool) -> Iterator[Stored]:
    for declared in TABLES.values():
        if declared.living is living:
            rows = sheet(now, declared.name)
            for form in formats_of(has_places=declared.name in PLACED):
                file = path / f"{declared.name}.{form.ending}"
                form.write(rows, file)
                yield stored(file, form.media_type, is_text=form.is_text)


def _write_json(file: Path, content: Any) -> Stored:
    file.write_text(f"{dumped(content)}\n", encoding="utf-8")
    return stored(file, "application/json", is_text=True)
