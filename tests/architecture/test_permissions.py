"""Every address as every role: what happens is what the table of `core.permissions` says."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import segnavia.actions
import segnavia.desk
from segnavia.actions.plans import load
from segnavia.actions.writing import ACTIONS
from segnavia.briefing import state
from segnavia.core.permissions import COMMAND, PERMISSIONS, Role, may
from segnavia.plans.canonical import sha256_of
from segnavia.registry.models import User
from tests.desk.people import actor, desk_of, person
from tests.plans.samples import package
from tests.portal.sample import Reader, Text, plan_text

for module in pkgutil.iter_modules(segnavia.actions.__path__):
    importlib.import_module(f"segnavia.actions.{module.name}")

# What a code of an address may be where nothing of that name exists.
NOWHERE = {"int": "999999", "slug": "no-such-thing", "str": "no-such-thing", "uuid": "0" * 32}

# Pages about something that the question after the `?` names.
NAMED_IN_QUERY = {"scrivania/casi/nuovo"}

# Pages of the login and files that browsers ask for: for everybody, and each says itself what it needs.
FOR_EVERYBODY = re.compile(r"robots\.txt|favicon\.ico|accesso\b.*")
# An inquiry is answered, a calendar read, mail confirmed and ended by whoever holds its link, the whole of their right.
BY_LINK = re.compile(r"(risposte|calendario|iscrizioni/conferma|iscrizioni/disdetta)/<str:token>")


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the site: its route, an example of it, and the key of the table that guards it."""

    route: str
    example: str
    see: str | None
    room: str

    @property
    def has_codes(self) -> bool:
        return "<" in self.route


def addresses() -> list[Address]:
    def below(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Address]:
        for each in patterns:
            route = prefix + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from below(each.url_patterns, route)
            else:
                example = re.sub(r"<(?:(\w+):)?\w+>", lambda found: NOWHERE[found[1] or "str"], route)
                room = inspect.unwrap(each.callback).__module__
                yield Address(route, f"/{example}", getattr(each.callback, "see", None), room)

    return list(below(get_resolver().url_patterns, ""))


ADDRESSES = addresses()
DESK_SOURCE = Path(segnavia.desk.__file__).parent
DESK = [each for each in ADDRESSES if each.see]
PORTAL = [
    each
    for each in ADDRESSES
    if not each.see and not FOR_EVERYBODY.match(each.route.lstrip("^")) and not BY_LINK.match(each.route)
]


@pytest.fixture
def user(role: Role, db: None) -> User:
    """Somebody of this role, before a plan in force."""
    load(package(), by=COMMAND)
    municipality = actor()
    return person(*([] if role is Role.PUBLIC else [role]), actor=municipality)


def test_desk_is_for_nobody_who_has_not_logged_in(db: None) -> None:
    for send in (Client().get, Client().post):
        led = {each.route: send(each.example).headers.get("Location", "").split("?")[0] for each in DESK}
        assert {route: to for route, to in led.items() if to != "/accesso"} == {}


@pytest.mark.parametrize("role", Role)
def test_pages_of_the_desk_are_for_whom_the_table_says(role: Role, user: User) -> None:
    """What does not exist is told to whoever may see it, and to nobody else."""
    desk, wrong = desk_of(user), []
    for each in DESK:
        status = desk.get(each.example).status_code
        may_be_absent = each.has_codes or each.route in NAMED_IN_QUERY
        right = ({200, 404} if may_be_absent else {200}) if may(user.principal, each.see) else {403}
        if status not in right:
            wrong.append(f"{each.route}: {status}, and not {sorted(right)}")
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_forms_of_the_desk_are_for_whom_the_table_says(role: Role, user: User) -> None:
    """An empty form is sent: whoever may not even see the page is refused before it is looked at."""
    desk = desk_of(user)
    others = [each for each in DESK if not may(user.principal, each.see)]
    assert {each.route: desk.post(each.example).status_code for each in others} == {each.route: 403 for each in others}


@cache
def as_the_public(address: str) -> HttpResponse:
    """What anybody is shown there, read once for all roles."""
    return Client().get(address)


@pytest.mark.long
@pytest.mark.parametrize("role", Role)
def test_public_pages_are_the_same_for_everybody(role: Role, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "reading", Reader())
    monkeypatch.setattr(state, "current_text", lambda _territory: Text(plan_text(), sha256_of(plan_text())))
    desk, wrong = desk_of(user), []
    for each in PORTAL:
        public, theirs = as_the_public(each.example), desk.get(each.example)
        same = (public.status_code, public.content) == (theirs.status_code, theirs.content)
        if not same or public.status_code not in {200, 301, 404} or "no-store" in public.get("Cache-Control", ""):
            wrong.append(f"{each.route}: {public.status_code} and {theirs.status_code}")
    assert wrong == []


def test_every_address_is_guarded_or_public() -> None:
    """Whatever stands under the desk names its key, and no page of the portal stands there."""
    unguarded = [each.route for each in ADDRESSES if not each.see and each.route.startswith("scrivania")]
    assert unguarded == []
    assert [each.route for each in DESK if not each.route.startswith("scrivania")] == []
    assert [each.route for each in PORTAL if not each.room.startswith(("segnavia.portal", "segnavia.api"))] == []


def test_every_row_of_the_table_is_of_an_action_or_of_a_page() -> None:
    """A page is guarded by its key as a whole; or a part of it asks `may(by, key, …)`."""
    asked = {
        key for file in DESK_SOURCE.rglob("*.py") for key in re.findall(r'\bmay\(by, "([\w.]+)"', file.read_text())
    }
    assert sorted(set(PERMISSIONS) - set(ACTIONS) - {each.see for each in DESK} - asked) == []
