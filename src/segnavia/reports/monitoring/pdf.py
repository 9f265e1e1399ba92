"""The report as a PDF by typst: tagged, PDF/UA-1, with bookmarks, and charts drawn as vectors.

Every text goes to the template as data (`report.typ`), so that nothing in a title can be taken for markup.
"""

import json
import re
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

import typst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from segnavia.reports.charts import Chart, fonts, svg
from segnavia.reports.monitoring.front import colophon, dated, reading
from segnavia.reports.monitoring.model import Cell, Column, Fact, Kind, Report, Section, Table
from segnavia.reports.monitoring.writing import cut_note, heading, written

TEMPLATE = Path(__file__).with_name("report.typ")
_MISSING = re.compile(r'the text `"(?P<text>(?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
LAST_LATIN = 0x24F
_WRITTEN = re.compile(
    r"[\u2010-\u2027\u202f\u2030-\u203a\u20ac\u2190-\u21ff\u2211\u2212\u00d7□]"
)  # what our own words hold
_STANDIN = "□"
_TRIES = 5  # typst names each character that its fonts lack; after so many rounds something else is wrong

Json = dict[str, Any]


def pdf(report: Report) -> bytes:
    """The document. Its dates are the bulletin's, so that the same report gives the same bytes."""
    data = json.dumps(_data(report), ensure_ascii=False)
    moment = report.basis.as_of
    stamp = datetime.combine(moment, time(12), UTC) if moment else datetime(1980, 1, 1, tzinfo=UTC)
    for _attempt in range(_TRIES):
        try:
            return _compiled(data, stamp)
        except typst.TypstError as error:
            # PDF/UA asks for a glyph of every character: one that no font has is shown as a box
            told = "".join(_told(found["text"]) for found in _MISSING.finditer(str(error)))
            lacking = {each for each in told if not each.isascii() and each != _STANDIN} or _marks_in(data)
            if not lacking:
                lacking = {each for each in data if ord(each) > LAST_LATIN and not _WRITTEN.fullmatch(each)}
            data = data.translate(dict.fromkeys(map(ord, lacking), _STANDIN))
    return _compiled(data, stamp)


def _told(text: str) -> str:
    """The characters that typst names: those that have no glyph anywhere it writes as `\\u{9c}`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _marks_in(data: str) -> set[str]:
    """The marks, and what is not seen: on a letter that every font has, typst names the letter and not its mark."""
    return {each for each in data if not each.isascii() and category(each).startswith(("M", "C"))}


def _compiled(data: str, stamp: datetime) -> bytes:
    # the fonts are those of the assets and those in typst itself: a machine's own would give other pages elsewhere
    compiler = typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        font_paths=_font_paths(),
        sys_inputs={"report": data},
    )
    done = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(stamp.timestamp()))
    if not isinstance(done, bytes):  # one file for each page: of pictures only
        raise TypeError(type(done).__name__)
    return done


@cache
def _font_paths() -> list[str]:
    folder = fonts()
    return [str(folder)] if folder else []


def _data(report: Report) -> Json:
    quoted = None if report.plan_language == report.language else report.plan_language
    as_of = report.basis.as_of
    standing = next((section for section in report.sections if section.key == "standing"), None)
    return {
        "language": report.language,
        "quoted": quoted,
        "title": report.title,
        "kind": report.kind,
        "subject": report.subject,
        "plan": report.plan,
        "body": report.body,
        "description": " ".join(report.sentences[:1]),
        "keywords": [report.subject, report.basis.bulletin, report.basis.plan_sha256],
        "date": {"year": as_of.year, "month": as_of.month, "day": as_of.day} if as_of else None,
        "dated": dated(report),
        "running": f"{report.kind} · {report.subject}",
        "basis": report.basis.bulletin,
        "sentences": list(report.sentences),
        "facts": [_fact(fact) for fact in standing.facts[:4]] if standing else [],
        "reading": list(reading(report)),
        "colophon": list(colophon(report)),
        "words": {
            "page": _("page"),
            "of": pgettext("pages", "of"),
            "contents": _("Contents"),
            "reading": _("How to read this report"),
        },
        "sections": [_section(section, quoted) for section in report.sections],
    }


def _section(section: Section, quoted: str | None) -> Json:
    return {
        "title": section.title,
        "sentences": list(section.sentences),
        "facts": [_fact(fact) for fact in section.facts],
        "charts": [_chart(chart) for chart in section.charts],
        "tables": [_table(table, quoted) for table in section.tables],
        "notes": list(section.notes),
        "sections": [_section(each, quoted) for each in section.sections],
    }


def _fact(fact: Fact) -> Json:
    units = {Kind.MILLIONS: "M€", Kind.EURO: "€"}
    return {
        "title": fact.column.title,
        "value": written(fact.column, fact.value),
        "unit": "" if fact.value is None else units.get(fact.column.kind, ""),
        "unknown": fact.value is None,
        "note": fact.note,
    }


def _chart(chart: Chart) -> Json:
    return {"title": chart.title, "alt": chart.alt, "note": chart.note, "svg": svg(chart)}


def _table(table: Table, quoted: str | None) -> Json:
    paper = table.on_paper
    names = [column.key for column in paper.columns]
    at = names.index(table.group) if table.group in names else None
    kept = [number for number in range(len(names)) if number != at]
    rows, group = [], None
    for row in paper.rows:
        begins = at is not None and row[at] != group
        group = row[at] if at is not None else None
        rows.append(
            {
                "group": _cell(paper.columns[at], group, quoted) if begins and at is not None else None,
                "cells": [_cell(paper.columns[number], row[number], quoted) for number in kept],
            }
        )
    return {
        "title": table.title,
        "columns": [_column(paper.columns[number]) for number in kept],
        "rows": rows,
        "sums": 0 if table.is_cut else table.sums,
        "notes": [note for note in (cut_note(table), table.note) if note],
    }


def _column(column: Column) -> Json:
    return {
        "title": heading(column),
        "kind": column.kind.value,
        "number": column.kind.is_number,
        "width": column.width,
    }


def _cell(column: Column, cell: Cell, quoted: str | None) -> Json:
    return {
        "text": written(column, cell),
        "unknown": cell is None,
        "language": quoted if column.quoted and cell else None,
    }
