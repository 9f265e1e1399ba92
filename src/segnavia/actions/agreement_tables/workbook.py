"""The tables as a workbook (XLSX), one sheet a table, with typed cells.

Texts are written as texts whatever they begin with, so that no spreadsheet runs them; formulas in a file that is read
are refused at their cell. Office Open XML writes what XML cannot hold as `_xHHHH_`, and a text that looks like it with
its underscore escaped (ECMA-376 part 1, 22.4.2.4); openpyxl leaves that to its callers.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from segnavia.actions.agreement_tables.declaration import BY_NAME, TABLES, Cell, Column, Kind, Tables
from segnavia.actions.agreement_tables.sheets import MAX_ROWS, Sheet, Trouble, Unreadable
from segnavia.actions.writing import Refused

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WIDTHS = {Kind.TEXT: 28, Kind.DATE: 12, Kind.MONEY: 16, Kind.BOOL: 10, Kind.NUMBER: 9}
_SPARE_COLUMNS = 20  # as far past the last column as a stray cell is looked for


def write(tables: Tables) -> bytes:
    """The tables as one workbook, with frozen headers."""
    book = openpyxl.Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[column.kind]
        sheet.append([_header(sheet, column) for column in table.columns])
        for row in tables[table.name]:
            sheet.append([_written(sheet, row[column.name]) for column in table.columns])
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def _header(sheet: WriteOnlyWorksheet, column: Column) -> WorkbookCell:
    cell = WriteOnlyCell(sheet, column.name)
    cell.font = Font(bold=True)
    return cell


def _written(sheet: WriteOnlyWorksheet, value: Cell) -> WorkbookCell | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _LOOKS_ESCAPED.sub("_x005F_", value))
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    return cell


def read(content: bytes) -> tuple[Sequence[Sheet], list[Trouble]]:
    """The sheets of a workbook, and what of it is no table. Raises `Refused` at `file` where it cannot be read."""
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
        return _read(book)
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do on a damaged file
        raise Refused(file=_("This workbook is damaged, or is none: save it anew as .xlsx.")) from error


def _read(book: openpyxl.Workbook) -> tuple[Sequence[Sheet], list[Trouble]]:
    sheets, troubles = [], []
    for sheet in book.worksheets:
        name = sheet.title.strip().lower()
        if name not in BY_NAME:
            text = _("This sheet is none of the tables: take it away, or give it the name of one: %(names)s.")
            troubles.append(Trouble(sheet.title, None, "", text % {"names": ", ".join(BY_NAME)}))
            continue
        rows = []
        most = len(BY_NAME[name].columns) + _SPARE_COLUMNS
        for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=most), 1):
            if any(cell.value is not None for cell in cells):
                rows.append((number, tuple(_values(cells))))
        if rows and rows[-1][0] > MAX_ROWS:
            told = _("It has more rows than are read, which is %(most)s: look where it comes from.") % {
                "most": MAX_ROWS
            }
            troubles.append(Trouble(name, rows[-1][0], "", told))
            continue
        sheets.append(Sheet(name, tuple(rows)))
    return sheets, troubles


def _values(cells: Sequence[Any]) -> Iterator[Any]:
    for cell in cells:
        match cell.data_type, cell.value:
            case "f", _formula:
                yield Unreadable(_("It holds a formula: paste its value instead."))
            case "e", _error:
                yield Unreadable(_("It holds an error of the spreadsheet: write its value."))
            case _type, str(text):
                yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
            case _type, value:
                yield value
