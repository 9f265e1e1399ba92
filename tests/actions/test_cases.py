"""A case holds both values and its correspondence, and ends with an outcome; no official value changes."""

import pytest
from django.db import DatabaseError, connection, transaction

from segnavia.actions import cases
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.lifecycle import CaseOutcome
from segnavia.core.prefill import Contested, LineKind
from segnavia.registry.models import AuditEvent, Case, CaseLetter, Conflict, Mail
from segnavia.registry.rounds import cases_on
from tests.actions.people import AUDITOR, PLANNER, referent
from tests.desk.people import actor
from tests.rounding import plan

pytestmark = pytest.mark.django_db
PAID = Contested(LineKind.PROJECT, "P1", "Tram", "paid_pnrr", official="10.00", local="20.00", bulletin="b")
CORMANO = referent("comune-di-cormano")


@pytest.fixture
def case() -> Case:
    body = actor()
    body.office_email = "ufficio@example.org"
    body.save()
    return cases.open_case(plan(), body, PAID, by=CORMANO, reason="I mandati sono di più")


def test_referent_opens_a_case_for_its_own_body_only(case: Case) -> None:
    assert (case.state, case.outcome, case.official_value) == ("open", "none", "10.00")
    with pytest.raises(NotAllowed):
        cases.open_case(plan(), actor("bresso", "Bresso"), PAID, by=CORMANO, reason="x")


def test_one_value_has_one_open_case_of_a_body(case: Case) -> None:
    with pytest.raises(Refused):
        cases.open_case(plan(), case.actor, PAID, by=PLANNER, reason="again")


@pytest.mark.parametrize(
    ("contested", "reason", "field"),
    [
        pytest.param(PAID, " ", "reason", id="no reason"),
        pytest.param(Contested(LineKind.PROJECT, "P1", "Tram", "amount"), "x", "value_name", id="no such value"),
    ],
)
def test_case_that_cannot_be_is_refused_at_its_field(contested: Contested, reason: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        cases.open_case(plan(), actor(), contested, by=PLANNER, reason=reason)
    assert list(refused.value.fields) == [field]


def test_office_writes_and_the_body_gets_it_by_mail(case: Case) -> None:
    cases.write(case, by=PLANNER, text="Quali mandati?")
    cases.write(case, by=CORMANO, text="<script>alert(1)</script>")
    assert [letter.by for letter in case.letters.all()] == ["Piera", "Rosa"]
    mail = Mail.objects.get()
    assert (mail.to, "Quali mandati?" in mail.body) == ("ufficio@example.org", True)


def test_auditor_and_another_body_cannot_write(case: Case) -> None:
    for by in (AUDITOR, referent("comune-di-bresso")):
        with pytest.raises(NotAllowed):
            cases.write(case, by=by, text="x")


def test_letter_can_be_neither_changed_nor_deleted(case: Case) -> None:
    letter = cases.write(case, by=PLANNER, text="Quali mandati?")
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseLetter.objects.filter(pk=letter.pk).update(text="other")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_caseletter WHERE id = %s", [letter.pk])


def test_case_closes_with_outcome_and_explanation_and_stays(case: Case) -> None:
    for outcome, explanation, field in (
        (CaseOutcome.NONE, "x", "outcome"),
        (CaseOutcome.LOCAL_RIGHT, " ", "explanation"),
    ):
        with pytest.raises(Refused) as refused:
            cases.close_case(case, by=PLANNER, version=case.version, outcome=outcome, explanation=explanation)
        assert list(refused.value.fields) == [field]
    cases.close_case(
        case, by=PLANNER, version=case.version, outcome=CaseOutcome.LOCAL_RIGHT, explanation="Segnalato al Ministero"
    )
    assert (case.state, case.official_value, case.local_value) == ("closed", "10.00", "20.00")
    with pytest.raises(Refused):
        cases.write(case, by=PLANNER, text="too late")
    with pytest.raises(NotAllowed):
        cases.close_case(case, by=CORMANO, version=case.version, outcome=CaseOutcome.WITHDRAWN, explanation="x")
    assert AuditEvent.objects.filter(action="cases.close_case").count() == 1


def test_second_of_two_who_close_is_told(case: Case) -> None:
    seen = case.version
    cases.write(case, by=PLANNER, text="a letter does not stand in the way")
    Case.objects.get(pk=case.pk).revise(seen, title="Other")
    with pytest.raises(Conflict):
        cases.close_case(case, by=PLANNER, version=seen, outcome=CaseOutcome.OFFICIAL_RIGHT, explanation="x")


def test_open_cases_stand_before_closed_ones(case: Case) -> None:
    cases.close_case(case, by=PLANNER, version=case.version, outcome=CaseOutcome.WITHDRAWN, explanation="x")
    newer = cases.open_case(plan(), case.actor, PAID, by=CORMANO, reason="di nuovo")
    assert cases_on(LineKind.PROJECT, "P1") == [newer, case]
    assert cases_on(LineKind.COMMITMENT, "P1") == []
