"""First moves (prime mosse): the early actions that set the plan in motion."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext as _

from segnavia.actions.tasks import change, reported, reported_by_owner
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.permissions import Principal
from segnavia.plans.cells import cells_of
from segnavia.registry.models import Actor, FirstMove, FrozenText


class Values(TypedDict):
    """All that can be changed of a first move; `element` as `add` takes it."""

    title: str
    owner: Actor
    element: str
    due_on: date | None
    is_public: bool
    state: str
    done_on: date | None
    evidence: str


@action()
def add(
    text: FrozenText,
    *,
    by: Principal,
    title: str,
    owner: Actor,
    element: str = "",
    due_on: date | None = None,
    is_public: bool = True,
) -> Change[FirstMove]:
    """Add a first move. `element` is what it serves in the text, such as `drivers:D01`; empty: the plan as a whole."""
    values = {**_checked(text, title, element), "due_on": due_on, "is_public": is_public}
    move = FirstMove.objects.create(plan=text.edition.plan, owner=owner, **values)
    return Change(move, subject=move, details={**values, "owner": owner.code})


@action()
def revise(
    move: FirstMove, text: FrozenText, *, by: Principal, version: int, **values: Unpack[Values]
) -> Change[FirstMove]:
    """Change a first move; what it served before may stay, though a new text no longer has it."""
    stays = values["element"] == move.element
    checked = _checked(text, values["title"], "" if stays else values["element"])
    standing = reported(values["state"], values["done_on"], values["evidence"])
    return change(move, version, {**values, **checked, "element": values["element"], **standing})


@action(concerns=lambda move, **_: [move.owner.code])
def report(
    move: FirstMove,
    *,
    by: Principal,
    version: int,
    state: str,
    done_on: date | None = None,
    evidence: str = "",
) -> Change[FirstMove]:
    """Say how a first move stands. Raises `Refused` where what is done lacks its day or its proof."""
    return change(move, version, reported_by_owner(state, done_on, evidence))


def _checked(text: FrozenText, title: str, element: str) -> dict[str, Any]:
    if not title.strip():
        raise Refused(title=_("Say in a line what is done."))
    if element and element not in cells_of(text.content).titles:
        raise Refused(element=_("The text of the plan does not hold this."))
    return {"title": title.strip(), "element": element}
