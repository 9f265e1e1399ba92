"""Files that cannot serve: each is refused with its remedy, and nothing of it stays."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segnavia.lake.errors import FileRefusedError, LakeError
from segnavia.lake.ingest import add
from segnavia.sources.pnrr_pagamenti import DATASET as PAYMENTS
from tests.lake.samples import CUP, DATED, FUNDING, PAID, everything_under, payment, write_csv

Make = Callable[[Path], Path]


def whole(folder: Path) -> bytes:
    rows = [payment(n) | {"Descrizione Submisura": f'Città\n"nuova" {n}'} for n in range(1, 6)]
    return write_csv(folder / "whole.csv", rows, end="\n").read_bytes()


def cut_before(mark: str, keep: int = 0) -> Make:
    """The file up to the last `mark`, and `keep` bytes of it."""

    def make(folder: Path) -> Path:
        content = whole(folder)
        file = folder / "payments.csv"
        file.write_bytes(content[: content.rindex(mark.encode()) + keep])
        return file

    return make


def csv_of(change: Callable[[bytes], bytes]) -> Make:
    def make(folder: Path) -> Path:
        file = folder / "payments.csv"
        file.write_bytes(change(whole(folder)))
        return file

    return make


def without(header: str) -> Make:
    def make(folder: Path) -> Path:
        rows = [{name: value for name, value in payment(n).items() if name != header} for n in range(3)]
        return write_csv(folder / "payments.csv", rows)

    return make


def parquet(folder: Path) -> Path:
    pq.write_table(pa.Table.from_pylist([payment(n) for n in range(1000)]), folder / "payments.parquet")
    return folder / "payments.parquet"


def parquet_cut(name: str) -> Make:
    def make(folder: Path) -> Path:
        content = parquet(folder).read_bytes()
        file = folder / name
        file.write_bytes(content[: len(content) // 2])
        return file

    return make


def parquet_with_a_hole(folder: Path) -> Path:
    """Both ends are right, what lies between is not."""
    file = parquet(folder)
    content = file.read_bytes()
    file.write_bytes(content[:4] + b"?" * (len(content) - 12) + content[-8:])
    return file


def renamed(folder: Path) -> Path:
    return write_csv(folder / "payments.csv", [payment(1)]).rename(folder / "payments.parquet")


def empty_file(folder: Path) -> Path:
    (folder / "payments.csv").touch()
    return folder / "payments.csv"


def parquet_without_rows(folder: Path) -> Path:
    pq.write_table(pa.Table.from_pylist([payment(1)]).slice(1), folder / "payments.parquet")
    return folder / "payments.parquet"


def contradicting(folder: Path) -> Path:
    return write_csv(folder / "payments.csv", [payment(1, funding="1234,56"), payment(2, funding="1234.56")])


def contradicting_dates(folder: Path) -> Path:
    return write_csv(folder / "payments.csv", [payment(1), payment(2, dated="2025-03-31")])


def twice(folder: Path) -> Path:
    return write_csv(folder / "payments.csv", [payment(1) | {"C.U.P.": "x"}])


def of_another_dataset(folder: Path) -> Path:
    return write_csv(folder / "payments.csv", [payment(n, cup="?") for n in range(3)])


REFUSED = [
    pytest.param(cut_before(";100,5"), "truncated: it ends in the middle of row", id="cut-in-mid-row"),
    pytest.param(cut_before('nuova"'), "truncated: it ends in the middle of row", id="cut-in-mid-quoted-cell"),
    pytest.param(cut_before("à", 1), "truncated: it ends in the middle of a character", id="cut-in-mid-character"),
    pytest.param(cut_before("25\n"), "truncated: it ends in the middle of row 5", id="cut-in-mid-last-column"),
    pytest.param(cut_before("/2025\n"), "truncated: it ends in the middle of row 5", id="cut-before-the-year"),
    pytest.param(csv_of(lambda c: c.replace(b";", b",")), r"separated by a comma.*Save it with ;", id="comma"),
    pytest.param(csv_of(lambda c: c.replace(b";", b"\t")), r"separated by a tab.*Save it with ;", id="tab"),
    pytest.param(csv_of(lambda c: c.split(b"\n")[0] + b"\n"), "there is no row under the header", id="header-only"),
    pytest.param(csv_of(lambda c: b"\x89PNG\0" + c), "neither a CSV nor a Parquet", id="binary"),
    pytest.param(csv_of(lambda c: c.decode("utf-8-sig").encode("utf-16")), "neither a CSV", id="utf-16"),
    pytest.param(csv_of(lambda c: c.decode().encode() + b"\x81\n"), "neither UTF-8 nor windows-1252", id="no-encoding"),
    pytest.param(csv_of(lambda c: b"una sola riga di prosa\n"), "the first line holds one column only", id="prose"),
    pytest.param(without(CUP), r"the column “CUP” that PNRR_Pagamenti_di_Progetto needs is missing", id="no-cup"),
    pytest.param(without(FUNDING), "“Finanziamento PNRR”.* is missing", id="no-funding"),
    pytest.param(twice, "the column “C.U.P.” is there twice", id="a-column-twice"),
    pytest.param(contradicting, r"“Finanziamento PNRR” contradicts itself: 1234,56 .* 1234\.56", id="contradiction"),
    pytest.param(
        contradicting_dates, "“Data di Estrazione” contradicts itself: 31/03/2025 .* 2025-03-31", id="two-date-formats"
    ),
    pytest.param(of_another_dataset, r"none of its 3 rows .* the first problem: LAK103", id="no-good-row"),
    pytest.param(renamed, "this is not a whole Parquet file", id="text-renamed-as-parquet"),
    pytest.param(parquet_cut("payments.parquet"), "this is not a whole Parquet file", id="parquet-cut"),
    pytest.param(parquet_cut("payments.dat"), "the Parquet file cannot be read", id="parquet-cut-of-another-name"),
    pytest.param(parquet_with_a_hole, "the Parquet file cannot be read", id="parquet-with-a-hole"),
    pytest.param(parquet_without_rows, "the file has no row", id="parquet-without-rows"),
    pytest.param(empty_file, "the file is empty", id="empty-file"),
    pytest.param(lambda folder: folder, "this is a folder", id="folder"),
    pytest.param(lambda folder: folder / "nowhere.csv", "there is no such file", id="missing-file"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_file_is_refused_and_nothing_stays(home: Path, tmp_path: Path, make: Make, message: str) -> None:
    with pytest.raises(FileRefusedError, match=message) as refusal:
        add(home, PAYMENTS, make(tmp_path))
    assert refusal.value.remedy
    assert everything_under(home) == []


def test_last_line_without_its_end_is_whole_if_it_reads(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1), payment(2)])
    file.write_bytes(file.read_bytes().rstrip())
    assert add(home, PAYMENTS, file).release.manifest.rows_kept == 2


def test_broken_row_in_the_middle_does_not_make_a_file_truncated(home: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1), payment(2, cup="?"), payment(3)])
    file.write_bytes(file.read_bytes().rstrip())
    assert add(home, PAYMENTS, file).release.manifest.rows_quarantined == 1


def test_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = write_csv(tmp_path / "payments.csv", [payment(1)])
    with pytest.raises(LakeError, match=r"could not be written .* let SEGNAVIA_HOME name another; nothing was kept"):
        add(tmp_path / "file" / "home", PAYMENTS, file)


def test_file_that_cannot_be_read_is_told_from_a_lake_that_cannot_be_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_csv(tmp_path / "payments.csv", [payment(1)])

    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(file), "open", refuse)
    with pytest.raises(FileRefusedError, match=r"the file cannot be read \(Permission denied\)"):
        add(home, PAYMENTS, file)


def test_all_dates_and_amounts_are_named_by_the_samples() -> None:
    """The samples hold every column that the dataset requires, or the tests above would refuse them all."""
    assert {c.header for c in PAYMENTS.columns if c.required} <= payment(1).keys()
    assert {DATED, PAID} <= payment(1).keys()
