"""A table of a report as WordprocessingML: a head that comes back on every page, whole rows, figures to the right.

The rows are written as one text and read at once: made cell by cell, a report's four thousand cells take ten times as
long.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length

from segnavia.reports.monitoring.model import Cell, Column, Kind, Table
from segnavia.reports.monitoring.writing import heading, written

STYLE = "Segnavia"
CELL = "Tabletext"
NUMBER = 1.35  # centimetres of a column of numbers, for each unit of its width
DIGEST = '<w:sz w:val="11"/>'  # half points: a SHA-256 in three lines and not in six
_TWIPS = 635  # EMU in a twentieth of a point
_CM = 567  # twentieths of a point in a centimetre


def table_of(table: Table, quoted: str | None, width: Length) -> BaseOxmlElement:
    """The table of paper. `quoted` is the locale of the plan's own words, where it is not the document's."""
    return parse_xml("".join(_parts(table, quoted, width // _TWIPS)))


def _parts(table: Table, quoted: str | None, width: int) -> Iterator[str]:
    paper = table.on_paper
    names = [column.key for column in paper.columns]
    group = names.index(table.group) if table.group in names else None
    kept = [number for number in range(len(names)) if number != group]
    columns = [paper.columns[number] for number in kept]
    widths = _widths(columns, width)
    sums = 0 if table.is_cut else table.sums
    yield f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    yield f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="{int(sums > 0)}" '
    yield 'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    yield f"<w:tblCaption w:val={quoteattr(table.title)}/></w:tblPr><w:tblGrid>"
    yield from (f'<w:gridCol w:w="{each}"/>' for each in widths)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    yield from (
        _cell(heading(column), each, is_number=column.kind.is_number, properties='<w:b/><w:sz w:val="14"/>')
        for column, each in zip(columns, widths, strict=True)
    )
    yield "</w:tr>"
    begun: Cell = None
    for number, row in enumerate(paper.rows):
        if group is not None and (number == 0 or row[group] != begun):
            begun = row[group]
            column = paper.columns[group]
            yield _group(written(column, begun), sum(widths), len(columns), _language(column, begun, quoted))
        yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        strong = "<w:b/>" if number >= len(paper.rows) - sums else ""
        for at, each in zip(kept, widths, strict=True):
            column, cell = paper.columns[at], row[at]
            small = DIGEST if column.kind is Kind.DIGEST else ""
            properties = f"{strong}{'<w:i/>' if cell is None else ''}{small}{_language(column, cell, quoted)}"
            yield _cell(written(column, cell), each, is_number=column.kind.is_number, properties=properties)
        yield "</w:tr>"
    yield "</w:tbl>"


def _cell(text: str, width: int, *, is_number: bool, properties: str) -> str:
    aligned = '<w:jc w:val="right"/>' if is_number else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{aligned}</w:pPr>'
        f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )


def _group(text: str, width: int, span: int, language: str) -> str:
    """A row that stands above those that have its value."""
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{CELL}"/><w:keepNext/>'
        f'<w:spacing w:before="120"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="0059B3"/>{language}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc></w:tr>'
    )


def _language(column: Column, cell: Cell, quoted: str | None) -> str:
    return f'<w:lang w:val="{quoted}"/>' if quoted and column.quoted and cell else ""


def _widths(columns: list[Column], width: int) -> list[int]:
    """The columns' widths in twentieths of a point: those of numbers are fixed, texts share what is left."""
    fixed = [round(column.width * NUMBER * _CM) if column.kind.is_number else 0 for column in columns]
    texts = sum(column.width for column in columns if not column.kind.is_number)
    left = width - sum(fixed)
    return [each or round(left * column.width / texts) for each, column in zip(fixed, columns, strict=True)]
