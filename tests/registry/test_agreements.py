"""What the faces read of agreements: days in their order, who stands for what, who sees which."""

from datetime import date

import pytest

from segnavia.actions import agreements, commitments
from segnavia.registry.agreements import (
    Occasion,
    get_agreement,
    get_agreements,
    moments_of,
    overdue_of,
    pledges_of,
    services_for,
)
from segnavia.registry.models import Agreement
from tests.actions.agreements import PLANNER, in_force

pytestmark = pytest.mark.django_db
PLAN = "milano-2022-2024"
TODAY = date(2026, 5, 4)


@pytest.fixture
def agreement() -> Agreement:
    return in_force()


def test_moments_stand_in_the_order_of_their_days(agreement: Agreement) -> None:
    moments = moments_of(agreement, TODAY)
    assert [moment.day for moment in moments] == sorted(moment.day for moment in moments)
    assert [moment.occasion for moment in moments] == [
        Occasion.APPROVED, Occasion.APPROVED, Occasion.SIGNED, Occasion.STARTS, Occasion.MEETING, Occasion.DUE,
        Occasion.ENDS, Occasion.DUE,
    ]  # fmt: skip
    assert [moment.occasion for moment in moments if moment.is_late] == [Occasion.DUE]
    assert [moment.day.year for moment in moments if moment.is_ahead] == [2190, 2190]


def test_what_was_kept_stands_at_its_own_day_and_what_was_given_up_nowhere(agreement: Agreement) -> None:
    first, second = agreement.commitments.order_by("code")
    commitments.report(first, by=PLANNER, version=1, state="done", evidence="Verbale", done_on=date(2024, 5, 1))
    commitments.report(second, by=PLANNER, version=1, state="withdrawn")
    told = [(m.occasion, m.day) for m in moments_of(agreement, TODAY) if m.occasion in (Occasion.DUE, Occasion.KEPT)]
    assert told == [(Occasion.KEPT, date(2024, 5, 1))]
    assert overdue_of(agreement, TODAY) == []


def test_overdue_is_as_of_a_day(agreement: Agreement) -> None:
    assert [each.code for each in overdue_of(agreement, TODAY)] == ["1"]
    assert overdue_of(agreement, date(2024, 6, 30)) == []


def test_agreement_that_was_given_up_has_nothing_overdue(agreement: Agreement) -> None:
    agreement = agreements.advance(agreement, by=PLANNER, version=agreement.version, to="withdrawn")
    assert overdue_of(agreement, TODAY) == []


def test_pledges_are_those_of_parties_and_of_who_promised(agreement: Agreement) -> None:
    found = {(each.objective, each.actor) for each in pledges_of([agreement], TODAY)}
    assert found == {
        ("M2.01", "citta-metropolitana-di-milano"), ("M2.01", "comune-di-rho"), ("M3.01", "comune-di-rho"),
    }  # fmt: skip


def test_service_is_by_the_whole_or_by_a_commitment(agreement: Agreement) -> None:
    whole, part = (services_for(PLAN, f"objectives:{code}", TODAY, only_public=False) for code in ("M2.01", "M3.01"))
    assert [(each.agreement, len(each.commitments)) for each in whole] == [(agreement, 0)]
    assert [(each.agreement, len(each.commitments), len(each.late)) for each in part] == [(agreement, 2, 1)]
    assert services_for(PLAN, "objectives:M3.01", TODAY) == []


@pytest.mark.parametrize(
    ("actors", "seen"),
    [(None, 1), (["comune-di-rho"], 1), (["camera-di-commercio"], 0), ([], 0), (["comune-di-rho", "x"], 1)],
)
def test_agreements_are_seen_by_their_parties(agreement: Agreement, actors: list[str] | None, seen: int) -> None:
    assert len(get_agreements(PLAN, actors=actors)) == seen
    assert (get_agreement(PLAN, agreement.code, actors=actors) is not None) is bool(seen)
    assert len(get_agreements("altro-piano", actors=actors)) == 0
