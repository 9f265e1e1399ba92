"""The report as slides for a council: real layouts, titles that state, notes with the sources, no animation."""

import io
from copy import deepcopy
from datetime import UTC, datetime, time
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from segnavia.reports.charts import png
from segnavia.reports.monitoring.deck_layouts import (
    BODY,
    CHART,
    FACTS,
    INK,
    SHADE,
    SOFT,
    TABLE,
    TEXT,
    TITLE,
    prepare,
    run_language,
)
from segnavia.reports.monitoring.front import dated
from segnavia.reports.monitoring.model import Column, Fact, Kind, Report, Slide, Table
from segnavia.reports.monitoring.writing import heading, written
from segnavia.reports.office import LOCALES, without_clock

DOTS = 3  # a chart's dots for each point of its size: a projector shows two
_NUMBER, _ROW = 1.15, Pt(24)  # the width of a number beside that of a short text; the least height of a row


def pptx(report: Report) -> bytes:
    """The slides. The same report gives the same bytes."""
    deck = Presentation()
    layouts = prepare(deck, LOCALES[report.language])
    for number, slide in enumerate(report.slides, start=1):
        kind = _kind(slide, number)
        added = deck.slides.add_slide(layouts[kind])
        _write(added, slide, kind, report)
        _number(added)
        added.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
        run_language(added, LOCALES[report.language])
    _properties(deck, report)
    stream = io.BytesIO()
    deck.save(stream)
    return without_clock(stream.getvalue())


def _kind(slide: Slide, number: int) -> str:
    if number == 1:
        return TITLE
    if slide.chart is not None:
        return CHART
    if slide.table is not None:
        return TABLE
    return FACTS if slide.facts else TEXT


def _properties(deck: Any, report: Report) -> None:
    properties = deck.core_properties
    properties.title, properties.subject = report.title[:255], " ".join(report.sentences[:1])[:255]
    properties.author = properties.last_modified_by = report.body[:255]
    properties.language = LOCALES[report.language]
    properties.keywords = f"{report.basis.bulletin} {report.basis.plan_sha256}".strip()
    properties.comments = ""
    properties.revision = 1
    day = report.basis.as_of
    moment = datetime.combine(day, time(12), UTC) if day else datetime(1980, 1, 1, tzinfo=UTC)
    properties.created = properties.modified = moment


def _write(added: Any, slide: Slide, kind: str, report: Report) -> None:
    placed = {shape.placeholder_format.idx: shape for shape in added.placeholders}
    added.shapes.title.text = report.kind if kind == TITLE else slide.title
    if kind == TITLE:
        _lines(placed[1], (report.subject, f"{report.body} · {dated(report)}", *slide.sentences))
    elif kind == CHART:
        _picture(placed[1], slide)
        _lines(placed[BODY], (slide.chart.note,) if slide.chart else ())
    elif kind == TABLE and slide.table is not None:
        _table(placed[1], slide.table)
        _lines(placed[BODY], (slide.table.note,) if slide.table.note else ())
    elif kind == FACTS:
        for at, fact in enumerate(slide.facts, start=1):
            _fact(placed[at], fact)
        _lines(placed[BODY], slide.sentences)
    else:
        _lines(placed[1], slide.sentences)
    for shape in list(added.placeholders):
        if shape.has_text_frame and not shape.text_frame.text:  # an empty one would say “click to add”
            shape._element.getparent().remove(shape._element)


def _lines(shape: Any, lines: tuple[str, ...]) -> None:
    frame = shape.text_frame
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.space_after = Pt(6)


def _fact(shape: Any, fact: Fact) -> None:
    """A figure over its title; what it rests on stands under it."""
    unit = {Kind.MILLIONS: " M€", Kind.EURO: " €"}.get(fact.column.kind, "") if fact.value is not None else ""
    frame = shape.text_frame
    for number, (text, size, bold, colour) in enumerate(
        (
            (fact.column.title, 16, False, SOFT),
            (f"{written(fact.column, fact.value)}{unit}", 30, True, INK),
            (fact.note, 12, False, SOFT),
        )
    ):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold, run.font.color.rgb = text, Pt(size), bold, colour


def _picture(shape: Any, slide: Slide) -> None:
    """The chart, whole and in its own shape, with its alternative text."""
    chart = slide.chart
    if chart is None:
        return
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    picture = shape.insert_picture(io.BytesIO(png(chart, scale=DOTS)))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    wide, high = picture.image.size
    scale = min(width / wide, height / high)
    picture.width, picture.height = Emu(int(wide * scale)), Emu(int(high * scale))
    picture.left, picture.top = Emu(left + (width - picture.width) // 2), Emu(top + (height - picture.height) // 2)
    named = picture._element.nvPicPr.cNvPr
    named.set("descr", chart.alt)
    named.set("title", chart.title)


def _table(shape: Any, table: Table) -> None:
    columns = table.columns
    left, top, width = shape.left, shape.top, shape.width
    frame = shape.insert_table(rows=len(table.rows) + 1, cols=len(columns))
    frame.left, frame.top, frame.width = left, top, width
    named = frame._element.nvGraphicFramePr.cNvPr
    named.set("descr", f"{table.title}. {', '.join(heading(column) for column in columns)}.")
    named.set("title", table.title)
    grid = frame.table
    grid.horz_banding, grid.first_row, grid.last_row = False, True, bool(table.sums)
    weights = [_NUMBER if column.kind.is_number else max(column.width, 0.8) for column in columns]
    for column, weight in zip(grid.columns, weights, strict=True):
        column.width = Emu(int(width * weight / sum(weights)))
    for at, column in enumerate(columns):
        _cell(grid.cell(0, at), heading(column), column, strong=True, head=True)
    last = len(table.rows) - table.sums
    for number, row in enumerate(table.rows):
        grid.rows[number + 1].height = _ROW
        for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
            _cell(grid.cell(number + 1, at), written(column, cell), column, strong=number >= last)


def _cell(cell: Any, text: str, column: Column, *, strong: bool, head: bool = False) -> None:
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if column.kind.is_number else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold, run.font.color.rgb = text, Pt(13), strong, INK
    cell.fill.solid()
    cell.fill.fore_color.rgb = SHADE[head]


def _number(added: Any) -> None:
    """The slide's number, which a slide does not take from its layout by itself."""
    for shape in added.slide_layout.placeholders:
        if shape.placeholder_format.type is not None and shape.placeholder_format.type.name == "SLIDE_NUMBER":
            added.shapes._spTree.append(deepcopy(shape._element))
