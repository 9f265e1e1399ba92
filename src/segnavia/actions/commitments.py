"""Commitments: what a party of an agreement promises, and how far it has come."""

from datetime import date
from typing import Any

from django.db.models.deletion import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions.agreement_values import changes, check, check_elements, plain, plain_all, replaced
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.agreement_rules import ENDED
from segnavia.core.codes import is_code
from segnavia.core.lifecycle import TaskState
from segnavia.core.permissions import Principal
from segnavia.registry.models import Actor, Agreement, Commitment

COMMITMENT = "[A-Za-z0-9.-]+"  # the form of a code


@action()
def add(agreement: Agreement, actor: Actor, *, by: Principal, code: str = "", **values: Any) -> Change[Commitment]:
    """Add what a party promises. Its code is the next free number where none is given."""
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if row.state in ENDED:
        raise Refused(_("This agreement has ended: nothing is added to it."))
    values = plain_all(values)
    code = plain(code)
    if code and not is_code(COMMITMENT, code):
        raise Refused(code=_("A code is made of letters, digits, dots and hyphens."))
    _check_party(row, actor)
    if values.get("element"):
        check_elements(row.plan, [values["element"]], field="element")
    commitment = Commitment(agreement=row, actor=actor, code=code or _free_code(row), **values)
    check(commitment)
    commitment.save()
    return Change(
        commitment, subject=commitment, details={"agreement": row.code, "actor": actor.code, "code": commitment.code}
    )


@action()
def revise(
    commitment: Commitment, *, by: Principal, version: int, actor: Actor | None = None, **values: Any
) -> Change[Commitment]:
    """Change what was promised: by whom, what, by when, how much. How far it has come is reported apart."""
    values = plain_all(values)
    if actor is not None:
        values["actor"] = actor
    changed = changes(commitment, values)
    if not changed:
        return Change(commitment, subject=commitment, details=None)
    if "actor" in changed and actor is not None:
        _check_party(commitment.agreement, actor)
        changed["actor"] = [commitment.actor.code, actor.code]
    if "element" in changed and values["element"]:
        check_elements(commitment.agreement.plan, [values["element"]], field="element")
    check(replaced(commitment, values))
    commitment.revise(version, **values)
    return Change(commitment, subject=commitment, details=changed)


@action(concerns=lambda commitment, **_: [commitment.actor.code])
def report(
    commitment: Commitment,
    *,
    by: Principal,
    version: int,
    state: str,
    evidence: str = "",
    done_on: date | None = None,
) -> Change[Commitment]:
    """Say how far a commitment has come; one that was kept has its day and its evidence."""
    values: dict[str, Any] = {"state": state, "evidence": plain(evidence), "done_on": done_on}
    if state == TaskState.DONE:
        problems = {}
        if not values["evidence"]:
            problems["evidence"] = _("Say what shows that it was kept.")
        if done_on is None:
            problems["done_on"] = _("Give the day on which it was kept.")
        elif done_on > timezone.localdate():
            problems["done_on"] = _("This day is still to come.")
        if problems:
            raise Refused(**problems)
    elif done_on is not None:
        raise Refused(done_on=_("Only what was kept has a day on which it was."))
    changed = changes(commitment, values)
    if not changed:
        return Change(commitment, subject=commitment, details=None)
    check(replaced(commitment, values))
    commitment.revise(version, **values)
    return Change(commitment, subject=commitment, details=changed)


@action()
def remove(commitment: Commitment, *, by: Principal) -> Change[None]:
    """Remove a commitment that was written by mistake. One that was reported on stays, and can be given up."""
    if commitment.state != TaskState.TO_DO or commitment.evidence or commitment.documents.exists():
        raise Refused(_("This commitment was reported on: report it as given up instead."))
    details = {"agreement": commitment.agreement.code, "code": commitment.code, "what": commitment.what}
    agreement = commitment.agreement
    delete(commitment)
    return Change(None, subject=agreement, details=details)


def delete(commitment: Commitment) -> None:
    """Deletes a commitment, inside another action; raises `Refused` where something else rests on it."""
    try:
        commitment.delete()
    except ProtectedError as error:
        raise Refused(
            _("Something else rests on the commitment %(code)s: report it as given up instead.")
            % {"code": commitment.code}
        ) from error


def _check_party(agreement: Agreement, actor: Actor) -> None:
    if not agreement.parties.filter(actor=actor, left_on=None).exists():
        raise Refused(actor=_("Only a party of the agreement promises something in it."))


def _free_code(agreement: Agreement) -> str:
    taken = set(agreement.commitments.values_list("code", flat=True))
    return next(code for number in range(1, 100_000) if (code := str(number)) not in taken)
