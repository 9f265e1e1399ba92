"""The grids with how far each cell is given: filters and sums as a table."""

import pytest

from segnavia.core.codes import Direction
from segnavia.desk.tasks.matrix import Cell, Filters, Line, blocks_of, filters_of, summary_of
from segnavia.plans.canonical import canonical
from segnavia.plans.cells import Row, cells_of
from tests.plans.samples import package

CITY, TOWNS, BODIES = Direction
ROW = Row("objectives:M1.01", "M1.01", "Servizi", "M1", (CITY, TOWNS), uncertain=False)
GIVEN = Line(ROW, (Cell(CITY, True), Cell(TOWNS, True, owners=3, done=1, late=1), Cell(BODIES, False)))
EMPTY = Line(ROW, (Cell(CITY, True), Cell(TOWNS, True), Cell(BODIES, False)))


@pytest.mark.parametrize(
    ("filters", "given", "empty"),
    [
        (Filters(), True, True),
        (Filters(mission="M2"), False, False),
        (Filters(direction="intermediate_bodies"), False, False),
        (Filters(given="nessuno"), True, True),
        (Filters(given="qualcuno"), True, False),
        (Filters(direction="municipalities", given="nessuno"), False, True),
        (Filters(direction="metropolitan_city", given="qualcuno"), False, False),
    ],
    ids=["none", "another mission", "not marked", "nobody", "somebody", "nobody of the towns", "somebody of the city"],
)
def test_filters_admit(filters: Filters, given: bool, empty: bool) -> None:
    assert (filters.admits(GIVEN), filters.admits(EMPTY)) == (given, empty)


def test_filters_that_the_plan_does_not_hold_narrow_nothing() -> None:
    cells = cells_of(canonical(package()))
    assert not filters_of({"missione": "M9", "direzione": "x", "incarico": "y"}, cells).active
    assert filters_of({"missione": "M2"}, cells) == Filters(mission="M2")


def test_summary_counts_marked_cells_and_whole_cells_done() -> None:
    done = Line(ROW, (Cell(CITY, True, owners=1, done=1), Cell(TOWNS, True), Cell(BODIES, False)))
    summary = summary_of([GIVEN, done])
    assert (summary.marked, summary.given, summary.done, summary.nobody) == (4, 2, 1, 2)


def test_blocks_leave_out_missions_without_rows() -> None:
    cells = cells_of(canonical(package()))
    assert [block.code for block in blocks_of(cells, [GIVEN], "objectives")] == ["M1"]
    assert blocks_of(cells, [GIVEN], "components") == []
