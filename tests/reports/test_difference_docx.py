"""The document, read back as an office's program reads it."""

import io
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise

import docx
from django.utils import translation
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from segnavia.plans.difference import difference
from segnavia.reports.difference_docx import difference_docx
from tests.plans.editions import milan, second_edition

DAYS = (date(2023, 3, 22), date(2024, 5, 6))


@cache
def content() -> bytes:
    return difference_docx(difference(milan(), second_edition()), DAYS)


def opened(written: bytes) -> Document:
    return docx.Document(io.BytesIO(written))


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_after(document: Document, heading: str) -> Table:
    """The first table under a heading."""
    found = False
    for element in document.iter_inner_content():
        if isinstance(element, Table):
            if found:
                return element
        elif element.text == heading and str(element.style.name).startswith("Heading"):
            found = True
    raise AssertionError(heading)


def test_front_names_plan_body_and_both_texts() -> None:
    document = opened(content())
    paragraphs = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs[:4]]
    assert paragraphs[0][1] == "Città metropolitana di Milano"
    assert paragraphs[1] == ("Title", milan().plan.title)
    assert paragraphs[2] == ("Subtitle", "Differenza fra PSTTM 2022-2024 e PSTTM 2023-2025")
    assert paragraphs[3][1].startswith("21 modifiche: ")
    told = difference(milan(), second_edition())
    assert cells(document.tables[0]) == [
        ["Voce", "Testo", "Congelato il", "SHA-256"],
        ["Testo vigente", "PSTTM 2022-2024", "22 marzo 2023", told.before.sha256],
        ["Testo proposto", "PSTTM 2023-2025", "6 maggio 2024", told.after.sha256],
    ]


def test_summary_counts_every_kind() -> None:
    summary = cells(table_after(opened(content()), "Sintesi"))
    assert summary[0] == ["Capitolo", "Modifica", "Numero"]
    assert ["Obiettivi strategici", "Spostamento", "2"] in summary
    told = difference(milan(), second_edition())
    assert sum(int(row[2]) for row in summary[1:]) == sum(sum(c.counts.values()) for c in told.chapters)


def test_texts_stand_side_by_side_with_marks_that_a_photocopy_keeps() -> None:
    table = table_after(opened(content()), "Obiettivi strategici")
    assert cells(table)[0] == ["Voce", "Testo vigente", "Testo proposto"]
    about, title = table.rows[1], table.rows[2]
    assert about.cells[0].text == about.cells[2].text == "M1.01 – Nuova formulazione"
    gone = [run.text for run in title.cells[1].paragraphs[0].runs if run.font.strike]
    came = [run.text for run in title.cells[2].paragraphs[0].runs if run.font.underline and run.font.bold]
    assert gone == ["digital divide", "ai"]
    assert came == ["divario digitale", "a tutti i"]


def test_every_table_repeats_its_head_and_has_borders() -> None:
    tables = opened(content()).tables
    assert len(tables) > 8
    for table in tables:
        assert table.style.name == "Table Grid"
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_headings_are_real_ones_in_order() -> None:
    levels = [
        int(str(paragraph.style.name)[-1])
        for paragraph in opened(content()).paragraphs
        if str(paragraph.style.name).startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_pages_are_numbered_and_the_language_is_italian() -> None:
    document = opened(content())
    footer = document.sections[0].footer.paragraphs[0]._p
    assert [text.text.strip() for text in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"it-IT"}
    assert document.core_properties.language == "it-IT"


def test_properties_are_those_of_the_texts() -> None:
    properties = opened(content()).core_properties
    assert properties.title == "Differenza fra PSTTM 2022-2024 e PSTTM 2023-2025"
    assert properties.author == "Città metropolitana di Milano"
    assert properties.created == properties.modified == datetime(2024, 5, 6, 12, tzinfo=UTC)


def test_no_date_is_made_up_where_the_texts_have_none() -> None:
    undated = difference_docx(difference(milan(), second_edition()))
    with zipfile.ZipFile(io.BytesIO(undated)) as archive:
        assert b"dcterms:created" not in archive.read("docProps/core.xml")
    assert cells(opened(undated).tables[0])[1][2] == "non noto"


def test_same_difference_gives_the_same_bytes_in_every_language_of_the_reader() -> None:
    with translation.override("en"):
        assert difference_docx(difference(milan(), second_edition()), DAYS) == content()


def test_document_of_the_same_text_says_so() -> None:
    document = opened(difference_docx(difference(milan(), milan()), DAYS))
    assert "I due testi sono uguali." in [paragraph.text for paragraph in document.paragraphs]
    assert len(document.tables) == 1
