"""The difference of two texts as a DOCX that a council can vote on: the text in force beside the proposed one.

What goes is struck through, what comes is underlined and bold: a black and white print tells them apart. The document
is in Italian, as the act that it goes with. The same difference gives the same bytes.
"""

import io
from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt
from docx.table import Table as DocxTable
from docx.table import _Row
from docx.text.paragraph import Paragraph

from segnavia.plans.difference import Difference
from segnavia.plans.difference.texts import Op, Run
from segnavia.reports.difference import Report, Row, TextReport, report_of
from segnavia.reports.office import date_properties, field, prepare, repeat, shade, whole, without_clock

LANGUAGE = "it-IT"
_WIDTHS = (Cm(3.2), Cm(6.9), Cm(6.9))  # an A4 sheet of 21 cm with margins of 2 cm
_SIZES = {"Normal": 10, "Title": 20, "Subtitle": 12, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5}


def difference_docx(difference: Difference, frozen_on: tuple[date | None, date | None] = (None, None)) -> bytes:
    """The document; `frozen_on` are the days on which the two texts were frozen, where they are known."""
    with translation.override("it"):
        report = report_of(difference, frozen_on)
        document = Document()
        _prepare(document, report)
        _front(document, report)
        _summary(document, report)
        for chapter in report.chapters:
            document.add_heading(chapter.title, level=1)
            for table in chapter.tables:
                if table.title:
                    document.add_heading(table.title, level=2)
                _changes(document, table.rows)
    stream = io.BytesIO()
    document.save(stream)
    return without_clock(stream.getvalue())


def _prepare(document: DocumentType, report: Report) -> None:
    """Paper, fonts, language, properties and the footer."""
    prepare(document, _SIZES, LANGUAGE)
    _properties(document, report)
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(report.title + " – " + _("page") + " ")
    field(footer, "PAGE")
    footer.add_run(" " + pgettext("pages", "of") + " ")
    field(footer, "NUMPAGES")


def _properties(document: DocumentType, report: Report) -> None:
    """The document's own data. Its date is that of the later text: of texts without one, none is made up."""
    properties = document.core_properties
    properties.title = report.title
    properties.subject = report.sentence[:255]  # the most that the format allows
    properties.author = properties.last_modified_by = report.after.body[:255]
    properties.language = LANGUAGE
    properties.keywords = f"{report.before.sha256} {report.after.sha256}"
    properties.comments = ""
    days = [text.frozen_on for text in (report.before, report.after) if text.frozen_on]
    date_properties(document, max(days, default=None))


def _front(document: DocumentType, report: Report) -> None:
    """The title, the body, and the two texts by their digests."""
    document.add_paragraph(report.after.body)
    document.add_paragraph(report.after.title, style="Title")
    document.add_paragraph(report.title, style="Subtitle")
    document.add_paragraph(report.sentence)
    heads = (_("Item"), _("Text"), _("Frozen on"), "SHA-256")
    texts = ((_("Text in force"), report.before), (_("Proposed text"), report.after))
    rows = _table(document, heads, (Cm(3.2), Cm(3.6), Cm(3.2), Cm(7)), len(texts))
    for row, (name, text) in zip(rows, texts, strict=True):
        cells = row.cells
        cells[0].paragraphs[0].add_run(name).bold = True
        cells[1].text = text.short_title
        cells[2].text = _day(text)
        digest = cells[3].paragraphs[0].add_run(text.sha256)
        digest.font.size = Pt(8)
    key = document.add_paragraph()
    key.paragraph_format.space_before = Pt(6)
    key.add_run(_("How to read it:") + " ")
    _write(key, (Run(Op.REMOVED, _("words that go")), Run(Op.KEPT, ", "), Run(Op.INSERTED, _("words that come"))))
    key.add_run(".")


def _day(text: TextReport) -> str:
    return date_format(text.frozen_on, "j E Y") if text.frozen_on else _("not known")


def _summary(document: DocumentType, report: Report) -> None:
    """How many changes of each kind, chapter by chapter. One of two kinds counts in both."""
    if not report.chapters:
        return
    document.add_heading(_("Summary"), level=1)
    counts = [(chapter.title, word, count) for chapter in report.chapters for _kind, word, count in chapter.counts]
    heads = (_("Chapter"), _("Change"), _("Number"))
    rows = _table(document, heads, (Cm(8.5), Cm(6), Cm(2.5)), len(counts))
    for row, values in zip(rows, counts, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = str(value)
    note = document.add_paragraph(_("What changes in two ways, such as moved and reworded, counts in both."))
    note.paragraph_format.space_before = Pt(4)


def _changes(document: DocumentType, rows: Sequence[Row]) -> None:
    """The rows of one list: what each is about in a row of its own, then its fields before and after."""
    heads = (_("Item"), _("Text in force"), _("Proposed text"))
    written = iter(_table(document, heads, _WIDTHS, sum(1 + len(row.lines) for row in rows)))
    for row in rows:
        about = next(written)
        merged = about.cells[0].merge(about.cells[2])
        shade(merged)
        paragraph = merged.paragraphs[0]
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(" ".join(filter(None, (row.code, row.title)))).bold = True
        paragraph.add_run(f" – {', '.join(word for _kind, word in row.kinds)}")
        whole(about)
        for line in row.lines:
            cells = next(written).cells
            cells[0].text = line.name
            for cell, runs in ((cells[1], line.before), (cells[2], line.after)):
                _write(cell.paragraphs[0], runs or (Run(Op.KEPT, "–"),))


def _write(paragraph: Paragraph, runs: Sequence[Run]) -> None:
    """Words as they are, struck through where they go, underlined and bold where they come."""
    for run in runs:
        written = paragraph.add_run(run.text)
        if run.op is Op.REMOVED:
            written.font.strike = True
        elif run.op is Op.INSERTED:
            written.font.underline = written.font.bold = True


def _table(document: DocumentType, heads: Sequence[str], widths: Sequence[Cm], size: int) -> list[_Row]:
    """So many empty rows of a table with borders, whose head comes back on every page."""
    table: DocxTable = document.add_table(rows=1 + size, cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head, *rows = table.rows
    repeat(head)
    whole(head)
    for cell, title in zip(head.cells, heads, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
        shade(cell)
    return rows
