"""How the public tables are asked: which of their columns narrow a list, and which tables belong to one row.

Everything follows from the declaration of the tables; here is only which columns hold codes and not prose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import gettext_noop

from segnavia.opendata.columns import FIGURES
from segnavia.opendata.declaration import TABLES, Column, Table

# Columns of text that are not the key and hold a code or a word out of few, by which one asks for rows.
_CODED = frozenset(
    {"body_code", "component", "cup", "direction", "element", "finding", "kind", "level", "mission", "municipality"}
    | {"origin", "outcome", "place", "project", "province", "provenance", "rule", "severity", "sha256", "source"}
    | {"state", "status", "step", "tax_code", "tender", "type", "zone"}
)
_PROSE = frozenset({"title"})  # of the columns of a key
# Columns of codes with blanks between, and what one of the codes is called.
_LISTS: Mapping[str, str] = {"missions": "mission", "municipalities": "municipality", "objectives": "objective"}
# What a code is of where the column does not say it: the table whose key it is.
_CODES_OF: Mapping[str, str] = {
    "component": "components",
    "driver": "drivers",
    "mission": "missions",
    "municipality": "municipalities",
    "objective": "objectives",
    "serves_mission": "missions",
    "project": "projects",
    "submeasure": "submeasures",
    "zone": "zones",
    "body_code": "bodies",
}


@dataclass(frozen=True, slots=True)
class Through:
    """A question that another table translates: the values of `found` in its rows where `given` is what was asked.

    `description` is a message id.
    """

    name: str
    table: str
    given: str
    found: str
    column: str  # of the table that is asked, which has to have one of them
    description: str

    @property
    def asked(self) -> Column:
        """The parameter, as a column that could be asked for directly."""
        return replace(TABLES[self.table].column[self.given], name=self.name, description=self.description)


_SERVED = gettext_noop("of the objectives that it serves")
# A table, and the questions that others translate for it.
_THROUGH: Mapping[str, tuple[Through, ...]] = {
    "projects": (
        Through("driver", "driver_objectives", "driver", "objective", "objectives", _SERVED),
        # its column `mission` is of its sub-measure; what counts for a mission of the plan serves its objectives
        Through("serves_mission", "objectives", "mission", "code", "objectives", _SERVED),
        Through("zone", "municipalities", "zone", "code", "municipalities", gettext_noop("of its municipalities")),
    ),
}


@dataclass(frozen=True, eq=False)
class Resource:
    """A table as it is asked. `equal`: parameters with the column in which one of their values has to stand.

    `bounded`: columns with `min_…` and `max_…`. `is_one`: its rows have addresses of their own.
    """

    table: Table
    equal: Mapping[str, Column]
    through: Mapping[str, Through]
    bounded: tuple[Column, ...]
    is_one: bool

    @property
    def name(self) -> str:
        """What it is called in addresses: as everywhere else."""
        return self.table.name


@dataclass(frozen=True, slots=True)
class Related:
    """A table with rows that belong to one row of another: those whose `parameter` is its key."""

    table: str
    parameter: str


@cache
def resources() -> Mapping[str, Resource]:
    """Every public table, by name."""
    return {name: _resource(table) for name, table in TABLES.items()}


@cache
def related_to(name: str) -> tuple[Related, ...]:
    """The tables that belong to one row of this one."""
    return tuple(
        Related(other.name, parameter)
        for other in resources().values()
        for parameter, refers in _references(other)
        if refers == name and other.name != name
    )


def _resource(table: Table) -> Resource:
    equal = {_asked_by(column): column for column in table.columns if _is_asked_for(table, column)}
    bounded = tuple(
        column
        for column in table.columns
        if column.kind in {"date", "integer", "number"}
        and column not in FIGURES
        and not (column.kind == "integer" and column.name in table.key)
        and not column.name.startswith(("lon", "lat"))  # where things lie is asked of the interface for features
    )
    through = {each.name: each for each in _THROUGH.get(table.name, ())}
    return Resource(table, equal, through, bounded, is_one=len(table.key) == 1)


def is_list(column: Column) -> bool:
    """Whether the column holds several codes with blanks between."""
    return column.kind == "string" and column.name in _LISTS


def _asked_by(column: Column) -> str:
    return _LISTS[column.name] if is_list(column) else column.name


def _is_asked_for(table: Table, column: Column) -> bool:
    if column.kind == "boolean" or is_list(column):
        return True
    if column.name in table.key:
        return column.name not in _PROSE and column.kind in {"string", "integer"}
    return column.kind == "string" and (bool(column.refers) or column.name in _CODED)


def _references(resource: Resource) -> Iterator[tuple[str, str]]:
    """Its parameters whose values are the keys of another table."""
    translated = {parameter: _CODES_OF[parameter] for parameter in resource.through}
    for parameter, column in resource.equal.items():
        refers = column.refers or _CODES_OF.get(parameter, "")
        if refers and refers not in translated.values() and resources()[refers].is_one:
            yield parameter, refers
    yield from translated.items()
