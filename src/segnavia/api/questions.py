"""How a list is asked for: the parameters of its address, and what they mean for its table."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from django.utils.translation import gettext, gettext_noop
from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError

from segnavia.api.errors import wrong_parameter
from segnavia.api.prepared import Asked, folded
from segnavia.api.resources import Resource
from segnavia.api.shown import Shown
from segnavia.briefing.search import matching_projects
from segnavia.opendata.declaration import Column, Table

LIMIT, MOST = 50, 1000  # rows of a page, where nothing is said and at most
_FARTHEST = 10_000_000  # the farthest row: far beyond any table
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(text: object) -> date:
    """A day written out, and nothing else that the library would take for one, such as a number of seconds."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and _DAY.fullmatch(text) else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise PydanticCustomError("day", "it has to be a day such as 2025-03-31")


_Word = Annotated[str, StringConstraints(max_length=200)]
_Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
_Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
_BOUND: Mapping[str, Any] = {"date": _Day, "integer": int, "number": _Number}


class Paging(BaseModel):
    """What can be asked of every list."""

    limit: int = Field(LIMIT, ge=1, le=MOST, description=gettext_noop("how many rows a page has"))
    offset: int = Field(0, ge=0, le=_FARTHEST, description=gettext_noop("how many rows are passed over"))


class Common(Paging):
    """What can be asked of every table."""

    q: _Word = Field(
        "",
        description=gettext_noop(
            "words that the texts of a row hold; of projects as the search of the site finds them"
        ),
    )
    sort: _Word = Field(
        "", description=gettext_noop("columns with commas between; a minus before one begins with the greatest")
    )
    fields: str = Field(
        "", max_length=1000, description=gettext_noop("columns with commas between: no others are told")
    )


@cache
def question_of(resource: Resource) -> type[Common]:
    """The parameters of a table's list."""
    fields: dict[str, Any] = {name: _equal(column) for name, column in resource.equal.items()}
    fields |= {name: _equal(each.asked) for name, each in resource.through.items()}
    for column in resource.bounded:
        fields[f"min_{column.name}"] = _bound(column, gettext_noop("at least"))
        fields[f"max_{column.name}"] = _bound(column, gettext_noop("at most"))
    return create_model(f"Ask_{resource.name}", __base__=Common, **fields)


def asked_of(resource: Resource, question: Common, shown: Shown) -> Asked:
    """What was asked, as the prepared table takes it. Raises `ApiError` 422 for a column that there is none of."""
    equal: list[tuple[str, tuple[str, ...]]] = []
    bounds: dict[str, list[tuple[str, Any]]] = {"min": [], "max": []}
    for name in sorted(question.model_fields_set):
        value = getattr(question, name)
        if column := resource.equal.get(name):
            equal.append((column.name, tuple(value)))
        elif through := resource.through.get(name):
            equal.append((through.column, shown.translated(through, value)))
        elif name[:3] in bounds and name[4:] in resource.table.column:
            bounds[name[:3]].append((name[4:], value))
    words = tuple(folded(question.q).split())
    if words and resource.name == "projects":  # of which the site has an index, with stems and spellings
        equal.append((resource.table.key[0], tuple(matching_projects(shown.now, question.q))))
        words = ()
    return Asked(
        equal=tuple(equal),
        least=tuple(bounds["min"]),
        most=tuple(bounds["max"]),
        words=words,
        order=_columns(resource.table, "sort", question.sort),
    )


def columns_of(table: Table, question: Common) -> tuple[str, ...]:
    """The columns that are told, in their order, the key among them; all where nothing is said."""
    asked = {*_columns(table, "fields", question.fields)}
    return tuple(column.name for column in table.columns if column.name in asked | {*table.key}) if asked else ()


def _columns(table: Table, parameter: str, given: str) -> tuple[str, ...]:
    names = tuple(name for name in given.split(",") if name)
    for name in names:
        plain = name.removeprefix("-") if parameter == "sort" else name
        if plain not in table.column:
            told = gettext("there is no column %(name)s; there are: %(all)s")
            raise wrong_parameter(parameter, told % {"name": plain, "all": ", ".join(table.column)})
    return names


def _equal(column: Column) -> Any:
    word: Any = Literal["true", "false"] if column.kind == "boolean" else _Word
    return list[word], Field([], max_length=50, title=column.title, description=column.description or None)


def _bound(column: Column, which: str) -> Any:
    return _BOUND[column.kind], Field(None, title=column.title, description=which)
