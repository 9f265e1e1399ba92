"""First moves, reform tracks and who carries a cell out, as public pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from segnavia.briefing import twins
from segnavia.briefing.asked import address_of, title_of
from segnavia.core.codes import Direction
from segnavia.core.lifecycle import OPEN_TASKS, TaskState
from segnavia.plans.book import PlanBook
from segnavia.plans.cells import code_of
from segnavia.plans.schema import ReformTrack
from segnavia.registry.models import Assignment, FirstMove, Reform, ReformStep

FEW = 5  # carriers that a page lists at once; more of them are first told as a number


@dataclass(frozen=True, slots=True)
class Move:
    """A first move with what it serves: the code, title and address are empty where it serves the plan as a whole."""

    move: FirstMove
    code: str
    served: str
    url: str
    days_late: int


@dataclass(frozen=True, slots=True)
class Track:
    """A reform track: the plan's word, the office's, and its steps with the days by which each is late."""

    track: ReformTrack
    reform: Reform | None
    steps: tuple[tuple[ReformStep, int], ...]


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who carries a cell out, in one direction; each with the days by which it is late."""

    direction: Direction
    assignments: tuple[tuple[Assignment, int], ...]

    @property
    def many(self) -> bool:
        """Whether they are told as a number first."""
        return len(self.assignments) > FEW

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(row.state == TaskState.DONE for row, _late in self.assignments)


def moves_of(rows: Iterable[FirstMove], book: PlanBook, today: date) -> list[Move]:
    """The first moves in their order, with what they serve."""
    return [_move(row, book, today) for row in rows]


def tracks_of(tracks: Sequence[ReformTrack], rows: Iterable[Reform], today: date) -> list[Track]:
    """Every track of the text, with what the office has said of it."""
    said = {reform.code: reform for reform in rows}
    return [_track(track, said.get(track.code), today) for track in tracks]


def carriers_of(rows: Iterable[Assignment], today: date) -> dict[str, Carriers]:
    """Who carries an element out, by direction; what was withdrawn is left out."""
    found: dict[str, list[tuple[Assignment, int]]] = {}
    for row in rows:
        if row.state != TaskState.WITHDRAWN:
            found.setdefault(row.direction, []).append((row, days_late(row, today)))
    return {code: Carriers(Direction(code), tuple(each)) for code, each in found.items()}


def days_late(row: Assignment | FirstMove | ReformStep, today: date) -> int:
    """By how many days a row is overdue; 0 where it is not."""
    return max((today - row.due_on).days, 0) if row.due_on and row.state in OPEN_TASKS else 0


def move_twin(each: Move) -> twins.Json:
    """A first move as its twin has it."""
    row = each.move
    return {
        "title": row.title,
        "owner": row.owner.code,
        "owner_title": row.owner.title,
        "element": row.element or None,
        **_standing(row),
        "proof": row.evidence or None,
    }


def track_twin(each: Track) -> twins.Json:
    """A reform track as its twin has it: `state` is the plan's word, `office` the body's own."""
    track, reform = each.track, each.reform
    said = reform is not None and reform.said_on is not None
    return {
        "code": track.code,
        "title": track.title,
        "state": track.state,
        **twins.provenance(track),
        "office": {"state": reform.state, "note": reform.note or None, "said_on": str(reform.said_on)}
        if reform and said
        else None,
        "steps": [
            {
                "title": step.title,
                "owner": step.owner.code if step.owner else None,
                **_standing(step),
                "act": step.act or None,
            }
            for step, _late in each.steps
        ],
    }


def carrier_twin(row: Assignment) -> twins.Json:
    """An assignment as the twin of its objective or component has it."""
    return {
        "direction": row.direction,
        "actor": row.owner.code,
        "actor_title": row.owner.title,
        "what": row.what or None,
        **_standing(row),
        "evidence": row.evidence or None,
    }


def _standing(row: Assignment | FirstMove | ReformStep) -> twins.Json:
    return {
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "state": row.state,
        "done_on": row.done_on.isoformat() if row.done_on else None,
    }


def _move(row: FirstMove, book: PlanBook, today: date) -> Move:
    served = title_of(row.element, book)
    return Move(row, code_of(row.element), served, address_of(row.element) if served else "", days_late(row, today))


def _track(track: ReformTrack, reform: Reform | None, today: date) -> Track:
    steps = sorted(reform.steps.all(), key=lambda step: step.done_on or step.due_on or date.max) if reform else ()
    return Track(track, reform, tuple((step, days_late(step, today)) for step in steps))
