"""An office's own program opens the report of real data, and all that it shows of it is there."""

import io
import re
import subprocess
from pathlib import Path

import docx
import openpyxl
import pptx
import pymupdf
import pytest
from django.conf import settings
from docx.oxml.ns import qn

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.monitoring import reading
from segnavia.plans.canonical import sha256_of
from segnavia.reports.monitoring.compose import report_of
from segnavia.reports.monitoring.forms import FORMS
from segnavia.reports.monitoring.model import Report
from segnavia.reports.monitoring.scope import WHOLE, scope_of
from tests.portal.sample import Text, plan_text
from tests.reports.monitoring.readback import WRONG
from tests.reports.monitoring.test_forms import SCOPES


@pytest.fixture
def milan(monkeypatch: pytest.MonkeyPatch, example_home: Path, db: None) -> State:
    """The example's bulletin, measured on real data."""
    monkeypatch.setattr(settings, "SEGNAVIA_HOME", example_home)
    monkeypatch.setattr(state, "reading", reading)
    monkeypatch.setattr(state, "current_text", lambda _territory: Text(plan_text(), sha256_of(plan_text())))
    found = state.current()
    assert found is not None
    return found


@pytest.fixture
def report(milan: State) -> Report:
    return report_of(milan)


@pytest.mark.console
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "asked", [*SCOPES[:4], ("municipality", "015002"), ("body", "01199250158")], ids=lambda asked: asked[0]
)
def test_not_one_number_of_real_data_differs(milan: State, form: str, asked: tuple[str, str]) -> None:
    scope = WHOLE if asked[0] == "total" else scope_of(milan, *asked)
    assert scope is not None
    found = report_of(milan, scope)
    assert list(WRONG[form](found, FORMS[form].write(found))) == []


@pytest.mark.console
@pytest.mark.parametrize("form", ["docx", "pptx", "xlsx"])
def test_libreoffice_opens_it(report: Report, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"report.{form}"
    file.write_bytes(FORMS[form].write(report))
    done = subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(file)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with pymupdf.open(tmp_path / "report.pdf") as document:
        pages = [page.get_text("text") for page in document]
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert report.subject in text
    if form == "pptx":
        assert len(pages) == len(report.slides) == 10
    for table in report.tables if form == "docx" else ():
        assert re.sub(r"\s+", " ", table.title) in text


def test_document_can_be_worked_on(report: Report) -> None:
    """Headings are headings, captions are numbered by fields, the contents are a field that is filled."""
    document = docx.Document(io.BytesIO(FORMS["docx"].write(report)))
    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings == [section.title for section in report.sections]
    instructions = [str(node.text).strip() for node in document.element.body.iter(qn("w:instrText"))]
    captions = [each for each in document.paragraphs if each.style and each.style.name == "Caption"]
    tables = len(list(report.tables)) + sum(bool(section.facts) for section in report.walk())
    assert instructions.count("SEQ Tabella \\* ARABIC") == tables == len(document.tables)
    assert instructions.count("SEQ Figura \\* ARABIC") == len(list(report.charts))
    assert len(captions) == tables + len(list(report.charts))
    assert [each.text.split(".")[0] for each in captions if each.text.startswith("Tabella")] == [
        f"Tabella {number}" for number in range(1, tables + 1)
    ]
    assert sum(each.startswith("TOC ") for each in instructions) == 1
    contents = [each for each in document.paragraphs if each.style and each.style.name == "toc 1"]
    assert ["".join(node.text or "" for node in each._p.iter(qn("w:t"))) for each in contents] == headings
    anchors = {node.get(qn("w:anchor")) for node in document.element.body.iter(qn("w:hyperlink"))}
    assert anchors == {node.get(qn("w:name")) for node in document.element.body.iter(qn("w:bookmarkStart"))}
    drawn = [node.get("descr") for node in document.element.body.iter(qn("wp:docPr"))]
    assert drawn == [chart.alt for chart in report.charts]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    footer = [str(node.text).strip() for node in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert footer == ["PAGE", "NUMPAGES"]
    assert document.core_properties.language == "it-IT"
    assert document.core_properties.created.date() == report.basis.as_of


def test_slides_are_ten_and_stand_on_their_layouts(report: Report) -> None:
    deck = pptx.Presentation(io.BytesIO(FORMS["pptx"].write(report)))
    assert len(deck.slides) == 10
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=0.001)
    for slide, wanted in zip(deck.slides, report.slides, strict=True):
        assert slide.shapes.title is not None
        assert all(shape.is_placeholder for shape in slide.shapes)
        assert "Bollettino" in slide.notes_slide.notes_text_frame.text
        pictures = [shape for shape in slide.shapes if hasattr(shape, "image")]
        assert [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures] == (
            [wanted.chart.alt] if wanted.chart else []
        )
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            assert not (shape.has_text_frame and not shape.text_frame.text.strip())


def test_workbook_has_tables_with_frozen_heads(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMS["xlsx"].write(report)))
    first, *sheets = book.worksheets
    told = [cell.value for row in first.iter_rows() for cell in row if cell.value]
    assert any("Italia Domani" in str(each) for each in told)
    assert any("CC-BY-4.0" in str(each) for each in told)
    assert any("31 marzo 2025" in str(each) for each in told)
    for sheet, table in zip(sheets, (each for each in report.tables if each.rows), strict=True):
        (real,) = sheet.tables.values()
        assert len(real.tableColumns) == len(table.columns)
        assert sheet.freeze_panes is not None
        assert int(re.sub(r"\D", "", sheet.freeze_panes)) == 5  # caption, note, empty row and head stay in sight
        assert all(sheet.column_dimensions[letter].width for letter in ("A", "B"))
    projects = next(sheet for sheet in sheets if any("projects" in name for name in sheet.tables))
    assert projects.max_row == 4 + len(next(table for table in report.tables if table.key == "projects").rows)
