"""Releases: immutable folders `lake/<dataset>/<as-of>-<sha256, 12 digits>/` of data, quarantine and manifest."""

import json
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from segnavia.lake.aside import aside
from segnavia.lake.errors import LakeError, NoReleaseError
from segnavia.lake.files import sha256_of

DATA = "data.parquet"
QUARANTINE = "quarantine.parquet"
MANIFEST = "manifest.json"


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
    data_sha256: str = ""  # of the release's own two files; empty in the manifests of older versions
    quarantine_sha256: str = ""
    date_formats: Mapping[str, str] = field(default_factory=dict)  # lake name -> "dd/mm/yyyy" and the like


_KINDS = {name: get_origin(hint) or hint for name, hint in get_type_hints(Manifest).items()}


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
    found = [read_release(m.parent) for m in (home / "lake").glob(f"{dataset or '*'}/*/{MANIFEST}")]
    return sorted(found, key=lambda r: (r.manifest.dataset, r.manifest.as_of, r.manifest.added_at))


def read_release(folder: Path) -> Release:
    """The release in a folder. Raises `LakeError` where its manifest cannot be read."""
    try:
        return Release(folder, _manifest_of(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LakeError(
            f"{folder / MANIFEST}: the manifest cannot be read ({error})",
            f"Remove the folder {folder} and add the publisher's file again; if a newer Segnavia wrote it, use that",
        ) from error


def _manifest_of(values: dict[str, Any]) -> Manifest:
    for name in ("absent_columns", "unknown_columns", "notes"):
        values[name] = tuple(values[name])
    manifest = Manifest(**values)
    for name, kind in _KINDS.items():
        if not isinstance(getattr(manifest, name), kind):
            raise TypeError(f"{name} is no {kind.__name__}")
    return manifest


def latest(home: Path, dataset: str) -> Release:
    """The newest release of a dataset. Raises `NoReleaseError` where there is none."""
    found = releases(home, dataset)
    if not found:
        raise NoReleaseError(f"the lake holds no release of {dataset}", f"Add one: segnavia lake add {dataset} FILE")
    return found[-1]


def find_by_hash(home: Path, dataset: str, sha256: str) -> Release | None:
    """The release that was made from the file with this SHA-256, if there is one."""
    return next((r for r in releases(home, dataset) if r.manifest.sha256 == sha256), None)


def staging(home: Path) -> AbstractContextManager[Path]:
    """A folder on the lake's own disk to build a release in; it is gone afterwards, whatever happened."""
    return aside(home / "lake" / ".staging")


def publish(home: Path, built: Path, manifest: Manifest) -> tuple[Release, bool]:
    """Write the manifest into the `built` folder and move that into its place in one rename; say whether it is new.

    Where another process has published the same file meanwhile, its release stands.
    """
    manifest = replace(manifest, data_sha256=sha256_of(built / DATA), quarantine_sha256=sha256_of(built / QUARANTINE))
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
