"""Judgements of single projects: whole, one at a time or many, with their reason, and never two at once."""

from fractions import Fraction

import pytest

from segnavia.actions import chain, links
from segnavia.actions.plans import load
from segnavia.actions.writing import Refused
from segnavia.core.links import Link, Origin
from segnavia.core.permissions import COMMAND
from segnavia.registry.models import AuditEvent, Plan, ProjectLink, RefusedProposal
from tests.actions.people import PLANNER
from tests.plans.samples import package

pytestmark = pytest.mark.django_db
KEY = "M1C1I1.02.00-J61F22000330006-1a2b3c4d"
OTHER = "M1C1I1.02.00-J61F22000330007-1a2b3c4d"


@pytest.fixture
def plan() -> Plan:
    return load(package(), by=COMMAND).edition.plan


def to(objective: str | None, share: str | None, project: str = KEY, reason: str = "perché sì") -> Link:
    return Link(project, objective, Fraction(share) if share else None, reason, Origin.MANUAL)


def test_accept_replaces_the_judgement_of_a_project_as_a_whole(plan: Plan) -> None:
    links.accept(plan, [to("M1.01", "1")], by=PLANNER)
    links.accept(plan, [to("M1.01", "1/3"), to("M1.02", "2/3")], by=PLANNER)
    assert list(ProjectLink.objects.values_list("objective_code", "share_numerator", "share_denominator")) == [
        ("M1.01", 1, 3),
        ("M1.02", 2, 3),
    ]
    assert set(ProjectLink.objects.values_list("created_by", flat=True)) == {"Piera"}


def test_accept_of_the_same_judgement_changes_nothing(plan: Plan) -> None:
    links.accept(plan, [to("M1.01", "1")], by=PLANNER)
    events = AuditEvent.objects.count()
    links.accept(plan, [to("M1.01", "1")], by=PLANNER)
    assert AuditEvent.objects.count() == events


def test_a_project_may_serve_no_objective(plan: Plan) -> None:
    links.accept(plan, [to(None, None)], by=PLANNER)
    assert ProjectLink.objects.get().objective_code is None


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param([], id="nothing"),
        pytest.param([to("M1.01", "1/2")], id="less than a whole"),
        pytest.param([to("M1.01", "1"), to("M1.02", "1")], id="more than a whole"),
        pytest.param([to("M1.01", None)], id="no share"),
        pytest.param([to(None, "1")], id="a share of none"),
        pytest.param([to(None, None), to("M1.01", "1")], id="none among others"),
        pytest.param([to("M1.01", "1/2"), to("M1.01", "1/2")], id="one twice"),
        pytest.param([to("M1.01", "1", reason=" ")], id="no reason"),
        pytest.param([to("M1.01", "1"), to("M1.01", "1", OTHER)], id="two projects"),
    ],
)
def test_accept_refuses_what_is_no_whole_judgement(plan: Plan, wrong: list[Link]) -> None:
    links.accept(plan, [to("M1.02", "1")], by=PLANNER)
    with pytest.raises(Refused):
        links.accept(plan, wrong, by=PLANNER)
    assert ProjectLink.objects.get().objective_code == "M1.02"


def test_the_second_of_two_judges_is_told(plan: Plan) -> None:
    links.accept(plan, [to("M1.01", "1")], by=PLANNER, seen=[])
    with pytest.raises(Refused, match=r"in the meantime|nel frattempo"):
        links.accept(plan, [to("M1.02", "1")], by=PLANNER, seen=[])
    links.accept(plan, [to("M1.02", "1")], by=PLANNER, seen=[to("M1.01", "1")])
    assert ProjectLink.objects.get().objective_code == "M1.02"


def test_accept_many_is_refused_where_one_was_judged_since_it_was_seen_by_project(plan: Plan) -> None:
    links.accept(plan, [to("M1.02", "1", OTHER)], by=PLANNER)
    with pytest.raises(Refused):
        links.accept_many(plan, [to("M1.01", "1"), to("M1.01", "1", OTHER)], by=PLANNER, seen={})
    assert list(ProjectLink.objects.values_list("project_key", "objective_code")) == [(OTHER, "M1.02")]


def test_accept_many_is_all_or_nothing(plan: Plan) -> None:
    with pytest.raises(Refused):
        links.accept_many(plan, [to("M1.01", "1"), to("M1.01", "1/2", OTHER)], by=PLANNER)
    assert not ProjectLink.objects.exists()
    assert links.accept_many(plan, [to("M1.01", "1"), to("M1.02", "1", OTHER)], by=PLANNER) == 2
    told = AuditEvent.objects.exclude(action="plans.load").values_list("action", flat=True)
    assert list(told) == ["links.accept", "links.accept", "links.accept_many"]
    assert chain.verify() == []


def test_refuse_keeps_the_reason_once(plan: Plan) -> None:
    links.refuse(plan, KEY, "M1.01", by=PLANNER, reason="altro")
    links.refuse(plan, KEY, "M1.01", by=PLANNER, reason="altro ancora")
    assert RefusedProposal.objects.get().reason == "altro"
    with pytest.raises(Refused):
        links.refuse(plan, KEY, "M1.02", by=PLANNER, reason=" ")


def test_withdraw_gives_the_project_back_to_the_crosswalk(plan: Plan) -> None:
    links.accept(plan, [to("M1.01", "1")], by=PLANNER)
    assert links.withdraw(plan, KEY, by=PLANNER) == 1
    assert not ProjectLink.objects.exists()
    events = AuditEvent.objects.count()
    assert links.withdraw(plan, KEY, by=PLANNER) == 0
    assert AuditEvent.objects.count() == events
