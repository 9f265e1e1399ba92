"""XLSX: one table on a sheet with typed cells and a frozen header, and what it is on a second sheet."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from segnavia.opendata.columns import EURO, Column
from segnavia.opendata.sheet import Sheet, words

_WIDTHS = {"string": 24, "integer": 12, "number": 18, "boolean": 12, "date": 12}  # characters
_LOOKED_AT = 200  # rows whose texts say how wide their column has to be
_WIDEST = 60


def write(sheet: Sheet, path: Path) -> None:
    """Write the table. Codes stay texts, so that no nought at their front is lost; a number has at most 15 digits."""
    options = {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, options | {"strings_to_urls": False}) as book:
        made = datetime.combine(date.fromisoformat(str(sheet.about["as_of"] or "2000-01-01")), time())
        book.set_properties({"title": words(sheet.declared.title), "created": made})
        _data(book, sheet)
        _reading(book, sheet)


def _data(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.declared.name[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    formats = [book.add_format({"num_format": _picture(column)}) for column in sheet.declared.columns]
    columns = []
    for number, column in enumerate(sheet.declared.columns):
        values = sheet.rows[column.name].to_pylist()
        columns.append(
            [float(value) if value is not None else None for value in values] if column.kind == "number" else values
        )
        page.set_column(number, number, _width(column, values))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, sheet.rows.num_rows, len(columns) - 1)
    page.write_row(0, 0, sheet.rows.schema.names, head)
    writers = [_writer(page, column) for column in sheet.declared.columns]
    for line, row in enumerate(zip(*columns, strict=True), start=1):
        for place, value in enumerate(row):
            if value is not None:
                writers[place](line, place, value, formats[place])


def _writer(page: Any, column: Column) -> Any:
    return {
        "string": page.write_string,
        "integer": page.write_number,
        "number": page.write_number,
        "boolean": page.write_boolean,
        "date": page.write_datetime,
    }[column.kind]


def _picture(column: Column) -> str:
    """How the cells of a column look; the values keep all their digits."""
    if column.kind == "date":
        return "yyyy-mm-dd"
    if column.kind == "integer":
        return "0"
    if column.kind != "number":
        return "@" if column.kind == "string" else "General"
    return "#,##0.00" if column.unit == EURO else "0.######"


def _width(column: Column, values: list[Any]) -> int:
    if column.kind != "string":
        return max(_WIDTHS[column.kind], len(column.name) + 3)
    longest = max((len(value) for value in values[:_LOOKED_AT] if value), default=0)
    return min(_WIDEST, max(len(column.name) + 3, longest + 1))


def _reading(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(_("Read me"))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 1, 28)
    page.set_column(2, 2, 60, wrapped)
    page.set_column(3, 3, 10)
    page.write_string(0, 0, words(sheet.declared.title), bold)
    page.write_string(1, 0, words(sheet.declared.description))
    line = 3
    for key, value in sheet.about.items():
        page.write_string(line, 0, key)
        page.write_string(line, 1, "" if value is None else str(value))
        line += 1
    line += 1
    page.write_row(line, 0, [_("Column"), _("Title"), _("Description"), _("Unit")], bold)
    for column in sheet.declared.columns:
        line += 1
        page.write_row(line, 0, [column.name, words(column.title), words(column.description), column.unit])
