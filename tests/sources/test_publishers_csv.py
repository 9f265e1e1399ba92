"""The real open data, written as the publisher writes them: the CSV gives what the Parquet gives."""

import importlib.util
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from segnavia.lake.ingest import add
from segnavia.sources.catalogue import DATASETS

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [
    pytest.mark.full_data,
    pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the full open data are not in ../shared/data"),
]


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regis_csv", SHARED / "tools" / "regis_csv.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", writer().FILES if SHARED.is_dir() else [])
def test_csv_gives_the_rows_of_the_parquet(tmp_path: Path, name: str) -> None:
    tool = writer()
    source = SHARED / "data" / tool.FILES[name]
    tool.Writer(1).write(name, source, tmp_path / f"{name}.csv")
    by_csv = add(tmp_path / "csv", DATASETS[name], tmp_path / f"{name}.csv").release
    by_parquet = add(tmp_path / "parquet", DATASETS[name], source).release
    assert by_csv.manifest.rows_in == by_parquet.manifest.rows_in
    assert by_csv.manifest.quarantine == by_parquet.manifest.quarantine
    tables = [f"read_parquet('{release.data}')" for release in (by_csv, by_parquet)]
    missing, more = (
        duckdb.execute(f"SELECT count(*) FROM (FROM {one} EXCEPT ALL FROM {other})").fetchall()[0][0]
        for one, other in (tables, tables[::-1])
    )
    assert (missing, more) == (0, 0)
