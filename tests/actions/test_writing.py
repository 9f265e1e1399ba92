"""The one write path: permission first, all or nothing, one event, notices after commit; and the chain it leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from segnavia.actions import actors, chain, writing
from segnavia.actions.writing import Change, NotAllowed, Refused, action
from segnavia.core.chain import START
from segnavia.core.permissions import PERMISSIONS, Principal, Role, Scope
from segnavia.registry.models import Actor, AuditEvent, AuditHead
from segnavia.registry.models.versions import Conflict
from tests.actions.people import AUDITOR, PLANNER, referent

pytestmark = pytest.mark.django_db


def rho(**values: str) -> Actor:
    return actors.add(by=PLANNER, title="Comune di Rho", kind="municipality", **values)


def test_an_action_leaves_one_event_with_who_and_what() -> None:
    actor = rho()
    event = AuditEvent.objects.get()
    assert (event.sequence, event.previous) == (1, START)
    assert (event.by, event.by_name, event.action) == ("user:2", "Piera", "actors.add")
    assert (event.subject, event.subject_name) == (f"actor:{actor.pk}", "Comune di Rho")
    assert '"title":"Comune di Rho"' in event.details
    head = AuditHead.objects.get()
    assert (head.sequence, head.hash) == (1, event.hash)
    assert chain.verify() == []


def test_who_may_not_changes_nothing_and_leaves_no_event() -> None:
    with pytest.raises(NotAllowed, match=r"actors\.add"):
        actors.add(by=AUDITOR, title="Comune di Rho", kind="municipality")
    assert not Actor.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_is_refused_changes_nothing_and_leaves_no_event() -> None:
    with pytest.raises(Refused) as refused:
        rho(tax_code="12345678901")
    assert refused.value.fields.keys() == {"tax_code"}
    assert not Actor.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_changes_nothing_leaves_no_event() -> None:
    actor = rho()
    actors.revise(actor, by=PLANNER, version=1, title="Comune di Rho")
    assert AuditEvent.objects.count() == 1
    assert Actor.objects.get().version == 1


def test_the_second_of_two_editors_is_told_and_nothing_is_lost() -> None:
    actor = rho()
    actors.revise(actor, by=PLANNER, version=1, title="Città di Rho")
    with pytest.raises(Conflict) as conflict:
        actors.revise(Actor.objects.get(), by=PLANNER, version=1, title="Rho")
    assert conflict.value.current is not None
    assert Actor.objects.get().title == "Città di Rho"
    assert AuditEvent.objects.count() == 2


def test_an_action_inside_an_action_is_told_first_and_both_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def outer(*, by: Principal, fails: bool) -> Change[Actor]:
        actor = actors.add(by=by, title="Comune di Rho", kind="municipality")
        if fails:
            raise Refused("no")
        return Change(actor, subject=actor, details={"outer": True})

    act = as_action(monkeypatch, outer)
    with pytest.raises(Refused):
        act(by=PLANNER, fails=True)
    assert not Actor.objects.exists()
    assert not AuditEvent.objects.exists()
    act(by=PLANNER, fails=False)
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["actors.add", "actors.revise"]
    assert chain.verify() == []


def test_an_inner_action_that_fails_and_is_passed_over_leaves_no_event(monkeypatch: pytest.MonkeyPatch) -> None:
    def outer(*, by: Principal) -> Change[None]:
        with pytest.raises(Refused):
            rho(tax_code="12345678901")
        return Change(None, subject=("test", "test"))

    as_action(monkeypatch, outer)(by=PLANNER)
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["actors.revise"]


def test_notices_go_after_commit_and_only_then(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[str] = []

    def tell(*, by: Principal, fails: bool) -> Change[None]:
        if fails:
            raise Refused("no")
        return Change(None, subject=("test", "test"), then=(lambda: sent.append("told"),))

    act = as_action(monkeypatch, tell)
    with django_capture_on_commit_callbacks(execute=True):
        act(by=PLANNER, fails=False)
        assert sent == []
    assert sent == ["told"]
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
        act(by=PLANNER, fails=True)
    assert sent == ["told"]


def as_action(monkeypatch: pytest.MonkeyPatch, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as an action, in the place of one that planners may do."""
    monkeypatch.setattr(writing, "ACTIONS", {})
    function.__module__, function.__name__ = "segnavia.actions.actors", "revise"
    return action()(function)


def test_an_action_that_referents_do_on_their_own_says_whom_it_concerns() -> None:
    def report(*, by: Principal) -> Change[None]:
        return Change(None, subject=("x", "x"))

    report.__module__, report.__name__ = "segnavia.actions.commitments", "report"
    with pytest.raises(TypeError, match="concerns"):
        action()(report)


def test_a_referent_reaches_its_own_actors_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def report(actor: Actor, *, by: Principal) -> Change[Actor]:
        return Change(actor, subject=actor)

    assert PERMISSIONS["commitments.report"][Role.REFERENT] is Scope.OWN
    report.__module__, report.__name__ = "segnavia.actions.commitments", "report"
    monkeypatch.setattr(writing, "ACTIONS", {})
    act = action(concerns=lambda actor, **_: [actor.code])(report)
    actor = rho()
    assert act(actor, by=referent("comune-di-rho")) == actor
    with pytest.raises(NotAllowed):
        act(actor, by=referent("comune-di-bollate"))


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(verb: str) -> None:
    rho()
    events = AuditEvent.objects.filter(sequence=1)
    change = {"update": lambda: events.update(by_name="Nobody"), "delete": events.delete}[verb]
    with pytest.raises(IntegrityError, match="audit log"), transaction.atomic():
        change()
    assert AuditEvent.objects.get().by_name == "Piera"


def without_triggers() -> Any:
    """What somebody does who owns the database: the trigger goes first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER registry_auditevent_no_UPDATE")
            cursor.execute("DROP TRIGGER registry_auditevent_no_DELETE")
        else:
            cursor.execute("DROP TRIGGER registry_auditevent_immutable ON registry_auditevent")


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        pytest.param("UPDATE registry_auditevent SET by_name = 'Nobody' WHERE sequence = 2", 2, id="altered"),
        pytest.param("UPDATE registry_auditevent SET details = '{}' WHERE sequence = 3", 3, id="altered last"),
        pytest.param("DELETE FROM registry_auditevent WHERE sequence = 2", 3, id="removed"),
        pytest.param("DELETE FROM registry_auditevent WHERE sequence = 3", 3, id="removed at the end"),
        pytest.param("DELETE FROM registry_auditevent", 1, id="all removed"),
    ],
)
def test_tampering_past_the_triggers_is_found(tamper: str, found: int) -> None:
    for title in ("Comune di Rho", "Comune di Bollate", "Comune di Arese"):
        actors.add(by=PLANNER, title=title, kind="municipality")
    assert chain.verify() == []
    without_triggers()
    with connection.cursor() as cursor:
        cursor.execute(tamper)
    assert [each.sequence for each in chain.verify()] == [found]


def test_events_outlive_what_they_speak_of() -> None:
    actor = rho()
    Actor.objects.filter(pk=actor.pk).delete()
    assert AuditEvent.objects.get().subject_name == "Comune di Rho"
    assert chain.verify() == []


def test_an_event_is_refused_twice_at_one_place() -> None:
    rho()
    twin = AuditEvent.objects.get()
    twin.hash = "0" * 64
    with pytest.raises(DatabaseError), transaction.atomic():
        twin.save(force_insert=True)
