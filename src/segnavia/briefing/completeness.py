"""How complete a bulletin's sources are: rows set aside by reason, and the datasets it had to do without."""

from dataclasses import dataclass

from segnavia.briefing.words import UNKNOWN_WITHOUT
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.inputs import INPUTS
from segnavia.monitoring.overview import Overview
from segnavia.monitoring.reasons import get_reason


@dataclass(frozen=True, slots=True)
class Quarantined:
    """How many rows of a dataset were set aside for a reason; `title` is a message id."""

    code: str
    title: str
    dataset: str
    rows: int


@dataclass(frozen=True, slots=True)
class Absent:
    """A dataset of which the lake held no release; `unknown` says in a message id what nobody can tell therefore."""

    dataset: str
    unknown: str


def quarantine_of(bulletin: Bulletin) -> list[Quarantined]:
    """Every reason for which rows of the bulletin's releases were set aside, the most frequent first."""
    found = [
        Quarantined(code, get_reason(code), used.dataset, rows)
        for used in bulletin.releases
        for code, rows in used.quarantine.items()
    ]
    return sorted(found, key=lambda reason: (-reason.rows, reason.code, reason.dataset))


def tells_dates(bulletin: Bulletin | Overview) -> bool:
    """Whether any of its sources has planned dates at all; where none has, nobody can say what is late."""
    return any(column in used.columns for used in bulletin.releases for column in ("planned_start", "planned_end"))


def absent_from(bulletin: Bulletin) -> list[Absent]:
    """The datasets that a measurement reads and this one had no release of."""
    used = {release.dataset for release in bulletin.releases}
    return [
        Absent(source.dataset, UNKNOWN_WITHOUT[source.dataset])
        for source in INPUTS
        if source.dataset not in used and not source.required
    ]
