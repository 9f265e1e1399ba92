"""The shapes of rows, lists and details, as they follow from the declaration of the public tables."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from segnavia.api.resources import related_to
from segnavia.api.shapes import About
from segnavia.opendata.declaration import TABLES, Column, Table

_TYPES: Mapping[str, type] = {"string": str, "integer": int, "number": float, "boolean": bool, "date": date}


@cache
def row_of(name: str) -> type[BaseModel]:
    """A row of a public table. What it is known by is always told; other columns unless `fields` leaves them out."""
    return create_model(
        f"{_class_name(name)}Row",
        __config__=_row_config(TABLES[name].key),
        __doc__=TABLES[name].description,
        **_fields(TABLES[name]),
    )


@cache
def list_of(items: type[BaseModel]) -> type[BaseModel]:
    """A page of a list."""
    return create_model(
        f"{items.__name__}List",
        __config__=ConfigDict(extra="forbid"),
        __doc__="A page of a list.",
        about=(About, ...),
        items=(list[items], ...),  # type: ignore[valid-type] # a class made at run time
        total=(int, Field(description="of all pages")),
        limit=(int, ...),
        offset=(int, ...),
        next=(str | None, Field(description="the next page; null on the last")),
        previous=(str | None, ...),
    )


@cache
def detail_of(name: str, more: type[BaseModel] | None) -> type[BaseModel]:
    """One row with what belongs to it."""
    related = {each.table: (_related(each.table), ...) for each in related_to(name)}
    extra: dict[str, Any] = {"about": (About, ...)}
    if more:
        extra |= {key: (field.annotation, field) for key, field in more.model_fields.items()}
    if related:
        together = create_model(
            f"{_class_name(name)}Related",
            __config__=ConfigDict(extra="forbid"),
            __doc__="What belongs to it, table by table.",
            **related,  # type: ignore[call-overload] # fields that are made at run time
        )
        extra["related"] = (together, ...)
    table = TABLES[name]
    keys = tuple(column.name for column in table.columns)
    return create_model(
        f"{_class_name(name)}Detail",
        __config__=_row_config((*keys, *extra)),
        __doc__=table.description,
        **(_fields(table) | extra),
    )


@cache
def _related(name: str) -> type[BaseModel]:
    return create_model(
        f"Related{_class_name(name)}",
        __config__=ConfigDict(extra="forbid"),
        __doc__="The first rows of another table that belong to it.",
        total=(int, Field(description="how many there are in all")),
        href=(str, Field(description="where all of them are")),
        items=(list[row_of(name)], ...),  # type: ignore[misc,arg-type] # a class made at run time
    )


def _row_config(required: tuple[str, ...]) -> ConfigDict:
    def tell(schema: dict[str, Any]) -> None:
        schema["required"] = list(required)

    return ConfigDict(extra="forbid", json_schema_extra=tell)


def _fields(table: Table) -> dict[str, Any]:
    return {column.name: (_type(column), _field(column)) for column in table.columns}


def _type(column: Column) -> Any:
    kind = _TYPES[column.kind]
    return kind if column.required else kind | None


def _field(column: Column) -> Any:
    return Field(title=column.title, description=column.description or None, json_schema_extra=_unit(column))


def _unit(column: Column) -> dict[str, Any] | None:
    return {"x-unit": column.unit} if column.unit else None


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
