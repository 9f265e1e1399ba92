"""How a signed agreement changes: by amendment, accession, withdrawal, renewal."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from segnavia.actions.agreement_values import check, refuse, replaced
from segnavia.actions.agreements.shared import locked, new_party, numbered, today
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.agreement_rules import BINDING, ENDED, problems_in
from segnavia.core.agreements import AmendmentKind
from segnavia.core.lifecycle import AgreementState
from segnavia.core.permissions import Principal
from segnavia.registry.agreements import facts_of
from segnavia.registry.models import Actor, Agreement, Amendment


@action()
def amend(
    agreement: Agreement,
    *,
    by: Principal,
    version: int,
    kind: str,
    actor: Actor | None = None,
    role: str = "",
    signatory: str = "",
    **values: Any,
) -> Change[Amendment]:
    """Record what changed a signed agreement: its text, who belongs to it, or how long it holds.

    An accession adds its actor as a party, a withdrawal notes the day the party left, a renewal moves the last day
    and brings an expired agreement back into force.
    """
    row = locked(agreement)
    if row.state not in BINDING or row.state in ENDED:
        raise Refused(_("Only a signed agreement that has not ended is amended."))
    amendment = numbered(Amendment, row, {"kind": kind, "actor": actor, **values})
    check(amendment)
    match AmendmentKind(kind):
        case AmendmentKind.ACCESSION if actor:
            new_party(row, actor, {"role": role, "signatory": signatory, "joined_on": amendment.dated})
        case AmendmentKind.WITHDRAWAL if actor:
            _leave(row, actor, amendment.dated)
        case AmendmentKind.RENEWAL:
            _renew(row, version, amendment.ends_on)
    if kind != AmendmentKind.RENEWAL:
        row.revise(version)
    amendment.save()
    return Change(amendment, subject=row, details={"kind": kind, "actor": actor.code if actor else None, **values})


def _renew(row: Agreement, version: int, ends_on: date | None) -> None:
    if ends_on is None or ends_on <= (row.ends_on or today()):
        raise Refused(ends_on=_("A renewal says a last day that is later than the one that stands."))
    state = AgreementState.IN_FORCE if row.state == AgreementState.EXPIRED else AgreementState(row.state)
    refuse(problems_in(state, facts_of(replaced(row, {"ends_on": ends_on})), today()))
    row.revise(version, ends_on=ends_on, state=state.value)


def _leave(row: Agreement, actor: Actor, day: date) -> None:
    party = row.parties.filter(actor=actor, left_on=None).first()
    if party is None:
        raise Refused(actor=_("Only a party of the agreement can withdraw from it."))
    party.revise(party.version, left_on=day)
