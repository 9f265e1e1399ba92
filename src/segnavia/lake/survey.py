"""The first look through a file: how many rows it has, how its columns write numbers and dates, whom it is about.

Nothing is kept of the rows: reading a CSV again costs less than holding it, and its length makes no difference to the
memory that it takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from segnavia.lake import formats
from segnavia.lake.conversion import sql_for_clean, sql_for_person, tells_of_bodies
from segnavia.lake.datasets import Column, Dataset, Kind
from segnavia.lake.engine import identifier

Example = str | None


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look through the rows told. `examples`: what speaks for each format, by numeric or date column."""

    rows: int
    persons: int  # rows that may be a natural person's
    examples: dict[str, tuple[Example, ...]]


def survey(con: duckdb.DuckDBPyConnection, dataset: Dataset, columns: Sequence[Column], relation: str) -> Survey:
    """Look through the rows of `relation`, which holds the raw text of these columns."""
    told = [c for c in columns if c.kind in (*formats.NUMERIC, Kind.DATE)]
    named = [c for c in columns if tells_of_bodies(dataset, c)]
    # a row that names nobody has nothing to lose, and is not counted
    anybody = " OR ".join(f"{identifier(c.name)} IS NOT NULL" for c in named) or "false"
    person = f"({anybody}) AND {sql_for_person(dataset, columns)}"
    needed = [*named, *(c for c in columns if c.name == dataset.legal_form)]
    cleaned = "".join(f", {sql_for_clean(identifier(c.name))} AS {identifier(c.name)}" for c in needed)
    raw = "".join(f", {identifier(c.name)}" for c in told)
    aggregates = ["count(*)", f"count(*) FILTER ({person})"]
    for column in told:
        aggregates += formats.sql_for_evidence(column)
    (row,) = con.execute(
        f"SELECT {', '.join(aggregates)} FROM (SELECT true{cleaned}{raw} FROM ({relation}))"
    ).fetchall()
    examples = {c.name: tuple(row[2 + i * 3 : 5 + i * 3]) for i, c in enumerate(told)}
    return Survey(int(row[0]), int(row[1]), examples)
