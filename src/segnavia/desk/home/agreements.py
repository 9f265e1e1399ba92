"""Agreements on a person's first page."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from segnavia.core.lifecycle import AgreementState
from segnavia.core.permissions import Principal, Role, may
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.tasks.lines import address
from segnavia.registry.models import Agreement, Party

SOON = timedelta(days=30)


def to_sign(by: Principal, _today: date) -> Iterator[Item]:
    """For who signs: the agreements that every party has approved."""
    if not may(by, "agreements.sign"):
        return
    for row in Agreement.objects.filter(state=AgreementState.APPROVED).prefetch_related("parties__actor"):
        yield Item(Lane.OTHERS, _("Agreement to sign"), row.title, _address(row), who=_parties(row), standing=True)


def under_way(by: Principal, today: date) -> Iterator[Item]:
    """For the planning office: what is proposed or negotiated, and what ends soon."""
    if not may(by, "agreements.advance"):
        return
    for row in Agreement.objects.filter(
        state__in=(AgreementState.PROPOSED, AgreementState.NEGOTIATED)
    ).prefetch_related("parties__actor"):
        kind = _("Agreement proposed") if row.state == AgreementState.PROPOSED else _("Agreement negotiated")
        yield Item(Lane.OTHERS, kind, row.title, _address(row), who=_parties(row), standing=True)
    for row in Agreement.objects.filter(state=AgreementState.IN_FORCE, ends_on__range=(today, today + SOON)):
        yield Item(Lane.DUE, _("Agreement that ends"), row.title, _address(row), row.ends_on)


def to_approve(by: Principal, _today: date) -> Iterator[Item]:
    """For a referent: the agreements that their body has not approved yet."""
    if Role.REFERENT not in by.roles:
        return
    rows = Party.objects.filter(
        actor__code__in=by.actors, approved_on__isnull=True, agreement__state=AgreementState.NEGOTIATED
    ).select_related("agreement", "actor")
    for row in rows:
        kind = _("Agreement to approve")
        yield Item(
            Lane.OTHERS, kind, row.agreement.title, _address(row.agreement), who=_("the other parties"), standing=True
        )


def _address(row: Agreement) -> str:
    return address("agreement", row.code) or address("agreements")


def _parties(row: Agreement) -> str:
    """The first two parties by name."""
    titles = [party.actor.title for party in row.parties.all()]
    return ", ".join(titles[:2]) + ("…" if len(titles) > 2 else "")
