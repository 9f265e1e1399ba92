"""Assignments (incarichi): the marked cells of the plan's text, given to the actors that carry them out."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from segnavia.actions.tasks import change, reported, reported_by_owner
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.permissions import Principal
from segnavia.plans.cells import cells_of, code_of
from segnavia.registry.models import Actor, Assignment, FrozenText


@action()
def assign(
    text: FrozenText,
    element: str,
    direction: str,
    owner: Actor,
    *,
    by: Principal,
    what: str = "",
    due_on: date | None = None,
) -> Change[Assignment]:
    """Give a cell of the text to an actor of its direction.

    Raises `Refused` for a cell that the text does not mark, at `owners` for an actor of another direction or one that
    has the cell already.
    """
    _check_marked(text, element, direction)
    if owner.direction != direction:
        raise Refused(
            owners=_("%(actor)s belongs to another direction: this cell asks something of “%(direction)s”.")
            % {"actor": owner.title, "direction": _title_of(text, direction)}
        )
    assignment, added = Assignment.objects.get_or_create(
        plan=text.edition.plan,
        element=element,
        direction=direction,
        owner=owner,
        defaults={"what": what.strip(), "due_on": due_on},
    )
    if not added:
        raise Refused(owners=_("%(actor)s has this assignment already.") % {"actor": owner.title})
    details = {"owner": owner.code, "element": element, "direction": direction, "what": what.strip(), "due_on": due_on}
    return Change(assignment, subject=assignment, details=details)


@action()
def assign_many(
    text: FrozenText,
    element: str,
    direction: str,
    owners: Iterable[Actor],
    *,
    by: Principal,
    what: str = "",
    due_on: date | None = None,
) -> Change[list[Assignment]]:
    """Give a cell to several actors at once, all or none; those that have it already keep what they have.

    The log gets an event for each assignment, and none for the whole.
    """
    _check_marked(text, element, direction)
    has_it = set(
        Assignment.objects.filter(plan=text.edition.plan, element=element, direction=direction).values_list(
            "owner", flat=True
        )
    )
    given = [
        assign(text, element, direction, owner, by=by, what=what, due_on=due_on)
        for owner in owners
        if owner.pk not in has_it
    ]
    if not given:
        raise Refused(owners=_("Choose at least one actor that does not have this assignment yet."))
    return Change(given, subject=("assignments", element), details=None)


@action()
def revise(
    assignment: Assignment,
    *,
    by: Principal,
    version: int,
    what: str,
    due_on: date | None,
    state: str,
    done_on: date | None = None,
    evidence: str = "",
) -> Change[Assignment]:
    """Change what is asked and until when, or how it stands: the planning office may also withdraw it."""
    values = {"what": what.strip(), "due_on": due_on, **reported(state, done_on, evidence)}
    return change(assignment, version, values)


@action(concerns=lambda assignment, **_: [assignment.owner.code])
def report(
    assignment: Assignment,
    *,
    by: Principal,
    version: int,
    state: str,
    done_on: date | None = None,
    evidence: str = "",
) -> Change[Assignment]:
    """Say how an assignment stands. Raises `Refused` where what is done lacks its day or its evidence."""
    return change(assignment, version, reported_by_owner(state, done_on, evidence))


def _check_marked(text: FrozenText, element: str, direction: str) -> None:
    cells = cells_of(text.content)
    if not cells.is_marked(element, direction):
        raise Refused(
            _("The text of the plan does not mark %(code)s for “%(direction)s”: there is nothing to give.")
            % {"code": code_of(element), "direction": _title_of(text, direction)}
        )


def _title_of(text: FrozenText, direction: str) -> str:
    """The plan's own word for a direction."""
    directions = cells_of(text.content).package.directions
    return next((record.title for record in directions if record.code == direction), direction)
