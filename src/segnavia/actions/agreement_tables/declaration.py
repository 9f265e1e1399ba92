"""The one declaration of the tables: what export writes and import reads.

Rows are recognised by codes that people know, never by keys of a database. A column is named as its field; those of the
types of agreement are `special.<name>`. `docs/guide/agreements.md` describes the format.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import models

from segnavia.actions.agreement_values import LONGEST_TEXT
from segnavia.core import codes
from segnavia.core.agreements import SPECIAL_FIELDS, FieldKind
from segnavia.registry.models import (
    Agreement,
    AgreementCode,
    AgreementElement,
    Amendment,
    Commitment,
    Meeting,
    Party,
    Resource,
)
from segnavia.registry.models.agreements import ELEMENT

Cell = str | date | Decimal | bool | int | None
Row = Mapping[str, Cell]
Tables = Mapping[str, tuple[Row, ...]]
Key = tuple[Cell, ...]

SPECIAL = "special."


class Kind(StrEnum):
    """What the cells of a column hold. A blank cell is an empty text, and what is not known for every other kind."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    BOOL = "bool"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `blank` is what an empty cell means; a `required` one may not be empty."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    blank: Cell = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    longest: int = LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the model whose rows it holds, its columns, and those that tell one row from another."""

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def key_of(self, row: Row) -> Key:
        """What tells this row from the others."""
        return tuple(row[name] for name in self.key)

    @property
    def special(self) -> tuple[str, ...]:
        """The names of its special fields, without their prefix."""
        return tuple(column.name.removeprefix(SPECIAL) for column in self.columns if column.name.startswith(SPECIAL))

    @property
    def plain(self) -> tuple[str, ...]:
        """The names of its other columns."""
        return tuple(column.name for column in self.columns if not column.name.startswith(SPECIAL))


_KINDS: Mapping[type[Any], Kind] = {
    models.DateField: Kind.DATE,
    models.DecimalField: Kind.MONEY,
    models.BooleanField: Kind.BOOL,
    models.PositiveSmallIntegerField: Kind.NUMBER,
}
_SPECIAL_KINDS = {FieldKind.TEXT: Kind.TEXT, FieldKind.DATE: Kind.DATE, FieldKind.BOOL: Kind.BOOL}
_PATTERNS = {
    ("agreements", "code"): codes.SLUG,
    ("elements", "element"): ELEMENT,
    ("commitments", "element"): ELEMENT,
    ("commitments", "code"): "[A-Za-z0-9.-]+",
}


def _table(name: str, model: type[models.Model], columns: str, key: str, *extra: Column) -> Table:
    return Table(name, model, (*(_column(name, model, each) for each in columns.split()), *extra), tuple(key.split()))


def _column(table: str, model: type[models.Model], name: str) -> Column:
    """A column as its field is; a reference is the code of what it refers to."""
    field: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment] # no relation back
    kind = _KINDS.get(type(field), Kind.TEXT)
    empty: Cell = "" if kind is Kind.TEXT else None
    return Column(
        name,
        kind,
        required=not field.blank and not field.has_default(),
        blank=getattr(field.get_default(), "value", field.get_default()) if field.has_default() else empty,
        choices=tuple(str(value) for value, _title in field.choices or ()),
        pattern=_PATTERNS.get((table, name), ""),
        longest=getattr(field, "max_length", None) or LONGEST_TEXT,
    )


TABLES: tuple[Table, ...] = (
    _table(
        "agreements",
        Agreement,
        "code type title legal_basis aims state signed_on signature protocol publication starts_on ends_on renewal "
        "territory governing_body monitoring is_public note",
        "code",
        *(
            Column(
                f"{SPECIAL}{each.name}", _SPECIAL_KINDS[each.kind], blank="" if each.kind is FieldKind.TEXT else None
            )
            for each in SPECIAL_FIELDS.values()
        ),
    ),
    _table(
        "parties",
        Party,
        "agreement actor role signatory approval_body approval_number approved_on joined_on left_on",
        "agreement actor",
    ),
    _table("elements", AgreementElement, "agreement element", "agreement element"),
    _table("codes", AgreementCode, "agreement kind code", "agreement kind code"),
    _table("resources", Resource, "agreement number source amount note", "agreement number"),
    _table(
        "commitments",
        Commitment,
        "agreement code actor what due_on amount element state done_on evidence",
        "agreement code",
    ),
    _table("meetings", Meeting, "agreement number held_on subject decisions", "agreement number"),
    _table("amendments", Amendment, "agreement number kind actor dated ends_on act text", "agreement number"),
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
