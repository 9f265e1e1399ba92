"""What people did: only what is public, each on its day, under names that stay."""

from datetime import date, timedelta

from django.utils import timezone, translation

from segnavia.briefing.changes import news
from segnavia.briefing.changes.entries import Change, Kind
from segnavia.briefing.changes.told import told_changes
from segnavia.briefing.changes.topics import followed
from segnavia.briefing.state import State
from segnavia.core.topics import WHOLE_PLAN, Topic, TopicKind
from tests.briefing.changes import rows
from tests.briefing.changes.rows import DONE, TODAY
from tests.monitoring.comparison.two import KEY_OF, SCHOOL


def told(now: State, today: date = TODAY) -> dict[str, Change]:
    found = told_changes(now.book, today)
    assert len({each.uid for each in found}) == len(found)
    return {each.uid: each for each in found}


def of(now: State, kind: TopicKind, code: str) -> set[str]:
    thing = followed(Topic(kind, code), now)
    assert thing is not None
    return {each.uid for each in news.told(now, thing, TODAY)}


def english(change: Change) -> str:
    with translation.override("en"):
        return str(change.words)


def test_signature_and_amendments_of_public_agreements_alone(now: State) -> None:
    shown, hidden = rows.agreement(), rows.agreement("riservata", public=False)
    rows.agreement("proposta", state="proposed", signed_on=None)
    for each in (shown, hidden):
        each.amendments.create(number=1, kind="accession", actor=rows.actor(), dated=date(2026, 6, 1), text="Con Rho")
    found = told(now)
    assert set(found) == {
        f"agreement/{shown.pk}/signed/2026-05-04",
        f"amendment/{shown.amendments.get().pk}/2026-06-01",
    }
    joined = found[f"amendment/{shown.amendments.get().pk}/2026-06-01"]
    assert english(joined) == "Comune di Abbiategrasso has joined the agreement: Con Rho"
    assert (joined.kind, joined.on, joined.title) == (Kind.AGREEMENTS, date(2026, 6, 1), "Intesa patto")


def test_commitment_is_told_when_it_is_late_and_when_it_is_kept(now: State) -> None:
    patto = rows.agreement()
    late = rows.commitment(patto, "1", due_on=date(2026, 11, 24))
    today = rows.commitment(patto, "2", due_on=TODAY)
    kept_late = rows.commitment(patto, "3", due_on=date(2026, 7, 1), done_on=date(2026, 8, 1), **DONE)
    kept = rows.commitment(patto, "4", due_on=date(2026, 9, 1), done_on=date(2026, 9, 1), **DONE)
    rows.commitment(patto, "5", due_on=date(2026, 1, 1), state="withdrawn")
    found = {uid: each for uid, each in told(now).items() if uid.startswith("commitment/")}
    assert {uid: each.on for uid, each in found.items()} == {
        f"commitment/{late.pk}/late/2026-11-24": date(2026, 11, 25),
        f"commitment/{kept_late.pk}/late/2026-07-01": date(2026, 7, 2),
        f"commitment/{kept_late.pk}/done/2026-08-01": date(2026, 8, 1),
        f"commitment/{kept.pk}/done/2026-09-01": date(2026, 9, 1),
    }
    assert english(found[f"commitment/{late.pk}/late/2026-11-24"]) == (
        "Comune di Abbiategrasso: it was due by 24 November 2026."
    )
    assert f"commitment/{today.pk}/late/{TODAY}" in told(now, TODAY + timedelta(days=1))


def test_nobody_is_late_with_an_agreement_that_has_ended_or_never_bound(now: State) -> None:
    for code, state in (("finita", "concluded"), ("ritirata", "withdrawn"), ("proposta", "proposed")):
        rows.commitment(rows.agreement(code, state=state), due_on=date(2026, 1, 1))
    assert not [uid for uid in told(now) if "/late/" in uid]


def test_moved_due_date_is_another_change(now: State) -> None:
    row = rows.commitment(rows.agreement(), due_on=date(2026, 11, 1))
    before = set(told(now))
    row.revise(row.version, due_on=date(2026, 11, 10))
    assert set(told(now)) - before == {f"commitment/{row.pk}/late/2026-11-10"}


def test_assignments_first_moves_and_reforms_that_are_public(now: State) -> None:
    given = rows.assignment(due_on=date(2026, 3, 1), done_on=date(2026, 2, 1), **DONE)
    shown = rows.first_move(done_on=date(2026, 4, 1), **DONE)
    rows.first_move(title="Nascosta", done_on=date(2026, 4, 1), is_public=False, **DONE)
    step = rows.reform_step(done_on=date(2026, 5, 1), state="done")
    step.reform.revise(step.reform.version, state="done", said_on=date(2026, 5, 2))
    found = told(now)
    assert set(found) == {
        f"assignment/{given.pk}/done/2026-02-01",
        f"first_move/{shown.pk}/done/2026-04-01",
        f"reform_step/{step.pk}/done/2026-05-01",
        f"reform/{step.reform.pk}/done/2026-05-02",
    }
    assert found[f"assignment/{given.pk}/done/2026-02-01"].title == "Archivi aperti, ordinati e accessibili"
    assert found[f"first_move/{shown.pk}/done/2026-04-01"].url == f"/prime-mosse#mossa-{shown.pk}"
    assert english(found[f"reform_step/{step.pk}/done/2026-05-01"]) == "Done."


def test_legal_step_has_its_date_as_far_as_it_is_known(now: State) -> None:
    rows.act("adoption", "2026-03-22")
    rows.act("approval", "2026-06", number="12")
    rows.act("entry_into_force", "2026", in_force_from=date(2026, 7, 1))
    adopted, approved, in_force = sorted(told(now).values(), key=lambda each: each.on)
    assert [each.on for each in (adopted, approved, in_force)] == [
        date(2026, 3, 22), date(2026, 6, 1), date(2026, 7, 1),
    ]  # fmt: skip
    assert (adopted.day, approved.day, in_force.day) == ("22 marzo 2026", "giugno 2026", "1 luglio 2026")
    assert approved.twin["date"] == "2026-06"
    assert english(adopted) == "Adoption: “Piano di prova”, Consiglio."
    assert not [each for each in told_changes(now.book, date(2026, 6, 30)) if each is in_force]


def test_case_is_told_of_projects_alone_opened_and_closed(now: State) -> None:
    row = rows.case(KEY_OF["up"])
    rows.case("7", kind="commitment")
    opened = f"case/{row.pk}/opened"
    today = timezone.localdate()
    assert set(told(now, today)) == {opened}
    row.revise(
        row.version, state="closed", outcome="local_right", explanation="Il dato è vecchio", closed_at=timezone.now()
    )
    found = told(now, today)
    assert set(found) == {opened, f"case/{row.pk}/closed"}
    assert "The body is right" in english(found[f"case/{row.pk}/closed"])


def test_thing_is_told_what_concerns_it_and_nothing_else(now: State) -> None:
    patto = rows.agreement()
    promised = rows.commitment(patto, due_on=date(2026, 11, 1), element="objectives:M2.01")
    other = rows.actor("aler", title="ALER", kind="company", direction="intermediate_bodies")
    rows.assignment(owner=other, element="objectives:M1.02", done_on=date(2026, 2, 1), **DONE)
    signed, late = f"agreement/{patto.pk}/signed/2026-05-04", f"commitment/{promised.pk}/late/2026-11-01"
    given = f"assignment/{other.assignments.get().pk}/done/2026-02-01"
    assert of(now, TopicKind.OBJECTIVE, "M1.01") == {signed}
    assert of(now, TopicKind.OBJECTIVE, "M2.01") == {late}
    assert of(now, TopicKind.OBJECTIVE, "M1.02") == {given}
    assert of(now, TopicKind.MISSION, "M1") == {signed, given}
    assert of(now, TopicKind.DRIVER, "D02") == {given, late}, "it combines M1.02 and M2.01"
    assert of(now, TopicKind.MUNICIPALITY, "015001") == {signed, late}
    assert of(now, TopicKind.ZONE, "adda") == {signed, late}
    assert of(now, TopicKind.BODY, "comune-di-abbiategrasso") == {signed, late}
    assert of(now, TopicKind.BODY, "aler") == {given}
    assert of(now, TopicKind.AGREEMENT, "patto") == {signed, late}


def test_case_is_told_wherever_its_project_counts(now: State) -> None:
    other = rows.actor("aler", title="ALER", kind="company", direction="intermediate_bodies")
    case = rows.case(SCHOOL, actor=other, opened_at=timezone.now())
    type(case).objects.update(opened_at=timezone.now() - timedelta(days=400))
    opened = f"case/{case.pk}/opened"
    assert of(now, TopicKind.OBJECTIVE, "M2.01") == {opened}
    assert of(now, TopicKind.OBJECTIVE, "M1.01") == set()
    assert of(now, TopicKind.MUNICIPALITY, "015001") == {opened}
    assert of(now, TopicKind.MUNICIPALITY, "015003") == set()
    assert of(now, TopicKind.PROJECT, SCHOOL) == {opened}
    assert of(now, TopicKind.PROJECT, KEY_OF["up"]) == set()


def test_case_on_a_project_that_has_left_leads_to_a_page_that_exists(now: State) -> None:
    row = rows.case(KEY_OF["gone"])
    whole = followed(WHOLE_PLAN, now)
    assert whole is not None
    (found,) = news.told(now, whole, timezone.localdate(row.opened_at))
    assert found.url == "/novita?tipo=casi#told"
