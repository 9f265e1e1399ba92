"""Each way in which a release can be tampered with is named, and only that release."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from segnavia.lake.errors import FileRefusedError, LakeError, NoReleaseError
from segnavia.lake.ingest import add
from segnavia.lake.releases import Release, releases
from segnavia.lake.verification import verify, verify_file
from segnavia.sources.pnrr_pagamenti import DATASET
from tests.lake.samples import payment, write_csv

ROWS = [payment(1), payment(2), payment(3, cup="?"), payment(4, cup="N/A"), payment(5, cup="N/A")]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of two releases, and the files that they were made from."""
    folder = tmp_path_factory.mktemp("untouched")
    add(folder / "home", DATASET, write_csv(folder / "others.csv", [payment(9)]))
    add(folder / "home", DATASET, write_csv(folder / "payments.csv", ROWS))
    return folder


@pytest.fixture
def file(untouched: Path) -> Path:
    return untouched / "payments.csv"


@pytest.fixture
def release(home: Path, untouched: Path) -> Release:
    """One release that a test may tamper with, in a lake with another."""
    shutil.copytree(untouched / "home", home)
    return next(r for r in releases(home) if r.manifest.source == "payments.csv")


def manifest(**changes: object) -> Callable[[Release], None]:
    """The manifest with other values, and without those that are `None`."""

    def tamper(release: Release) -> None:
        path = release.path / "manifest.json"
        values: dict[str, Any] = json.loads(path.read_text()) | changes
        path.write_text(json.dumps({name: value for name, value in values.items() if value is not None}))

    return tamper


def parquet(name: str, change: Callable[[Any], Any]) -> Callable[[Release], None]:
    """The table with other rows, of which the manifest of an older version held no hash."""

    def tamper(release: Release) -> None:
        pq.write_table(change(pq.read_table(release.path / name)), release.path / name)
        manifest(data_sha256=None, quarantine_sha256=None)(release)

    return tamper


def bytes_of(name: str, change: Callable[[bytes], bytes]) -> Callable[[Release], None]:
    def tamper(release: Release) -> None:
        path = release.path / name
        path.write_bytes(change(path.read_bytes()))

    return tamper


def hole(content: bytes) -> bytes:
    """Other bytes in the first column, where neither the file's ends nor its counts tell."""
    return content[:4] + b"?" * 40 + content[44:]


def one_value(table: Any) -> Any:
    return table.set_column(table.schema.get_field_index("clp"), "clp", [["CLP-7"] * table.num_rows])


DATA, QUARANTINE = "data.parquet", "quarantine.parquet"
TAMPERED = [
    pytest.param(bytes_of("manifest.json", lambda c: c[:100]), ["the manifest cannot be read"], id="manifest-cut"),
    pytest.param(bytes_of("manifest.json", lambda c: b"[]"), ["the manifest cannot be read"], id="manifest-a-list"),
    pytest.param(bytes_of("manifest.json", lambda c: b"\xff"), ["the manifest cannot be read"], id="manifest-binary"),
    pytest.param(lambda r: (r.path / "manifest.json").unlink(), ["the manifest cannot be read"], id="manifest-gone"),
    pytest.param(manifest(rows_in=None), ["the manifest cannot be read .*rows_in"], id="manifest-without-a-count"),
    pytest.param(manifest(rows_in="5"), ["the manifest cannot be read .rows_in is no int"], id="manifest-with-text"),
    pytest.param(manifest(colour="red"), ["the manifest cannot be read .*colour"], id="manifest-with-more"),
    pytest.param(manifest(as_of="2025-04-01"), ["is the manifest of .* 2025-04-01-"], id="date"),
    pytest.param(manifest(sha256="0" * 64), ["is the manifest of .* 2025-03-31-000000000000"], id="source-hash"),
    pytest.param(manifest(dataset="PNRR_Gare"), ["is the manifest of PNRR_Gare"], id="dataset"),
    pytest.param(manifest(rows_in=6), ["6 rows in are not 2 kept and 3 quarantined"], id="rows-in"),
    pytest.param(
        manifest(rows_kept=3),
        ["5 rows in are not 3 kept", "data.parquet: it holds 2 rows, and the manifest says 3"],
        id="rows-kept",
    ),
    pytest.param(
        manifest(rows_quarantined=2, rows_kept=3),
        ["data.parquet: it holds 2 rows", "quarantine.parquet: it holds 3 rows, and the manifest says 2"],
        id="rows-quarantined",
    ),
    pytest.param(
        manifest(quarantine={"LAK102": 1, "LAK103": 2}),
        ["holds 2 rows of LAK102, and the manifest says 1", "holds 1 rows of LAK103, and the manifest says 2"],
        id="codes",
    ),
    pytest.param(
        manifest(quarantine={"LAK102": 2, "LAK103": 1, "LAK104": 1}),
        ["holds 0 rows of LAK104, and the manifest says 1"],
        id="code-of-nothing",
    ),
    pytest.param(manifest(data_sha256="0" * 64), ["data.parquet: it was changed"], id="data-hash"),
    pytest.param(manifest(quarantine_sha256="0" * 64), ["quarantine.parquet: it was changed"], id="quarantine-hash"),
    pytest.param(lambda r: r.data.unlink(), ["data.parquet: the file is missing"], id="data-gone"),
    pytest.param(lambda r: r.quarantine.unlink(), ["quarantine.parquet: the file is missing"], id="quarantine-gone"),
    pytest.param(
        bytes_of(DATA, lambda c: c[:-50]), ["data.parquet: it was changed", "data.parquet: .* be read"], id="data-cut"
    ),
    pytest.param(
        bytes_of(DATA, hole), ["data.parquet: it was changed", "data.parquet: .* be read"], id="data-with-a-hole"
    ),
    pytest.param(
        bytes_of(QUARANTINE, lambda c: c[:-50]),
        ["quarantine.parquet: it was changed", "quarantine.parquet: the file cannot be read"],
        id="quarantine-cut",
    ),
    pytest.param(
        lambda r: pq.write_table(one_value(pq.read_table(r.data)), r.data),
        ["data.parquet: it was changed: its SHA-256 is"],
        id="data-other-values",
    ),
    pytest.param(parquet(DATA, lambda t: t.slice(1)), ["data.parquet: it holds 1 rows"], id="data-row-less-no-hash"),
    pytest.param(
        parquet(QUARANTINE, lambda t: t.slice(1)),
        ["quarantine.parquet: it holds 2 rows", "rows of LAK10"],
        id="quarantine-row-less-no-hash",
    ),
    pytest.param(
        parquet(QUARANTINE, lambda t: t.drop_columns(["code"])),
        ["quarantine.parquet: the file cannot be read"],
        id="quarantine-without-codes-no-hash",
    ),
]


def test_release_as_it_was_made_is_whole(home: Path, release: Release, file: Path) -> None:
    found = verify(home)
    whole = {v.path: (v.manifest, v.problems, v.hashed) for v in found}
    assert whole == {r.path: (r.manifest, (), True) for r in releases(home)}
    assert len(found) == 2
    assert verify_file(file, found) is None


@pytest.mark.parametrize(("tamper", "messages"), TAMPERED)
def test_what_was_tampered_with_is_named(
    home: Path, release: Release, tamper: Callable[[Release], object], messages: list[str]
) -> None:
    tamper(release)
    told = {v.path: v.problems for v in verify(home)}
    problems = told.pop(release.path)
    assert list(told.values()) == [()]
    assert len(problems) == len(messages)
    for problem, message in zip(problems, messages, strict=True):
        assert re.search(message, problem.problem), problem.problem
        assert str(release.path) in problem.problem
        assert f"Remove the folder {release.path} and add the publisher's file again" in problem.remedy


def test_remedy_mends(home: Path, release: Release, file: Path) -> None:
    release.data.unlink()
    shutil.rmtree(release.path)
    add(home, DATASET, file)
    assert [v.problems for v in verify(home)] == [(), ()]


def test_other_values_without_hashes_are_said_to_be_beyond_what_is_seen(home: Path, release: Release) -> None:
    parquet(DATA, one_value)(release)
    (found,) = (v for v in verify(home) if v.path == release.path)
    assert (found.problems, found.hashed) == ((), False)


def test_manifest_that_cannot_be_read_ends_other_commands_with_a_remedy(home: Path, release: Release) -> None:
    bytes_of("manifest.json", lambda c: c[:100])(release)
    with pytest.raises(LakeError, match=r"the manifest cannot be read .*Remove the folder"):
        releases(home)


def test_file_that_no_release_was_made_from(home: Path, release: Release, file: Path, tmp_path: Path) -> None:
    (tmp_path / "longer.csv").write_bytes(file.read_bytes() + b"\r\n")
    problem = verify_file(tmp_path / "longer.csv", verify(home))
    assert problem is not None
    assert "no release was made from this file" in problem.problem


def test_file_that_is_not_there(home: Path, release: Release, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="No such file"):
        verify_file(tmp_path / "nowhere.csv", verify(home))


def test_one_dataset_only(home: Path, release: Release) -> None:
    assert len(verify(home, DATASET.name)) == 2
    with pytest.raises(NoReleaseError, match="segnavia lake add PNRR_Progetti FILE"):
        verify(home, "PNRR_Progetti")


def test_empty_lake(home: Path) -> None:
    assert verify(home) == []


def test_folder_that_is_being_built_is_no_release(home: Path, release: Release) -> None:
    (home / "lake" / ".staging" / "half").mkdir()
    assert len(verify(home)) == 2
