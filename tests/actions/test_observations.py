"""Observations: who makes them on what and when, how they are answered, and what an accepted one changed."""

from datetime import date
from typing import Any

import pytest

from segnavia.actions import drafts, observations
from segnavia.actions.packages import record_of
from segnavia.actions.rows import row_named
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.lifecycle import Outcome
from segnavia.registry.models import Actor, AuditEvent, Edition, Observation
from segnavia.registry.models.versions import Conflict
from tests.actions.people import APPROVER, AUDITOR, PLANNER, referent
from tests.actions.texts import adopted, answered, approved, draft, observed

pytestmark = pytest.mark.django_db
ELEMENT = "objectives:M1.01"


def rho() -> Actor:
    return Actor.objects.create(
        code="comune-di-rho", title="Comune di Rho", kind="municipality", direction="municipalities"
    )


def submit(edition: Edition, by: Any = PLANNER, **more: Any) -> Observation:
    values: dict[str, Any] = {"author": "Comitato", "text": "Si chiede di più.", "received_on": date(2023, 4, 12)}
    return observations.submit(edition, by=by, **{**values, **more})


def change(observation: Observation, title: str) -> None:
    row = row_named(observation.edition, ELEMENT)
    values = {**record_of("objectives", row).model_dump(mode="json"), "title": title}
    drafts.revise_record(row, "objectives", values, by=PLANNER, version=row.version, observation=observation)


def test_observations_are_numbered_within_the_edition() -> None:
    edition = adopted()
    assert [submit(edition).number, submit(edition).number] == [1, 2]


def test_referent_makes_one_for_its_actor_only() -> None:
    edition, actor = adopted(), rho()
    observation = submit(edition, referent("comune-di-rho"), actor=actor, author="", element=ELEMENT)
    assert (observation.author, observation.element, observation.outcome) == ("Comune di Rho", ELEMENT, Outcome.OPEN)
    for by, other in ((referent("comune-di-bollate"), actor), (referent("comune-di-rho"), None), (AUDITOR, actor)):
        with pytest.raises(NotAllowed):
            submit(edition, by, actor=other)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "  "}, "text"),
        ({"author": " "}, "author"),
        ({"element": "objectives:M9.99"}, "element"),
        ({"element": "nothing"}, "element"),
        ({"received_on": date(2023, 3, 21)}, "received_on"),
    ],
    ids=["no-text", "no-author", "no-such-objective", "no-such-list", "before-the-adoption"],
)
def test_submit_refuses_at_the_field(values: dict[str, Any], field: str) -> None:
    edition = adopted()
    with pytest.raises(Refused) as refused:
        submit(edition, **values)
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize(
    "element", ["", "plan", "parts:01", "agenda:D01 M1.01", "crosswalk:M1C1I1.02.00 none", "municipalities:015001"]
)
def test_observation_may_be_about_any_part_of_the_text(element: str) -> None:
    assert submit(adopted(), element=element).element == element


def test_observations_are_made_on_an_adopted_text_only() -> None:
    for edition in (draft(), approved(adopted())):
        with pytest.raises(Refused):
            submit(edition)


def test_answer_is_kept_with_its_reason_and_who_gave_it() -> None:
    observation = answered(observed(adopted()), Outcome.PARTLY_ACCEPTED)
    assert (observation.outcome, observation.reason, observation.answered_by) == (
        Outcome.PARTLY_ACCEPTED,
        "Perché sì.",
        "Piera",
    )
    assert AuditEvent.objects.filter(action="observations.answer").count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": Outcome.OPEN}, "outcome"),
        ({"reason": " "}, "reason"),
        ({"answered_on": date(2023, 4, 11)}, "answered_on"),
    ],
    ids=["still-open", "no-reason", "before-it-came"],
)
def test_answer_refuses_at_the_field(values: dict[str, Any], field: str) -> None:
    observation = observed(adopted())
    good: dict[str, Any] = {"outcome": Outcome.ACCEPTED, "reason": "Sì.", "answered_on": date(2023, 5, 2)}
    with pytest.raises(Refused) as refused:
        observations.answer(observation, by=PLANNER, version=1, **{**good, **values})
    assert list(refused.value.fields) == [field]


def test_the_second_answer_at_once_is_told_of_the_first() -> None:
    observation = observed(adopted())
    answered(observation)
    with pytest.raises(Conflict):
        observations.answer(
            observation, by=PLANNER, version=1, outcome=Outcome.REFUSED, reason="No.", answered_on=date(2023, 5, 2)
        )


@pytest.mark.parametrize("by", [APPROVER, AUDITOR, referent("comune-di-rho")], ids=lambda by: by.name)
def test_only_the_planning_office_answers(by: Any) -> None:
    observation = observed(adopted())
    with pytest.raises(NotAllowed):
        observations.answer(
            observation, by=by, version=1, outcome=Outcome.REFUSED, reason="No.", answered_on=date(2023, 5, 2)
        )


def test_answer_stands_once_the_text_is_approved() -> None:
    edition = adopted()
    observation = answered(observed(edition))
    approved(edition)
    with pytest.raises(Refused):
        answered(observation)


def test_observation_that_changed_the_text_is_not_refused_before_the_change_is_undone() -> None:
    observation = answered(observed(adopted()))
    change(observation, "Servizi per tutti")
    assert observations.changes_stand(observation)
    with pytest.raises(Refused) as refused:
        answered(observation, Outcome.REFUSED)
    assert list(refused.value.fields) == ["outcome"]
    change(observation, "Servizi digitali ai cittadini")
    assert not observations.changes_stand(observation)
    assert answered(observation, Outcome.REFUSED).outcome == Outcome.REFUSED
    assert observation.changes.count() == 2
