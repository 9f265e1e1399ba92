"""The PDF is one for everybody: tagged, PDF/UA-1, with a title, a language, bookmarks and alternative texts."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pdfua import validate
from pikepdf import Dictionary, Pdf

from segnavia.briefing.state import State
from segnavia.reports.monitoring.compose import report_of
from segnavia.reports.monitoring.model import Report
from segnavia.reports.monitoring.pdf import pdf


@pytest.fixture
def report(now: State) -> Report:
    return report_of(now)


@pytest.fixture
def opened(report: Report) -> Iterator[Pdf]:
    with pikepdf.open(io.BytesIO(pdf(report))) as document:
        yield document


def elements(document: Pdf) -> Iterator[Dictionary]:
    """Every structure element, in the order of reading."""
    waiting = [document.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting[:0] = list(node)
        elif isinstance(node, Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                waiting.insert(0, node.K)


def test_document_says_what_it_is(opened: Pdf, report: Report) -> None:
    root = opened.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "it"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == report.title
        assert report.basis.bulletin in str(metadata["pdf:Keywords"])
        assert str(metadata["xmp:CreateDate"]).startswith(str(report.basis.as_of))


def test_pictures_have_alternative_texts_and_tables_their_heads(opened: Pdf, report: Report) -> None:
    found = list(elements(opened))
    pictures = [each for each in found if each.S == "/Figure" and "/Alt" in each]
    assert [str(each.Alt) for each in pictures] == [chart.alt for chart in report.charts]
    heads = [each for each in found if each.S == "/TH"]
    assert heads
    assert all(_scope(each) in ("/Column", "/Row", "/Both") for each in heads)
    assert sum(each.S == "/Table" for each in found) == len(list(report.tables))


def _scope(head: Dictionary) -> str:
    attributes = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
    return next((str(each.Scope) for each in attributes if isinstance(each, Dictionary) and "/Scope" in each), "")


def test_no_picture_is_without_an_alternative_text(opened: Pdf) -> None:
    figures = [each for each in elements(opened) if each.S == "/Figure"]
    assert figures
    assert all("/Alt" in each for each in figures)


def test_chapters_are_bookmarks(report: Report) -> None:
    with pymupdf.open("pdf", pdf(report)) as document:
        titles = [title for _level, title, _page in document.get_toc()]
    assert [title for title in titles if title in {section.title for section in report.sections}] == [
        section.title for section in report.sections
    ]


def test_checker_of_pdf_ua_finds_nothing(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(report))
    assert [f"{each.rule_id} {each.message}" for each in validate(str(file)).findings] == []
