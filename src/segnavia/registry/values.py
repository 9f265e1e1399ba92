"""The values of rounds and cases as people read them: their names, and what they say, with its word where unknown."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from segnavia.core.facts import State
from segnavia.core.lifecycle import CaseOutcome, TaskState
from segnavia.core.prefill import OTHER, VALUES, LineKind, ValueKind, is_value


def title_of(name: str) -> str:
    """What a value is called."""
    titles: Mapping[str, str] = {
        "state": _("State"),
        "funding_pnrr": _("Funding from the PNRR, €"),
        "paid_pnrr": _("Paid from the PNRR, €"),
        "funding_total": _("Funding from all sources, €"),
        "paid_total": _("Paid from all sources, €"),
        "targets": _("Targets reached, of those planned"),
        "due_on": _("Due date"),
        "amount": _("Amount, €"),
        OTHER: _("Something else"),
    }
    return titles[name]


def kind_of(kind: LineKind, name: str) -> ValueKind:
    """How a value of such a line is written."""
    return VALUES[kind].get(name, ValueKind.TEXT)


def text_of(kind: LineKind, name: str, value: str | int | None) -> str:
    """A value in words and figures of the reader's language. One that is none of its kind stands as it was written."""
    text = "" if value is None else str(value)
    how = kind_of(kind, name)
    if not text:
        return _("not known")
    if how is ValueKind.PROJECT_STATE:
        return project_states().get(text, text)
    if how is ValueKind.TASK_STATE:
        return task_states().get(text, text)
    if not is_value(how, text):
        return text
    if how is ValueKind.MONEY:
        return number_format(Decimal(text), 2, use_l10n=True, force_grouping=True)
    return date_format(date.fromisoformat(text), "j E Y") if how is ValueKind.DAY else text


def project_states() -> Mapping[str, str]:
    """The states of a project, as the public pages call them."""
    return {
        State.COMPLETED: _("Completed"),
        State.UNDER_WAY: _("Under way"),
        State.LATE: _("Late"),
        State.NOT_STARTED: _("Not started"),
        State.SUSPENDED_OR_WITHDRAWN: _("Suspended or withdrawn"),
        State.UNKNOWN: _("State not known"),
    }


def task_states() -> Mapping[str, str]:
    """The states of what was promised or asked for."""
    return {
        TaskState.TO_DO: _("To do"),
        TaskState.UNDER_WAY: _("Under way"),
        TaskState.DONE: _("Done"),
        TaskState.WITHDRAWN: _("Withdrawn"),
    }


def kind_titles() -> Mapping[str, str]:
    """What lines are about, many of them."""
    return {
        LineKind.PROJECT: _("Projects"),
        LineKind.COMMITMENT: _("Commitments"),
        LineKind.ASSIGNMENT: _("Assignments"),
    }


def outcomes() -> Mapping[str, str]:
    """How a case ends."""
    return {
        CaseOutcome.OFFICIAL_RIGHT: _("The official value is right"),
        CaseOutcome.LOCAL_RIGHT: _("The body is right: the publisher is asked to correct its data"),
        CaseOutcome.BOTH_EXPLAINED: _("Both are right: they count different things, or at different dates"),
        CaseOutcome.WITHDRAWN: _("The body withdrew the contest"),
    }
