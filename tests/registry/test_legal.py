"""The legal life as it is read: which plan is at work, which step comes next, which text is whose to see."""

import pytest

from segnavia.actions import acts, drafts, plans
from segnavia.core.lifecycle import EditionStatus, Outcome, Step
from segnavia.registry import legal
from segnavia.registry.models import Edition, FrozenText
from tests.actions.people import APPROVER, PLANNER
from tests.actions.texts import adopted, answered, approved, draft, in_force, observed, said
from tests.plans.samples import SOUND, package

pytestmark = pytest.mark.django_db


def again(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def test_next_step_of_each_moment() -> None:
    edition = draft()
    found = [legal.next_step(edition)]
    adopted(edition)
    found.append(legal.next_step(again(edition)))
    acts.give_opinion(edition, by=APPROVER, said=said("2023-05"))
    found.append(legal.next_step(again(edition)))
    acts.approve(edition, by=APPROVER, said=said("2023-06"))
    found.append(legal.next_step(again(edition)))
    assert found == list(Step)


def test_no_step_follows_the_entry_into_force() -> None:
    edition = in_force()
    assert legal.next_step(edition) is None
    assert [stage.is_next for stage in legal.stages_of(edition)] == [False] * 4


def test_plan_at_work_is_the_one_under_way_and_else_the_one_in_force() -> None:
    assert legal.plan_of("015") is None
    current = in_force()
    assert legal.plan_of("015") == current.plan
    header = {**SOUND["plan"], "code": "prova-2025-2027", "period": {"start": 2025, "end": 2027}}
    following = plans.load(package(plan=header), by=PLANNER).edition
    assert legal.plan_of("015") == following.plan
    assert legal.plan_of("058") is None


def test_public_texts_are_those_of_acts_and_the_newest_shared() -> None:
    current = in_force()
    assert legal.public_texts("015") == [current.text]
    drafts.begin_update(current.plan, by=PLANNER, period=(2023, 2025))
    assert legal.public_editions("015") == [current]
    edition = Edition.objects.get(status=EditionStatus.DRAFT)
    drafts.share(edition, by=PLANNER)
    assert [each.pk for each in legal.public_editions("015")] == [edition.pk, current.pk]
    assert len(legal.public_texts("015")) == 2
    assert legal.public_texts("058") == []


def test_text_is_found_by_eight_digits_and_no_fewer() -> None:
    sha256 = adopted().text.sha256
    assert legal.public_text(sha256[:8]) == FrozenText.objects.get()
    assert legal.public_text(sha256[:7]) is None
    assert legal.public_text("") is None


def test_accepted_observations_are_those_for_which_the_text_may_change() -> None:
    edition = adopted()
    rows = {outcome: answered(observed(edition), outcome) for outcome in list(Outcome)[1:]}
    observed(edition)
    assert set(legal.accepted_observations(edition)) == {rows[Outcome.ACCEPTED], rows[Outcome.PARTLY_ACCEPTED]}


def test_last_acts_are_the_newest_of_each_step() -> None:
    current = in_force()
    approved(adopted(drafts.begin_update(current.plan, by=PLANNER)))
    found = legal.last_acts(current.plan)
    assert found["adoption"].dated == "2023-03-22"
    assert found["entry_into_force"].dated == "2022-06"


@pytest.mark.parametrize(
    ("dated", "words"), [("2023-03-22", "22 marzo 2023"), ("2023-06", "giugno 2023"), ("2023", "2023")]
)
def test_date_is_written_as_far_as_it_is_known(dated: str, words: str) -> None:
    assert legal.dated_words(dated) == words


def test_every_step_status_and_outcome_has_its_word() -> None:
    assert all(legal.step_title(step) for step in Step)
    assert all(legal.status_title(status) for status in EditionStatus)
    assert all(legal.outcome_title(outcome) for outcome in Outcome)
