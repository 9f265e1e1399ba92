"""The matrices of the plan: objectives and components by direction, filtered and grouped by mission."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from segnavia.briefing.figures import Money, money_at, money_of, together
from segnavia.core.codes import DIRECTIONS, Direction, mission_of
from segnavia.core.provenance import Provenance
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Bulletin
from segnavia.plans.book import PlanBook
from segnavia.plans.schema import Component, DirectionRecord, Driver, Keyword, Mission, Objective

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of a matrix. `uncertain` says that the source's mark cannot be read with certainty."""

    direction: DirectionRecord
    marked: bool
    uncertain: bool


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One objective of the matrix."""

    objective: Objective
    marks: tuple[Mark, ...]
    drivers: tuple[Driver, ...]
    money: Money


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One component of the matrix."""

    component: Component
    marks: tuple[Mark, ...]
    submeasures: int
    money: Money


@dataclass(frozen=True, slots=True)
class MissionBlock(Generic[Row]):
    """The rows that stand under one mission."""

    mission: Mission
    keywords: tuple[Keyword, ...]
    rows: tuple[Row, ...]
    money: Money


@dataclass(frozen=True, slots=True)
class Filters:
    """What the matrix of objectives is narrowed to; an empty code narrows nothing."""

    mission: str = ""
    keyword: str = ""
    driver: str = ""
    direction: str = ""
    unknown: tuple[str, ...] = ()  # codes that were asked for and that the plan does not hold

    @property
    def active(self) -> bool:
        """Whether anything is narrowed."""
        return any((self.mission, self.keyword, self.driver, self.direction))

    def admits(self, objective: Objective, book: PlanBook) -> bool:
        """Whether an objective passes every filter."""
        return (
            (not self.mission or objective.mission == self.mission)
            and (not self.keyword or objective.mission in book.keywords[self.keyword].missions)
            and (not self.driver or any(e.driver == self.driver for e in book.agenda_of_objective[objective.code]))
            and (not self.direction or self.direction in objective.directions)
        )


def filters_of(asked: dict[str, str], book: PlanBook) -> Filters:
    """The filters that were asked for; a code that the plan does not hold is left out."""

    def known(value: str, codes: Iterable[str]) -> str:
        return value if value in codes else ""

    codes: dict[str, Iterable[str]] = {
        "missione": book.missions,
        "parola": book.keywords,
        "driver": book.drivers,
        "direzione": [direction.value for direction in book.directions],
    }
    return Filters(
        mission=known(asked.get("missione", ""), codes["missione"]),
        keyword=known(asked.get("parola", ""), codes["parola"]),
        driver=known(asked.get("driver", ""), codes["driver"]),
        direction=known(asked.get("direzione", ""), codes["direzione"]),
        unknown=tuple(value for name in codes if (value := asked.get(name, "")) and not known(value, codes[name])),
    )


def marks_of(record: Objective | Component, book: PlanBook) -> tuple[Mark, ...]:
    """The cells of a record's row, in the order of the plan's columns."""
    return tuple(
        Mark(book.directions[direction], direction in record.directions, record.provenance is Provenance.UNCERTAIN)
        for direction in DIRECTIONS
        if direction in book.directions
    )


def objective_row(objective: Objective, book: PlanBook, bulletin: Bulletin | None) -> ObjectiveRow:
    """One objective with its marks, drivers and money."""
    return ObjectiveRow(
        objective,
        marks_of(objective, book),
        tuple(book.drivers[entry.driver] for entry in book.agenda_of_objective[objective.code]),
        money_at(bulletin, "objective", objective.code),
    )


def objective_blocks(book: PlanBook, bulletin: Bulletin | None, filters: Filters) -> list[MissionBlock[ObjectiveRow]]:
    """The matrix of objectives by mission, without the missions that the filters leave empty."""
    blocks = []
    for mission in book.package.missions:
        rows = tuple(
            objective_row(objective, book, bulletin)
            for objective in book.objectives_of_mission[mission.code]
            if filters.admits(objective, book)
        )
        if rows:
            keywords = book.keywords_of_mission(mission.code)
            blocks.append(MissionBlock(mission, keywords, rows, money_at(bulletin, "mission", mission.code)))
    return blocks


def component_blocks(book: PlanBook, bulletin: Bulletin | None) -> list[MissionBlock[ComponentRow]]:
    """The matrix of components by mission."""
    return [
        MissionBlock(
            mission,
            book.keywords_of_mission(mission.code),
            tuple(
                ComponentRow(
                    component,
                    marks_of(component, book),
                    sum(code.startswith(component.code) for code in book.submeasures),
                    money_at(bulletin, "component", component.code),
                )
                for component in book.package.components
                if mission_of(component.code) == mission.code
            ),
            mission_money(bulletin, mission.code),
        )
        for mission in book.package.missions
    ]


def mission_money(bulletin: Bulletin | None, mission: str) -> Money:
    """The money that serves a mission's objectives; of a plan without objectives, that of the mission's components."""
    if bulletin is None or bulletin.has_objectives:
        return money_at(bulletin, "mission", mission)
    components = bulletin.by["component"]
    return money_of(together(figure for code, figure in components.items() if mission_of(code) == mission))


def count_marks(book: PlanBook, direction: Direction) -> int:
    """How many objectives are marked for a direction."""
    return sum(direction in objective.directions for objective in book.package.objectives)


def asked_by_mission(book: PlanBook, direction: str) -> list[tuple[Mission, int]]:
    """How many objectives of each mission ask something of a direction, without the missions that have none at all."""
    return [
        (mission, sum(direction in objective.directions for objective in objectives))
        for mission in book.package.missions
        if (objectives := book.objectives_of_mission[mission.code])
    ]


def objectives_at_work(book: PlanBook, figures: Mapping[str, Figure]) -> list[tuple[Objective, Money]]:
    """The plan's objectives that have a project among these figures, in the plan's order, with their money."""
    return [(o, money_of(figures[o.code])) for o in book.package.objectives if o.code in figures]
