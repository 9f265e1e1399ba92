"""Row numbers of a file large enough for the engine to read it on all cores."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from segnavia.lake.ingest import add
from segnavia.sources.pnrr_localizzazione import DATASET as LOCATIONS

ROWS = 300_000  # some 25 MB: many times what the engine hands to one thread


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [
        f"M1C1I1.02.00;J61F22{n:09d};CLP-{n};015;146;{'Comune di prova ' * (n % 3)};31/03/2025\n"
        for n in range(1, ROWS + 1)
    ]


HEADER = (
    "Codice Univoco Submisura;CUP;Codice Locale Progetto;"
    "Codice Provincia;Codice Comune;Descrizione Comune;Data di Estrazione\n"
)


def write(path: Path, lines: list[str]) -> Path:
    path.write_text(HEADER + "".join(lines), encoding="utf-8-sig")
    return path


def wrong_numbers(data: Path) -> int:
    """Rows whose number in the file is not the one that their local code holds."""
    query = "SELECT count(*) FROM read_parquet(?) WHERE CAST(substr(clp, 5) AS BIGINT) <> source_row"
    return int(duckdb.execute(query, [str(data)]).fetchall()[0][0])


def test_row_numbers_of_a_large_csv(home: Path, tmp_path: Path, lines: list[str]) -> None:
    release = add(home, LOCATIONS, write(tmp_path / "large.csv", lines)).release
    assert release.manifest.rows_kept == ROWS
    assert wrong_numbers(release.data) == 0
    numbers = pq.read_table(release.data, columns=["source_row"])["source_row"].to_pylist()
    assert numbers == list(range(1, ROWS + 1))


def test_row_numbers_of_a_large_csv_with_broken_rows(home: Path, tmp_path: Path, lines: list[str]) -> None:
    rows = 60_000  # one record at a time is slow, and this is more than one batch of them
    broken = {7, 50_001, rows}
    mended = [line if n not in broken else f'"{line}' for n, line in enumerate(lines[:rows], start=1)]
    release = add(home, LOCATIONS, write(tmp_path / "large.csv", mended)).release
    assert release.manifest.quarantine == {"LAK101": 3}
    assert release.manifest.rows_kept == rows - 3
    assert wrong_numbers(release.data) == 0
    assert set(pq.read_table(release.quarantine)["source_row"].to_pylist()) == broken


def test_row_numbers_of_a_large_parquet(home: Path, tmp_path: Path, lines: list[str]) -> None:
    csv, parquet = write(tmp_path / "large.csv", lines), tmp_path / "large.parquet"
    duckdb.execute(f"COPY (FROM read_csv('{csv}', delim=';', all_varchar=true)) TO '{parquet}' (ROW_GROUP_SIZE 20000)")
    release = add(home, LOCATIONS, parquet).release
    assert release.manifest.rows_kept == ROWS
    assert wrong_numbers(release.data) == 0
