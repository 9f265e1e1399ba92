"""Two published bulletins of one territory whose every difference is known, to the cent.

All projects lie in Abbiategrasso (015001, zone Adda). Those of M1C1I1.01.00 serve three objectives by a third each;
that of M2C1I1.01.00 serves M1.02 by a seventh, and M2.01 by the rest.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from segnavia.core.codes import project_key
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish
from segnavia.plans.schema import Package
from tests.monitoring.lakes import LOCATIONS, PAYMENTS, PROJECTS, put
from tests.monitoring.strategies import PACKAGE, TERRITORY

A, B, OUTSIDE = "M1C1I1.01.00", "M2C1I1.01.00", "M1C1I1.02.00"
CUP = "J61F22000000000"
KEY_OF = {clp: project_key(A, CUP, clp) for clp in ("up", "told", "untold", "gone", "new", "ended")}
SCHOOL = project_key(B, CUP, "school")
TITLES = {"up": "Tram\x00 <b>veloce</b>", "ended": "Scuola & palestra"}  # as other people's files write them


def row(submeasure: str, clp: str, **values: object) -> dict[str, object]:
    return {"submeasure": submeasure, "cup": CUP, "clp": clp, **values}


def paid(clp: str, funding: str | None, paid: str | None, submeasure: str = A) -> dict[str, object]:
    amounts = {"funding_pnrr": funding, "paid_pnrr": paid}
    return row(submeasure, clp, **{name: None if a is None else Decimal(a) for name, a in amounts.items()})


def places(*clps: str) -> list[dict[str, object]]:
    of = [(A, clp) for clp in clps] + [(B, "school")]
    return [row(submeasure, clp, province=TERRITORY, municipality="001", percentage=None) for submeasure, clp in of]


BEFORE = [
    paid("up", "100.01", "10.00"),
    paid("told", None, None),
    paid("untold", "50.50", "50.50"),
    paid("gone", "7.00", None),
    paid("ended", "30.00", "30.00"),
    paid("school", "700.00", "0.00", B),
]
AFTER = [
    paid("up", "100.01", "40.03"),
    paid("told", "20.02", "5.00"),
    paid("untold", "50.50", None),
    paid("new", "9.99", "1.00"),
    paid("ended", "29.00", "29.00"),
    paid("school", "700.00", "0.01", B),
]


def publish_two(home: Path, package: Package = PACKAGE) -> tuple[str, str]:
    """Publish the two, the earlier first, into one home; their ids."""
    put(home, LOCATIONS, places("up", "told", "untold", "gone", "ended"), "2024-12-31")
    put(home, PAYMENTS, BEFORE, "2024-12-31")
    put(home, PROJECTS, projects(None), "2024-12-31")
    earlier = _publish(home, package)
    put(home, LOCATIONS, places("up", "told", "untold", "ended", "new"), "2025-03-31")
    put(home, PAYMENTS, AFTER, "2025-03-31")
    put(home, PROJECTS, projects(date(2025, 2, 1)), "2025-03-31")
    return earlier, _publish(home, package)


def projects(ended: date | None) -> list[dict[str, object]]:
    return [
        row(A, "up", title=TITLES["up"], actual_start=date(2023, 1, 1)),
        row(A, "ended", title=TITLES["ended"], actual_start=date(2023, 1, 1), actual_end=ended),
    ]


def _publish(home: Path, package: Package) -> str:
    with measure(home, {TERRITORY: package}) as (measurement,):
        publish(home, measurement)
        return measurement.bulletin.id
