"""What a public table is made of: columns with their kind, words and unit. Titles and descriptions are message ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import pyarrow as pa
from django.utils.translation import gettext_noop

EURO: Final = "EUR"
Kind = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Empty is unknown or not said, and never zero.

    `unit`: a currency or a word; empty where the value has none. `required`: no row lacks it. `places`: the decimals
    that a `number` is kept with. `refers`: the table whose one key the value is.
    """

    name: str
    kind: Kind
    title: str
    description: str
    unit: str = ""
    required: bool = False
    places: int = 2
    refers: str = ""

    @property
    def type(self) -> pa.DataType:
        """How the column is kept: a number is exact, with its decimals."""
        if self.kind == "number":
            return pa.decimal128(18 if self.places <= 2 else 38, self.places)
        return _TYPES[self.kind]


_TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


@dataclass(frozen=True)
class Table:
    """A public table. Rows are sorted by `key`, the columns that no two rows share; none of them is ever empty.

    `spatial`: the column that holds the ISTAT code of a municipality, or several with blanks between; empty where rows
    have no place. `group`: the dataset of the catalogue it belongs to. `living`: it holds rows of the registry, which
    change between two bulletins.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    spatial: str = ""
    group: str = ""
    living: bool = False

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema: each column with its type, nullable unless it is required."""
        return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in self.columns])

    @cached_property
    def column(self) -> Mapping[str, Column]:
        """Its columns by name."""
        return {column.name: column for column in self.columns}


def text(name: str, title: str, description: str = "", *, required: bool = False, refers: str = "") -> Column:
    """A column of text or of codes."""
    return Column(name, "string", title, description, required=required, refers=refers)


def code(title: str, description: str = "", name: str = "code", refers: str = "") -> Column:
    """A column of codes that every row has."""
    return Column(name, "string", title, description, required=True, refers=refers)


def count(name: str, title: str, description: str = "", *, required: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", title, description, required=required)


def euro(name: str, title: str, description: str = "", *, places: int = 2) -> Column:
    """A column of exact amounts in euro."""
    return Column(name, "number", title, description, unit=EURO, places=places)


def number(name: str, title: str, description: str = "", *, places: int, unit: str = "") -> Column:
    """A column of numbers with so many decimals."""
    return Column(name, "number", title, description, unit=unit, places=places)


def yes_no(name: str, title: str, description: str = "", *, required: bool = True) -> Column:
    """A column of true and false."""
    return Column(name, "boolean", title, description, required=required)


def day(name: str, title: str, description: str = "", *, required: bool = False) -> Column:
    """A column of days."""
    return Column(name, "date", title, description, required=required)


PROVENANCE: tuple[Column, ...] = (
    text(
        "provenance",
        gettext_noop("Provenance"),
        gettext_noop("source: the document's own word; editorial: the editors'; uncertain: doubtful, see the note"),
        required=True,
    ),
    text("note", gettext_noop("Note")),
)
_SHARED = gettext_noop("whole projects times the share that lies here and serves this; a sum over what is known")
# What is known of a set of projects: the fields of `core.rollup.Figure`, and what follows from them.
FIGURES: tuple[Column, ...] = (
    count("projects", gettext_noop("Projects measured"), gettext_noop("with a row in the payments' dataset")),
    count("projects_located", gettext_noop("Projects located"), gettext_noop("all that lie here, measured or not")),
    count(
        "projects_both",
        gettext_noop("Projects with both amounts"),
        gettext_noop("those whose funding and payments are both known"),
    ),
    count(
        "projects_told",
        gettext_noop("Projects with a funding"),
        gettext_noop("those whose funding any source tells; of the others no amount is known"),
    ),
    euro("funding_pnrr", gettext_noop("PNRR funding"), _SHARED, places=17),
    euro("paid_pnrr", gettext_noop("PNRR payments"), _SHARED, places=17),
    euro(
        "both_funding",
        gettext_noop("PNRR funding, where payments are known"),
        gettext_noop("of the projects of which both amounts are known"),
        places=17,
    ),
    euro(
        "both_paid",
        gettext_noop("PNRR payments, where the funding is known"),
        gettext_noop("of the projects of which both amounts are known"),
        places=17,
    ),
    euro(
        "funding_elsewhere",
        gettext_noop("PNRR funding by the projects' dataset alone"),
        gettext_noop("of projects without a row in the payments' dataset; never part of the funding above"),
        places=17,
    ),
    number(
        "paid_ratio",
        gettext_noop("Paid over funded"),
        gettext_noop("in [0, 1], over the projects of which both amounts are known; six decimals"),
        places=6,
    ),
    number(
        "known_share",
        gettext_noop("Share of which payments are known"),
        gettext_noop("in [0, 1], of all the funding that any source tells; six decimals"),
        places=6,
    ),
    count("not_started", gettext_noop("Not started"), gettext_noop("projects in this state")),
    count("under_way", gettext_noop("Under way"), gettext_noop("projects in this state")),
    count("late", gettext_noop("Late"), gettext_noop("projects in this state")),
    count("completed", gettext_noop("Completed"), gettext_noop("projects in this state")),
    count("suspended_or_withdrawn", gettext_noop("Suspended or withdrawn"), gettext_noop("projects in this state")),
    count("state_unknown", gettext_noop("State not known"), gettext_noop("projects whose state no source tells")),
    count("targets", gettext_noop("Physical targets"), gettext_noop("indicators with a planned and an achieved value")),
    count("targets_reached", gettext_noop("Targets reached"), gettext_noop("of these, achieved as planned or more")),
    euro(
        "climate_funding",
        gettext_noop("PNRR funding for the climate"),
        gettext_noop("by the coefficient of the sub-measure"),
        places=17,
    ),
    euro(
        "climate_tagged",
        gettext_noop("PNRR funding with a climate coefficient"),
        gettext_noop("the whole of which the climate's part is told"),
        places=17,
    ),
    euro(
        "digital_funding",
        gettext_noop("PNRR funding for the digital transition"),
        gettext_noop("by the coefficient of the sub-measure"),
        places=17,
    ),
    euro(
        "digital_tagged",
        gettext_noop("PNRR funding with a digital coefficient"),
        gettext_noop("the whole of which the digital part is told"),
        places=17,
    ),
)
