from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from segnavia.actions import agreements, commitments
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.registry.agreements import facts_of, state_of
from segnavia.registry.models import Actor, Agreement, AuditEvent, Conflict, Party
from tests.actions.agreements import HEAD, PLANNER, RHO, actors, in_force, milan, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def party_of(agreement: Agreement, actor: str) -> Party:
    return agreement.parties.get(actor__code=actor)


def test_add_makes_code_and_legal_basis() -> None:
    plan = milan()
    first = agreements.add(plan, by=PLANNER, title="  Patto per l'acqua\r\n", type="administrations")
    assert (first.code, first.title) == ("patto-per-lacqua", "Patto per l'acqua")
    assert first.legal_basis == "L. 241/1990, art. 15"
    assert agreements.add(plan, by=PLANNER, title="Patto per l'acqua", type="protocol").code == "patto-per-lacqua-2"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"code": "Con Spazi"}, "code"),
        ({"code": "matrice"}, "code"),
        ({"title": "x" * 30_001}, "title"),
    ],
    ids=["no title", "code of no form", "reserved code", "endless title"],
)
def test_add_refuses_at_the_field(values: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        agreements.add(milan(), by=PLANNER, **{"title": "Patto", "type": "protocol", **values})
    assert set(refused.value.fields) == {field}
    assert not Agreement.objects.exists()


def test_life_of_an_agreement_is_told_in_the_log() -> None:
    agreement = in_force()
    assert agreement.state == "in_force"
    assert [event.action for event in AuditEvent.objects.order_by("sequence")] == [
        "agreements.add", "agreements.add_party", "agreements.add_party", "agreements.revise", "agreements.advance",
        "agreements.approve_as_party", "agreements.approve_as_party", "agreements.advance", "agreements.sign",
        "agreements.advance", "commitments.add", "commitments.add", "agreements.add_resource",
        "agreements.add_meeting",
    ]  # fmt: skip


def test_advance_refuses_what_the_rules_do() -> None:
    agreement = agreements.add(milan(), by=PLANNER, title="Patto", type="protocol")
    with pytest.raises(Refused, match="at least two parties") as refused:
        agreements.advance(agreement, by=PLANNER, version=1, to="negotiated")
    assert set(refused.value.fields) == {"parties"}
    with pytest.raises(Refused, match="cannot move there"):
        agreements.advance(agreement, by=PLANNER, version=1, to="in_force")
    assert fresh(agreement).state == "proposed"


def test_signature_is_the_head_of_the_plans() -> None:
    agreement = proposed()
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="negotiated")
    for party in agreement.parties.all():
        agreements.approve_as_party(party, by=PLANNER, version=party.version, approved_on=date(2024, 1, 10))
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="approved")
    with pytest.raises(Refused, match="head of the plan"):
        agreements.advance(agreement, by=PLANNER, version=agreement.version, to="signed")
    values: dict[str, Any] = {"signed_on": date(2024, 1, 20), "signature": "digital"}
    with pytest.raises(NotAllowed):
        agreements.sign(agreement, by=PLANNER, version=agreement.version, **values)
    with pytest.raises(Refused, match="needed from here on") as refused:
        agreements.sign(agreement, by=HEAD, version=agreement.version, **values)
    assert set(refused.value.fields) == {"special_binding"}
    agreement = agreements.revise(agreement, by=PLANNER, version=agreement.version, special={"binding": False})
    assert agreements.sign(agreement, by=HEAD, version=agreement.version, **values).state == "signed"


def test_referent_approves_for_its_own_actor_alone() -> None:
    agreement = proposed()
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="negotiated")
    mine = party_of(agreement, "comune-di-rho")
    agreements.approve_as_party(mine, by=RHO, version=mine.version, approved_on=date(2024, 1, 10))
    assert mine.approved_on == date(2024, 1, 10)
    other = party_of(agreement, "citta-metropolitana-di-milano")
    with pytest.raises(NotAllowed):
        agreements.approve_as_party(other, by=RHO, version=other.version, approved_on=date(2024, 1, 10))
    with pytest.raises(Refused, match="Give the day"):
        agreements.approve_as_party(other, by=PLANNER, version=other.version)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        agreements.approve_as_party(other, by=PLANNER, version=other.version, approved_on=tomorrow)


def test_approval_waits_for_the_negotiation() -> None:
    mine = party_of(proposed(), "comune-di-rho")
    with pytest.raises(Refused, match="while the agreement is negotiated"):
        agreements.approve_as_party(mine, by=RHO, version=mine.version, approved_on=date(2024, 1, 10))


def test_revise_of_the_same_values_writes_nothing() -> None:
    agreement = in_force()
    events = AuditEvent.objects.count()
    same = agreements.revise(
        agreement, by=PLANNER, version=agreement.version, title=agreement.title, special={"binding": True},
        elements=["drivers:D05", "objectives:M2.01"], linked_codes=[("CUP", "J61F22000330006")],
    )  # fmt: skip
    assert same.version == agreement.version
    assert AuditEvent.objects.count() == events


def test_second_of_two_editors_is_told() -> None:
    agreement = proposed()
    version = agreement.version
    agreements.revise(agreement, by=PLANNER, version=version, note="prima")
    with pytest.raises(Conflict) as conflict:
        agreements.revise(agreement, by=PLANNER, version=version, note="seconda", elements=["drivers:D05"])
    assert getattr(conflict.value.current, "note", "") == "prima"
    assert not agreement.elements.exists()


def test_revise_keeps_what_the_state_needs() -> None:
    agreement = in_force()
    with pytest.raises(Refused) as refused:
        agreements.revise(agreement, by=PLANNER, version=agreement.version, starts_on=None, special={"binding": None})
    assert set(refused.value.fields) == {"starts_on", "special_binding"}


def test_legal_basis_is_the_types_where_it_is_emptied() -> None:
    agreement = proposed()
    assert agreement.legal_basis == ""
    agreement = agreements.revise(agreement, by=PLANNER, version=agreement.version, type="pact")
    assert agreement.legal_basis == "L. 662/1996, art. 2 c. 203"
    agreement = agreements.revise(agreement, by=PLANNER, version=agreement.version, legal_basis="L. 1/2000")
    agreement = agreements.revise(agreement, by=PLANNER, version=agreement.version, legal_basis="")
    assert agreement.legal_basis == "L. 662/1996, art. 2 c. 203"


def test_new_type_drops_the_fields_that_it_does_not_have() -> None:
    agreement = proposed()
    agreement = agreements.revise(agreement, by=PLANNER, version=agreement.version, special={"binding": True})
    agreement = agreements.revise(agreement, by=PLANNER, version=agreement.version, type="pact")
    assert agreement.special == {}


@pytest.mark.parametrize(
    ("values", "field", "text"),
    [
        ({"elements": ["objectives:M9.99"]}, "elements", "objectives:M9.99"),
        ({"linked_codes": [("CUP", "J61")]}, "linked_codes", "J61 is no CUP"),
        ({"linked_codes": [("CIG", "12")]}, "linked_codes", "12 is no CIG"),
        ({"ends_on": date(2023, 1, 1)}, "ends_on", "before the first"),
    ],
    ids=["element of no plan", "no CUP", "no CIG", "days out of order"],
)
def test_revise_refuses_at_the_field(values: dict[str, Any], field: str, text: str) -> None:
    agreement = in_force()
    with pytest.raises(Refused) as refused:
        agreements.revise(agreement, by=PLANNER, version=agreement.version, **values)
    assert text in refused.value.fields[field]


def test_parties_of_a_signed_agreement_come_and_go_by_amendment() -> None:
    agreement = in_force()
    chamber = Actor.objects.get(code="camera-di-commercio")
    with pytest.raises(Refused, match="by accession"):
        agreements.add_party(agreement, chamber, by=PLANNER)
    with pytest.raises(Refused, match="by withdrawal"):
        agreements.remove_party(party_of(agreement, "comune-di-rho"), by=PLANNER)
    with pytest.raises(Refused, match="not named"):
        agreements.amend(
            agreement, by=PLANNER, version=agreement.version, kind="accession", actor=chamber,
            dated=date(2024, 5, 1), text="Aderisce la Camera",
        )  # fmt: skip
    agreements.amend(
        agreement, by=PLANNER, version=agreement.version, kind="accession", actor=chamber, signatory="Presidente",
        dated=date(2024, 5, 1), text="Aderisce la Camera",
    )  # fmt: skip
    assert party_of(agreement, "camera-di-commercio").joined_on == date(2024, 5, 1)
    agreements.amend(
        agreement, by=PLANNER, version=fresh(agreement).version, kind="withdrawal", actor=chamber,
        dated=date(2024, 6, 1), text="Recede la Camera",
    )  # fmt: skip
    assert party_of(agreement, "camera-di-commercio").left_on == date(2024, 6, 1)
    assert [(each.number, each.kind) for each in agreement.amendments.all()] == [(1, "accession"), (2, "withdrawal")]
    with pytest.raises(Refused, match="Only a party"):
        agreements.amend(
            agreement, by=PLANNER, version=fresh(agreement).version, kind="withdrawal", actor=chamber,
            dated=date(2024, 6, 2), text="Di nuovo",
        )  # fmt: skip


def test_agreement_past_its_last_day_is_shown_expired_and_renewed() -> None:
    agreement = in_force()
    agreement = agreements.revise(agreement, by=PLANNER, version=agreement.version, ends_on=date(2024, 12, 31))
    assert agreement.state == "in_force"
    assert state_of(agreement, date(2025, 1, 1)) == "expired"
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="expired")
    with pytest.raises(Refused, match="by a renewal"):
        agreements.advance(agreement, by=PLANNER, version=agreement.version, to="in_force")
    renewal: dict[str, Any] = {"kind": "renewal", "dated": date(2025, 1, 10), "text": "Rinnovo"}
    with pytest.raises(Refused, match="later than the one"):
        agreements.amend(agreement, by=PLANNER, version=agreement.version, ends_on=date(2024, 12, 31), **renewal)
    agreements.amend(agreement, by=PLANNER, version=agreement.version, ends_on=date(2190, 12, 31), **renewal)
    agreement = fresh(agreement)
    assert (agreement.state, agreement.ends_on) == ("in_force", date(2190, 12, 31))


def test_amendment_by_the_second_of_two_editors_leaves_nothing() -> None:
    agreement = in_force()
    chamber = Actor.objects.get(code="camera-di-commercio")
    with pytest.raises(Conflict):
        agreements.amend(
            agreement, by=PLANNER, version=agreement.version - 1, kind="accession", actor=chamber,
            signatory="Presidente", dated=date(2024, 5, 1), text="Aderisce",
        )  # fmt: skip
    assert not agreement.amendments.exists()
    assert agreement.parties.count() == 2


def test_party_with_commitments_is_not_removed() -> None:
    agreement = proposed()
    rho = Actor.objects.get(code="comune-di-rho")
    commitments.add(agreement, rho, by=PLANNER, what="Cedere l'area")
    with pytest.raises(Refused, match="has commitments"):
        agreements.remove_party(party_of(agreement, "comune-di-rho"), by=PLANNER)


def test_ended_agreement_takes_nothing_in() -> None:
    agreement = proposed()
    agreements.advance(agreement, by=PLANNER, version=agreement.version, to="withdrawn")
    chamber = Actor.objects.get(code="camera-di-commercio")
    for call in (
        lambda: agreements.add_party(agreement, chamber, by=PLANNER),
        lambda: agreements.add_resource(agreement, by=PLANNER, source="Regione"),
        lambda: commitments.add(agreement, chamber, by=PLANNER, what="x"),
    ):
        with pytest.raises(Refused, match="has ended"):
            call()


def test_facts_name_the_special_fields_as_what_they_are() -> None:
    agreement = agreements.add(milan(), by=PLANNER, title="Accordo", type="programme")
    values = {"conference_on": date(2024, 1, 1), "planning_variant": True, "arbitration": ""}
    agreement = agreements.revise(agreement, by=PLANNER, version=1, special=values)
    assert facts_of(fresh(agreement)).special == {"conference_on": date(2024, 1, 1), "planning_variant": True}


def test_meeting_is_numbered_and_revised() -> None:
    agreement = proposed()
    first = agreements.add_meeting(agreement, by=PLANNER, held_on=date(2024, 1, 1), subject="Avvio")
    second = agreements.add_meeting(agreement, by=PLANNER, held_on=date(2023, 1, 1), subject="Prima")
    assert (first.number, second.number) == (1, 2)
    agreements.revise_meeting(first, by=PLANNER, version=1, decisions="Si parte")
    with pytest.raises(Conflict):
        agreements.revise_meeting(first, by=PLANNER, version=1, decisions="Non si parte")
    assert list(agreement.meetings.values_list("number", flat=True)) == [2, 1]


def test_actors_have_three_directions() -> None:
    assert len({actor.direction for actor in actors()}) == 3
