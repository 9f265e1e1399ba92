from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segnavia.sources.catalogue import DATASETS
from segnavia.sources.recognise import recognise
from tests.lake.samples import payment, project, write_csv

Make = Callable[[Path], Path]
INDICATORS = "PNRR_Indicatori_Target"
INDICATOR = {column.header: "Unità" for column in DATASETS[INDICATORS].columns}


def parquet(folder: Path) -> Path:
    pq.write_table(pa.Table.from_pylist([payment(1)]), folder / "any.parquet")
    return folder / "any.parquet"


def text(name: str, content: str) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return make


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(lambda f: write_csv(f / "a.csv", [payment(1)]), "PNRR_Pagamenti_di_Progetto", id="payments"),
        pytest.param(lambda f: write_csv(f / "a.csv", [project(1)]), "PNRR_Progetti", id="projects"),
        pytest.param(parquet, "PNRR_Pagamenti_di_Progetto", id="parquet"),
        pytest.param(lambda f: write_csv(f / "a.csv", [INDICATOR], encoding="cp1252"), INDICATORS, id="windows-1252"),
        pytest.param(text("a.csv", "colore;forma\nrosso;tondo\n"), None, id="another-csv"),
        pytest.param(text("a.csv", "colore,forma\n"), None, id="another-separator"),
        pytest.param(text("a.csv", ""), None, id="empty"),
        pytest.param(text("a.parquet", "no Parquet"), None, id="no-parquet"),
    ],
)
def test_recognise(tmp_path: Path, make: Make, name: str | None) -> None:
    found = recognise(make(tmp_path))
    assert (found.name if found else None) == name
