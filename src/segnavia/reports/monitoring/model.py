"""A report as data: sentences, charts and typed tables, which every form writes and none works out again.

A cell is a text, a whole number, an exact amount or a day. `None` is unknown: it is written so, and never as zero. The
empty text is what does not apply, such as the payments of a thing without projects: it is written as a dash.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from segnavia.reports.charts.model import Chart

Cell = str | int | Decimal | date | None


class Kind(StrEnum):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    MILLIONS = "millions"  # euro; in millions with one decimal on paper, to the cent in a workbook
    EURO = "euro"  # euro; whole on paper, to the cent in a workbook
    SHARE = "share"  # a share of one; per cent
    QUANTITY = "quantity"  # in the unit that another column names
    DAY = "day"
    DIGEST = "digest"  # a SHA-256

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self in _NUMBERS


_NUMBERS = frozenset((Kind.COUNT, Kind.MILLIONS, Kind.EURO, Kind.SHARE, Kind.QUANTITY))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is its share of the paper's width beside the others', 0 to keep it off paper.

    `quoted`: its texts are the plan's or the publisher's own words, in their language and not in the report's.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    width: float = 1.0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. The first column of paper names the row.

    `sums`: so many rows at the end stand for all the others. `group`: the column whose value stands above the rows that
    have it, instead of in each. `most`: so many rows on paper; a workbook has all.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: int = 0
    note: str = ""
    group: str = ""
    most: int | None = None

    @property
    def is_cut(self) -> bool:
        """Whether paper has fewer rows than there are."""
        return self.most is not None and len(self.rows) > self.most

    @property
    def on_paper(self) -> "Table":
        """The columns and rows that paper has room for."""
        kept = [number for number, column in enumerate(self.columns) if column.width]
        rows = self.rows[: self.most] if self.is_cut else self.rows
        return replace(
            self,
            columns=tuple(self.columns[number] for number in kept),
            rows=tuple(tuple(row[number] for number in kept) for row in rows),
        )

    def narrowed(self, keys: tuple[str, ...], most: int | None = None) -> "Table":
        """These columns in this order, and the first rows only."""
        at = {column.key: number for number, column in enumerate(self.columns)}
        kept = [at[key] for key in keys]
        return replace(
            self,
            columns=tuple(self.columns[number] for number in kept),
            rows=tuple(tuple(row[number] for number in kept) for row in self.rows[:most]),
            sums=self.sums if most is None or len(self.rows) <= most else 0,
            group=self.group if self.group in keys else "",
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that stands on its own, such as the money paid; `note` says what of, or how much is known."""

    column: Column  # its title and kind
    value: Cell
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, in the order of the fields."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    sections: tuple["Section", ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands under it."""
        parts = (self.sentences, self.facts, self.charts, self.tables, self.notes, self.sections)
        return not any(parts)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a title that states something, and a chart or a few rows of a table. `notes` name the sources."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report rests on. `as_of` is `None` before anything was measured; no other date stands in a report."""

    as_of: date | None
    bulletin: str
    plan_sha256: str
    software: str
    licence: str
    attribution: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report in one language. `subject` is what it is about: the plan, or one thing of it."""

    language: str
    plan_language: str
    body: str
    plan: str
    years: str
    kind: str  # "Monitoring report"
    subject: str
    sentences: tuple[str, ...]
    basis: Basis
    sections: tuple[Section, ...]
    slides: tuple[Slide, ...] = field(default=())

    @property
    def title(self) -> str:
        """What the file is called: its kind, and what it is about."""
        return f"{self.kind} – {self.subject}"

    @property
    def tables(self) -> Iterator[Table]:
        """Every table, in the order of reading."""
        for section in self.walk():
            yield from section.tables

    @property
    def charts(self) -> Iterator[Chart]:
        """Every chart, in the order of reading."""
        for section in self.walk():
            yield from section.charts

    def walk(self) -> Iterator[Section]:
        """Every section and the sections in it, in the order of reading."""
        for section in self.sections:
            yield section
            yield from section.sections
