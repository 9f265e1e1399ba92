"""The parties of an agreement: who belongs to it, who signs, and by which act each approved."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from segnavia.actions.agreement_values import plain_all, refuse
from segnavia.actions.agreements.shared import change_party, locked, new_party, refuse_ended, today
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.agreement_rules import BINDING, problems_in
from segnavia.core.lifecycle import AgreementState
from segnavia.core.permissions import Principal
from segnavia.registry.agreements import facts_of
from segnavia.registry.models import Actor, Agreement, Party


@action()
def add_party(agreement: Agreement, actor: Actor, *, by: Principal, **values: Any) -> Change[Party]:
    """Add a party before the agreement is signed; later on parties come by accession."""
    row = locked(agreement)
    refuse_ended(row)
    if row.state in BINDING:
        raise Refused(actor=_("A signed agreement takes in a party by accession: record it among the amendments."))
    return new_party(row, actor, values)


@action()
def revise_party(party: Party, *, by: Principal, version: int, **values: Any) -> Change[Party]:
    """Change what is recorded of a party: role, signatory, approval."""
    return change_party(party, version, plain_all(values))


@action(concerns=lambda party, **_: [party.actor.code])
def approve_as_party(
    party: Party,
    *,
    by: Principal,
    version: int,
    approved_on: date | None = None,
    approval_body: str = "",
    approval_number: str = "",
) -> Change[Party]:
    """Record that a party has approved the text under negotiation: by which act, as far as it is known."""
    row = locked(party.agreement)
    if row.state != AgreementState.NEGOTIATED and not (row.state in BINDING and party.joined_on):
        raise Refused(_("A party approves the text while the agreement is negotiated."))
    if approved_on and approved_on > today():
        raise Refused(approved_on=_("This day is still to come."))
    values = plain_all({"approved_on": approved_on, "approval_body": approval_body, "approval_number": approval_number})
    if not any(values.values()):
        raise Refused(approved_on=_("Give the day of the approval, or its act."))
    return change_party(party, version, values)


@action()
def remove_party(party: Party, *, by: Principal) -> Change[None]:
    """Take a party out before the agreement is signed; later on parties leave by withdrawal."""
    row = locked(party.agreement)
    if row.state in BINDING:
        raise Refused(_("A party leaves a signed agreement by withdrawal: record it among the amendments."))
    if row.commitments.filter(actor=party.actor).exists():
        raise Refused(_("This party has commitments in the agreement: remove them first."))
    others = [each for each in row.parties.select_related("actor") if each.pk != party.pk]
    refuse(problems_in(AgreementState(row.state), facts_of(row, others), today()))
    details = {"party": party.actor.code}
    party.delete()
    return Change(None, subject=row, details=details)
