"""Rounds for the tests: a plan, bodies, and lines made by hand, so that a test knows every word."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from segnavia.actions import rounds
from segnavia.actions.rounds import Asked
from segnavia.core.prefill import Line, LineKind
from segnavia.registry.models import Actor, Inquiry, Plan, Round
from tests.actions.people import PLANNER
from tests.desk.people import actor

BULLETIN = "015-2025-03-31-aaaaaaaaaaaa"
OFFICIAL = {
    "about": "CUP F40J21000050001 · M2C2I4.02.00",
    "as_of": "2025-03-31",
    "rule": "STA11",
    "state": "under_way",
    "funding_pnrr": "52360000.50",
    "paid_pnrr": None,
    "funding_total": "60000000.00",
    "paid_total": "13239600.25",
    "targets": "1/3",
}


def project(number: int = 1, **official: str | None) -> Line:
    """A project's line."""
    values = {**OFFICIAL, **official}
    money = values["funding_pnrr"]
    return Line(
        LineKind.PROJECT,
        f"P{number}",
        f"Progetto {number}",
        values,
        money=None if money is None else Decimal(money),
        late=values["state"] == "late",
    )


def commitment(number: int = 1, **official: str | None) -> Line:
    """A commitment's line."""
    values = {"about": "Accordo", "state": "to_do", "due_on": "2026-12-31", "amount": "1000.00", **official}
    return Line(LineKind.COMMITMENT, str(number), f"Impegno {number}", values)


def plan() -> Plan:
    """The plan of the rounds."""
    return Plan.objects.get_or_create(code="milano")[0]


def asked(of: Actor, lines: Sequence[Line] = (), email: str = "") -> Asked:
    """A body with what it is asked."""
    return Asked(of, email or f"{of.code}@example.org", tuple(lines) or (project(1), project(2), commitment(1)))


def prepared(*whom: Asked, title: str = "Tornata", opens: date | None = None, note: str = "") -> Round:
    """A round that is prepared, for two weeks."""
    opens = opens or timezone.localdate()
    return rounds.prepare(
        plan(),
        by=PLANNER,
        title=title,
        bulletin=BULLETIN,
        opens_on=opens,
        due_on=opens + timedelta(days=14),
        asked=whom or (asked(actor()),),
        note=note,
    )


def opened(*whom: Asked, **options: str) -> Round:
    """A round that is open."""
    row = prepared(*whom, **options)
    return rounds.open_round(row, by=PLANNER, version=row.version)


def inquiry(*lines: Line) -> Inquiry:
    """What Cormano is asked in an open round."""
    return opened(asked(actor(), lines)).inquiries.get()
