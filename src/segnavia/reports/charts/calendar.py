"""A calendar of what is due: how much in each quarter, by how it ended. Standing bars, or lying ones on a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain
from segnavia.core.milestones import end_of_quarter
from segnavia.reports.charts.model import Spec
from segnavia.reports.charts.sheet import LINE_HEIGHT, Sheet
from segnavia.reports.charts.style import INK_SOFT, LINE, WIDE

HEIGHT = 190  # px of the highest bar, at most
ONE = 30  # px that a single one is high, at most
STEP = 48  # px from one quarter to the next, at most
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Kind:
    """How something due ended: its fill and its words."""

    fill: str
    words: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter with how many are due in it, by kind, in the order of the kinds."""

    year: int
    number: int  # 1 to 4
    counts: tuple[int, ...]

    @property
    def last_day(self) -> date:
        """Its last day."""
        return end_of_quarter(self.year, self.number)

    @property
    def total(self) -> int:
        """How many are due in it."""
        return sum(self.counts)


def quarters_of(due: Iterable[tuple[date, int]], kinds: int) -> tuple[Quarter, ...]:
    """All quarters from the first with something due to the last; `due` gives a day and the place of its kind."""
    counted: dict[tuple[int, int], list[int]] = {}
    for day, kind in due:
        counted.setdefault(_quarter(day), [0] * kinds)[kind] += 1
    if not counted:
        return ()
    (year, number), last = min(counted), max(counted)
    found = []
    while (year, number) <= last:
        found.append(Quarter(year, number, tuple(counted.get((year, number), [0] * kinds))))
        year, number = (year, number + 1) if number < len(ROMAN) else (year + 1, 1)
    return tuple(found)


def draw_calendar(quarters: Sequence[Quarter], kinds: Sequence[Kind], today: date, now: str, width: int) -> Spec:
    """The bars, a line after the quarter of `today` with the word `now`, and the key of the kinds that there are."""
    sheet = Sheet(width)
    if width == WIDE:
        _standing(sheet, quarters, kinds, today, now)
    else:
        _lying(sheet, quarters, kinds, today, now)
    present = [kind for place, kind in enumerate(kinds) if any(each.counts[place] for each in quarters)]
    sheet.key(0, [(kind.fill, kind.words) for kind in present])
    return sheet.spec()


def name_of(quarter: Quarter) -> str:
    """A quarter in words, as “II trim. 2025”."""
    return _("%(quarter)s quarter %(year)s") % {"quarter": ROMAN[quarter.number - 1], "year": quarter.year}


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def _standing(sheet: Sheet, quarters: Sequence[Quarter], kinds: Sequence[Kind], today: date, now: str) -> None:
    most = max(each.total for each in quarters)
    step = min(STEP, (sheet.width - 2) / len(quarters))
    one = min(ONE, HEIGHT / most)
    floor = round(most * one) + 44  # room for the word over the line, and for the number on the highest bar
    for index, quarter in enumerate(quarters):
        left, y = 1 + index * step, float(floor)
        for kind, count in zip(kinds, quarter.counts, strict=True):
            if count:
                height = count * one
                y -= height
                sheet.bar(left + 2, left + step - 2, y, height, kind.fill, **_told(quarter, kind, count))
        if quarter.total:
            sheet.words(left + step / 2, y - 9, plain(quarter.total), align="center")
        if quarter.number == 1 or index == 0:
            in_year = sum(other.year == quarter.year for other in quarters)
            sheet.rule(left, floor, left, floor + 20, color=LINE)
            if in_year > 1 or step > LINE_HEIGHT * 2:
                sheet.words(left + in_year * step / 2, floor + 12, str(quarter.year), align="center")
    sheet.rule(1, floor, 1 + len(quarters) * step, floor)
    past = sum((each.year, each.number) <= _quarter(today) for each in quarters)
    if 0 < past < len(quarters):
        elapsed = _elapsed(today)
        x = 1 + (past - 1 + elapsed) * step
        # within a quarter the line ends over its bar and number
        end = floor + 4 if elapsed == 1 else floor - quarters[past - 1].total * one - 20
        sheet.rule(x, 18, x, end, color=INK_SOFT, dashed=True)
        middle = x < sheet.width / 2
        sheet.words(x, 8, now, align="left" if middle else "right", color=INK_SOFT)
    sheet.top = floor + 34


def _lying(sheet: Sheet, quarters: Sequence[Quarter], kinds: Sequence[Kind], today: date, now: str) -> None:
    most = max(each.total for each in quarters)
    start, end, row = 84, sheet.width - 34, LINE_HEIGHT
    length = end - start
    past = sum((each.year, each.number) <= _quarter(today) for each in quarters)
    for index, quarter in enumerate(quarters):
        if quarter.number == 1 or index == 0:
            sheet.words(0, sheet.top + 9, str(quarter.year), bold=True)
        sheet.words(start - 8, sheet.top + 9, ROMAN[quarter.number - 1], align="right", color=INK_SOFT)
        x = float(start)
        for kind, count in zip(kinds, quarter.counts, strict=True):
            if count:
                width = length * count / most
                sheet.bar(x, x + width, sheet.top + 2, row - 5, kind.fill, **_told(quarter, kind, count))
                x += width
        if quarter.total:
            sheet.words(x + 5, sheet.top + 9, plain(quarter.total))
        sheet.top += row
        if index + 1 == past < len(quarters):
            sheet.words(sheet.width, sheet.top + 11, now, align="right", color=INK_SOFT)
            sheet.rule(0, sheet.top + 22, sheet.width, sheet.top + 22, color=INK_SOFT, dashed=True)
            sheet.top += 28
    sheet.top += 8


def _elapsed(today: date) -> float:
    """How much of its quarter has gone by at the end of a day."""
    year, number = _quarter(today)
    first = date(year, number * 3 - 2, 1)
    return ((today - first).days + 1) / ((end_of_quarter(year, number) - first).days + 1)


def _told(quarter: Quarter, kind: Kind, count: int) -> dict[str, str | int]:
    return {"quarter": quarter.last_day.isoformat(), "part": kind.words, "value": count}
