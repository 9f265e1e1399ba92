"""The plan's grids with how far each cell is given and done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from segnavia.core.codes import DIRECTIONS, Direction
from segnavia.core.lifecycle import OPEN_TASKS, TaskState
from segnavia.plans.cells import Cells, Row
from segnavia.registry.models import Assignment

NOBODY, SOMEBODY = "nessuno", "qualcuno"  # the values of `?incarico=`


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: how many actors have it, how many of them are done, how many late; withdrawn ones do not count."""

    direction: Direction
    marked: bool
    owners: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid with its cells."""

    row: Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The rows that stand under one mission."""

    code: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the grids are narrowed to; an empty value narrows nothing."""

    mission: str = ""
    direction: str = ""
    given: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is narrowed."""
        return any((self.mission, self.direction, self.given))

    def admits(self, line: Line) -> bool:
        """Whether a row has a cell that passes every filter."""
        if self.mission and line.row.mission != self.mission:
            return False
        marked = [cell for cell in line.cells if cell.marked and self.direction in {"", cell.direction}]
        if self.given == NOBODY:
            return any(not cell.owners for cell in marked)
        if self.given == SOMEBODY:
            return any(cell.owners for cell in marked)
        return bool(marked) or not self.direction


@dataclass(frozen=True, slots=True)
class Summary:
    """How many cells the text marks, and how many of them somebody has."""

    marked: int
    given: int
    done: int  # of those given, the ones in which everybody is done

    @property
    def nobody(self) -> int:
        """The marked cells that nobody has."""
        return self.marked - self.given


def filters_of(asked: Mapping[str, str], cells: Cells) -> Filters:
    """The filters that were asked for; what the plan does not hold narrows nothing."""
    missions = {mission.code for mission in cells.package.missions}
    mission, direction, given = (asked.get(name, "") for name in ("missione", "direzione", "incarico"))
    return Filters(
        mission if mission in missions else "",
        direction if direction in list(DIRECTIONS) else "",
        given if given in {NOBODY, SOMEBODY} else "",
    )


def lines_of(cells: Cells, assignments: Iterable[Assignment], today: date) -> list[Line]:
    """Every row of both grids, with its cells in the order of the plan's columns."""
    by_cell: dict[tuple[str, str], list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        if assignment.state != TaskState.WITHDRAWN:
            by_cell[assignment.element, assignment.direction].append(assignment)
    return [
        Line(
            row,
            tuple(
                _cell(direction, direction in row.directions, by_cell[row.element, direction], today)
                for direction in DIRECTIONS
            ),
        )
        for row in cells.rows.values()
    ]


def blocks_of(cells: Cells, lines: Iterable[Line], name: str) -> list[Block]:
    """The rows of one grid by mission, without the missions that have none."""
    mine = [line for line in lines if line.row.element.startswith(f"{name}:")]
    blocks = [
        Block(mission.code, mission.title, tuple(line for line in mine if line.row.mission == mission.code))
        for mission in cells.package.missions
    ]
    return [block for block in blocks if block.lines]


def summary_of(lines: Iterable[Line]) -> Summary:
    """How far the cells of these rows are given."""
    marked = [cell for line in lines for cell in line.cells if cell.marked]
    given = [cell for cell in marked if cell.owners]
    return Summary(len(marked), len(given), sum(cell.done == cell.owners for cell in given))


def no_longer_marked(cells: Cells, assignments: Iterable[Assignment]) -> list[Assignment]:
    """The assignments whose cell the text does not mark any more: they stay, and their page says so."""
    return [each for each in assignments if not cells.is_marked(each.element, each.direction)]


def _cell(direction: Direction, marked: bool, owned: list[Assignment], today: date) -> Cell:
    late = sum(bool(each.state in OPEN_TASKS and each.due_on and each.due_on < today) for each in owned)
    done = sum(each.state == TaskState.DONE for each in owned)
    return Cell(direction, marked, len(owned), done, late)
