"""How features are asked for: where, when, which and how many (OGC API – Features 1.0, part 1: core)."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from segnavia.api.errors import ApiError, Fault, refused
from segnavia.api.features.placed import Box
from segnavia.api.frame import know
from segnavia.api.prepared import Asked
from segnavia.api.resources import Resource
from segnavia.api.shown import Shown

LIMIT, MOST = 50, 1000  # features of a page, where nothing is said and at most
_PARAMETERS = frozenset({"bbox", "datetime", "limit", "offset"})
_WHOLE = re.compile(r"\d{1,9}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?")
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a collection. `boxes`: features touch one of them; none: wherever they are, if anywhere."""

    asked: Asked
    boxes: tuple[Box, ...]
    days: Days | None
    limit: int
    offset: int


def question_of(request: HttpRequest, resource: Resource, shown: Shown) -> Question:
    """The question of a request. Raises `ApiError` 400 for what cannot be read, as the standard has it."""
    know(request, _PARAMETERS | resource.equal.keys() | resource.through.keys(), 400)
    limit = _whole(request, "limit", LIMIT)
    if limit == 0:
        raise wrong("limit", gettext("it has to be at least 1"))
    equal = []
    for name, column in resource.equal.items():
        if name in request.GET:
            equal.append((column.name, tuple(request.GET.getlist(name))))
    for name, through in resource.through.items():
        if name in request.GET:
            equal.append((through.column, shown.translated(through, request.GET.getlist(name))))
    return Question(
        asked=Asked(equal=tuple(equal)),
        boxes=_boxes(request.GET.get("bbox")),
        days=_days(request.GET.get("datetime")),
        limit=min(limit, MOST),  # the standard wants no error
        offset=_whole(request, "offset", 0),
    )


def wrong(name: str, reason: str) -> ApiError:
    """400 for one parameter."""
    return refused([Fault(name, "query", reason)], 400)


def _whole(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name)
    if text is None:
        return otherwise
    if not (text.isascii() and _WHOLE.fullmatch(text)):
        raise wrong(name, gettext("it has to be a whole number"))
    return int(text)


def _boxes(text: str | None) -> tuple[Box, ...]:
    """West, south, east and north; heights between them count for nothing. One across the 180th meridian is two."""
    if text is None:
        return ()
    numbers = _numbers(text.split(","))
    if len(numbers) not in {4, 6}:
        raise wrong("bbox", gettext("it has to be four numbers with commas between: west,south,east,north"))
    half = len(numbers) // 2
    west, south, east, north = numbers[0], numbers[1], numbers[half], numbers[half + 1]
    if south > north:
        raise wrong("bbox", gettext("its south lies north of its north"))
    if west > east:
        return (west, south, 180.0, north), (-180.0, south, east, north)
    return ((west, south, east, north),)


def _numbers(texts: Sequence[str]) -> list[float]:
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _days(text: str | None) -> Days | None:
    """A moment, or two with a slash between of which one may be open."""
    if text is None:
        return None
    first, slash, last = text.partition("/")
    if not slash:
        return _day(first), _day(first)
    days = tuple(None if each in {"", ".."} else _day(each) for each in (first, last))
    if days == (None, None) or (days[0] and days[1] and days[0] > days[1]):
        raise wrong("datetime", gettext("it has to begin before it ends, or on a day that is told"))
    return days[0], days[1]


def _day(text: str) -> date:
    """The day of a moment, in Italy's time: the data know no hours."""
    try:
        moment = datetime.fromisoformat(text.upper() if _MOMENT.fullmatch(text) else "")
        return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        told = gettext("it has to be a moment such as 2025-03-31T00:00:00Z, or two with a slash between, or one and ..")
        raise wrong("datetime", told) from None
