"""Dates as far as they are known: a day, a month or a year, written `2023-03-22`, `2023-06` or `2023`."""

import re
from calendar import monthrange
from datetime import date

DATED = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"


def is_dated(text: str) -> bool:
    """Whether the text is such a date, and of the calendar."""
    if not re.fullmatch(DATED, text):
        return False
    try:
        last_day(text)
    except ValueError:
        return False
    return True


def last_day(dated: str) -> date:
    """The last day that the date may mean: by then it has certainly come. Raises `ValueError` for no date."""
    parts = [int(part) for part in dated.split("-")]
    match parts:
        case [year]:
            return date(year, 12, 31)
        case [year, month]:
            return date(year, month, monthrange(year, month)[1])
        case _:
            return date(*parts)


def first_day(dated: str) -> date:
    """The first day that the date may mean: before it, it has certainly not come. Raises `ValueError` for no date."""
    parts = [int(part) for part in dated.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day)
