"""The kinds of field that a plan's records are made of: texts, codes, dates and shares, each with its one check.

Custom errors carry the names that `reader.py` maps to rules.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from segnavia.core import codes
from segnavia.core.codes import Direction
from segnavia.core.periods import DATED, is_dated
from segnavia.core.shares import parse_share

# No control character but tab and line feed has a meaning in a text, and PostgreSQL cannot store NUL.
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Seven digits are enough for any share that a person writes; without a bound, `1e-999999999` would never end.
_SHARE = r"^(1|0\.\d{1,6}|[1-9]\d{0,6}/[1-9]\d{0,6})$"
_DATE_OR_EMPTY = r"^(\d{4}-\d{2}-\d{2})?$"
_LONGEST_TEXT = 100_000  # Python's csv reads cells of at most 131,072 characters


def _matching(pattern: str) -> StringConstraints:
    return StringConstraints(pattern=f"^(?:{pattern})$")


def _unix_lines(value: object) -> object:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _without_control_characters(text: str) -> str:
    found = _CONTROL_CHARACTER.search(text)
    if found:
        raise PydanticCustomError("control_character", "a control character, {char}", {"char": ascii(found[0])})
    return text


def _date_or_empty(text: str) -> str:
    if not text or (re.fullmatch(_DATE_OR_EMPTY, text) and _is_date(text)):
        return text
    raise PydanticCustomError("malformed_date", "not a date, such as 2022-12-31")


def _dated(text: str) -> str:
    if is_dated(text):
        return text
    raise PydanticCustomError("malformed_date", "not a date, such as 2022-12-31, 2022-12 or 2022")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _share(value: object) -> Fraction:
    text = str(value).strip()
    refusal = PydanticCustomError("malformed_share", "not a share")
    if not re.fullmatch(_SHARE, text):
        raise refusal
    try:
        return parse_share(text)
    except ValueError:
        raise refusal from None


def _without_repeats(items: tuple[str, ...]) -> tuple[str, ...]:
    for index, item in enumerate(items):
        if item in items[:index]:
            raise PydanticCustomError("repeated_item", "{item} twice", {"item": str(item)})
    return items


Words = Annotated[
    str,
    BeforeValidator(_unix_lines),
    StringConstraints(strip_whitespace=True, max_length=_LONGEST_TEXT),
    AfterValidator(_without_control_characters),
]
Text = Annotated[Words, StringConstraints(min_length=1)]
KeywordCode = Annotated[str, _matching(codes.KEYWORD)]
MissionCode = Annotated[str, _matching(codes.MISSION)]
ComponentCode = Annotated[str, _matching(codes.COMPONENT)]
ObjectiveCode = Annotated[str, _matching(codes.OBJECTIVE)]
DriverCode = Annotated[str, _matching(codes.DRIVER)]
ReformTrackCode = Annotated[str, _matching(codes.REFORM_TRACK)]
SubmeasureCode = Annotated[str, _matching(codes.SUBMEASURE)]
TerritoryCode = Annotated[str, _matching(codes.TERRITORY)]
MunicipalityCode = Annotated[str, _matching(codes.MUNICIPALITY)]
PartCode = Annotated[str, _matching(r"\d{2}")]
LevelCode = Annotated[str, _matching(r"L[1-9]")]
Slug = Annotated[str, _matching(codes.SLUG), StringConstraints(max_length=100)]
Directions = Annotated[tuple[Direction, ...], AfterValidator(_without_repeats)]
Missions = Annotated[tuple[MissionCode, ...], AfterValidator(_without_repeats)]
Year = Annotated[int, Field(strict=True, ge=1990, le=2100)]
DateOrEmpty = Annotated[
    str, AfterValidator(_date_or_empty), WithJsonSchema({"type": "string", "pattern": _DATE_OR_EMPTY})
]
Dated = Annotated[str, AfterValidator(_dated), WithJsonSchema({"type": "string", "pattern": f"^{DATED}$"})]
Share = Annotated[
    Fraction,
    BeforeValidator(_share),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _SHARE, "examples": ["1", "1/2", "1/3"]}),
]
