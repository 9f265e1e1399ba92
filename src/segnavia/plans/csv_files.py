"""CSV into records with the line of each: cells become what the schema wants to judge."""

import csv
import io
from dataclasses import dataclass
from typing import get_origin

from segnavia.plans import refusals
from segnavia.plans.layout import NOTHING, Table
from segnavia.plans.refusals import Problems


@dataclass(frozen=True, slots=True)
class Row:
    """A row as plain values, and the line it begins at. One of the wrong length is not `whole`: told, and not judged.

    Its cells are kept because the first are its code as a rule: nobody is blamed for leading there.
    """

    values: dict[str, object]
    line: int
    whole: bool


def parse(table: Table, text: str, problems: Problems) -> list[Row] | None:
    """The rows that `text` holds, or `None` when it is not this table and `problems` says so."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    line = 1
    try:
        header = next(reader, [])
        if not _is_header(table, header, problems):
            return None
        line = reader.line_num + 1
        for cells in reader:
            whole = len(cells) == len(header)
            if not whole:
                problems.add(refusals.WRONG_LENGTH, table.file, line, cells=len(cells), columns=len(header))
            values = {column: _value(table, column, cell) for column, cell in zip(header, cells, strict=whole)}
            rows.append(Row(values, line, whole))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.add(refusals.MALFORMED_CSV, table.file, line, reason=error)
        return None
    return rows


def _is_header(table: Table, header: list[str], problems: Problems) -> bool:
    if len(header) == 1 and ";" in header[0]:
        problems.add(refusals.MALFORMED_CSV, table.file, 1, reason="its cells are separated by semicolons")
        return False
    unknown = [column for column in dict.fromkeys(header) if column not in table.columns]
    missing = [column for column in table.columns if column not in header]
    repeated = [column for column in dict.fromkeys(header) if header.count(column) > 1]
    for column in unknown:
        problems.add(refusals.UNKNOWN_KEY, table.file, 1, key=column or '""')
    for column in missing:
        problems.add(refusals.MISSING_KEY, table.file, 1, key=column)
    for column in repeated:
        problems.add(refusals.REPEATED_KEY, table.file, 1, key=column, first=1)
    return not (unknown or missing or repeated)


def _value(table: Table, column: str, cell: str) -> object:
    if column == "objective":
        return None if cell.strip() == NOTHING and table.key == "crosswalk" else cell
    if column == "share":
        return cell.strip() or None
    if is_list(table, column):
        return cell.split()
    return cell


def is_list(table: Table, column: str) -> bool:
    """Whether the cells of a column hold several words, separated by blanks."""
    return get_origin(table.model.model_fields[column].annotation) is tuple
