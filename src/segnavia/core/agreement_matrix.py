"""Actors × objectives: which marked directions of which objectives somebody has committed to, and which nobody has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from segnavia.core.codes import DIRECTIONS, Direction
from segnavia.core.lifecycle import AgreementState


class Cover(StrEnum):
    """How far a marked direction of an objective is covered, from least to most."""

    NOBODY = "nobody"
    BEING_AGREED = "being_agreed"  # in an agreement that nobody has signed yet
    COMMITTED = "committed"


# An agreement that was given up or has expired commits nobody.
COVER_OF: Mapping[AgreementState, Cover] = {
    AgreementState.PROPOSED: Cover.BEING_AGREED,
    AgreementState.NEGOTIATED: Cover.BEING_AGREED,
    AgreementState.APPROVED: Cover.BEING_AGREED,
    AgreementState.SIGNED: Cover.COMMITTED,
    AgreementState.IN_FORCE: Cover.COMMITTED,
    AgreementState.CONCLUDED: Cover.COMMITTED,
}


@dataclass(frozen=True, slots=True)
class Pledge:
    """An actor that stands for an objective: as a party of an agreement that serves it, or by a commitment of its own.

    `state` is the agreement's as of the day that is shown.
    """

    objective: str
    direction: Direction
    actor: str
    agreement: str
    state: AgreementState


@dataclass(frozen=True, slots=True)
class Cell:
    """One direction of one objective. `cover` is `None` where the plan does not mark it and nobody stands for it."""

    direction: Direction
    marked: bool
    cover: Cover | None
    agreements: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One objective with its directions, and what the actor that was asked for stands for in it."""

    objective: str
    cells: tuple[Cell, ...]
    actor: Cover | None = None

    @property
    def open(self) -> tuple[Direction, ...]:
        """The marked directions that nobody has yet committed to."""
        return tuple(cell.direction for cell in self.cells if cell.marked and cell.cover is not Cover.COMMITTED)


def matrix(
    objectives: Iterable[tuple[str, tuple[Direction, ...]]], pledges: Iterable[Pledge], actor: str = ""
) -> tuple[Row, ...]:
    """A row for each objective with the directions that the plan marks for it, in their order."""
    by_objective: dict[str, list[Pledge]] = {}
    for pledge in pledges:
        if pledge.state in COVER_OF:
            by_objective.setdefault(pledge.objective, []).append(pledge)
    return tuple(
        Row(
            code,
            tuple(_cell(direction, direction in marked, by_objective.get(code, ())) for direction in DIRECTIONS),
            _cover([pledge for pledge in by_objective.get(code, ()) if pledge.actor == actor]) if actor else None,
        )
        for code, marked in objectives
    )


def _cell(direction: Direction, marked: bool, pledges: Iterable[Pledge]) -> Cell:
    mine = [pledge for pledge in pledges if pledge.direction is direction]
    cover = _cover(mine) or (Cover.NOBODY if marked else None)
    return Cell(
        direction,
        marked,
        cover,
        tuple(sorted({pledge.agreement for pledge in mine})),
        tuple(sorted({pledge.actor for pledge in mine})),
    )


def _cover(pledges: Iterable[Pledge]) -> Cover | None:
    covers = {COVER_OF[pledge.state] for pledge in pledges}
    if Cover.COMMITTED in covers:
        return Cover.COMMITTED
    return Cover.BEING_AGREED if covers else None
