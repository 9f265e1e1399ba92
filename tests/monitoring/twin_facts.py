"""What the rows of a lake tell of one project, slow and obvious: its places, its money, its body and its facts."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from segnavia.core.facts import Facts

Key = tuple[str, str, str]
Row = dict[str, Any]
PROJECTS_AS_OF, PHASES_AS_OF, PAYMENTS_AS_OF = date(2025, 2, 28), date(2025, 3, 15), date(2025, 3, 31)


@dataclass(frozen=True)
class Lake:
    """The rows of each dataset, by the name of its view; those `…_before` are of the release before, if any."""

    payments: list[Row]
    locations: list[Row]
    projects_release: list[Row] = field(default_factory=list)
    indicators: list[Row] = field(default_factory=list)
    phases: list[Row] = field(default_factory=list)
    tenders: list[Row] = field(default_factory=list)
    awards: list[Row] = field(default_factory=list)
    subcontracts: list[Row] = field(default_factory=list)
    subjects: list[Row] = field(default_factory=list)
    tags: list[Row] = field(default_factory=list)
    goals: list[Row] = field(default_factory=list)
    milestones_planned: list[Row] = field(default_factory=list)
    milestones_met: list[Row] = field(default_factory=list)
    municipalities: list[Row] = field(default_factory=list)
    payments_before: list[Row] | None = None
    locations_before: list[Row] | None = None


def key_of(row: Row) -> Key:
    return row["submeasure"], row["cup"], row["clp"]


def rows_of(key: Key, rows: list[Row]) -> list[Row]:
    return [row for row in rows if key_of(row) == key]


def shares_of(rows: list[Row]) -> dict[tuple[str, str], Fraction]:
    """The share of each place among these location rows."""
    pairs = sorted({(row["province"], row["municipality"]) for row in rows})
    weights = {pair: Fraction(1) for pair in pairs}
    if all(row["percentage"] is not None and row["percentage"] >= 0 for row in rows):
        published = dict.fromkeys(pairs, Fraction(0))
        for row in rows:
            published[row["province"], row["municipality"]] += Fraction(row["percentage"])
        if sum(published.values()) > 0:
            weights = published
    return {pair: weight / sum(weights.values()) for pair, weight in weights.items()}


def latest_indicators(lake: Lake, key: Key) -> dict[str, Row]:
    """The row of each indicator's latest period; of equals, the first in the file."""
    latest: dict[str, Row] = {}
    for row in rows_of(key, lake.indicators):
        before = latest.get(row["indicator"])
        if before is None or _period(row) > _period(before):
            latest[row["indicator"]] = row
    return latest


def _period(row: Row) -> tuple[int, int]:
    """A period that is not told comes before all that are."""
    return (row.get("year") or 0, row.get("month") or 0)


def facts_of(lake: Lake, key: Key) -> Facts:
    """What the state of a project is decided on."""
    (told,) = rows_of(key, lake.projects_release) or [{}]
    (money,) = rows_of(key, lake.payments) or [{}]
    phases = rows_of(key, lake.phases)
    targets = [
        row
        for row in latest_indicators(lake, key).values()
        if (row["planned"] or 0) > 0 and row["achieved"] is not None
    ]
    planned = [row["planned_start"] for row in phases if row["planned_start"] is not None]
    due = [row["planned_end"] for row in phases if row["actual_end"] is None and row["planned_end"] is not None]

    def begun(name: str) -> int:
        return sum(row[name] is not None and row[name] <= PHASES_AS_OF for row in phases)

    def upper(name: str) -> str | None:
        return told[name].upper() if told.get(name) else None

    return Facts(
        cup_state=upper("cup_state"),
        progress_state=upper("progress_state"),
        planned_start=told.get("planned_start"),
        actual_start=told.get("actual_start"),
        planned_end=told.get("planned_end"),
        actual_end=told.get("actual_end"),
        projects_as_of=PROJECTS_AS_OF if told else None,
        phases=len(phases),
        phases_started=begun("actual_start"),
        phases_ended=begun("actual_end"),
        first_phase_planned=min(planned, default=None),
        phase_due=min(due, default=None),
        phases_as_of=PHASES_AS_OF if phases else None,
        funding_total=money.get("funding_total"),
        paid_total=money.get("paid_total"),
        targets=len(targets),
        targets_begun=sum(row["achieved"] > 0 for row in targets),
        targets_reached=sum(row["achieved"] >= row["planned"] for row in targets),
        tenders=len(rows_of(key, lake.tenders)),
        awards=len(rows_of(key, lake.awards)),
    )


def body_of(lake: Lake, key: Key) -> tuple[str | None, str | None]:
    """Name and tax code of the implementing body: by the projects release, or else by the subjects."""
    (told,) = rows_of(key, lake.projects_release) or [{}]
    subjects = [
        row
        for row in lake.subjects
        if (row["cup"], row["clp"]) == key[1:] and "ATTUATORE" in (row["role_title"] or "").upper()
    ]

    def first(name: str) -> str | None:
        return min((row[name] for row in subjects if row[name] is not None), default=None)

    return told.get("body") or first("body"), told.get("body_tax_code") or first("tax_code")
