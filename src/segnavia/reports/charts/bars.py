"""Bars of several parts, each with what it stands for, alone or as rows with a name before and words after them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from segnavia.reports.charts.model import Spec
from segnavia.reports.charts.sheet import LINE_HEIGHT, Sheet, fitted, width_of
from segnavia.reports.charts.style import INK, INK_SOFT, OPEN, UNKNOWN, WIDE

BAR = 18  # px
TAIL = 26  # px: a length that nobody knows, long enough to show the hatching


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its fill, its share of the length, what it stands for, and in which words a key says so."""

    fill: str
    share: float
    name: str
    value: int | Decimal | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with a name and words. `tail`: it goes on by a length that nobody knows. `hue` marks the name.

    `limit` is a place on the bar, as a share of its length, that a line marks. `aside` stands under the words.
    """

    name: str
    parts: tuple[Part, ...]
    words: str
    tail: bool = False
    hue: str = ""
    limit: float | None = None
    aside: str = ""


def draw_bar(
    sheet: Sheet, parts: Iterable[Part], left: float, length: float, *, tail: bool = False, subject: str = ""
) -> None:
    """The parts one after the other at the sheet's top, on a scale of so many pixels."""
    x = left
    for part in parts:
        if part.share > 0:
            told = None if part.value is None else float(part.value)
            end = x + part.share * length
            sheet.bar(x, end, sheet.top, BAR, part.fill, of=subject, part=part.name, value=told, share=part.share)
            x = end
    if tail:
        sheet.bar(x, x + TAIL, sheet.top, BAR, UNKNOWN, of=subject, part="tail", value=None, share=None)
        # the known ends where the strong line stands; the tail itself has no end
        sheet.rule(x, sheet.top - 2, x, sheet.top + BAR + 2, color=INK)
        sheet.rule(x + TAIL, sheet.top, x + TAIL, sheet.top + BAR, color=OPEN)


def draw_rows(rows: Sequence[Row], width: int, *, left: float, key: Sequence[tuple[str, str]] = ()) -> Spec:
    """Rows of bars of one length, a name of `left` pixels before each and its words after it.

    On a phone the name stands over the bar, and the words under it. `key` says what the fills mean; those that no bar
    has are left out.
    """
    sheet = Sheet(width)
    wide = width == WIDE
    right = 12 + max(width_of(text) for row in rows for text in (row.words, row.aside))
    start, end = (left, width - right) if wide else (1, width - 1)
    length = end - start - (TAIL if any(row.tail for row in rows) else 0)
    for row in rows:
        indent = 16 if row.hue else 0
        lines = fitted(row.name, (left - 14 if wide else width) - indent)
        top = sheet.top
        if row.hue:
            sheet.bar(1, 11, top + 5, 10, row.hue)
        for index, line in enumerate(lines):
            sheet.words(indent, top + 10 + index * (LINE_HEIGHT - 2), line)
        if not wide:
            sheet.top += len(lines) * (LINE_HEIGHT - 2) + 3
        sheet.top += 1
        draw_bar(sheet, row.parts, start, length, tail=row.tail, subject=row.name)
        if row.limit is not None:
            at = start + row.limit * length
            sheet.rule(at, sheet.top - 3, at, sheet.top + BAR + 3, color=INK)
        if wide:
            sheet.words(width, top + 10, row.words, align="right")
            sheet.words(width, top + 10 + LINE_HEIGHT - 2, row.aside, align="right", color=INK_SOFT)
            text = max(len(lines), 2 if row.aside else 1) * (LINE_HEIGHT - 2)
            sheet.top = max(sheet.top + BAR, top + text) + 9
        else:
            sheet.words(0, sheet.top + BAR + 11, f"{row.words} {row.aside}".strip())
            sheet.top += BAR + LINE_HEIGHT + 12
    drawn = {part.fill for row in rows for part in row.parts if part.share} | {UNKNOWN for row in rows if row.tail}
    sheet.top += 3
    sheet.key(start, [(fill, words) for fill, words in key if fill in drawn])
    return sheet.spec()


def key_of(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """What a key says of the parts that there are."""
    return [(part.fill, part.words) for part in parts if part.words]
