"""Who is invited, what they may do, and what an invitation's link is good for."""

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.core import signing
from django.test import Client
from django.utils import translation

from segnavia.actions import mail, people
from segnavia.actions.chain import verify
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.permissions import COMMAND, Role
from segnavia.registry.models import AuditEvent, Mail, User
from segnavia.registry.models.versions import Conflict
from tests.desk.people import PASSWORD, actor, desk_of, person

pytestmark = pytest.mark.django_db

PLANNER = [(Role.PLANNER, "")]


@pytest.fixture(autouse=True)
def _unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail stays in the outbox, where a test reads it."""
    monkeypatch.setattr(mail, "send_soon", lambda: None)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are read here in one language, whatever the catalogue says."""
    with translation.override("en"):
        yield


def invite(**values: object) -> User:
    return people.invite(
        **{"email": "Bruna@Example.org", "name": " Bruna ", "grants": PLANNER, "by": COMMAND, **values}
    )


def token_of(user: User) -> str:
    return people.invitation_link(user).rsplit("/", 1)[1]


def test_invitation_makes_an_account_without_password_and_queues_the_link() -> None:
    user = invite()
    assert (user.email, user.name, user.has_usable_password()) == ("bruna@example.org", "Bruna", False)
    assert user.principal.roles == {Role.PUBLIC, Role.PLANNER}
    message = Mail.objects.get()
    assert message.to == "bruna@example.org"
    assert people.invitation_link(user).rsplit(":", 1)[0].rsplit("/", 1)[0] in message.body
    event = AuditEvent.objects.get()
    assert (event.action, event.subject) == ("people.invite", f"user:{user.pk}")
    assert "link" not in event.details
    assert verify() == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"email": "no address"}, "email", id="no address"),
        pytest.param({"email": "PRESENT@example.org"}, "email", id="there already, in another case"),
        pytest.param({"name": "  "}, "name", id="no name"),
        pytest.param({"grants": []}, "grants", id="no role"),
        pytest.param({"grants": [(Role.REFERENT, "")]}, "grants", id="referent of nobody"),
        pytest.param({"grants": [(Role.PLANNER, "comune-di-cormano")]}, "grants", id="planner of an actor"),
        pytest.param({"grants": [(Role.REFERENT, "comune-di-nowhere")]}, "grants", id="referent of an unknown actor"),
        pytest.param({"grants": [(Role.PUBLIC, "")]}, "grants", id="a role that everybody has"),
    ],
)
def test_invitation_that_cannot_be_is_refused_at_its_field(values: dict[str, object], field: str) -> None:
    actor()
    person(Role.AUDITOR, email="present@example.org")
    with pytest.raises(Refused) as refused:
        invite(**values)
    assert list(refused.value.fields) == [field]
    assert User.objects.count() == 1
    assert not Mail.objects.exists()
    assert not AuditEvent.objects.exists()


def test_referent_is_of_the_actors_named() -> None:
    actor()
    user = invite(grants=[(Role.REFERENT, "comune-di-cormano")])
    assert user.principal.actors == {"comune-di-cormano"}


def test_link_works_once_and_for_the_invited_only() -> None:
    user, other = invite(), person(Role.PLANNER)
    token = token_of(user)
    assert people.invited(token) == user
    with pytest.raises(NotAllowed):
        people.choose_password(user, by=other.principal, password=PASSWORD)
    people.choose_password(user, by=user.principal, password=PASSWORD)
    assert people.invited(token) is None
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_link_ends_after_seven_days() -> None:
    token = token_of(invite())
    later = signing.time.time() + people.INVITATION_LASTS.total_seconds()
    with mock.patch.object(signing.time, "time", return_value=later - 60):
        assert people.invited(token) is not None
    with mock.patch.object(signing.time, "time", return_value=later + 60):
        assert people.invited(token) is None
    assert timedelta(days=7) == people.INVITATION_LASTS


@pytest.mark.parametrize("damage", ["", "x", "eyJ", "WzEsIng"])
def test_link_that_is_none_of_ours_invites_nobody(damage: str) -> None:
    assert people.invited(f"{damage}:1xWA6H:abc") is None
    assert people.invited(damage) is None


def test_another_invitation_voids_the_first_link_and_what_was_set_up() -> None:
    user = person(Role.ADMINISTRATOR)
    browser, version = desk_of(user), user.version
    old = token_of(user)
    people.invite_again(user, by=COMMAND, version=version)
    user.refresh_from_db()
    assert people.invited(old) is None
    assert people.invited(token_of(user)) == user
    assert not user.has_usable_password()
    assert not Authenticator.objects.exists()
    assert browser.get("/scrivania").status_code == 302
    assert user.version == version + 1


@pytest.mark.parametrize(
    "password", ["short", "password123456", "bruna@example.org"], ids=["short", "common", "like the address"]
)
def test_weak_password_is_refused(password: str) -> None:
    user = invite()
    if password == "password123456":
        password = "administrator"  # in Django's list of common ones, and long enough
    with pytest.raises(Refused) as refused:
        people.choose_password(user, by=user.principal, password=password)
    assert list(refused.value.fields) == ["password"]
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_last_administrator_stays() -> None:
    only = person(Role.ADMINISTRATOR)
    person(Role.ADMINISTRATOR, email="gone@example.org")
    User.objects.filter(email="gone@example.org").update(is_active=False)
    with pytest.raises(Refused, match="last administrator"):
        people.deactivate(only, by=COMMAND, version=only.version)
    with pytest.raises(Refused, match="last administrator"):
        people.revise(only, by=COMMAND, version=only.version, email=only.email, name=only.name, grants=PLANNER)
    second = person(Role.ADMINISTRATOR, email="second@example.org")
    people.deactivate(only, by=second.principal, version=only.version)
    assert not User.objects.get(pk=only.pk).is_active


def test_deactivated_person_is_out_at_once_and_stays_out_of_old_sessions() -> None:
    user = person(Role.PLANNER)
    browser = desk_of(user)
    assert browser.get("/scrivania").status_code == 200
    people.deactivate(user, by=COMMAND, version=user.version)
    assert user.principal.roles == {Role.PUBLIC}
    assert browser.get("/scrivania").status_code == 302
    people.reactivate(user, by=COMMAND, version=user.version)
    assert browser.get("/scrivania").status_code == 302
    assert desk_of(user).get("/scrivania").status_code == 200


def test_revision_tells_what_changed_and_nothing_where_nothing_did() -> None:
    user = person(Role.PLANNER)
    same = {"email": user.email, "name": user.name, "grants": PLANNER}
    people.revise(user, by=COMMAND, version=user.version, **same)
    assert not AuditEvent.objects.exists()
    people.revise(user, by=COMMAND, version=user.version, **{**same, "grants": [(Role.APPROVER, "")]})
    assert AuditEvent.objects.get().details == '{"grants":[["planner"],["approver"]]}'


def test_second_of_two_editors_is_told() -> None:
    user = person(Role.PLANNER)
    seen = user.version
    people.revise(user, by=COMMAND, version=seen, email=user.email, name="First", grants=PLANNER)
    with pytest.raises(Conflict) as conflict:
        people.revise(user, by=COMMAND, version=seen, email=user.email, name="Second", grants=PLANNER)
    assert getattr(conflict.value.current, "name", None) == "First"
    assert User.objects.get(pk=user.pk).name == "First"


@pytest.mark.parametrize("address", ["/accesso/invito/nonsense", "/en/accesso/invito/nonsense"])
def test_page_of_a_link_that_has_ended_says_so(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 410
    assert "no-store" in response["Cache-Control"]
