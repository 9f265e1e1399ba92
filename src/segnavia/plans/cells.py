"""The cells of a plan's text that can be given to actors, and what its codes are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from segnavia.core.codes import Direction
from segnavia.core.provenance import Provenance
from segnavia.plans.canonical import from_canonical
from segnavia.plans.schema import Component, Objective, Package

# The lists whose records something can be asked for, by the word that stands before the code: `objectives:M1.01`.
LISTS = ("objectives", "components", "drivers", "reform_tracks")
GRIDS = ("objectives", "components")  # those that are marked by direction


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one of the plan's grids. `uncertain`: the source's marks cannot be read with certainty."""

    element: str
    code: str
    title: str
    mission: str
    directions: tuple[Direction, ...]
    uncertain: bool


@dataclass(frozen=True)
class Cells:
    """A text's two grids by direction, and the titles of all that something can be asked for."""

    package: Package
    rows: Mapping[str, Row]  # by element, in the plan's order
    titles: Mapping[str, str]  # by element

    def is_marked(self, element: str, direction: str) -> bool:
        """Whether the text asks something of the direction at this element."""
        row = self.rows.get(element)
        return row is not None and direction in row.directions


@lru_cache(maxsize=4)
def cells_of(content: str) -> Cells:
    """The cells of a canonical text; read once, as a frozen text never changes."""
    package = from_canonical(content)
    rows = {row.element: row for row in _rows(package)}
    titles = {f"{name}:{record.code}": record.title for name in LISTS for record in getattr(package, name)}
    return Cells(package, rows, titles)


def element_of(code: str) -> str:
    """The element that a code of one of the grids names: `M1.01` gives `objectives:M1.01`."""
    return f"{'objectives' if '.' in code else 'components'}:{code}"


def code_of(element: str) -> str:
    """The code of an element: `objectives:M1.01` gives `M1.01`."""
    return element.partition(":")[2]


def _rows(package: Package) -> Iterator[Row]:
    records: Iterator[tuple[str, Objective | Component]] = (
        (name, record) for name in GRIDS for record in getattr(package, name)
    )
    for name, record in records:
        yield Row(
            element=f"{name}:{record.code}",
            code=record.code,
            title=record.title,
            mission=record.mission,
            directions=tuple(record.directions),
            uncertain=record.provenance is Provenance.UNCERTAIN,
        )
