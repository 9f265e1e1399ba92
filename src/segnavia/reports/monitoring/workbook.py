"""The report as a workbook: one table a sheet, each an Excel table with typed cells, for whoever goes on reckoning.

Every row and column that the report knows is here. Amounts are euro, rounded to the cent. No text is ever a formula.
"""

import io
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from segnavia.briefing.numbers import rounded
from segnavia.reports.monitoring.front import colophon, dated
from segnavia.reports.monitoring.model import Cell, Column, Fact, Kind, Report, Table
from segnavia.reports.monitoring.writing import headed

INK, SOFT = "#17324D", "#4A5B6C"
_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.MILLIONS: "#,##0.00",
    Kind.EURO: "#,##0.00",
    Kind.SHARE: "0.0%",
    Kind.QUANTITY: "#,##0.##",
    Kind.DAY: "yyyy-mm-dd",
}
_UNITS = {Kind.MILLIONS: "€", Kind.EURO: "€"}
_WIDTHS = {
    Kind.COUNT: 11,
    Kind.MILLIONS: 17,
    Kind.EURO: 17,
    Kind.SHARE: 11,
    Kind.QUANTITY: 15,
    Kind.DAY: 12,
    Kind.DIGEST: 22,
}
_WIDEST = 60  # characters of a column of texts
_PLACES = {Kind.MILLIONS: 2, Kind.EURO: 2, Kind.SHARE: 6, Kind.QUANTITY: 6}
_LINE = 95  # characters in a line of a sentence, by the widths of its columns
_LONGEST = 32_767  # characters that a cell can hold
_NAME = 31  # the most characters of a sheet's name
FIRST_ROW = 3  # of a table on its sheet, from 0: its caption, its note and an empty row stand above


def xlsx(report: Report) -> bytes:
    """The workbook. The same report gives the same bytes."""
    stream = io.BytesIO()
    # what begins with = in a title is a text: a cell that reckons could send a reader's data elsewhere
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    _properties(book, report)
    styles = _Styles(book)
    tables = [table for table in report.tables if table.rows]
    names = _names(table.title for table in tables)
    _cover(book, report, tables, names, styles)
    for number, (table, name) in enumerate(zip(tables, names, strict=True), start=1):
        _sheet(book.add_worksheet(name), table, number, styles)
    book.close()
    return stream.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 18, "font_color": INK})
        self.subject = book.add_format({"font_size": 14, "font_color": INK})
        self.topic = book.add_format({"bold": True, "font_color": INK, "valign": "top"})
        self.strong = book.add_format({"bold": True, "font_color": INK})
        self.caption = book.add_format({"bold": True, "font_size": 14, "font_color": INK})
        self.soft = book.add_format({"font_color": SOFT})
        self.note = book.add_format({"font_color": SOFT, "indent": 1})
        self.sentence = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0059B3", "underline": 1})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E9EDF2", "border": 1}
        )
        self.unknown = book.add_format({"italic": True, "font_color": SOFT, "align": "right"})
        self.text = book.add_format({"valign": "top", "num_format": "@"})
        self.of = {kind: book.add_format({"num_format": code, "valign": "top"}) for kind, code in _FORMATS.items()}


def _properties(book: Workbook, report: Report) -> None:
    day = report.basis.as_of
    book.set_properties(
        {
            "title": report.title,
            "subject": " ".join(report.sentences[:1])[:255],
            "author": report.body,
            "keywords": f"{report.basis.bulletin} {report.basis.plan_sha256}".strip(),
            "comments": report.basis.licence,
            "created": datetime.combine(day, time(12), UTC) if day else datetime(1980, 1, 1, tzinfo=UTC),
        }
    )


def _cover(book: Workbook, report: Report, tables: list[Table], names: list[str], styles: _Styles) -> None:
    """What it is, as of when, what it says first, the main figures, and which sheet holds which table."""
    sheet = book.add_worksheet(_("Read me"))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 70)
    row = 0
    for text, style in (
        (report.kind, styles.title),
        (report.subject, styles.subject),
        (f"{report.body} · {report.plan}", styles.soft),
        (dated(report), styles.strong),
        *((each, styles.soft) for each in colophon(report)),
    ):
        sheet.write_string(row, 0, text, style)
        row += 1
    row += 1
    for section in report.walk():
        for number, sentence in enumerate(section.sentences):
            if number == 0:
                sheet.write_string(row, 0, section.title, styles.topic)
            sheet.merge_range(row, 1, row, 2, sentence, styles.sentence)
            sheet.set_row(row, 15 * (1 + len(sentence) // _LINE))
            row += 1
    row += 1
    for section in report.walk():
        for fact in section.facts:
            _fact(sheet, row, fact, styles)
            row += 1
    row += 1
    sheet.write_string(row, 0, _("Sheets"), styles.strong)
    sheet.write_string(row, 1, _("Rows"), styles.strong)
    for table, name in zip(tables, names, strict=True):
        row += 1
        sheet.write_url(row, 0, f"internal:'{_quoted(name)}'!A1", styles.link, string=table.title[:255])
        sheet.write_number(row, 1, len(table.rows), styles.of[Kind.COUNT])
    row += 2
    about = _(
        "What no source tells is written “%(unknown)s” and is never zero; a cell is empty where a figure does not "
        "apply."
    )
    sheet.write_string(row, 0, about % {"unknown": _("not known")}, styles.soft)
    sheet.write_string(row + 1, 0, _("Amounts are in euro, to the cent; shares are of one."), styles.soft)


def _fact(sheet: Worksheet, row: int, fact: Fact, styles: _Styles) -> None:
    sheet.write_string(row, 0, headed(fact.column, _UNITS.get(fact.column.kind, "")), styles.strong)
    _cell(sheet, row, 1, fact.column, fact.value, styles)
    sheet.write_string(row, 2, fact.note, styles.note)


def _sheet(sheet: Worksheet, table: Table, number: int, styles: _Styles) -> None:
    """One table under its caption. Its head is frozen, and can be filtered; rows that sum others stand below it."""
    sheet.write_string(0, 0, table.title, styles.caption)
    sheet.write_string(1, 0, table.note, styles.soft)
    single = len(table.rows) - table.sums
    headers = _unique(headed(column, _UNITS.get(column.kind, "")) for column in table.columns)
    sheet.add_table(
        FIRST_ROW,
        0,
        FIRST_ROW + max(single, 1),
        len(table.columns) - 1,
        {
            "name": f"T{number:02d}_{re.sub(r'[^A-Za-z0-9_]', '_', table.key)}",
            "style": "Table Style Light 1",
            "columns": [{"header": header, "header_format": styles.head} for header in headers],
        },
    )
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(column, headers[at], (row[at] for row in table.rows)))
    for offset, row in enumerate(table.rows):
        below = 1 if offset >= single else 0  # an empty row keeps sums out of the table's own filter and totals
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _cell(sheet, FIRST_ROW + 1 + offset + below, at, column, cell, styles)
    sheet.set_row(FIRST_ROW, 32)  # two lines of a heading
    sheet.freeze_panes(FIRST_ROW + 1, _frozen(table))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW)


def _cell(sheet: Worksheet, row: int, at: int, column: Column, cell: Cell, styles: _Styles) -> None:
    if cell is None:
        sheet.write_string(row, at, _("not known"), styles.unknown)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, datetime.combine(cell, time()), styles.of[Kind.DAY])
    elif isinstance(cell, str):
        if cell:
            sheet.write_string(row, at, cell[:_LONGEST], styles.text)
    else:
        sheet.write_number(row, at, number_of(column, cell), styles.of.get(column.kind, styles.of[Kind.COUNT]))


def number_of(column: Column, cell: int | Decimal) -> float | int:
    """A number as a workbook has it: to the cent where it is money, and no nearer than a cell can tell."""
    if isinstance(cell, int):
        return cell
    return float(rounded(cell, _PLACES.get(column.kind, 0)))


def _frozen(table: Table) -> int:
    """How many columns stay in sight: a code and the title beside it."""
    kinds = [column.kind for column in table.columns[:2]]
    return 2 if len(kinds) == 2 and kinds[0] is Kind.CODE and kinds[1] is Kind.TEXT else 1


def _width(column: Column, header: str, cells: Iterable[Cell]) -> float:
    if column.kind in _WIDTHS:
        return max(_WIDTHS[column.kind], min(len(header), 14))
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(_WIDEST, max(longest + 1, min(len(header), 14) + 2, 8))


def _names(titles: Iterable[str]) -> list[str]:
    """Names of sheets: short, without what Excel refuses in them, each another."""
    found: list[str] = []
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\']", " ", title.partition(":")[0].partition(",")[0]).strip() or "–"
        name, again = plain[:_NAME].strip(), 2
        while name.casefold() in (each.casefold() for each in found):
            name = f"{plain[: _NAME - 3].strip()} {again}"
            again += 1
        found.append(name)
    return found


def _unique(headers: Iterable[str]) -> list[str]:
    """The headings of one table: Excel asks that none comes twice."""
    found: list[str] = []
    for header in headers:
        name, again = header or "–", 2
        while name.casefold() in (each.casefold() for each in found):
            name = f"{header} {again}"
            again += 1
        found.append(name)
    return found


def _quoted(name: str) -> str:
    return name.replace("'", "''")
