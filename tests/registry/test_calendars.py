"""Feeds that calendars read: whole days, names that stay, and nothing that is not public in the public one."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar, Event

from segnavia.core.permissions import Role
from segnavia.registry.calendars import feed, token_of, user_of
from segnavia.registry.deadlines import deadlines_of
from segnavia.registry.models import Act, Agreement, Commitment, Edition, FirstMove, FrozenText
from tests.desk.people import actor, person
from tests.rounding import plan

pytestmark = pytest.mark.django_db


def events(content: bytes) -> dict[str, Event]:
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def promised(*, public: bool, code: str, due: date = date(2027, 1, 31), state: str = "signed") -> Commitment:
    agreement = Agreement.objects.create(
        plan=plan(),
        code=code,
        type="protocol",
        title=code,
        legal_basis="art. 15 L. 241/1990",
        is_public=public,
        state=state,
        signed_on=date(2026, 1, 1),
    )
    owner = actor(f"comune-{code}", f"Comune {code}")
    return Commitment.objects.create(agreement=agreement, code="1", actor=owner, what=f"Fare {code}", due_on=due)


def act(step: str, dated: str) -> None:
    edition, _ = Edition.objects.get_or_create(
        plan=plan(),
        defaults={
            "title": "t", "short_title": "t", "body": "b", "territory": "015", "period_start": 2022,
            "period_end": 2024, "language": "it", "provenance": "source",
        },
    )  # fmt: skip
    text, _ = FrozenText.objects.get_or_create(
        sha256="a" * 64, defaults={"edition": edition, "content": "{}", "frozen_by": "x"}
    )
    Act.objects.create(
        edition=edition, step=step, text=text, body="Consiglio", dated=dated, provenance="source", recorded_by="x"
    )


def test_public_feed_holds_what_is_public_and_open() -> None:
    shown = promised(public=True, code="pubblica")
    promised(public=False, code="riservata")
    promised(public=True, code="ritirata", state="withdrawn")
    promised(public=True, code="proposta", state="proposed")
    done = promised(public=True, code="fatta")
    Commitment.objects.filter(pk=done.pk).update(state="done", done_on=date(2026, 2, 1), evidence="x")
    hidden = FirstMove.objects.create(
        plan=plan(), title="Nascosta", owner=shown.actor, due_on=date(2027, 1, 1), is_public=False
    )
    FirstMove.objects.create(plan=plan(), title="Senza data", owner=shown.actor)
    moved = FirstMove.objects.create(
        plan=plan(), title="Cantiere, aperto; ora", owner=shown.actor, due_on=date(2027, 2, 1)
    )
    act("adoption", "2026-03-22")
    act("approval", "2026-06")
    response = Client().get("/scadenze.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response.content)
    assert set(found) == {
        f"commitment-{shown.pk}@segnavia.015",
        f"first_move-{moved.pk}@segnavia.015",
        f"act-{Act.objects.get(step='adoption').pk}@segnavia.015",
    }
    assert f"first_move-{hidden.pk}@segnavia.015" not in found
    event = found[f"first_move-{moved.pk}@segnavia.015"]
    assert str(event["SUMMARY"]) == "Comune pubblica: Cantiere, aperto; ora"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 2, 1), date(2027, 2, 2))


def test_event_keeps_its_uid_and_its_sequence_goes_up_when_it_is_changed() -> None:
    row = promised(public=True, code="a")
    (before,) = events(feed("t", deadlines_of(), "https://example.org")).values()
    row.revise(row.version, due_on=date(2027, 6, 1), what="Fare altro")
    (after,) = events(feed("t", deadlines_of(), "https://example.org")).values()
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTART"].dt == date(2027, 6, 1)


def test_same_deadlines_give_the_same_bytes() -> None:
    promised(public=True, code="a")
    assert feed("t", deadlines_of(), "u") == feed("t", deadlines_of(), "u")


def test_personal_feed_holds_what_its_person_answers_for() -> None:
    mine, theirs = promised(public=False, code="mia"), promised(public=False, code="altrui")
    referent, planner = person(Role.REFERENT, actor=mine.actor), person(Role.PLANNER)
    for user, rows in ((referent, [mine]), (planner, [mine, theirs])):
        response = Client().get(f"/calendario/{token_of(user)}.ics")
        assert response.status_code == 200
        assert set(events(response.content)) == {f"commitment-{row.pk}@segnavia.015" for row in rows}
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]


def test_token_ends_with_the_password_and_with_the_account() -> None:
    user = person(Role.PLANNER)
    token = token_of(user)
    assert user_of(token) == user
    assert token_of(user) == token, "one address for as long as it is good"
    user.set_password("another, and long")
    user.save()
    assert user_of(token) is None
    newer = token_of(user)
    user.is_active = False
    user.save()
    assert user_of(newer) is None
    for none in ("", "x", token[:-1], f"{token}x"):
        assert user_of(none) is None
        assert Client().get(f"/calendario/{none or 'x'}.ics").status_code == 404
