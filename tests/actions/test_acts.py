"""The legal steps: in their order, by who may, each with its act and its text, and no way back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from segnavia.actions import acts, drafts
from segnavia.actions.packages import get_package
from segnavia.actions.rows import row_named
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.lifecycle import EditionStatus, Outcome
from segnavia.plans.canonical import from_canonical
from segnavia.registry.documents import path_of
from segnavia.registry.models import Act, AuditEvent, Edition, FrozenText, Objective
from segnavia.registry.texts import text_in_force
from tests.actions.people import ADMINISTRATOR, APPROVER, AUDITOR, PLANNER, referent
from tests.actions.texts import adopted, answered, approved, draft, in_force, observed, said

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_year_of_a_plan() -> None:
    before = in_force()
    edition = drafts.begin_update(before.plan, by=PLANNER)
    row = Objective.objects.get(edition=edition, code="M1.01")
    values = {"code": "M1.01", "title": "Servizi per tutti", "directions": ["municipalities"], "provenance": "source"}
    drafts.revise_record(row, "objectives", values, by=PLANNER, version=row.version)
    adopted(edition)
    observation = answered(observed(edition))
    row = Objective.objects.get(edition=edition, code="M1.02")
    values = {"code": "M1.02", "title": "Archivi per tutti", "directions": [], "provenance": "source"}
    drafts.revise_record(row, "objectives", values, by=PLANNER, version=row.version, observation=observation)
    edition = approved(edition)
    act = acts.bring_into_force(edition, by=APPROVER, said=said("2023-06-20"), in_force_from=date(2023, 7, 1))
    texts = {each.step: each.text for each in Act.objects.filter(edition=edition)}
    assert texts["adoption"] != texts["opinion"] == texts["approval"] == texts["entry_into_force"] == act.text
    titles = [each.title for each in from_canonical(act.text.content).objectives[:2]]
    assert titles == ["Servizi per tutti", "Archivi per tutti"]
    assert [each.status for each in Edition.objects.order_by("pk")] == ["superseded", "in_force"]
    for day, text in ((date(2023, 6, 30), before.text), (date(2023, 7, 1), act.text)):
        found = text_in_force("015", day)
        assert found is not None
        assert found.text == text
    assert text_in_force("015", date(2022, 6, 29)) is None


def test_adoption_freezes_the_text_and_keeps_the_working_copy() -> None:
    edition = adopted()
    act = Act.objects.get()
    assert (act.step, act.number, act.dated, act.body) == (
        "adoption",
        "16/2023",
        "2023-03-22",
        "Consiglio metropolitano",
    )
    assert act.recorded_by == "Aldo"
    assert from_canonical(act.text.content) == get_package(edition)
    event = AuditEvent.objects.get(action="acts.adopt")
    assert act.text.sha256 in event.details


def test_approval_leaves_the_frozen_text_alone() -> None:
    edition = approved(adopted())
    assert edition.status == EditionStatus.APPROVED
    assert not Objective.objects.exists()
    assert len(from_canonical(edition.text.content).objectives) == 3


def test_act_carries_its_document_under_its_hash() -> None:
    paper = SimpleUploadedFile("delibera.pdf", PDF)
    act = acts.adopt(draft(), by=APPROVER, said=said("2023-03-22", document=paper))
    assert act.document is not None
    assert act.document.is_public
    assert path_of(act.document.sha256).read_bytes() == PDF


def test_document_that_is_none_refuses_the_whole_step() -> None:
    with pytest.raises(Refused) as refused:
        acts.adopt(draft(), by=APPROVER, said=said("2023", document=SimpleUploadedFile("delibera.pdf", b"MZ\x90")))
    assert list(refused.value.fields) == ["file"]
    assert not Act.objects.exists()
    assert Edition.objects.get().status == EditionStatus.DRAFT


WRONG_ORDER = [
    ("draft", acts.give_opinion),
    ("draft", acts.approve),
    ("adopted", acts.adopt),
    ("adopted", acts.approve),  # before the opinion
    ("approved", acts.adopt),
    ("approved", acts.give_opinion),
]


@pytest.mark.parametrize(("status", "step"), WRONG_ORDER, ids=[f"{s}-{a.__name__}" for s, a in WRONG_ORDER])
def test_step_out_of_order_is_refused(status: str, step: Any) -> None:
    edition = {"draft": draft, "adopted": adopted, "approved": lambda: approved(adopted())}[status]()
    count = Act.objects.count()
    with pytest.raises(Refused):
        step(edition, by=APPROVER, said=said("2024-01-01"))
    assert Act.objects.count() == count


def test_opinion_is_given_once() -> None:
    edition = adopted()
    acts.give_opinion(edition, by=APPROVER, said=said("2023-05"))
    with pytest.raises(Refused):
        acts.give_opinion(edition, by=APPROVER, said=said("2023-06"))


def test_approval_waits_for_every_answer() -> None:
    edition = adopted()
    observation = observed(edition)
    acts.give_opinion(edition, by=APPROVER, said=said("2023-05-10"))
    with pytest.raises(Refused):
        acts.approve(edition, by=APPROVER, said=said("2023-06-20"))
    answered(observation, Outcome.REFUSED)
    acts.approve(edition, by=APPROVER, said=said("2023-06-20"))


def test_adoption_refuses_a_text_that_does_not_hold_together() -> None:
    edition = draft()
    row = row_named(edition, "crosswalk:M1C1I1.02.00 none")
    drafts.remove_record(row, "crosswalk", by=PLANNER, version=row.version)
    with pytest.raises(Refused, match=r"M1C1I1\.02\.00"):
        adopted(edition)
    assert Edition.objects.get().status == EditionStatus.DRAFT


@pytest.mark.parametrize(
    ("body", "dated", "field"),
    [
        (" ", "2023-03-22", "body"),
        ("Consiglio", "", "dated"),
        ("Consiglio", "22/03/2023", "dated"),
        ("Consiglio", "2023-02-30", "dated"),
        ("Consiglio", "2023-13", "dated"),
        ("Consiglio", (timezone.localdate() + timedelta(days=2)).isoformat(), "dated"),
    ],
    ids=["no-body", "no-date", "other-spelling", "no-day", "no-month", "not-yet"],
)
def test_act_is_refused_at_its_field(body: str, dated: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        acts.adopt(draft(), by=APPROVER, said=said(dated, body))
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize("dated", ["2023-03-22", "2023-03", "2023"], ids=["day", "month", "year"])
def test_act_is_dated_as_far_as_it_is_known(dated: str) -> None:
    assert acts.adopt(draft(), by=APPROVER, said=said(dated)).dated == dated


@pytest.mark.parametrize(
    ("earlier", "later", "taken"),
    [
        ("2023-03-22", "2023-03-21", False),
        ("2023-03-22", "2023-03-22", True),
        ("2023-03-22", "2023-02", False),
        ("2023-03", "2023-03-10", True),  # nobody knows that it is earlier
        ("2023", "2022-12-31", False),
    ],
)
def test_act_is_not_earlier_than_the_one_before(earlier: str, later: str, taken: bool) -> None:
    edition = adopted(dated=earlier)
    if taken:
        acts.give_opinion(edition, by=APPROVER, said=said(later))
        return
    with pytest.raises(Refused) as refused:
        acts.give_opinion(edition, by=APPROVER, said=said(later))
    assert list(refused.value.fields) == ["dated"]


@pytest.mark.parametrize(
    "day", [date(2023, 6, 19), timezone.localdate() + timedelta(days=2)], ids=["before-the-act", "not-yet"]
)
def test_entry_into_force_is_refused_on_such_a_day(day: date) -> None:
    edition = approved(adopted())
    with pytest.raises(Refused) as refused:
        acts.bring_into_force(edition, by=APPROVER, said=said("2023-06-20"), in_force_from=day)
    assert list(refused.value.fields) == ["in_force_from"]
    assert Edition.objects.get().status == EditionStatus.APPROVED


@pytest.mark.parametrize("by", [ADMINISTRATOR, PLANNER, AUDITOR, referent("comune-di-rho")], ids=lambda by: by.name)
def test_only_the_head_of_the_plan_records_acts(by: Any) -> None:
    edition = draft()
    for step in (acts.adopt, acts.give_opinion, acts.approve):
        with pytest.raises(NotAllowed):
            step(edition, by=by, said=said("2023"))
    with pytest.raises(NotAllowed):
        acts.bring_into_force(edition, by=by, said=said("2023"), in_force_from=date(2023, 1, 1))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE registry_act SET number = '99'", "DELETE FROM registry_act"],
    ids=["update", "delete"],
)
def test_act_is_immutable_in_the_database(statement: str) -> None:
    adopted()
    with pytest.raises(DatabaseError, match="an act"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Act.objects.get().number == "16/2023"


def test_act_and_text_are_immutable_through_the_models() -> None:
    adopted()
    act, text = Act.objects.get(), FrozenText.objects.get()
    act.number = "99"
    text.content = "{}"
    for change in (act.save, act.delete, text.save):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
