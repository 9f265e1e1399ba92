from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from segnavia.actions import commitments
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.registry.models import Actor, AuditEvent, Commitment, Conflict
from tests.actions.agreements import PLANNER, RHO, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment() -> Any:
    with translation.override("en"):
        yield in_force().commitments.get(code="1")


def test_referent_reports_on_its_own(commitment: Commitment) -> None:
    commitments.report(commitment, by=RHO, version=1, state="under_way", evidence="Delibera 4")
    assert (commitment.state, commitment.evidence, commitment.version) == ("under_way", "Delibera 4", 2)
    city = Actor.objects.get(code="citta-metropolitana-di-milano")
    other = commitments.add(commitment.agreement, city, by=PLANNER, what="Finanziare")
    with pytest.raises(NotAllowed):
        commitments.report(other, by=RHO, version=1, state="under_way")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"state": "done"}, {"evidence", "done_on"}),
        ({"state": "done", "evidence": "Verbale", "done_on": "tomorrow"}, {"done_on"}),
        ({"state": "to_do", "done_on": date(2024, 1, 1)}, {"done_on"}),
    ],
    ids=["without proof", "still to come", "a day of what is not done"],
)
def test_report_refuses_at_the_field(commitment: Commitment, values: dict[str, Any], fields: set[str]) -> None:
    if values.get("done_on") == "tomorrow":
        values["done_on"] = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        commitments.report(commitment, by=RHO, version=1, **values)
    assert set(refused.value.fields) == fields


def test_report_of_what_was_kept(commitment: Commitment) -> None:
    commitments.report(commitment, by=RHO, version=1, state="done", evidence="Verbale", done_on=date(2024, 5, 1))
    events = AuditEvent.objects.count()
    commitments.report(commitment, by=RHO, version=2, state="done", evidence="Verbale", done_on=date(2024, 5, 1))
    assert AuditEvent.objects.count() == events
    with pytest.raises(Conflict):
        commitments.report(commitment, by=RHO, version=1, state="to_do")


def test_only_a_party_promises(commitment: Commitment) -> None:
    chamber = Actor.objects.get(code="camera-di-commercio")
    with pytest.raises(Refused, match="Only a party"):
        commitments.add(commitment.agreement, chamber, by=PLANNER, what="Pagare")
    with pytest.raises(Refused, match="Only a party"):
        commitments.revise(commitment, by=PLANNER, version=1, actor=chamber)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"what": ""}, "what"), ({"element": "objectives:M9.99"}, "element"), ({"code": "due parole"}, "code")],
    ids=["nothing", "element of no plan", "code of no form"],
)
def test_add_refuses_at_the_field(commitment: Commitment, values: dict[str, Any], field: str) -> None:
    rho = commitment.actor
    with pytest.raises(Refused) as refused:
        commitments.add(commitment.agreement, rho, by=PLANNER, **{"what": "Pagare", **values})
    assert set(refused.value.fields) == {field}


def test_code_is_the_next_that_is_free(commitment: Commitment) -> None:
    rho = commitment.actor
    commitments.add(commitment.agreement, rho, by=PLANNER, what="Terzo", code="4")
    codes = [commitments.add(commitment.agreement, rho, by=PLANNER, what="Altro").code for _ in range(2)]
    assert codes == ["3", "5"]


def test_revise_changes_what_was_promised(commitment: Commitment) -> None:
    commitments.revise(commitment, by=PLANNER, version=1, amount=Decimal("12.50"), due_on=None)
    assert commitment.amount == Decimal("12.50")
    commitments.revise(commitment, by=PLANNER, version=2, amount=Decimal("12.50"))
    assert commitment.version == 2


def test_remove_spares_what_was_reported_on(commitment: Commitment) -> None:
    other = commitment.agreement.commitments.get(code="2")
    commitments.remove(other, by=PLANNER)
    commitments.report(commitment, by=RHO, version=1, state="under_way")
    with pytest.raises(Refused, match="reported on"):
        commitments.remove(commitment, by=PLANNER)
    assert list(commitment.agreement.commitments.values_list("code", flat=True)) == ["1"]
