"""Reform tracks (prove di riforma): where each stands as its office says, and its steps with their acts."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions.tasks import change
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.lifecycle import ReformState, TaskState
from segnavia.core.permissions import Principal
from segnavia.plans.cells import cells_of
from segnavia.registry.models import Actor, Conflict, FrozenText, Reform, ReformStep


class StepValues(TypedDict):
    """All that a step holds."""

    title: str
    owner: Actor | None
    due_on: date | None
    state: str
    done_on: date | None
    act: str


@action()
def revise(text: FrozenText, code: str, *, by: Principal, version: int, state: str, note: str = "") -> Change[Reform]:
    """Say where a reform track of the text stands, and why. `version` is 0 where nobody has said it before.

    `said_on` becomes today: it is a new word even if it is the same one.
    """
    if state not in list(ReformState):
        raise Refused(state=_("Choose a state."))
    values = {"state": state, "note": note.strip(), "said_on": timezone.localdate()}
    reform, added = _reform(text, code, values)
    if added:
        return Change(reform, subject=reform, details={name: [None, value] for name, value in values.items()})
    if version == 0 and reform.said_on is not None:
        raise Conflict(reform)
    return change(reform, version or reform.version, values)


@action()
def add_step(text: FrozenText, code: str, *, by: Principal, **values: Unpack[StepValues]) -> Change[ReformStep]:
    """Add a step to a reform track of the text, already done or still to do."""
    checked = _checked(values)
    reform, _added = _reform(text, code, {})
    step = ReformStep.objects.create(reform=reform, **checked)
    owner = values["owner"]
    details = {**checked, "reform": reform.code, "owner": owner.code if owner else None}
    return Change(step, subject=step, details=details)


@action()
def revise_step(step: ReformStep, *, by: Principal, version: int, **values: Unpack[StepValues]) -> Change[ReformStep]:
    """Change a step, or say how it stands; one that is done needs its day."""
    return change(step, version, _checked(values))


def _reform(text: FrozenText, code: str, values: dict[str, Any]) -> tuple[Reform, bool]:
    """The row of a reform track, made at its first word or step; the text must hold the track."""
    if f"reform_tracks:{code}" not in cells_of(text.content).titles:
        raise Refused(_("The text of the plan has no reform track %(code)s.") % {"code": code})
    return Reform.objects.get_or_create(plan=text.edition.plan, code=code, defaults=values)


def _checked(values: StepValues) -> dict[str, Any]:
    problems = {}
    done = values["state"] == TaskState.DONE
    if not values["title"].strip():
        problems["title"] = _("Say in a line what is done.")
    if values["state"] not in list(TaskState):
        problems["state"] = _("Choose a state.")
    if done and values["done_on"] is None:
        problems["done_on"] = _("What is done needs its day.")
    elif done and values["done_on"] and values["done_on"] > timezone.localdate():
        problems["done_on"] = _("What is done cannot have a day in the future.")
    if problems:
        raise Refused(**problems)
    return {
        **values,
        "title": values["title"].strip(),
        "state": TaskState(values["state"]).value,
        "done_on": values["done_on"] if done else None,
        "act": values["act"].strip(),
    }
