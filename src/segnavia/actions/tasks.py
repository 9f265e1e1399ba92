"""What the reports on assignments, first moves and reform steps have in common: their state, its day, its proof."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions.writing import Change, Refused
from segnavia.core.lifecycle import TaskState
from segnavia.registry.models import Versioned

Task = TypeVar("Task", bound=Versioned)


def reported(state: str, done_on: date | None, evidence: str) -> dict[str, Any]:
    """A state with its day and evidence. Only what is done has a day; it needs both, and the day cannot be ahead.

    Raises `Refused` with what is missing at each field.
    """
    problems = {}
    if state not in list(TaskState):
        problems["state"] = _("Choose a state.")
    if state == TaskState.DONE:
        if done_on is None:
            problems["done_on"] = _("What is done needs its day.")
        elif done_on > timezone.localdate():
            problems["done_on"] = _("What is done cannot have a day in the future.")
        if not evidence.strip():
            problems["evidence"] = _("What is done needs evidence: an act, a link, what can be seen and where.")
    if problems:
        raise Refused(**problems)
    return {
        "state": TaskState(state).value,
        "done_on": done_on if state == TaskState.DONE else None,
        "evidence": evidence.strip(),
    }


def reported_by_owner(state: str, done_on: date | None, evidence: str) -> dict[str, Any]:
    """The same as its owner may say it, who cannot withdraw what the planning office asks."""
    if state == TaskState.WITHDRAWN:
        raise Refused(state=_("Only the planning office withdraws what it asked for."))
    return reported(state, done_on, evidence)


def change(row: Task, version: int, values: Mapping[str, Any]) -> Change[Task]:
    """Writes the values that differ, at the version that was seen; the log gets each as it was and as it is."""
    before = {name: getattr(row, name) for name in values}
    differing = {name: value for name, value in values.items() if before[name] != value}
    if not differing:
        return Change(row, subject=row, details=None)
    row.revise(version, **differing)
    return Change(row, subject=row, details={n: [_told(before[n]), _told(v)] for n, v in differing.items()})


def _told(value: Any) -> Any:
    """A value as the log keeps it: of an actor, its code."""
    return getattr(value, "code", value)
