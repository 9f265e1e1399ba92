from typing import Any

import pytest
from django.utils import timezone

from segnavia.actions import reforms
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.registry.models import AuditEvent, Conflict, Reform, ReformStep
from tests.actions.people import PLANNER, referent
from tests.actions.tasks import an_actor, day, loaded

pytestmark = pytest.mark.django_db


def step(**changes: Any) -> dict[str, Any]:
    """All that a step holds, with some of it changed."""
    return {"title": "Parere", "owner": None, "due_on": None, "state": "to_do", "done_on": None, "act": "", **changes}


def test_first_word_makes_the_reform_and_says_when() -> None:
    reform = reforms.revise(loaded(), "R1", by=PLANNER, version=0, state="done", note=" Fatto ")
    assert (reform.state, reform.note, reform.said_on) == ("done", "Fatto", timezone.localdate())
    assert AuditEvent.objects.filter(action="reforms.revise").count() == 1


def test_second_of_two_first_words_is_told() -> None:
    text = loaded()
    reforms.revise(text, "R1", by=PLANNER, version=0, state="done")
    with pytest.raises(Conflict):
        reforms.revise(text, "R1", by=PLANNER, version=0, state="withdrawn")
    assert Reform.objects.get().state == "done"


def test_steps_come_before_any_word() -> None:
    text = loaded()
    reforms.add_step(text, "R1", by=PLANNER, **step(act="Consiglio, n. 5", owner=an_actor("rho")))
    assert Reform.objects.get().said_on is None
    reform = reforms.revise(text, "R1", by=PLANNER, version=0, state="work_in_progress")
    assert reform.said_on is not None
    assert reform.steps.get().act == "Consiglio, n. 5"


def test_text_must_hold_the_track() -> None:
    with pytest.raises(Refused):
        reforms.revise(loaded(), "R9", by=PLANNER, version=0, state="done")
    with pytest.raises(Refused):
        reforms.add_step(loaded(), "R9", by=PLANNER, **step())
    assert not Reform.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " "}, {"title"}),
        ({"state": "done"}, {"done_on"}),
        ({"state": "done", "done_on": day(3)}, {"done_on"}),
        ({"state": "begun"}, {"state"}),
    ],
    ids=["no title", "done without a day", "a day ahead", "no such state"],
)
def test_step_refuses_at_the_field(changes: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        reforms.add_step(loaded(), "R1", by=PLANNER, **step(**changes))
    assert set(refused.value.fields) == fields
    assert not ReformStep.objects.exists()


def test_revise_step_is_the_offices() -> None:
    row = reforms.add_step(loaded(), "R1", by=PLANNER, **step(owner=an_actor("rho")))
    with pytest.raises(NotAllowed):
        reforms.revise_step(row, by=referent("rho"), version=1, **step())
    reforms.revise_step(row, by=PLANNER, version=1, **step(state="done", done_on=day(-1), act="Conferenza, n. 3"))
    assert (row.state, row.act, row.owner) == ("done", "Conferenza, n. 3", None)
