"""Actors and an agreement for the tests of actions and pages."""

from datetime import date

from segnavia.actions import agreements, commitments
from segnavia.core.permissions import COMMAND, Principal, Role
from segnavia.registry.models import Actor, Agreement, Edition, FrozenText, Plan
from tests.portal.sample import plan_text

PLANNER = Principal("user:1", "Ufficio di piano", frozenset({Role.PLANNER}))
HEAD = Principal("user:2", "Direttrice", frozenset({Role.APPROVER}))
RHO = Principal("user:3", "Segreteria di Rho", frozenset({Role.REFERENT}), frozenset({"comune-di-rho"}))


def milan() -> Plan:
    """The Milan plan with its text frozen, without its rows."""
    plan, _ = Plan.objects.get_or_create(code="milano-2022-2024")
    edition, made = Edition.objects.get_or_create(
        plan=plan, title="PSTTM", short_title="PSTTM", body="Città metropolitana di Milano", territory="015",
        period_start=2022, period_end=2024, language="it", provenance="source",
    )  # fmt: skip
    if made:
        from segnavia.plans.canonical import sha256_of

        content = plan_text()
        text = FrozenText.objects.create(edition=edition, content=content, sha256=sha256_of(content), frozen_by="test")
        Edition.objects.filter(pk=edition.pk).update(text=text)
    return plan


def actors() -> tuple[Actor, Actor, Actor]:
    """The metropolitan city, a municipality, a chamber of commerce: one of each direction."""
    return (
        Actor.objects.create(
            code="citta-metropolitana-di-milano", title="Città metropolitana di Milano", kind="metropolitan_city",
            direction="metropolitan_city",
        ),
        Actor.objects.create(
            code="comune-di-rho", title="Comune di Rho", kind="municipality", direction="municipalities",
            municipality="015182",
        ),
        Actor.objects.create(
            code="camera-di-commercio", title="Camera di commercio", kind="chamber", direction="intermediate_bodies"
        ),
    )  # fmt: skip


def proposed(**values: object) -> Agreement:
    """A protocol of the city and Rho, proposed, with each party's signatory."""
    city, rho, _chamber = actors()
    agreement = agreements.add(milan(), by=PLANNER, title="Protocollo per i tram", type="protocol", **values)
    agreements.add_party(agreement, city, by=PLANNER, role="promotrice", signatory="Sindaco metropolitano")
    agreements.add_party(agreement, rho, by=PLANNER, signatory="Sindaco")
    return agreement


def in_force(**values: object) -> Agreement:
    """The same, agreed, approved, signed and in force, with what it serves and two commitments of Rho."""
    agreement = proposed(**values)
    agreement = agreements.revise(
        agreement, by=PLANNER, version=agreement.version, starts_on=date(2024, 2, 1), ends_on=date(2190, 1, 31),
        special={"binding": True}, elements=["objectives:M2.01", "drivers:D05"],
        linked_codes=[("CUP", "J61F22000330006")], governing_body="Collegio di vigilanza",
    )  # fmt: skip
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="negotiated")
    for party in agreement.parties.all():
        agreements.approve_as_party(
            party, by=PLANNER, version=party.version, approved_on=date(2024, 1, 10), approval_body="Giunta",
            approval_number="3/2024",
        )  # fmt: skip
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="approved")
    agreement = agreements.sign(
        agreement, by=HEAD, version=agreement.version, signed_on=date(2024, 1, 20), signature="digital",
        protocol="12/2024",
    )  # fmt: skip
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="in_force")
    rho = Actor.objects.get(code="comune-di-rho")
    for what, due_on in (("Cedere l'area del deposito", date(2024, 6, 30)), ("Posare la linea", date(2190, 6, 30))):
        commitments.add(agreement, rho, by=PLANNER, what=what, due_on=due_on, element="objectives:M3.01", amount=None)
    agreements.add_resource(agreement, by=PLANNER, source="Comune di Rho", amount=None)
    agreements.add_meeting(agreement, by=PLANNER, held_on=date(2024, 3, 1), subject="Insediamento")
    return Agreement.objects.get(pk=agreement.pk)


__all__ = ["COMMAND", "HEAD", "PLANNER", "RHO", "actors", "in_force", "milan", "proposed"]
