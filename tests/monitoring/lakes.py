"""Lakes written directly, without the way in: rows as the SQL files read them, and a manifest beside them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.lake.releases import DATA, MANIFEST, Manifest
from segnavia.monitoring.inputs import INPUTS
from tests.monitoring.twin_facts import PAYMENTS_AS_OF, PHASES_AS_OF, PROJECTS_AS_OF, Lake

_TYPES = {
    "VARCHAR": pa.string(),
    "UINTEGER": pa.uint32(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DATE": pa.date32(),
    "BLOB": pa.binary(),
    "DECIMAL(15, 2)": pa.decimal128(15, 2),
    "DECIMAL(20, 4)": pa.decimal128(20, 4),
}
_SCHEMAS = {
    source.dataset: pa.schema([(name, _TYPES[kind]) for name, kind in source.columns.items()]) for source in INPUTS
}
PAYMENTS, LOCATIONS = "PNRR_Pagamenti_di_Progetto", "PNRR_Localizzazione"
PROJECTS, INDICATORS = "PNRR_Progetti", "PNRR_Indicatori_Target"
DATASET_OF = {source.view: source.dataset for source in INPUTS}
# when the releases of a lake at random were made; those that are not named are of the newest day
AS_OF = {"projects_release": PROJECTS_AS_OF.isoformat(), "phases": PHASES_AS_OF.isoformat()}
NEWEST, BEFORE = PAYMENTS_AS_OF.isoformat(), "2024-12-31"


def put(
    home: Path, dataset: str, rows: Sequence[Mapping[str, Any]], as_of: str = NEWEST, added_at: str = "00:00:00"
) -> None:
    """Write a release of `rows`, numbered from 1; a column that a row does not name is unknown."""
    numbered = [{"source_row": number, **row} for number, row in enumerate(rows, start=1)]
    sha256 = hashlib.sha256(repr((dataset, as_of, added_at, numbered)).encode()).hexdigest()
    folder = home / "lake" / dataset / f"{as_of}-{sha256[:12]}"
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(numbered, schema=_SCHEMAS[dataset]), folder / DATA)
    manifest = Manifest(
        dataset=dataset,
        as_of=as_of,
        layout="test",
        sha256=sha256,
        source=f"{dataset}.csv",
        source_bytes=0,
        source_format="csv",
        encoding="utf-8",
        rows_in=len(rows) + 1,
        rows_kept=len(rows),
        rows_quarantined=1,
        quarantine={"LAK102": 1},
        columns={name: name.upper() for name in _SCHEMAS[dataset].names},
        absent_columns=(),
        unknown_columns=(),
        number_formats={},
        persons_dropped=0,
        notes=(),
        title=dataset,
        publisher="P",
        licence="CC-BY-4.0",
        attribution="P",
        software="0",
        added_at=f"{as_of}T{added_at}+00:00",
    )
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")


def put_all(home: Path, lake: Lake) -> None:
    """Write a release of each dataset that the lake tells rows of, and the earlier ones; the required ones always."""
    for view, dataset in DATASET_OF.items():
        rows = getattr(lake, view)
        if rows or view in {"payments", "locations"}:
            put(home, dataset, rows, AS_OF.get(view, NEWEST))
    for view in ("payments", "locations"):
        earlier = getattr(lake, f"{view}_before")
        if earlier is not None:
            put(home, DATASET_OF[view], earlier, BEFORE)
