"""What an import would do: rows added, changed and removed, and every reason why it cannot be done yet."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from segnavia.actions.agreement_tables.declaration import TABLES, Cell, Row, Table, Tables
from segnavia.actions.agreement_tables.judging import judge
from segnavia.actions.agreement_tables.reading import Reading, read
from segnavia.actions.agreement_tables.rows import tables_of
from segnavia.actions.agreement_tables.sheets import Trouble
from segnavia.registry.models import Plan


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that would change, and each value before and after, by column."""

    before: Row
    after: Row
    values: tuple[tuple[str, Cell, Cell], ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What would become of one table."""

    table: Table
    added: tuple[Row, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Row, ...] = ()

    @property
    def count(self) -> int:
        """How many rows would be touched."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An import before it is carried out. `digest` names these very changes: what was shown is what is done."""

    troubles: tuple[Trouble, ...]
    changes: tuple[TableChange, ...]

    @property
    def count(self) -> int:
        """How many rows would be touched."""
        return sum(change.count for change in self.changes)

    @property
    def removed(self) -> int:
        """How many rows would be removed."""
        return sum(len(change.removed) for change in self.changes)

    @property
    def digest(self) -> str:
        """The SHA-256 of the changes."""
        parts = [
            [change.table.name, [dict(row) for row in change.added], [dict(row) for row in change.removed],
             [[dict(each.before), dict(each.after)] for each in change.changed]]
            for change in self.changes
        ]  # fmt: skip
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def propose(plan: Plan, content: bytes) -> Proposal:
    """What importing a file would do to the agreements of a plan. Raises `Refused` at `file` for no such file."""
    return propose_reading(plan, read(content))


def propose_reading(plan: Plan, reading: Reading) -> Proposal:
    """The same of a file that was read."""
    troubles = (*reading.troubles, *judge(reading))
    return Proposal(troubles, () if reading.troubles else compare(tables_of(plan), reading.tables))


def compare(before: Tables, after: Tables) -> tuple[TableChange, ...]:
    """What differs between two sets of tables, table by table; only those where something does."""
    changes = [_compared(table, before[table.name], after[table.name]) for table in TABLES]
    return tuple(change for change in changes if change.count)


def _compared(table: Table, before: Sequence[Row], after: Sequence[Row]) -> TableChange:
    old = {table.key_of(row): row for row in before}
    new = {table.key_of(row): row for row in after}
    return TableChange(
        table,
        added=tuple(row for key, row in new.items() if key not in old),
        changed=tuple(_changed(old[key], row) for key, row in new.items() if key in old and old[key] != row),
        removed=tuple(row for key, row in old.items() if key not in new),
    )


def _changed(before: Row, after: Row) -> Changed:
    values = ((name, before[name], value) for name, value in after.items() if before[name] != value)
    return Changed(before, after, tuple(values))
