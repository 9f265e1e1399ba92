"""The report as a DOCX that an office goes on writing: real styles, numbered captions, contents that can be updated."""

import io
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from segnavia.reports.charts import Chart, png
from segnavia.reports.monitoring.front import colophon, dated, reading
from segnavia.reports.monitoring.model import Column, Fact, Report, Section, Table
from segnavia.reports.monitoring.word_styles import CONTENTS, LEAD, NOTE, SIZES, WIDTH, own_styles
from segnavia.reports.monitoring.word_tables import table_of
from segnavia.reports.monitoring.writing import cut_note, heading, written
from segnavia.reports.office import (
    LOCALES,
    character,
    date_properties,
    field,
    instructed,
    prepare,
    without_clock,
)

DOTS = 3  # a chart's dots for each point of its size: sharp in print, small enough to mail


def docx(report: Report) -> bytes:
    """The document. The same report gives the same bytes."""
    return _Writer(report).written()


class _Writer:
    """One document being written: it numbers captions and bookmarks as they come."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.locale = LOCALES[report.language]
        self.quoted = None if report.plan_language == report.language else LOCALES[report.plan_language]
        self.document: DocumentType = Document()
        self.tables, self.pictures, self.bookmarks = count(1), count(1), count(1)

    def written(self) -> bytes:
        """All of it."""
        self._prepare()
        self._front()
        self._contents()
        for section in self.report.sections:
            self._section(section, 1)
        stream = io.BytesIO()
        self.document.save(stream)
        return without_clock(stream.getvalue())

    def _prepare(self) -> None:
        """Paper, styles, properties, header and footer; the first page has neither."""
        report, styles = self.report, self.document.styles
        prepare(self.document, SIZES, self.locale)
        own_styles(self.document)
        properties = self.document.core_properties
        properties.title, properties.subject = report.title[:255], " ".join(report.sentences[:1])[:255]
        properties.author = properties.last_modified_by = report.body[:255]
        properties.language = self.locale
        properties.keywords = f"{report.basis.bulletin} {report.basis.plan_sha256}".strip()
        properties.comments = ""
        date_properties(self.document, report.basis.as_of)
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        head.style = styles["Header"]
        head.text = f"{report.kind} · {report.subject}\t{dated(report)}"
        foot = section.footer.paragraphs[0]
        foot.style = styles["Footer"]
        foot.add_run(report.basis.bulletin + "\t" + _("page") + " ")
        field(foot, "PAGE")
        foot.add_run(" " + pgettext("pages", "of") + " ")
        field(foot, "NUMPAGES")

    def _front(self) -> None:
        report = self.report
        self.document.add_paragraph(report.body)
        self.document.add_paragraph(report.kind, style="Title")
        self.document.add_paragraph(report.subject, style="Subtitle")
        self.document.add_paragraph(report.plan)
        self.document.add_paragraph(dated(report), style=NOTE)
        for sentence in report.sentences:
            self.document.add_paragraph(sentence, style=LEAD)
        for each in colophon(report):
            self.document.add_paragraph(each, style=NOTE)

    def _contents(self) -> None:
        """The contents as a field, filled with links to the chapters.

        It has no page numbers before the reader's program brings it up to date: only that program knows its pages.
        """
        title = self.document.add_paragraph(_("Contents"), style="TOC Heading")
        title.paragraph_format.page_break_before = True
        chapters = self.report.sections
        for number, section in enumerate(chapters, start=1):
            paragraph = self.document.add_paragraph(style=CONTENTS)
            if number == 1:
                begin = character("begin")
                begin.set(qn("w:dirty"), "true")
                for element in (begin, instructed('TOC \\o "1-2" \\h \\z \\u'), character("separate")):
                    paragraph.add_run()._r.append(element)
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), _bookmark(number))
            link.append(paragraph.add_run(section.title)._r)
            paragraph._p.append(link)
            if number == len(chapters):
                paragraph.add_run()._r.append(character("end"))

        self.document.add_paragraph(_("How to read this report"), style=LEAD).paragraph_format.space_before = Pt(24)
        for each in reading(self.report):
            self.document.add_paragraph(each)

    def _section(self, section: Section, level: int) -> None:
        title = self.document.add_heading(section.title, level=level)
        if level == 1:
            title.paragraph_format.page_break_before = self._mark(title) == 1
        for sentence in section.sentences:
            # what it introduces stands on the same page
            follows = bool(section.facts or section.charts or section.tables)
            self.document.add_paragraph(sentence).paragraph_format.keep_with_next = follows
        if section.facts:
            self._table(_facts_table(section.facts))
        for chart in section.charts:
            self._chart(chart)
        for table in section.tables:
            self._table(table)
        for note in section.notes:
            self.document.add_paragraph(note, style=NOTE)
        for each in section.sections:
            self._section(each, level + 1)

    def _mark(self, title: Paragraph) -> int:
        """The bookmark to which the contents lead, by its number."""
        number = next(self.bookmarks)
        for kind, place in (("bookmarkStart", 0), ("bookmarkEnd", None)):
            mark = OxmlElement(f"w:{kind}")
            mark.set(qn("w:id"), str(number))
            if place is None:
                title._p.append(mark)
            else:
                mark.set(qn("w:name"), _bookmark(number))
                title._p.insert(1, mark)  # after the paragraph's properties
        return number

    def _caption(self, label: str, instruction: str, number: int, text: str) -> Paragraph:
        paragraph = self.document.add_paragraph(f"{label} ", style="Caption")
        field(paragraph, f"SEQ {instruction} \\* ARABIC", str(number))
        paragraph.add_run(f". {text}")
        return paragraph

    def _chart(self, chart: Chart) -> None:
        self.document.add_picture(io.BytesIO(png(chart, scale=DOTS)), width=WIDTH)
        paragraph = self.document.paragraphs[-1]
        paragraph.paragraph_format.keep_with_next = True
        drawn = paragraph._p.find(f".//{qn('wp:docPr')}")
        drawn.set("descr", chart.alt)
        drawn.set("title", chart.title)
        self._caption(_("Figure"), "Figura", next(self.pictures), chart.title)
        if chart.note:
            self.document.add_paragraph(chart.note, style=NOTE)

    def _table(self, table: Table) -> None:
        caption = self._caption(_("Table"), "Tabella", next(self.tables), table.title)
        caption.paragraph_format.keep_with_next = True
        for note in (cut_note(table), table.note):
            if note:
                self.document.add_paragraph(note, style=NOTE).paragraph_format.keep_with_next = True
        body = self.document.element.body
        body.insert(len(body) - 1, table_of(table, self.quoted, WIDTH))  # before the section's own properties
        self.document.add_paragraph(style=NOTE)  # two tables without a paragraph between would be one


def _facts_table(facts: tuple[Fact, ...]) -> Table:
    """Figures that stand on their own, as a table: each says its unit, as they have none in common."""
    columns = (
        Column("figure", _("Figure"), width=2.2),
        Column("value", _("Value"), width=1.4),
        Column("note", _("On what it rests"), width=4),
    )
    rows = tuple((heading(fact.column), written(fact.column, fact.value), fact.note) for fact in facts)
    return Table("facts", _("The main figures"), columns, rows)


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
