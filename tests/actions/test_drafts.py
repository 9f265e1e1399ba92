"""Writing the plan record by record: what may be written when, and what is said of what may not."""

from typing import Any

import pytest

from segnavia.actions import drafts
from segnavia.actions.packages import get_package, header_of, record_of
from segnavia.actions.record_values import seal_of
from segnavia.actions.rows import row_named
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.lifecycle import EditionStatus, Outcome
from segnavia.plans.canonical import from_canonical
from segnavia.registry.models import AuditEvent, Conflict, Edition, FrozenText, ObservationChange
from tests.actions.people import ADMINISTRATOR, APPROVER, AUDITOR, PLANNER, referent
from tests.actions.texts import adopted, answered, approved, draft, in_force, observed
from tests.plans.samples import record, serves

pytestmark = pytest.mark.django_db
OBJECTIVE = "objectives:M1.01"


def row_of(edition: Edition, element: str = OBJECTIVE) -> Any:
    row = row_named(edition, element)
    assert row is not None, element
    return row


def values_of(edition: Edition, element: str = OBJECTIVE, **changes: Any) -> dict[str, Any]:
    key = element.partition(":")[0]
    return {**record_of(key, row_of(edition, element)).model_dump(mode="json"), **changes}


def revise(edition: Edition, element: str = OBJECTIVE, version: int | None = None, **changes: Any) -> Any:
    row = row_of(edition, element)
    return drafts.revise_record(
        row,
        element.partition(":")[0],
        values_of(edition, element, **changes),
        by=PLANNER,
        version=row.version if version is None else version,
    )


def test_revise_writes_the_record_and_the_log_keeps_both() -> None:
    edition = draft()
    revise(edition, title="Servizi per tutti", directions=["municipalities"])
    after = record_of("objectives", row_of(edition))
    assert (after.title, after.directions) == ("Servizi per tutti", ("municipalities",))
    event = AuditEvent.objects.get(action="drafts.revise_record")
    assert "Servizi digitali ai cittadini" in event.details
    assert "Servizi per tutti" in event.details


def test_revise_with_the_same_values_tells_nothing() -> None:
    edition = draft()
    revise(edition)
    assert not AuditEvent.objects.filter(action="drafts.revise_record").exists()


def test_the_second_of_two_is_told_what_the_first_wrote() -> None:
    edition = draft()
    seen = row_of(edition).version
    revise(edition, title="La prima")
    with pytest.raises(Conflict) as told:
        revise(edition, version=seen, title="La seconda")
    assert told.value.current.title == "La prima"
    assert row_of(edition).title == "La prima"


def test_passages_of_a_part_are_written_anew_with_it() -> None:
    edition = draft()
    section = {"title": "Aggiunta", "medium": "picture", "text": "", "provenance": "source", "note": ""}
    sections = values_of(edition, "parts:01")["sections"]
    revise(edition, "parts:01", sections=[section, *sections])
    titles = [each.title for each in record_of("parts", row_of(edition, "parts:01")).sections]
    assert titles == ["Aggiunta", "Premessa"]


REFUSALS = [
    ("objectives:M1.01", {"title": "  "}, "title"),
    ("objectives:M1.01", {"code": "M1.1"}, "code"),
    ("objectives:M1.01", {"code": "M9.01"}, "code"),
    ("objectives:M1.01", {"code": "M1.02"}, "code"),
    ("objectives:M1.01", {"directions": ["intermediate_bodies"]}, "directions"),
    ("keywords:K1", {"missions": ["M1", "M1"]}, "missions"),
    ("missions:M1", {"code": "M3"}, "code"),
    ("agenda:D01 M1.01", {"objective": "M2.01"}, "objective"),
    ("municipalities:015001", {"valid_from": "31/12/2020"}, "valid_from"),
    ("crosswalk:M2C1I1.01.00 M2.01", {"objective": None}, "share"),
    ("crosswalk:M2C1I1.01.00 M2.01", {"share": None}, "share"),
    ("crosswalk:M2C1I1.01.00 M2.01", {"share": "3/2"}, "share"),
    ("crosswalk:M1C1I1.01.00 M1.01", {"objective": "M1.02"}, "objective"),
    ("parts:01", {"sections": [{"title": "", "medium": "text", "provenance": "source"}]}, "sections-0-title"),
]


@pytest.mark.parametrize(("element", "changes", "field"), REFUSALS, ids=[f"{e}-{f}" for e, _c, f in REFUSALS])
def test_revise_refuses_at_the_field(element: str, changes: dict[str, Any], field: str) -> None:
    edition = draft()
    before = get_package(edition)
    with pytest.raises(Refused) as refused:
        revise(edition, element, **changes)
    assert list(refused.value.fields) == [field]
    assert get_package(edition) == before


def test_mission_without_others_under_it_takes_another_code() -> None:
    edition = draft()
    drafts.add_record(edition, "missions", record("M3", "Infrastrutture"), by=PLANNER)
    revise(edition, "missions:M3", code="M4")
    assert row_named(edition, "missions:M4") is not None


def test_add_puts_the_record_at_the_end_of_its_list() -> None:
    edition = draft()
    drafts.add_record(
        edition, "objectives", {**record("M2.02", "Parchi"), "directions": ["municipalities"]}, by=PLANNER
    )
    assert [each.code for each in get_package(edition).objectives] == ["M1.01", "M1.02", "M2.01", "M2.02"]


def test_add_refuses_what_is_there_already() -> None:
    edition = draft()
    with pytest.raises(Refused) as refused:
        drafts.add_record(edition, "crosswalk", serves("M1C1I1.02.00", None, None), by=PLANNER)
    assert list(refused.value.fields) == ["objective"]


def test_remove_takes_the_record_away() -> None:
    edition = draft()
    row = row_of(edition, "agenda:D01 M1.01")
    drafts.remove_record(row, "agenda", by=PLANNER, version=row.version)
    assert row_named(edition, "agenda:D01 M1.01") is None


def test_remove_says_who_leads_to_the_record() -> None:
    edition = draft()
    row = row_of(edition)
    with pytest.raises(Refused, match=r"agenda:D01 M1\.01.*crosswalk:M1C1I1\.01\.00 M1\.01"):
        drafts.remove_record(row, "objectives", by=PLANNER, version=row.version)


def test_remove_of_what_somebody_changed_is_a_conflict() -> None:
    edition = draft()
    row = row_of(edition, "levels:L1")
    revise(edition, "levels:L1", title="Altro")
    with pytest.raises(Conflict):
        drafts.remove_record(row, "levels", by=PLANNER, version=row.version)


def test_remove_of_what_is_gone_is_a_conflict() -> None:
    edition = draft()
    row = row_of(edition, "levels:L1")
    version = row.version
    drafts.remove_record(row_of(edition, "levels:L1"), "levels", by=PLANNER, version=version)
    with pytest.raises(Conflict) as told:
        drafts.remove_record(row, "levels", by=PLANNER, version=version)
    assert told.value.current is None
    with pytest.raises(Conflict):
        drafts.move_record(row, "levels", by=PLANNER, up=True)


@pytest.mark.parametrize(
    ("element", "up", "moved", "order"),
    [
        ("objectives:M1.02", True, True, ["M1.02", "M1.01", "M2.01"]),
        ("objectives:M1.01", False, True, ["M1.02", "M1.01", "M2.01"]),
        ("objectives:M1.01", True, False, ["M1.01", "M1.02", "M2.01"]),
        ("objectives:M2.01", True, False, ["M1.01", "M1.02", "M2.01"]),  # alone in its mission
    ],
    ids=["up", "down", "first", "alone"],
)
def test_move_exchanges_neighbours_of_one_mission(element: str, up: bool, moved: bool, order: list[str]) -> None:
    edition = draft()
    assert drafts.move_record(row_of(edition, element), "objectives", by=PLANNER, up=up) is moved
    assert [each.code for each in get_package(edition).objectives] == order


def test_move_keeps_the_shares_of_a_sub_measure_together() -> None:
    edition = draft()
    drafts.move_record(row_of(edition, "crosswalk:M1C1I1.01.00 M1.02"), "crosswalk", by=PLANNER, up=True)
    links = [(each.submeasure, each.objective) for each in get_package(edition).crosswalk]
    assert links[:2] == [("M1C1I1.01.00", "M1.02"), ("M1C1I1.01.00", "M1.01")]


def test_header_is_revised_and_the_second_of_two_is_told() -> None:
    edition = draft()
    seen = seal_of(header_of(edition))
    values = {"title": "Piano nuovo", "period": {"start": 2023, "end": 2025}}
    drafts.revise_header(edition, values, by=PLANNER, seen=seen)
    header = header_of(Edition.objects.get(pk=edition.pk))
    assert (header.title, header.period.end, header.code) == ("Piano nuovo", 2025, "prova-2022-2024")
    with pytest.raises(Conflict):
        drafts.revise_header(edition, {"title": "Altro"}, by=PLANNER, seen=seen)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"title": ""}, "title"), ({"period": {"start": 2025, "end": 2024}}, "period")],
    ids=["empty", "reversed"],
)
def test_header_refuses_at_the_field(values: dict[str, Any], field: str) -> None:
    edition = draft()
    with pytest.raises(Refused) as refused:
        drafts.revise_header(edition, values, by=PLANNER, seen=seal_of(header_of(edition)))
    assert list(refused.value.fields) == [field]


def test_share_freezes_the_draft_which_can_still_change() -> None:
    edition = draft()
    revise(edition, title="Servizi per tutti")
    text = drafts.share(edition, by=PLANNER)
    assert from_canonical(text.content) == get_package(edition)
    revise(edition, title="Servizi per molti")
    assert FrozenText.objects.get(pk=text.pk).content == text.content
    assert drafts.share(edition, by=PLANNER) != text


def test_share_again_of_the_same_text_tells_nothing() -> None:
    edition = draft()
    drafts.share(edition, by=PLANNER)
    assert not AuditEvent.objects.filter(action="drafts.share").exists()  # it was frozen as it was loaded


def test_share_refuses_a_text_that_does_not_hold_together() -> None:
    edition = draft()
    revise(edition, "crosswalk:M1C1I1.01.00 M1.01", share="1/3")
    with pytest.raises(Refused, match=r"M1C1I1\.01\.00"):
        drafts.share(edition, by=PLANNER)


def test_update_begins_with_the_text_in_force() -> None:
    current = in_force()
    edition = drafts.begin_update(current.plan, by=PLANNER, period=(2023, 2025))
    assert edition.based_on == current.text
    package = get_package(edition)
    assert package.objectives == from_canonical(current.text.content).objectives
    assert (package.plan.period.start, package.plan.period.end) == (2023, 2025)
    assert Edition.objects.get(pk=current.pk).status == EditionStatus.IN_FORCE


@pytest.mark.parametrize("period", [(2025, 2024), (2023, 99999), (1, 2024)], ids=["reversed", "late", "early"])
def test_update_refuses_years_that_are_none(period: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        drafts.begin_update(in_force().plan, by=PLANNER, period=period)
    assert set(refused.value.fields) <= {"period_start", "period_end"}
    assert refused.value.fields


def test_update_is_not_begun_twice_nor_without_a_text_in_force() -> None:
    with pytest.raises(Refused):
        drafts.begin_update(draft().plan, by=PLANNER)
    current = in_force()
    drafts.begin_update(current.plan, by=PLANNER)
    with pytest.raises(Refused):
        drafts.begin_update(current.plan, by=PLANNER)


def test_adopted_text_changes_for_an_accepted_observation_only() -> None:
    edition = adopted()
    accepted = answered(observed(edition))
    refused = answered(observed(edition), Outcome.REFUSED)
    waiting = observed(edition)
    row, values = row_of(edition), values_of(edition, title="Servizi per tutti")

    def change(observation: Any) -> None:
        drafts.revise_record(row, "objectives", values, by=PLANNER, version=row.version, observation=observation)

    for each in (None, refused, waiting):
        with pytest.raises(Refused):
            change(each)
    change(accepted)
    told = ObservationChange.objects.get()
    assert (told.observation, told.element) == (accepted, OBJECTIVE)
    assert "Servizi digitali ai cittadini" in told.before
    assert "Servizi per tutti" in told.after


def test_adopted_text_does_not_change_for_an_observation_that_was_refused_since() -> None:
    edition = adopted()
    read_before = answered(observed(edition))
    answered(read_before, Outcome.REFUSED)
    stale = type(read_before)(**{f.attname: getattr(read_before, f.attname) for f in read_before._meta.fields})
    stale.outcome = Outcome.ACCEPTED
    row = row_of(edition)
    with pytest.raises(Refused):
        drafts.remove_record(row, "objectives", by=PLANNER, version=row.version, observation=stale)
    with pytest.raises(Refused):
        drafts.revise_record(
            row, "objectives", values_of(edition, title="X"), by=PLANNER, version=row.version, observation=stale
        )


def test_adopted_text_keeps_its_order() -> None:
    edition = adopted()
    with pytest.raises(Refused):
        drafts.move_record(row_of(edition), "objectives", by=PLANNER, up=False)


def test_header_of_an_adopted_text_changes_for_an_accepted_observation() -> None:
    edition = adopted()
    seen = seal_of(header_of(edition))
    with pytest.raises(Refused):
        drafts.revise_header(edition, {"title": "Piano nuovo"}, by=PLANNER, seen=seen)
    accepted = answered(observed(edition, element="plan"))
    drafts.revise_header(edition, {"title": "Piano nuovo"}, by=PLANNER, seen=seen, observation=accepted)
    assert ObservationChange.objects.get().element == "plan"


def test_approved_text_changes_no_more() -> None:
    edition = approved(adopted())
    with pytest.raises(Refused):
        drafts.add_record(edition, "levels", record("L2", "I Comuni"), by=PLANNER)
    with pytest.raises(Refused):
        drafts.share(edition, by=PLANNER)


@pytest.mark.parametrize("by", [ADMINISTRATOR, APPROVER, AUDITOR, referent("comune-di-rho")], ids=lambda by: by.name)
def test_only_the_planning_office_writes(by: Any) -> None:
    edition = draft()
    row = row_of(edition)
    for call in (
        lambda: drafts.revise_record(row, "objectives", values_of(edition), by=by, version=row.version),
        lambda: drafts.remove_record(row, "objectives", by=by, version=row.version),
        lambda: drafts.move_record(row, "objectives", by=by, up=True),
        lambda: drafts.revise_header(edition, {}, by=by, seen=""),
        lambda: drafts.share(edition, by=by),
        lambda: drafts.begin_update(edition.plan, by=by),
    ):
        with pytest.raises(NotAllowed):
            call()


@pytest.mark.parametrize(
    "element",
    ["objectives:M9.99", "nothing:M1.01", "agenda:D01", "municipalities:015001 yesterday", "crosswalk:X none", ""],
)
def test_row_of_no_element(element: str) -> None:
    assert row_named(draft(), element) is None
