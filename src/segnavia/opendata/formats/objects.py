"""JSON: what the table rests on, and its rows as objects under `items`, one a line; null is unknown."""

import json
from collections.abc import Iterator
from pathlib import Path

from segnavia.opendata.columns import Column
from segnavia.opendata.formats.texts import writer_of
from segnavia.opendata.sheet import Sheet


def write(sheet: Sheet, path: Path) -> None:
    """Write the table. Amounts are numbers with all their digits, which no double has to hold."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f'{{"about": {dumped(sheet.about)},\n"table": {dumped(sheet.declared.name)},\n"items": [')
        for number, row in enumerate(rows_of(sheet)):
            stream.write(f"{',' if number else ''}\n{row}")
        stream.write("\n]}\n")


def rows_of(sheet: Sheet) -> Iterator[str]:
    """Each row as the text of a JSON object."""
    columns = [_members(sheet, column) for column in sheet.declared.columns]
    for members in zip(*columns, strict=True):
        yield f"{{{', '.join(members)}}}"


def _members(sheet: Sheet, column: Column) -> list[str]:
    """The name and value of a column in each row."""
    write_value = dumped if column.kind == "string" else writer_of(column)
    quote = '"' if column.kind == "date" else ""
    name = dumped(column.name)
    return [
        f"{name}: {'null' if value is None else f'{quote}{write_value(value)}{quote}'}"
        for value in sheet.rows[column.name].to_pylist()
    ]


def dumped(value: object) -> str:
    """A value as JSON, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
