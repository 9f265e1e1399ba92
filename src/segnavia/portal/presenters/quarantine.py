"""Rows that were set aside, by reason and dataset."""

from dataclasses import dataclass

from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.reasons import get_reason


@dataclass(frozen=True, slots=True)
class Quarantined:
    """How many rows of a dataset were set aside for a reason; `title` is a message id."""

    code: str
    title: str
    dataset: str
    rows: int


def quarantine_of(bulletin: Bulletin) -> list[Quarantined]:
    """Every reason for which rows of the bulletin's releases were set aside, the most frequent first."""
    found = [
        Quarantined(code, get_reason(code), used.dataset, rows)
        for used in bulletin.releases
        for code, rows in used.quarantine.items()
    ]
    return sorted(found, key=lambda reason: (-reason.rows, reason.code, reason.dataset))
