"""A file as tables, with everything that is wrong in it: sheet, row, column, and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from segnavia.actions.agreement_tables.cells import CellError, parse
from segnavia.actions.agreement_tables.declaration import TABLES, Cell, Key, Row, Table, Tables
from segnavia.actions.agreement_tables.opening import sheets_of
from segnavia.actions.agreement_tables.sheets import Sheet, Trouble, Unreadable
from segnavia.core.agreements import TYPES, AgreementType


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. `places` tells the row of each record; tables with troubles hold what could be read."""

    tables: Tables
    places: Mapping[tuple[str, Key], int]
    troubles: tuple[Trouble, ...]


def read(content: bytes) -> Reading:
    """The tables of a file. Raises `Refused` at `file` for one that is neither a workbook nor a ZIP of CSV files."""
    sheets, troubles = sheets_of(content)
    tables: dict[str, tuple[Row, ...]] = {}
    places: dict[tuple[str, Key], int] = {}
    spoilt = {trouble.sheet for trouble in troubles}
    for table in TABLES:
        found = [sheet for sheet in sheets if sheet.name == table.name]
        if len(found) != 1:
            if table.name not in spoilt:
                troubles.append(Trouble(table.name, None, "", _twice() if found else _missing()))
            tables[table.name] = ()
            continue
        rows = []
        for number, row in _records(table, found[0], troubles):
            key = table.key_of(row)
            if (table.name, key) in places:
                text = _("It is the same as row %(row)s: leave one of the two.") % {"row": places[table.name, key]}
                troubles.append(Trouble(table.name, number, table.key[-1], text))
                continue
            places[table.name, key] = number
            rows.append(row)
        tables[table.name] = tuple(rows)
    return Reading(tables, places, tuple(troubles))


def _missing() -> str:
    return _("This table is missing: a file holds all eight, empty ones with their header alone.")


def _twice() -> str:
    return _("This table stands in the file twice: leave one.")


def _records(table: Table, sheet: Sheet, troubles: list[Trouble]) -> Iterator[tuple[int, Row]]:
    """The records of a sheet that could be read, with their rows."""
    if not sheet.rows:
        troubles.append(Trouble(table.name, None, "", _missing()))
        return
    (_first, header), *rows = sheet.rows
    at = _columns(table, header, troubles)
    if at is None:
        return
    for number, cells in rows:
        if not any(not _is_blank(cell) for cell in cells):
            continue
        row, wrong = _record(table, at, cells)
        troubles += [Trouble(table.name, number, column, text) for column, text in wrong]
        if len(cells) > len(header) and any(not _is_blank(cell) for cell in cells[len(header) :]):
            text = _("There are more cells than columns: look for a comma too many.")
            troubles.append(Trouble(table.name, number, "", text))
        elif not wrong:
            yield number, row


def _columns(table: Table, header: Sequence[Any], troubles: list[Trouble]) -> dict[str, int] | None:
    """Where each column stands; `None`, with the troubles told, where the header is not the table's."""
    names = [name.strip() if isinstance(name, str) else name for name in header]
    wanted = [column.name for column in table.columns]
    wrong = [
        *((name, _("This column is missing: add it, empty if need be.")) for name in wanted if name not in names),
        *((name, _("This column stands twice: leave one.")) for name in wanted if names.count(name) > 1),
        *(
            (str(name)[:60], _("This column is not known: take it away, or give it its right name."))
            for name in names
            if not _is_blank(name) and name not in wanted
        ),
    ]
    troubles += [Trouble(table.name, 1, column, text) for column, text in wrong]
    return None if wrong else {name: names.index(name) for name in wanted}


def _record(table: Table, at: Mapping[str, int], cells: Sequence[Any]) -> tuple[Row, list[tuple[str, str]]]:
    values: dict[str, Cell] = {}
    wrong = []
    for column in table.columns:
        raw = cells[at[column.name]] if at[column.name] < len(cells) else None
        if isinstance(raw, Unreadable):
            wrong.append((column.name, raw.why))
            continue
        try:
            values[column.name] = parse(column, raw)
        except CellError as error:
            wrong.append((column.name, str(error)))
    if table.name == "agreements" and not wrong and not values["legal_basis"]:
        values["legal_basis"] = TYPES[AgreementType(str(values["type"]))].legal_basis
    return values, wrong


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
