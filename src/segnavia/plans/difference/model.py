"""The difference of two plan texts as values: what became of each record, chapter by chapter."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from segnavia.plans.difference.texts import Run
from segnavia.plans.schema import CrosswalkEntry, Package, Record

Value = str | None | tuple[str, ...]


class Kind(StrEnum):
    """A way in which a record changes, the weightiest first. One that moves may be reworded as well."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # its code, or the part of a passage, changed
    REWORDED = "reworded"
    MARKED = "marked"  # the marks of a grid: directions, missions
    CHANGED = "changed"  # a state, share, date, zone, period…
    REORDERED = "reordered"
    ANNOTATED = "annotated"  # its provenance or note


KINDS: tuple[Kind, ...] = tuple(Kind)

ANNOTATIONS = "annotations"  # the chapter of the records of which nothing but provenance or note changed
# The chapters in the plan's order, each with its lists of the package. A part's sections are a list of their own.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "plan": ("plan",),
    "document": ("parts", "sections", "levels", "directions"),
    "grids": ("keywords", "missions", "components"),
    "reforms": ("reform_tracks",),
    "objectives": ("objectives",),
    "agenda": ("drivers", "agenda"),
    "territory": ("zones", "municipalities"),
    "crosswalk": ("submeasures", "crosswalk"),
    ANNOTATIONS: (),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A record where it stands in a text; of the crosswalk, all `entries` that judge one sub-measure.

    `code` names it: its own code, the objective that a driver combines, the sub-measure judged; a passage has none.
    `index` is its place in the list, `under` the part of a passage or the driver of an agenda entry.
    """

    key: str
    index: int
    code: str = ""
    title: str = ""
    under: str = ""
    record: Record | None = None
    entries: tuple[CrosswalkEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record, before and after; `None` where that text does not have it.

    `of` is the objective that a field of a judgement is about, `none` where the sub-measure serves none. `runs` are
    the words of a text; other values have none.
    """

    name: str
    kind: Kind
    before: Value
    after: Value
    runs: tuple[Run, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record: absent before where it is added, absent after where it is removed.

    A list whose records stand in another order is one change with neither; its one field, `order`, holds the codes
    of the stretch that differs. `under` is the part of a passage, the driver of an agenda entry.
    """

    key: str
    kinds: tuple[Kind, ...]
    before: Item | None
    after: Item | None
    fields: tuple[FieldChange, ...]
    under: str = ""

    @property
    def item(self) -> Item | None:
        """The record as the later text has it, or as the earlier one had it."""
        return self.after or self.before


@dataclass(frozen=True, slots=True)
class Chapter:
    """The changes of one chapter, in the order of the text."""

    key: str
    changes: tuple[Change, ...]

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many changes are of each kind, the weightiest first: one of two kinds counts in both."""
        found = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: found[kind] for kind in KINDS if found[kind]}


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two texts, named by the SHA-256 of its canonical form."""

    package: Package
    sha256: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two texts. Chapters without a change are left out."""

    before: Text
    after: Text
    chapters: tuple[Chapter, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the texts are the same."""
        return not self.chapters

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, in the order of the chapters."""
        return tuple(change for chapter in self.chapters for change in chapter.changes)

    @property
    def counts(self) -> Mapping[str, Mapping[Kind, int]]:
        """How many changes of each kind each list of the package has: what a sentence about the difference says."""
        keys = dict.fromkeys(change.key for change in self.changes)
        return {key: Chapter(key, tuple(c for c in self.changes if c.key == key)).counts for key in keys}
