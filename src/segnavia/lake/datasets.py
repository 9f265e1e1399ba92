"""What a dataset declares: its columns, how a file's headers find them, and what each value must be.

The declarations themselves stand in `sources`, one file a dataset; this module only says what can be declared.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


class Kind(StrEnum):
    """The type of a column's values in the lake."""

    TEXT = "text"
    CODE = "code"  # text without outer blanks, upper case
    AMOUNT = "amount"  # euro, DECIMAL(15, 2)
    NUMBER = "number"  # a quantity in its own unit, DECIMAL(20, 4)
    INTEGER = "integer"
    DATE = "date"
    MONTH = "month"  # 1 to 12, from such a number or an Italian month name in any case
    QUARTER = "quarter"  # a DATE, the quarter's last day, from "2022 - 4° trimestre"
    BODY_TAX_CODE = "body_tax_code"  # 11 digits; a natural person's code empties it and `person_columns`
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `header` is the publisher's name for it; `aliases` are other names that releases have used.

    `required`: a file without it is refused. `filled`: a row without a value is quarantined. `pattern`: a row whose
    value does not match is quarantined; that of a `CODE` never matches outer blanks, small letters or what stands for
    no value, such as `N/D`. `width`: digits are left-padded with zeros to it, as spreadsheets eat them.
    """

    name: str
    header: str
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False
    pattern: str | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout that the publisher has used, known by columns that only it and later ones have.

    Its name is the month or year of the first release seen in it; it stays until the next one. `lacks` names the
    declared columns that it does not have yet, or no longer.
    """

    name: str
    marks: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A publisher's dataset. `layouts` run from the newest to the oldest; the first whose marks are all there is it.

    `key`: rows that repeat it are quarantined, all but the first. `as_of`: the column whose latest date dates the
    release. `person_columns` are emptied where the `BODY_TAX_CODE` is a natural person's. `left_out`: headers that
    are known and kept out on purpose, such as addresses and prose. `reader` turns files that are neither CSV nor
    Parquet into a table of the declared headers; `default_path` finds them where they come with a package. `url` is
    where the publisher offers the newest release. `legal_form` is the column whose value, where it is one of
    `person_forms` (compared folded), marks the row's body as a natural person, whatever its tax code looks like.
    """

    name: str
    title: str
    publisher: str
    licence: str
    attribution: str
    columns: tuple[Column, ...]
    layouts: tuple[Layout, ...]
    as_of: str | None
    key: tuple[str, ...] = ()
    url: str = ""
    person_columns: tuple[str, ...] = ()
    legal_form: str | None = None
    person_forms: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()
    reader: Callable[[Path], "pa.Table"] | None = None
    default_path: Callable[[], Path] | None = None

    def column(self, name: str) -> Column:
        """The column of that name; `KeyError` if there is none."""
        return next(c for c in self.columns if c.name == name)

    def layout_of(self, present: Iterable[str]) -> str:
        """The name of the newest layout whose marks are all among the `present` column names."""
        names = set(present)
        return next((layout.name for layout in self.layouts if names.issuperset(layout.marks)), "unknown")


def folded(header: str) -> str:
    """A header without case, accents, blanks and punctuation, in which releases drift: `"FINANZIAMENTO _UE"`."""
    plain = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file's headers meet a dataset's columns: index in the file by column name, and what is left over."""

    index: dict[str, int]
    missing: tuple[str, ...]  # required headers that the file lacks
    absent: tuple[str, ...]  # optional headers that the file lacks
    unknown: tuple[str, ...]  # headers of the file that the dataset does not declare
    ambiguous: tuple[str, ...]  # headers that name the same column twice


def map_headers(dataset: Dataset, headers: Sequence[str]) -> Mapping:
    """Meet each header of a file with the column that goes by that name, one of its aliases or its lake name."""
    names = {folded(n): c.name for c in dataset.columns for n in (c.name, c.header, *c.aliases)}
    left_out = {folded(h) for h in dataset.left_out}
    index: dict[str, int] = {}
    unknown, ambiguous = [], []
    for position, header in enumerate(headers):
        name = names.get(folded(header))
        if name is None:
            if folded(header) not in left_out:
                unknown.append(header)
        elif name in index:
            ambiguous.append(header)
        else:
            index[name] = position
    lacking = [c for c in dataset.columns if c.name not in index]
    return Mapping(
        index,
        tuple(c.header for c in lacking if c.required),
        tuple(c.header for c in lacking if not c.required),
        tuple(unknown),
        tuple(ambiguous),
    )
