"""The real plan and where the real data are."""

from pathlib import Path

from segnavia.plans.reader import read
from segnavia.plans.schema import Package

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "plans" / "milano-2022-2024"
EXAMPLE = ROOT / "examples" / "milano"
DATA = ROOT.parent / "shared" / "data"
SOURCES = {
    "PNRR_Progetti": DATA / "regis-2023-02" / "progetti.parquet",
    "PNRR_Localizzazione": DATA / "regis-2023-02" / "localizzazioni_universo.parquet",
    "PNRR_Pagamenti_di_Progetto": DATA / "regis-2025-03" / "pagamenti.parquet",
    "PNRR_Indicatori_Target": DATA / "regis-2025-03" / "indicatori_target.parquet",
}


def milano() -> Package:
    package = read(PLAN).package
    assert package is not None
    return package
