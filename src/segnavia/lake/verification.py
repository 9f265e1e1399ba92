"""`lake verify`: is every release still what its manifest says? Everything is read and counted anew."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.lake.errors import FileRefusedError, LakeError, NoReleaseError
from segnavia.lake.files import sha256_of
from segnavia.lake.releases import DATA, MANIFEST, QUARANTINE, Manifest, read_release

Step = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a release and what to do about it."""

    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A release's folder as it was found. `manifest` is `None` where it cannot be read."""

    dataset: str
    path: Path
    manifest: Manifest | None
    problems: tuple[Problem, ...]

    @property
    def hashed(self) -> bool:
        """Whether the manifest holds the hashes of the release's own files, as those of older versions do not.

        Without them a change of values goes unnoticed, as long as the rows can be read and are as many as before.
        """
        return self.manifest is not None and bool(self.manifest.data_sha256 and self.manifest.quarantine_sha256)


def _quiet(what: str, done: int, total: int | None) -> None:
    """Say nothing."""


def verify(home: Path, dataset: str | None = None, step: Step = _quiet) -> list[Verified]:
    """Verify every release of a dataset, or of all, by dataset and date.

    Raises `NoReleaseError` where the lake holds nothing of the dataset that is asked for.
    """
    folders = sorted(f for f in (home / "lake").glob(f"{dataset or '[!.]*'}/*") if f.is_dir())
    if dataset and not folders:
        raise NoReleaseError(f"the lake holds no release of {dataset}", f"Add one: segnavia lake add {dataset} FILE")
    found = []
    for number, folder in enumerate(folders):
        step(f"{folder.parent.name} {folder.name}", number, len(folders))
        found.append(_verified(folder))
    return found


def verify_file(file: Path, releases: list[Verified]) -> Problem | None:
    """Whether one of the verified `releases` was made from the publisher's `file`, by its hash and size.

    Raises `FileRefusedError` where the file cannot be read.
    """
    parts = sorted(file.glob("*.feather")) if file.is_dir() else [file]
    try:
        sha256, size = sha256_of(*parts), sum(part.stat().st_size for part in parts)
    except OSError as error:
        raise FileRefusedError(f"{file}: the file cannot be read ({error.strerror})", "Check its name") from error
    if any(r.manifest and (r.manifest.sha256, r.manifest.source_bytes) == (sha256, size) for r in releases):
        return None
    return Problem(
        f"{file}: no release was made from this file (SHA-256 {sha256}, {size} bytes)",
        "Check that it is the file you mean; if it is, add it: segnavia lake add DATASET FILE",
    )


def _verified(folder: Path) -> Verified:
    try:
        manifest = read_release(folder).manifest
    except LakeError as error:
        return Verified(folder.parent.name, folder, None, (Problem(error.problem, error.remedy),))
    again = (
        f"Remove the folder {folder} and add the publisher's file again ({manifest.source}, SHA-256 "
        f"{manifest.sha256}): segnavia lake add {manifest.dataset} FILE"
    )
    problems = tuple(Problem(problem, again) for problem in _problems(folder, manifest))
    return Verified(folder.parent.name, folder, manifest, problems)


def _problems(folder: Path, m: Manifest) -> Iterator[str]:
    """What is wrong, file by file, and what the manifest contradicts itself in."""
    if (folder.parent.name, folder.name) != (m.dataset, f"{m.as_of}-{m.sha256[:12]}"):
        yield f"{folder / MANIFEST}: it is the manifest of {m.dataset} {m.as_of}-{m.sha256[:12]}"
    if m.rows_in != m.rows_kept + m.rows_quarantined:
        yield (
            f"{folder / MANIFEST}: {m.rows_in} rows in are not {m.rows_kept} kept and {m.rows_quarantined} quarantined"
        )
    yield from _problems_of_data(folder / DATA, m)
    yield from _problems_of_quarantine(folder / QUARANTINE, m)


def _problems_of_data(file: Path, m: Manifest) -> Iterator[str]:
    try:
        yield from _changed(file, m.data_sha256)
        rows = sum(batch.num_rows for batch in pq.ParquetFile(file).iter_batches())
    except (OSError, pa.ArrowException) as error:
        yield _unreadable(file, error)
        return
    if rows != m.rows_kept:
        yield f"{file}: it holds {rows} rows, and the manifest says {m.rows_kept}"


def _problems_of_quarantine(file: Path, m: Manifest) -> Iterator[str]:
    codes: Counter[str] = Counter()
    try:
        yield from _changed(file, m.quarantine_sha256)
        for batch in pq.ParquetFile(file).iter_batches():
            codes.update(batch.column("code").to_pylist())
    except (OSError, KeyError, pa.ArrowException) as error:
        yield _unreadable(file, error)
        return
    if codes.total() != m.rows_quarantined:
        yield f"{file}: it holds {codes.total()} rows, and the manifest says {m.rows_quarantined}"
    yield from (
        f"{file}: it holds {codes[code]} rows of {code}, and the manifest says {m.quarantine.get(code, 0)}"
        for code in sorted(codes.keys() | m.quarantine.keys())
        if codes[code] != m.quarantine.get(code, 0)
    )


def _changed(file: Path, sha256: str) -> Iterator[str]:
    found = sha256_of(file)
    if sha256 and found != sha256:
        yield f"{file}: it was changed: its SHA-256 is {found}, and the manifest says {sha256}"


def _unreadable(file: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{file}: the file is missing"
    return f"{file}: the file cannot be read ({str(error).splitlines()[0]})"
