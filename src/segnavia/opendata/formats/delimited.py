"""CSV as RFC 4180 has it: commas, quotes only where needed, CR LF, UTF-8 without a mark; empty is unknown."""

import csv
from pathlib import Path

from segnavia.opendata.formats.texts import writer_of
from segnavia.opendata.sheet import Sheet


def write(sheet: Sheet, path: Path) -> None:
    """Write the table with one line of headers, the columns' names."""
    columns = []
    for column in sheet.declared.columns:
        write_value = writer_of(column)
        values = sheet.rows[column.name].to_pylist()
        columns.append(["" if value is None else write_value(value) for value in values])
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(sheet.rows.schema.names)
        writer.writerows(zip(*columns, strict=True))
