"""Two projects made by hand: one that is late, with rows of five datasets, and one of which little is known."""

from datetime import date
from decimal import Decimal

from segnavia.core.facts import Facts
from segnavia.monitoring.bulletin import IndicatorFigure, Project, ProjectLine, ProjectPlace, SourceRow

KEY = "M2C2I4.02.00-F40J21000050001-8c4eb151"
UNMEASURED_KEY = "M1C1I1.02.00-B41C22000380006-0cc175b9"
SHA = "b407a379869fa797c62ef76210c390f8bb227de9bff9355d47b6228b4c8c0979"

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
    state="late",
    rule="STA08",
    days_late=132,
    due=date(2024, 11, 19),
    body="COMUNE DI MILANO",
    body_code="01199250158",
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
    state="unknown",
    rule="STA99",
    days_late=None,
    due=None,
    body=None,
    body_code=None,
)
TRAMS = IndicatorFigure("T0333", "Tram acquistati", "Numero", Decimal(14), Decimal(7), 1)
CLEAN = IndicatorFigure("T0400", "Emissioni evitate", "Tonnellate", Decimal("2.5"), Decimal("2.5"), 1)
PROJECTS = {
    KEY: Project(
        line=LINE,
        facts=Facts(
            planned_end=date(2024, 11, 19),
            projects_as_of=date(2025, 3, 31),
            funding_total=Decimal("60000000.00"),
            targets=1,
        ),
        direction="municipalities",
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
            SourceRow("PNRR_Progetti", "2025-03-31", SHA, 7, {"Data Fine Progetto Prevista": "2024-11-19"}),
            SourceRow(
                "PNRR_Iter_di_progetto",
                "2025-03-31",
                SHA,
                9,
                {"Descrizione Fase": "Esecuzione lavori", "Data Inizio Prevista": "2024-01-15", "Fine": None},
            ),
            SourceRow("PNRR_Gare", "2025-03-31", SHA, 4, {"CIG": "9999999ABC", "Importo": "1234567.80"}),
        ),
    ),
    UNMEASURED_KEY: Project(
        line=UNMEASURED,
        facts=Facts(),
        direction=None,
        funding_total=None,
        paid_total=None,
        located_by="key",
        places=(),
        objectives={},
        indicators=(),
        findings=("MON103",),
    ),
}
