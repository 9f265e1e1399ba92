"""A small bulletin on the Milan plan, made by hand so that a test knows every figure, and a stand-in for the reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import (
    Bulletin,
    IndicatorFigure,
    Noted,
    Place,
    Project,
    ProjectLine,
    ProjectPlace,
    ReleaseUsed,
    Shapes,
    SourceRow,
)
from segnavia.plans.canonical import canonical, sha256_of
from segnavia.plans.reader import read

PLAN = Path(__file__).parents[2] / "plans" / "milano-2022-2024"
KEY = "M2C2I4.02.00-F40J21000050001-8c4eb151"
UNMEASURED_KEY = "M1C1I1.02.00-B41C22000380006-0cc175b9"
SHA = "b407a379869fa797c62ef76210c390f8bb227de9bff9355d47b6228b4c8c0979"


@cache
def plan_text() -> str:
    """The canonical text of the Milan plan."""
    package = read(PLAN).package
    assert package is not None
    return canonical(package)


def figure(funded: str | None, paid: str | None, located: int = 1, elsewhere: str | None = None) -> Figure:
    """A figure whose projects all say both terms, or neither."""
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
    )


LINE = ProjectLine(
    key=KEY,
    submeasure="M2C2I4.02.00",
    cup="F40J21000050001",
    clp="C1",
    title="Tram <b>bidirezionali</b>",
    place_share=Decimal("0.25"),
    funding_pnrr=Decimal("52360000.50"),
    paid_pnrr=Decimal("13239600.25"),
    funding_elsewhere=None,
    measured=True,
)
UNMEASURED = ProjectLine(
    key=UNMEASURED_KEY,
    submeasure="M1C1I1.02.00",
    cup="B41C22000380006",
    clp="C2",
    title=None,
    place_share=Decimal(1),
    funding_pnrr=None,
    paid_pnrr=None,
    funding_elsewhere=Decimal("4753682.00"),
    measured=False,
)
TRAMS = IndicatorFigure("T0333", "Tram acquistati", "Numero", Decimal(14), Decimal(7), 1)
CLEAN = IndicatorFigure("T0400", "Emissioni evitate", "Tonnellate", Decimal("2.5"), Decimal("2.5"), 1)
PROJECTS = {
    KEY: Project(
        line=LINE,
        body="COMUNE DI MILANO",
        funding_total=Decimal("60000000.00"),
        paid_total=None,
        located_by="cup",
        places=(
            ProjectPlace("015", "015146", "MILANO", Decimal("0.25"), True),
            ProjectPlace("016", None, None, Decimal("0.75"), False),
        ),
        objectives={"M3.01": Decimal(1)},
        indicators=(TRAMS,),
        rows=(
            SourceRow("PNRR_Localizzazione", "2023-02-28", SHA, 55055, {"province": "015", "percentage": None}),
            SourceRow("PNRR_Pagamenti_di_Progetto", "2025-03-31", SHA, 126422, {"funding_pnrr": "52360000,50"}),
        ),
    ),
    UNMEASURED_KEY: Project(
        line=UNMEASURED,
        body=None,
        funding_total=None,
        paid_total=None,
        located_by="key",
        places=(),
        objectives={},
        indicators=(),
    ),
}
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
    ),
    located_cups=31,
    total=figure("100000000.00", "36000000.00", 32, "25000000.00"),
    outside_plan=figure("40000000.00", "1000000.00", 2),
    territory_level=figure("1234567.89", "0.00", 1),
    by={
        "mission": {"M3": figure("60000000.00", "35000000.00", 30)},
        "objective": {
            "M3.01": figure("59999999.99", "35000000.00", 30),
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
            ("B41C22000380006",),
        ),
    ),
)  # fmt: skip
EARLIER = replace(
    BULLETIN,
    id="015-2024-12-31-bbbbbbbbbbbb",
    as_of="2024-12-31",
    total=figure("90000000.00", "30000000.00", 20, "25000000.00"),
)
SHAPES = Shapes(
    "0 0 30 10",
    {"015146": "M0 0h9v9h-9z", "015002": "M10 0h9v9h-9z", "015005": "M20 0h9v9h-9z", "015007": "M20 9h9v1h-9z"},
)


@dataclass
class Reader:
    """Stands in for `segnavia.monitoring.reading`: the bulletins of a test, newest first."""

    bulletins: Sequence[Bulletin] = (BULLETIN,)
    asked: list[tuple[str, str, int, int]] = field(default_factory=list)

    def published(self, _home: Path) -> list[str]:
        return [bulletin.id for bulletin in self.bulletins]

    def current(self, _home: Path, _territory: str) -> Bulletin | None:
        return self.bulletins[0] if self.bulletins else None

    def get_bulletin(self, _home: Path, bulletin_id: str) -> Bulletin | None:
        return next((bulletin for bulletin in self.bulletins if bulletin.id == bulletin_id), None)

    def get_project(self, _home: Path, _bulletin_id: str, key: str) -> Project | None:
        return PROJECTS.get(key)

    def get_projects(
        self, _home: Path, bulletin_id: str, *, dimension: str, code: str, limit: int, offset: int
    ) -> tuple[ProjectLine, ...]:
        self.asked.append((dimension, code, limit, offset))
        bulletin = self.get_bulletin(_home, bulletin_id)
        total = bulletin.figure(dimension, code).projects_located if bulletin else 0
        return tuple(UNMEASURED if number % 2 else LINE for number in range(offset, min(total, offset + limit)))

    def get_municipalities_of(self, _home: Path, bulletin_id: str, objective: str) -> dict[str, Figure]:
        bulletin = self.get_bulletin(_home, bulletin_id)
        found = bulletin.by["objective"].get(objective) if bulletin else None
        return {"015146": found} if found else {}

    def get_objectives_in(self, _home: Path, bulletin_id: str, municipality: str) -> dict[str, Figure]:
        bulletin = self.get_bulletin(_home, bulletin_id)
        return dict(bulletin.by["objective"]) if bulletin and municipality == "015146" else {}

    def get_shapes(self, _home: Path, _bulletin_id: str) -> Shapes:
        return SHAPES


@dataclass(frozen=True)
class Text:
    """Stands in for a `FrozenText`."""

    content: str
    sha256: str
