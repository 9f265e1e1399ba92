"""The agreements of a plan as tables: what export writes, and what a file is compared with."""

from typing import Any

from django.db import models

from segnavia.actions.agreement_tables.declaration import SPECIAL, TABLES, Cell, Row, Table, Tables
from segnavia.registry.agreements import special_of
from segnavia.registry.models import Actor, Agreement, Plan


def tables_of(plan: Plan) -> Tables:
    """Every agreement of a plan with all that belongs to it, in the order of the codes."""
    return {table.name: tuple(sorted(_rows(plan, table), key=lambda row: _order(table, row))) for table in TABLES}


def _rows(plan: Plan, table: Table) -> list[Row]:
    manager: models.Manager[Any] = table.model._default_manager
    if table.model is Agreement:
        return [_row(table, agreement) for agreement in manager.filter(plan=plan)]
    references = [name for name in ("agreement", "actor") if name in table.plain]
    return [_row(table, row) for row in manager.filter(agreement__plan=plan).select_related(*references)]


def _row(table: Table, row: models.Model) -> Row:
    values: dict[str, Cell] = {name: _cell(getattr(row, name)) for name in table.plain}
    if isinstance(row, Agreement):
        known = special_of(row)
        for column in table.columns:
            if column.name.startswith(SPECIAL):
                values[column.name] = known.get(column.name.removeprefix(SPECIAL), column.blank)
    elif "actor" in values and values["actor"] is None:
        values["actor"] = ""
    return values


def _cell(value: Any) -> Cell:
    """A value as it is; what a row refers to, an agreement or an actor, by its code."""
    found: Cell = value.code if isinstance(value, Agreement | Actor) else value
    return found


def _order(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(f"{value:05d}" if isinstance(value, int) else str(value) for value in table.key_of(row))
