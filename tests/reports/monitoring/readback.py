"""Reads a written report back, by other libraries than those that wrote it, and says every way in which it differs."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import docx
import openpyxl
import pptx
import pymupdf
from babel.dates import format_date

from segnavia.reports.monitoring.model import Cell, Column, Fact, Kind, Report, Table
from segnavia.reports.monitoring.writing import written

# How far a number on paper may lie from the exact one: half of its last decimal, and what the words < and > say.
ROUNDING = {
    Kind.MILLIONS: Decimal(50_000),
    Kind.EURO: Decimal("0.5"),
    Kind.SHARE: Decimal("0.005"),
    Kind.QUANTITY: Decimal("0.005"),
    Kind.COUNT: Decimal(0),
}
SCALE = {Kind.MILLIONS: Decimal(1_000_000), Kind.SHARE: Decimal("0.01")}
UNKNOWN = {"it": "non noto", "en": "not known"}
MONTHS = {
    language: [format_date(date(2000, month, 1), "MMMM", locale=language) for month in range(1, 13)]
    for language in UNKNOWN
}


def number(text: str, column: Column, language: str) -> Decimal:
    """A number as a reader takes it from paper, in the unit of the data."""
    plain = re.sub(r"[<>%€M\s\u00a0]", "", text)
    thousands, decimal = (".", ",") if language == "it" else (",", ".")
    return Decimal(plain.replace(thousands, "").replace(decimal, ".")) * SCALE.get(column.kind, Decimal(1))


def wrong_cell(text: str, column: Column, cell: Cell, language: str) -> str:
    """What is wrong with a cell on paper; nothing where it says what the data say."""
    text = text.strip()
    if cell is None:
        return "" if text == UNKNOWN[language] else f"{text} and not unknown"
    if isinstance(cell, str):
        told = cell or "–"
        return "" if _squeezed(text) == _squeezed(told) else f"{text} and not {told}"
    if isinstance(cell, date):
        day, month, year = text.split()
        read = date(int(year), MONTHS[language].index(month) + 1, int(day))
        return "" if read == cell else f"{read} and not {cell}"
    amount = Decimal(cell)
    if "<" in text or ">" in text:  # more than nothing, and less than the whole
        limit = number(text, column, language)
        return "" if (0 < amount < limit if "<" in text else limit < amount < 1) else f"{text} and not {amount}"
    apart = abs(number(text, column, language) - amount)
    return "" if apart <= ROUNDING[column.kind] else f"{text} and not {amount}"


def _squeezed(text: str) -> str:
    """A text without what line breaks and hyphenation change."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\u2010-]", "", text)


def wrong_in_docx(report: Report, content: bytes) -> Iterator[str]:
    """Every table cell, and every sentence, that the DOCX tells otherwise."""
    document = docx.Document(io.BytesIO(content))
    tables = iter(document.tables)
    for section in report.walk():
        if section.facts:
            table = next(tables)
            for fact, row in zip(section.facts, table.rows[1:], strict=True):
                yield from _wrong_fact(fact, row.cells[1].text, report.language)
        for table in section.tables:
            grid = [[cell.text for cell in row.cells] for row in next(tables).rows]
            yield from _wrong_rows(table, grid[1:], report.language)
    if next(tables, None) is not None:
        yield "a table that the report does not have"
    paragraphs = {paragraph.text for paragraph in document.paragraphs}
    yield from (f"no sentence {each}" for each in _sentences(report) if each not in paragraphs)


def _wrong_rows(table: Table, grid: list[list[str]], language: str) -> Iterator[str]:
    paper = table.on_paper
    at = [number for number, column in enumerate(paper.columns) if column.key != table.group]
    if table.group:  # a row of one merged cell stands above each group
        grid = [row for row in grid if len(set(row)) > 1 or len(row) == 1]
    if len(grid) != len(paper.rows):
        yield f"{table.key}: {len(grid)} rows and not {len(paper.rows)}"
        return
    for texts, row in zip(grid, paper.rows, strict=True):
        for text, number_ in zip(texts, at, strict=True):
            problem = wrong_cell(text, paper.columns[number_], row[number_], language)
            if problem:
                yield f"{table.key}.{paper.columns[number_].key}: {problem}"


def _wrong_fact(fact: Fact, text: str, language: str) -> Iterator[str]:
    problem = wrong_cell(text, fact.column, fact.value, language)
    if problem:
        yield f"{fact.column.key}: {problem}"


def wrong_in_pptx(report: Report, content: bytes) -> Iterator[str]:
    """Every cell, figure and title that the slides tell otherwise."""
    deck = pptx.Presentation(io.BytesIO(content))
    if len(deck.slides) != len(report.slides):
        yield f"{len(deck.slides)} slides and not {len(report.slides)}"
        return
    for slide, shown in zip(report.slides, deck.slides, strict=True):
        texts = [shape.text_frame.text for shape in shown.shapes if shape.has_text_frame]
        if slide.key != "title" and slide.title not in texts:
            yield f"{slide.key}: no title {slide.title}"
        for fact in slide.facts:
            _title, value, *_note = next(t for t in texts if t.startswith(fact.column.title)).split("\n")
            yield from _wrong_fact(fact, value, report.language)
        for sentence in slide.sentences:
            if not any(sentence in text for text in texts):
                yield f"{slide.key}: no sentence {sentence}"
        if slide.table is not None:
            grid = next(shape.table for shape in shown.shapes if shape.has_table)
            rows = [[cell.text for cell in row.cells] for row in grid.rows][1:]
            yield from _wrong_rows(slide.table, rows, report.language)
        notes = shown.notes_slide.notes_text_frame.text
        if any(note not in notes for note in slide.notes):
            yield f"{slide.key}: its notes are not whole"


def wrong_in_xlsx(report: Report, content: bytes) -> Iterator[str]:
    """Every cell of every sheet that holds another value or another type than the data."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = [table for table in report.tables if table.rows]
    sheets = book.worksheets[1:]
    if len(sheets) != len(tables):
        yield f"{len(sheets)} sheets and not {len(tables)}"
        return
    first = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    told = {value for row in first for value in row}
    yield from (f"no sentence {each}" for each in _sentences(report) if each not in told)
    for fact in (fact for section in report.walk() for fact in section.facts):
        heads = (fact.column.title, f"{fact.column.title}, €")
        sentences = set(_sentences(report))  # which stand beside the title of their chapter
        value = next(row[1] for row in first if row[0] in heads and row[1] not in sentences)
        if wrong_value(value, fact.column, fact.value, report.language):
            yield f"{fact.column.key}: {value} and not {fact.value}"
    for table, sheet in zip(tables, sheets, strict=True):
        rows = [list(row) for row in sheet.iter_rows(min_row=5, max_col=len(table.columns), values_only=True)]
        single = len(table.rows) - table.sums
        if table.sums:
            del rows[single]  # the empty row above the sums
        if len(rows) != len(table.rows):
            yield f"{table.key}: {len(rows)} rows and not {len(table.rows)}"
            continue
        for values, row in zip(rows, table.rows, strict=True):
            for value, column, cell in zip(values, table.columns, row, strict=True):
                problem = wrong_value(value, column, cell, report.language)
                if problem:
                    yield f"{table.key}.{column.key}: {problem}"


def wrong_value(value: object, column: Column, cell: Cell, language: str) -> str:
    """What is wrong with a value of a workbook; nothing where it is that of the data, and of its type."""
    if cell is None:
        return "" if value == UNKNOWN[language] else f"{value} and not unknown"
    if cell == "":
        return "" if value is None else f"{value} and not empty"
    if isinstance(cell, str):
        return "" if value == cell else f"{value!r} and not {cell!r}"
    if isinstance(cell, date):
        return "" if isinstance(value, datetime) and value.date() == cell else f"{value!r} and not {cell}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{value!r} is no number"
    cents = Decimal("0.01") if column.kind in (Kind.MILLIONS, Kind.EURO) else Decimal("0.000001")
    exact = Decimal(cell)
    return "" if abs(Decimal(repr(value)) - exact) <= cents / 2 else f"{value} and not {exact}"


def wrong_in_pdf(report: Report, content: bytes) -> Iterator[str]:
    """Every row and sentence that does not stand in the PDF, in its place and with all of its cells in one piece."""
    with pymupdf.open("pdf", content) as document:
        pages = [page.get_text("text") for page in document]
    text = _squeezed(re.sub(r"\n[^\n]*\n[^\n]*\Z", "\n", "".join(pages[:1])) + "".join(pages[1:]))
    place = 0
    for what, chunk in _chunks(report):
        found = text.find(_squeezed(chunk), place)
        if found < 0:
            yield f"{what}: {chunk!r} is not there after {text[max(0, place - 30) : place + 60]!r}"
        else:
            place = found


def _chunks(report: Report) -> Iterator[tuple[str, str]]:
    """What a PDF says, piece by piece, in the order of reading."""
    for section in report.walk():
        yield section.key, section.title
        yield from ((section.key, sentence) for sentence in section.sentences)
        for fact in section.facts:
            yield fact.column.key, fact.column.title + written(fact.column, fact.value)
        for table in section.tables:
            paper = table.on_paper
            yield table.key, table.title
            at = [number for number, column in enumerate(paper.columns) if column.key != table.group]
            for row in paper.rows:
                yield table.key, "".join(written(paper.columns[number], row[number]) for number in at)
        yield from ((section.key, note) for note in section.notes)


def _sentences(report: Report) -> Iterator[str]:
    for section in report.walk():
        yield from section.sentences


WRONG: dict[str, Callable[[Report, bytes], Iterator[str]]] = {
    "pdf": wrong_in_pdf,
    "docx": wrong_in_docx,
    "pptx": wrong_in_pptx,
    "xlsx": wrong_in_xlsx,
}
