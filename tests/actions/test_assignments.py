from datetime import date
from typing import Any

import pytest

from segnavia.actions import assignments
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.bodies import BodyKind
from segnavia.registry.models import Assignment, AuditEvent, Conflict
from tests.actions.people import APPROVER, PLANNER, referent
from tests.actions.tasks import MUNICIPALITIES, SERVICES, an_actor, day, given, loaded

pytestmark = pytest.mark.django_db
RHO = referent("comune-di-rho")


def test_assign_gives_a_marked_cell() -> None:
    text, rho = loaded(), an_actor("comune-di-rho")
    assignment = assignments.assign(text, SERVICES, MUNICIPALITIES, rho, by=PLANNER, what=" Piano ", due_on=day(9))
    stored = Assignment.objects.get(pk=assignment.pk)
    assert (stored.plan, stored.owner, stored.what, stored.due_on) == (text.edition.plan, rho, "Piano", day(9))
    assert stored.state == "to_do"
    assert AuditEvent.objects.get(action="assignments.assign").subject == f"assignment:{assignment.pk}"


@pytest.mark.parametrize(
    ("element", "direction", "kind", "field"),
    [
        ("objectives:M1.01", "intermediate_bodies", BodyKind.UNIVERSITY, None),
        ("objectives:M9.99", "municipalities", BodyKind.MUNICIPALITY, None),
        ("drivers:D01", "municipalities", BodyKind.MUNICIPALITY, None),
        ("objectives:M1.01", "municipalities", BodyKind.UNIVERSITY, "owners"),
        ("components:M1C1", "metropolitan_city", BodyKind.MUNICIPALITY, "owners"),
    ],
    ids=["not marked", "no such objective", "no cell", "another direction", "another direction of a component"],
)
def test_assign_refuses(element: str, direction: str, kind: BodyKind, field: str | None) -> None:
    text, actor = loaded(), an_actor("qualcuno", kind)
    with pytest.raises(Refused) as refused:
        assignments.assign(text, element, direction, actor, by=PLANNER)
    assert list(refused.value.fields) == ([field] if field else [])
    assert not Assignment.objects.exists()


def test_assign_twice_is_refused() -> None:
    text, rho = loaded(), an_actor("comune-di-rho")
    given(text, rho, what="prima")
    with pytest.raises(Refused):
        given(text, rho, what="poi")
    assert Assignment.objects.get().what == "prima"


def test_assign_many_writes_an_event_for_each() -> None:
    text = loaded()
    rho, pero, bresso = (an_actor(code) for code in ("comune-di-rho", "comune-di-pero", "comune-di-bresso"))
    before = given(text, rho, what="già suo")
    given_now = assignments.assign_many(text, SERVICES, MUNICIPALITIES, [rho, pero, bresso], by=PLANNER, what="Piano")
    assert {each.owner for each in given_now} == {pero, bresso}
    assert AuditEvent.objects.filter(action="assignments.assign").count() == 3
    assert not AuditEvent.objects.filter(action="assignments.assign_many").exists()
    assert Assignment.objects.get(pk=before.pk).what == "già suo"


def test_assign_many_is_all_or_none() -> None:
    text, rho, poli = loaded(), an_actor("comune-di-rho"), an_actor("politecnico", BodyKind.UNIVERSITY)
    with pytest.raises(Refused):
        assignments.assign_many(text, SERVICES, MUNICIPALITIES, [rho, poli], by=PLANNER)
    assert not Assignment.objects.exists()
    assert not AuditEvent.objects.filter(action="assignments.assign").exists()


def test_assign_many_to_nobody_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        assignments.assign_many(loaded(), SERVICES, MUNICIPALITIES, [], by=PLANNER)
    assert list(refused.value.fields) == ["owners"]


def test_report_is_the_owners_own() -> None:
    text = loaded()
    mine, other = given(text, an_actor("comune-di-rho")), given(text, an_actor("comune-di-pero"))
    assignments.report(mine, by=RHO, version=1, state="done", done_on=day(-1), evidence=" Delibera 4 ")
    assert (mine.state, mine.done_on, mine.evidence, mine.version) == ("done", day(-1), "Delibera 4", 2)
    for who in (RHO, APPROVER):
        with pytest.raises(NotAllowed):
            assignments.report(other, by=who, version=1, state="under_way")
    with pytest.raises(NotAllowed):
        assignments.revise(mine, by=RHO, version=2, what="Altro", due_on=None, state="done")


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"state": "done"}, {"done_on", "evidence"}),
        ({"state": "done", "done_on": date(2024, 1, 1), "evidence": "  "}, {"evidence"}),
        ({"state": "done", "done_on": date(2190, 1, 1), "evidence": "Verbale"}, {"done_on"}),
        ({"state": "withdrawn"}, {"state"}),
        ({"state": "finished"}, {"state"}),
    ],
    ids=["without proof", "blank evidence", "a day ahead", "withdrawn by its owner", "no such state"],
)
def test_report_refuses_at_the_field(values: dict[str, Any], fields: set[str]) -> None:
    assignment = given(loaded(), an_actor("comune-di-rho"))
    with pytest.raises(Refused) as refused:
        assignments.report(assignment, by=RHO, version=1, **values)
    assert set(refused.value.fields) == fields
    assert Assignment.objects.get().state == "to_do"


def test_report_of_what_is_not_done_keeps_no_day() -> None:
    assignment = given(loaded(), an_actor("comune-di-rho"))
    assignments.report(assignment, by=RHO, version=1, state="done", done_on=day(-1), evidence="Delibera")
    assignments.report(assignment, by=RHO, version=2, state="under_way", done_on=day(-1), evidence="Delibera")
    assert assignment.done_on is None


def test_second_of_two_is_told() -> None:
    assignment = given(loaded(), an_actor("comune-di-rho"))
    assignments.report(assignment, by=RHO, version=1, state="under_way")
    with pytest.raises(Conflict):
        assignments.revise(assignment, by=PLANNER, version=1, what="Altro", due_on=None, state="to_do")


def test_saying_the_same_again_leaves_no_trace() -> None:
    assignment = given(loaded(), an_actor("comune-di-rho"))
    events = AuditEvent.objects.count()
    assignments.report(assignment, by=RHO, version=1, state="to_do")
    assert (AuditEvent.objects.count(), assignment.version) == (events, 1)


def test_planning_office_withdraws() -> None:
    assignment = given(loaded(), an_actor("comune-di-rho"))
    assignments.revise(assignment, by=PLANNER, version=1, what="", due_on=day(5), state="withdrawn")
    assert (assignment.state, assignment.due_on) == ("withdrawn", day(5))
    assert '"due_on":[null' in AuditEvent.objects.get(action="assignments.revise").details
