"""Releases: immutable folders `lake/<dataset>/<as-of>-<sha256, 12 digits>/` of data, quarantine and manifest."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from segnavia.lake.errors import NoReleaseError

DATA = "data.parquet"
QUARANTINE = "quarantine.parquet"
MANIFEST = "manifest.json"
_ABANDONED = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is and how it came to be. Counts are rows; `rows_in = rows_kept + rows_quarantined`."""

    dataset: str
    as_of: str  # ISO date
    layout: str
    sha256: str  # of the publisher's file
    source: str  # its name
    source_bytes: int
    source_format: str
    encoding: str
    rows_in: int
    rows_kept: int
    rows_quarantined: int
    quarantine: Mapping[str, int]  # rows by finding code
    columns: Mapping[str, str]  # lake name -> header in the file
    absent_columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    number_formats: Mapping[str, str]  # lake name -> "comma", "dot", "integer"
    persons_dropped: int  # rows whose natural person's data were emptied
    notes: tuple[str, ...]
    title: str
    publisher: str
    licence: str
    attribution: str
    software: str
    added_at: str  # ISO time, UTC


@dataclass(frozen=True, slots=True)
class Release:
    """A release in the lake: its folder and its manifest."""

    path: Path
    manifest: Manifest = field(repr=False)

    @property
    def data(self) -> Path:
        """The kept rows, typed; `source_row` is the row's number in the publisher's file, from 1."""
        return self.path / DATA

    @property
    def quarantine(self) -> Path:
        """The rows kept out: `source_row`, `code`, `column`, `value` and the row as published."""
        return self.path / QUARANTINE


def releases(home: Path, dataset: str | None = None) -> list[Release]:
    """All releases in the lake, by dataset and from the oldest to the newest."""
    found = []
    for manifest in (home / "lake").glob(f"{dataset or '*'}/*/{MANIFEST}"):
        values = json.loads(manifest.read_text(encoding="utf-8"))
        for name in ("absent_columns", "unknown_columns", "notes"):
            values[name] = tuple(values[name])
        found.append(Release(manifest.parent, Manifest(**values)))
    return sorted(found, key=lambda r: (r.manifest.dataset, r.manifest.as_of, r.manifest.added_at))


def latest(home: Path, dataset: str) -> Release:
    """The newest release of a dataset. Raises `NoReleaseError` where there is none."""
    found = releases(home, dataset)
    if not found:
        raise NoReleaseError(f"the lake holds no release of {dataset}", f"Add one: segnavia lake add {dataset} FILE")
    return found[-1]


def find_by_hash(home: Path, dataset: str, sha256: str) -> Release | None:
    """The release that was made from the file with this SHA-256, if there is one."""
    return next((r for r in releases(home, dataset) if r.manifest.sha256 == sha256), None)


@contextmanager
def staging(home: Path) -> Iterator[Path]:
    """A folder on the lake's own disk to build a release in; it is gone afterwards, whatever happened."""
    parent = home / "lake" / ".staging"
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.iterdir():  # by a process that was killed; a living one takes minutes
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(home: Path, built: Path, manifest: Manifest) -> tuple[Release, bool]:
    """Write the manifest into the `built` folder and move that into its place in one rename; say whether it is new.

    Where another process has published the same file meanwhile, its release stands.
    """
    with (built / MANIFEST).open("w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, ensure_ascii=False, indent=1, sort_keys=True)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    target = home / "lake" / manifest.dataset / f"{manifest.as_of}-{manifest.sha256[:12]}"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        built.rename(target)
    except OSError:
        first = find_by_hash(home, manifest.dataset, manifest.sha256)
        if first is None:
            raise
        return first, False
    return Release(target, manifest), True
