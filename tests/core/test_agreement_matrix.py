import pytest

from segnavia.core.agreement_matrix import Cover, Pledge, matrix
from segnavia.core.codes import Direction
from segnavia.core.lifecycle import AgreementState as S

CITY, TOWNS, OTHERS = Direction
OBJECTIVES = (("M1.01", (CITY, TOWNS)), ("M1.02", (OTHERS,)))


def pledge(state: S, objective: str = "M1.01", direction: Direction = TOWNS, actor: str = "rho") -> Pledge:
    return Pledge(objective, direction, actor, "patto", state)


@pytest.mark.parametrize(
    ("states", "cover"),
    [
        ((), Cover.NOBODY),
        ((S.PROPOSED,), Cover.BEING_AGREED),
        ((S.APPROVED,), Cover.BEING_AGREED),
        ((S.SIGNED,), Cover.COMMITTED),
        ((S.CONCLUDED,), Cover.COMMITTED),
        ((S.WITHDRAWN,), Cover.NOBODY),
        ((S.EXPIRED,), Cover.NOBODY),
        ((S.NEGOTIATED, S.IN_FORCE), Cover.COMMITTED),
        ((S.EXPIRED, S.PROPOSED), Cover.BEING_AGREED),
    ],
    ids=str,
)
def test_cover_of_a_marked_direction(states: tuple[S, ...], cover: Cover) -> None:
    first, _second = matrix(OBJECTIVES, [pledge(state) for state in states])
    city, towns, others = first.cells
    assert (towns.marked, towns.cover) == (True, cover)
    assert (city.marked, city.cover) == (True, Cover.NOBODY)
    assert (others.marked, others.cover) == (False, None)
    assert first.open == ((CITY,) if cover is Cover.COMMITTED else (CITY, TOWNS))


def test_cell_names_who_stands_for_it_once() -> None:
    first, _ = matrix(OBJECTIVES, [pledge(S.SIGNED), pledge(S.SIGNED), pledge(S.SIGNED, actor="pero")])
    assert first.cells[1].actors == ("pero", "rho")
    assert first.cells[1].agreements == ("patto",)


def test_direction_that_is_not_marked_shows_who_stands_for_it_all_the_same() -> None:
    _, second = matrix(OBJECTIVES, [pledge(S.SIGNED, objective="M1.02")])
    assert (second.cells[1].marked, second.cells[1].cover) == (False, Cover.COMMITTED)
    assert second.open == (OTHERS,)


def test_column_of_one_actor() -> None:
    rows = matrix(OBJECTIVES, [pledge(S.PROPOSED), pledge(S.SIGNED, actor="pero")], actor="rho")
    assert [row.actor for row in rows] == [Cover.BEING_AGREED, None]


def test_pledge_for_an_objective_that_the_plan_no_longer_holds_is_left_out() -> None:
    assert len(matrix(OBJECTIVES, [pledge(S.SIGNED, objective="M9.01")])) == 2
