"""Files and folders whose names hold what stands for other files elsewhere."""

from pathlib import Path

import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from segnavia.lake.ingest import add
from segnavia.sources.pnrr_pagamenti import DATASET as PAYMENTS
from tests.lake.samples import kept, payment, quarantined, write_csv


# The second name is another file, that the first would stand for as a pattern.
@pytest.mark.parametrize(("name", "other"), [("pay[12]", "pay1"), ("pay*", "pay1"), ("pay?", "pay1"), ("[*?]", "*")])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_name_is_no_pattern(tmp_path: Path, name: str, other: str, ending: str) -> None:
    folder, home = tmp_path / name, tmp_path / f"home {name}"
    for where, number in ((folder / name, 1), (folder / other, 2), (tmp_path / other / name, 3)):
        where.parent.mkdir(exist_ok=True)
        without_key = payment(number, cup="")
        csv = write_csv(where.with_name(f"{where.name}.csv"), [payment(number, cup=f"J61F22{number:09d}"), without_key])
        if ending == "parquet":
            pq.write_table(pc.read_csv(csv, parse_options=pc.ParseOptions(delimiter=";")), csv.with_suffix(".parquet"))
    release = add(home, PAYMENTS, folder / f"{name}.{ending}").release
    assert [row["clp"] for row in kept(release)] == ["CLP-1"]
    assert [row["source_row"] for row in quarantined(release)] == [2]
    assert release.manifest.rows_in == 2
