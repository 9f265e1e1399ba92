"""The past of a plan, told beside its package: acts with what is known of them, and nothing made up."""

from datetime import date

import pytest

from segnavia.actions import acts, drafts, plans
from segnavia.actions.packages import history_of
from segnavia.actions.writing import NotAllowed
from segnavia.core.lifecycle import EditionStatus
from segnavia.plans.reader import read
from segnavia.registry import legal
from segnavia.registry.models import Act, AuditEvent, Edition, Objective
from tests.actions.people import APPROVER, PLANNER
from tests.actions.texts import adopted, approved, draft, in_force, said
from tests.plans.samples import HISTORY
from tests.plans.test_writer import MILANO

pytestmark = pytest.mark.django_db


def test_history_brings_the_text_into_force() -> None:
    edition = in_force()
    assert edition.status == EditionStatus.IN_FORCE
    assert not Objective.objects.exists()
    assert [(act.step, act.dated, act.number) for act in Act.objects.all()] == [
        ("adoption", "2022-03-22", ""),
        ("approval", "2022-06", ""),
        ("entry_into_force", "2022-06", ""),
    ]
    assert Act.objects.get(step="entry_into_force").in_force_from == date(2022, 6, 30)
    assert {act.text for act in Act.objects.all()} == {edition.text}


def test_history_is_recorded_once() -> None:
    edition = in_force()
    assert plans.record_history(edition.plan, HISTORY, by=PLANNER) is False
    assert Act.objects.count() == 3
    assert AuditEvent.objects.filter(action="plans.record_history").count() == 1


def test_step_that_no_source_tells_is_not_made_up() -> None:
    stages = legal.stages_of(in_force())
    assert [(bool(stage.act), stage.is_untold) for stage in stages] == [
        (True, False),
        (False, True),
        (True, False),
        (True, False),
    ]


def test_history_of_nothing_leaves_the_draft() -> None:
    edition = draft()
    assert plans.record_history(edition.plan, (), by=PLANNER) is False
    assert Edition.objects.get().status == EditionStatus.DRAFT


def test_history_of_a_text_is_what_was_recorded() -> None:
    edition = in_force()
    assert edition.text is not None
    told = history_of(edition.text)
    assert [(act.step, act.dated) for act in told] == [(act.step, act.dated) for act in HISTORY]


def test_history_of_a_text_that_two_editions_have_is_the_later_one_s() -> None:
    before = in_force()
    edition = approved(adopted(drafts.begin_update(before.plan, by=PLANNER)))
    acts.bring_into_force(edition, by=APPROVER, said=said("2023-06-20"), in_force_from=date(2023, 7, 1))
    edition = Edition.objects.get(pk=edition.pk)
    assert edition.text == before.text
    assert [act.dated for act in history_of(edition.text)] == ["2023-03-22", "2023-05-10", "2023-06-20", "2023-06-20"]


def test_only_the_planning_office_records_history() -> None:
    edition = draft()
    with pytest.raises(NotAllowed):
        plans.record_history(edition.plan, HISTORY, by=APPROVER)


def test_history_of_milan_leaves_its_numbers_unknown() -> None:
    found = read(MILANO)
    assert found.package is not None
    edition = plans.load(found.package, by=PLANNER).edition
    plans.record_history(edition.plan, found.history, by=PLANNER)
    assert {act.number for act in Act.objects.all()} == {""}
    assert [legal.dated_words(act.dated) for act in Act.objects.all()] == [
        "22 marzo 2023",
        "giugno 2023",
        "giugno 2023",
    ]
