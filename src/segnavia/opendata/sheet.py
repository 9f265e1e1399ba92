"""A public table as it is written to a file: its rows, its places, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.state import State
from segnavia.opendata.columns import Table
from segnavia.opendata.declaration import TABLES
from segnavia.opendata.geometry import PLACED, geometries
from segnavia.opendata.tables import table


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table whole. `geometries` are GeoJSON texts, one a row; `None` for a table whose rows have no place."""

    declared: Table
    rows: pa.Table
    geometries: Sequence[str | None] | None
    about: twins.Json


def sheet(now: State, name: str) -> Sheet:
    """A table as of now, for the writers."""
    about = twins.about(now.book, now.bulletin)
    return Sheet(TABLES[name], table(now, name), geometries(now, name) if name in PLACED else None, about)


def words(message: str) -> str:
    """A title or description in the reader's language; empty stays empty, for which gettext has a text of its own."""
    return _(message) if message else ""
