"""A small bulletin on the Milan plan, made by hand so that a test knows every figure, and a stand-in for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow as pa

from segnavia.core.facts import State
from segnavia.core.rollup import NOTHING, Figure
from segnavia.monitoring.areas import Boundaries
from segnavia.monitoring.bulletin import (
    Body,
    Bulletin,
    GoalLink,
    Milestone,
    MilestoneCount,
    Moment,
    Noted,
    Place,
    Project,
    ProjectLine,
    ReleaseUsed,
    Shapes,
    SourceMoney,
)
from segnavia.monitoring.why import PARTS, Term, Worked, figure_of
from segnavia.plans.canonical import canonical, sha256_of
from segnavia.plans.reader import read
from segnavia.plans.skeleton import skeleton
from tests.portal.sample_projects import CLEAN, LINE, PROJECTS, SHA, TRAMS, UNMEASURED, UNMEASURED_KEY
from tests.portal.sample_tables import BOUNDARIES, TABLES

PLAN = Path(__file__).parents[2] / "plans" / "milano-2022-2024"


@cache
def plan_text() -> str:
    """The canonical text of the Milan plan."""
    package = read(PLAN).package
    assert package is not None
    return canonical(package)


@cache
def grid_text() -> str:
    """The canonical text of a plan that nobody has written yet: the PNRR's grid over two municipalities."""
    return canonical(skeleton("015", "Milano", [("015146", "Milano"), ("015002", "Abbiategrasso")]))


def figure(
    funded: str | None, paid: str | None, located: int = 1, elsewhere: str | None = None, **counts: int
) -> Figure:
    """A figure whose projects all say both terms, or neither; `counts` are those of states and targets."""
    both = funded is not None and paid is not None
    amount = None if funded is None else Decimal(funded)
    return Figure(
        projects=located if funded is not None else 0,
        projects_located=located,
        projects_both=located if both else 0,
        projects_told=located if funded is not None or elsewhere is not None else 0,
        funding_pnrr=amount,
        paid_pnrr=None if paid is None else Decimal(paid),
        both_funding=amount if both else None,
        both_paid=Decimal(paid) if paid is not None and both else None,
        funding_elsewhere=None if elsewhere is None else Decimal(elsewhere),
        **counts,
    )


BULLETIN = Bulletin(
    id="015-2025-03-31-aaaaaaaaaaaa",
    territory="015",
    territory_title="Città metropolitana di Milano",
    as_of="2025-03-31",
    software="0.1.0",
    plan_sha256=sha256_of(plan_text()),
    plan_code="milano-2022-2024",
    releases=(
        ReleaseUsed(
            "PNRR_Pagamenti_di_Progetto", "2025-03-31", "2025-03", SHA, "pagamenti.csv", "CC-BY-4.0", 12, 10, 2,
            {"LAK102": 2}, {"funding_pnrr": "Finanziamento PNRR", "paid_pnrr": "Pagamenti Totali PNRR"},
        ),
        ReleaseUsed(
            "PNRR_Iter_di_progetto", "2025-03-31", "2024", SHA, "iter.csv", "CC-BY-4.0", 5, 5, 0, {},
            {"phase_title": "Descrizione Fase", "planned_start": "Data Inizio Prevista", "actual_end": "Fine"},
        ),
        ReleaseUsed(
            "PNRR_Gare", "2025-03-31", "2024", SHA, "gare.csv", "CC-BY-4.0", 3, 3, 0, {},
            {"tender": "CIG", "amount": "Importo"},
        ),
    ),
    located_cups=31,
    total=replace(
        figure(
            "100000000.00", "36000000.00", 32, "25000000.00",
            completed=5, under_way=20, late=3, not_started=1, targets=40, targets_reached=10,
        ),
        climate_funding=Decimal("30000000.00"),
        climate_tagged=Decimal("75000000.00"),
    ),
    outside_plan=figure("40000000.00", "1000000.00", 2),
    territory_level=figure("1234567.89", "0.00", 1),
    by={
        "mission": {"M3": figure("60000000.00", "35000000.00", 30)},
        "objective": {
            "M3.01": figure(
                "59999999.99", "35000000.00", 30, completed=4, under_way=20, late=3, targets=8, targets_reached=2
            ),
            "M1.02": figure(None, None, 1, "4753682.00"),
            "M2.01": figure("0.01", "0.00", 1),
        },
        "driver": {"D05": figure("60000000.00", "35000000.00", 30)},
        "keyword": {},
        "component": {"M2C2": figure("60000000.00", "35000000.00", 30)},
        "submeasure": {"M2C2I4.02.00": figure("60000000.00", "35000000.00", 30)},
        "municipality": {
            "015146": figure("90000000.00", "30000000.00", 30),
            "015002": figure("8765432.10", "6000000.00", 1),
            "015005": figure(None, None, 1, "4753682.00"),
        },
        "zone": {"milano": figure("90000000.00", "30000000.00", 30)},
        "direction": {
            "municipalities": figure("60000000.00", "35000000.00", 30),
            "unknown": figure("40000000.00", "1000000.00", 2),
        },
        "body": {
            "01199250158": figure("60000000.00", "35000000.00", 30),
            "unknown": figure("40000000.00", "1000000.00", 2),
        },
        "goal": {"11": figure("60000000.00", "35000000.00", 30), "unknown": figure("40000000.00", "1000000.00", 2)},
    },
    bodies={"01199250158": Body("01199250158", "COMUNE DI MILANO", "municipality", "municipalities")},
    money_by_source={
        "total": {"": {"pnrr": SourceMoney(32, Decimal("90000000.00"), Decimal("36000000.00"))}},
        "objective": {"M3.01": {"region": SourceMoney(2, Decimal("1500000.00"), None)}},
    },
    milestones={"objective": {"M3.01": MilestoneCount(met=1, missed=1)}},
    objective_goals={
        "M3.01": (GoalLink("11", prevalent=True, submeasures=1),),
        "M2.01": (GoalLink("11", prevalent=False, submeasures=2),),
    },
    goals={"11": "Città e comunità sostenibili"},
    over_time={
        "objective": {
            "M3.01": (
                Moment("2024-12-31", 28, Decimal("50000000.00"), Decimal("20000000.00"), None, None),
                Moment("2025-03-31", 30, Decimal("59999999.99"), Decimal("35000000.00"), None, None),
            )
        }
    },
    indicators={"M3.01": (TRAMS, CLEAN)},
    places={
        "015146": Place("015146", "Milano", "milano", 1_000_000),
        "015002": Place("015002", "Abbiategrasso", "magentino-abbiatense", 30_000),
    },
    findings=(
        Noted(
            "MON103", "info", "Project without a row in the payments release",
            "what was paid for it is unknown, and counts as unknown, not as zero",
            "Ask the implementing body whether it was withdrawn, renamed, or has not reported yet.", 2493,
            (UNMEASURED_KEY,),
        ),
    ),
)  # fmt: skip
EARLIER = replace(
    BULLETIN,
    id="015-2024-12-31-bbbbbbbbbbbb",
    as_of="2024-12-31",
    total=figure("90000000.00", "30000000.00", 20, "25000000.00"),
)
GRID = replace(
    BULLETIN,
    id="015-2025-03-31-cccccccccccc",
    plan_sha256=sha256_of(grid_text()),
    has_objectives=False,
    outside_plan=NOTHING,
    by={**BULLETIN.by, "mission": {}, "objective": {}, "driver": {}, "keyword": {}, "zone": {}},
    indicators={},
    objective_goals={},
)
MILESTONES = (
    Milestone("M2C2-24", "TARGET", "UE", "Almeno 25 km di tram", "M2C2I4.02.00", date(2024, 6, 30), "met"),
    Milestone("M2C2-25", "TARGET", "UE", "Altri 206 km di rete", "M2C2I4.02.00", date(2024, 12, 31), "missed"),
)
SHAPES = Shapes(
    "0 0 30 10",
    {"015146": "M0 0h9v9h-9z", "015002": "M10 0h9v9h-9z", "015005": "M20 0h9v9h-9z", "015007": "M20 9h9v1h-9z"},
)


@dataclass
class Reader:
    """Stands in for `segnavia.monitoring.reading`: the bulletins of a test, newest first."""

    bulletins: Sequence[Bulletin] = (BULLETIN,)
    asked: list[tuple[str, str, str | None, int, int]] = field(default_factory=list)

    def published(self, _home: Path) -> list[str]:
        return [bulletin.id for bulletin in self.bulletins]

    def stamp(self, _home: Path, _territory: str) -> str:
        return " ".join(bulletin.id for bulletin in self.bulletins)

    def current(self, _home: Path, _territory: str) -> Bulletin | None:
        return self.bulletins[0] if self.bulletins else None

    def get_bulletin(self, _home: Path, bulletin_id: str) -> Bulletin | None:
        return next((bulletin for bulletin in self.bulletins if bulletin.id == bulletin_id), None)

    def preload(self, _home: Path, _bulletin_id: str) -> None:
        """All of it is in memory."""

    def get_project_keys(self, _home: Path, _bulletin_id: str) -> tuple[str, ...]:
        return tuple(sorted(PROJECTS))

    def get_project(self, _home: Path, _bulletin_id: str, key: str) -> Project | None:
        return PROJECTS.get(key)

    def get_projects(
        self, _home: Path, bulletin_id: str, *, dimension: str, code: str, state: str | None, limit: int, offset: int
    ) -> tuple[ProjectLine, ...]:
        self.asked.append((dimension, code, state, limit, offset))
        bulletin = self.get_bulletin(_home, bulletin_id)
        found = bulletin.figure(dimension, code) if bulletin else NOTHING
        total = found.count(State(state)) if state else found.projects_located
        return tuple(UNMEASURED if number % 2 else LINE for number in range(offset, min(total, offset + limit)))

    def get_municipalities_of(self, _home: Path, bulletin_id: str, objective: str) -> dict[str, Figure]:
        bulletin = self.get_bulletin(_home, bulletin_id)
        found = bulletin.by["objective"].get(objective) if bulletin else None
        return {"015146": found} if found else {}

    def get_objectives_in(self, _home: Path, bulletin_id: str, municipality: str) -> dict[str, Figure]:
        bulletin = self.get_bulletin(_home, bulletin_id)
        return dict(bulletin.by["objective"]) if bulletin and municipality == "015146" else {}

    def get_milestones(self, _home: Path, _bulletin_id: str, dimension: str, code: str) -> tuple[Milestone, ...]:
        return MILESTONES if (dimension, code) == ("objective", "M3.01") else ()

    def get_plan_text(self, _home: Path, _bulletin_id: str) -> str:
        return grid_text()

    def get_shapes(self, _home: Path, _bulletin_id: str) -> Shapes:
        return SHAPES

    def get_boundaries(self, _home: Path, _bulletin_id: str) -> Boundaries:
        return BOUNDARIES

    def get_table(self, _home: Path, _bulletin_id: str, name: str) -> pa.Table | None:
        return TABLES.get(name)


class Why:
    """Stands in for `segnavia.monitoring.why`: every figure is one term, of the whole of it."""

    def worked(self, _home: Path, bulletin_id: str, dimension: str, code: str, field: str) -> Worked:
        found = next(bulletin for bulletin in (BULLETIN, EARLIER, GRID) if bulletin.id == bulletin_id)
        figure = figure_of(found, dimension, code)
        assert figure is not None
        value = getattr(figure, field)
        return Worked(PARTS[field], value, 0 if value is None else 1, 2)

    def terms(
        self, _home: Path, bulletin_id: str, dimension: str, code: str, field: str, *, limit: int, offset: int
    ) -> tuple[Term, ...]:
        value = self.worked(_home, bulletin_id, dimension, code, field).value
        if value is None or offset:
            return ()
        return (Term(LINE.key, LINE.title, LINE.submeasure, value, Decimal(1), value, 7),)[:limit]


@dataclass(frozen=True)
class Text:
    """Stands in for a `FrozenText`."""

    content: str
    sha256: str
