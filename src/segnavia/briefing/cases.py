"""The cases on a project as everybody may read them: who contests what, and how it ended; never the letters."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from segnavia.briefing import twins
from segnavia.core.lifecycle import CaseState
from segnavia.core.prefill import LineKind
from segnavia.registry.models import Case
from segnavia.registry.values import outcomes, text_of, title_of


@dataclass(frozen=True, slots=True)
class PublicCase:
    """One case in words."""

    case: Case
    value: str
    official: str
    local: str  # empty where the body gives no other value
    outcome: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.case.state == CaseState.OPEN


def public_cases(found: list[Case]) -> list[PublicCase]:
    """The cases in words of the reader's language."""
    return [
        PublicCase(
            case,
            title_of(case.value_name),
            text_of(LineKind(case.kind), case.value_name, case.official_value),
            text_of(LineKind(case.kind), case.value_name, case.local_value) if case.local_value else "",
            outcomes().get(case.outcome, ""),
        )
        for case in found
    ]


def twin_of(case: Case) -> twins.Json:
    """A case in the JSON twin, its values in plain spelling; what is not known or not said is null."""
    return {
        "number": case.pk,
        "contested_by": case.actor.title,
        "value": case.value_name,
        "official_value": case.official_value or None,
        "local_value": case.local_value or None,
        "bulletin": case.bulletin or None,
        "state": case.state,
        "opened_on": _day(case.opened_at),
        "closed_on": _day(case.closed_at),
        "outcome": None if case.state == CaseState.OPEN else case.outcome,
        "explanation": case.explanation or None,
    }


def _day(moment: datetime | None) -> str | None:
    return timezone.localdate(moment).isoformat() if moment else None
