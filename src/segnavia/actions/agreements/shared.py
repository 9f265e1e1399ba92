"""What the actions on agreements share: the row they lock, what they number, and how a party comes in and changes."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions.agreement_values import changes, check, plain_all, refuse, replaced
from segnavia.actions.writing import Change, Refused
from segnavia.core.agreement_rules import ENDED, problems_in
from segnavia.core.lifecycle import AgreementState
from segnavia.registry.agreements import facts_of
from segnavia.registry.models import Actor, Agreement, Amendment, Meeting, Party, Resource

Numbered = TypeVar("Numbered", Resource, Meeting, Amendment)

today = timezone.localdate


def locked(agreement: Agreement) -> Agreement:
    """The agreement as it stands now. Whoever else changes it or its parties waits, as the rules look at both."""
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def refuse_ended(agreement: Agreement) -> None:
    """Raises `Refused` where an agreement was concluded or given up."""
    if agreement.state in ENDED:
        raise Refused(_("This agreement has ended: nothing is added to it."))


def numbered(model: type[Numbered], agreement: Agreement, values: Mapping[str, Any]) -> Numbered:
    """A row with the next number of its kind in an agreement that is locked; not yet written."""
    last = model._default_manager.filter(agreement=agreement).aggregate(last=Max("number"))["last"]
    return model(agreement=agreement, number=(last or 0) + 1, **plain_all(values))


def new_party(row: Agreement, actor: Actor, values: Mapping[str, Any]) -> Change[Party]:
    """An actor becomes a party of an agreement that is locked, if the rules hold with it."""
    if row.parties.filter(actor=actor).exists():
        raise Refused(actor=_("This actor is, or was, a party of the agreement already."))
    party = Party(agreement=row, actor=actor, **plain_all(values))
    check(party)
    refuse(problems_in(AgreementState(row.state), facts_of(row, [*row.parties.all(), party]), today()))
    party.save()
    return Change(party, subject=row, details={"party": actor.code, **values})


def change_party(party: Party, version: int, values: Mapping[str, Any]) -> Change[Party]:
    """What is recorded of a party changes, if the rules hold then."""
    row = locked(party.agreement)
    changed = changes(party, values)
    if not changed:
        return Change(party, subject=row, details=None)
    candidate = replaced(party, values)
    check(candidate)
    others = [each for each in row.parties.select_related("actor") if each.pk != party.pk]
    refuse(problems_in(AgreementState(row.state), facts_of(row, [*others, candidate]), today()))
    party.revise(version, **values)
    return Change(party, subject=row, details={"party": party.actor.code, **changed})
