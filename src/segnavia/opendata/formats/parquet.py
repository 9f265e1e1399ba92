"""Parquet: the declared types, exact decimals among them; what the table rests on stands in the file's metadata."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.opendata.sheet import Sheet


def write(sheet: Sheet, path: Path) -> None:
    """Write the table. Units stand in the metadata of the columns, the rest in that of the file."""
    fields = [
        sheet.rows.schema.field(column.name).with_metadata({"unit": column.unit} if column.unit else None)
        for column in sheet.declared.columns
    ]
    about = {key: "" if value is None else str(value) for key, value in sheet.about.items()}
    metadata = {"table": sheet.declared.name, "key": json.dumps(sheet.declared.key), **about}
    rows = sheet.rows.cast(pa.schema(fields, metadata=metadata))
    pq.write_table(rows, path, compression="zstd")
