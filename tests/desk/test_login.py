"""Who gets in, who does not, and what each of them can learn from the answer."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from segnavia.actions import mail, people
from segnavia.core.permissions import COMMAND, Role
from segnavia.desk import middleware
from segnavia.registry.models import Mail, User
from tests.desk.people import PASSWORD, SECRET, desk_of, person

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "altri corvi in volo"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mail stays in the outbox, and what earlier tests failed at is forgotten."""
    monkeypatch.setattr(mail, "send_soon", lambda: None)
    cache.clear()


def log_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/accesso", {"login": email, "password": password, **more})


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def body(response: object) -> str:
    """A page without what differs in each: tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_password_lets_in_and_leads_to_where_one_wanted_to_go() -> None:
    person(Role.PLANNER)
    client = Client()
    asked = client.get("/scrivania/profilo?q=x")
    assert asked["Location"] == "/accesso?next=%2Fscrivania%2Fprofilo%3Fq%3Dx"
    response = log_in(client, "PLANNER@example.org", next="/scrivania/profilo?q=x")
    assert response["Location"] == "/scrivania/profilo?q=x"
    assert client.get("/scrivania").status_code == 200


def test_login_leads_to_no_other_site() -> None:
    person(Role.PLANNER)
    assert log_in(Client(), "planner@example.org", next="https://evil.example/")["Location"] == "/scrivania"


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_wrong_password_and_unknown_address_are_answered_alike(known: bool) -> None:
    person(Role.PLANNER)
    email = "planner@example.org" if known else "nobody@example.org"
    response = log_in(Client(), email, "wrong")
    assert response.status_code == 200
    assert body(response).replace(email, "") == body(log_in(Client(), "other@example.org", "wrong")).replace(
        "other@example.org", ""
    )


def test_forgotten_password_tells_nobody_whether_there_is_an_account() -> None:
    person(Role.PLANNER)
    answers = []
    for email in ("planner@example.org", "nobody@example.org"):
        client = Client()
        response = client.post("/accesso/password/dimenticata", {"email": email}, follow=True)
        answers.append((response.redirect_chain, body(response)))
        assert Mail.objects.filter(to=email).count() == 1
    assert answers[0] == answers[1]
    assert "/accesso/password/scelta/" not in Mail.objects.get(to="nobody@example.org").body


def test_forgotten_password_is_chosen_anew_by_a_link_that_works_once() -> None:
    user = person(Role.PLANNER)
    Client().post("/accesso/password/dimenticata", {"email": user.email})
    link = re.search(r"http\S+", Mail.objects.get().body).group()
    assert link.startswith(f"{settings.SITE_URL}/accesso/password/scelta/")
    path = link.removeprefix(settings.SITE_URL)
    for _ in range(5):
        log_in(Client(), user.email, "wrong")
    client = Client()
    form = client.get(path, follow=True).redirect_chain[-1][0]
    done = client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert done["Location"] == "/accesso/password/fatta"
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert Client().get(path, follow=True).context["token_fail"]
    assert log_in(Client(), user.email, NEW_PASSWORD)["Location"] == "/scrivania"  # also after too many wrong ones


def test_address_is_locked_after_five_wrong_passwords_and_open_again_later() -> None:
    person(Role.PLANNER)
    for _ in range(5):
        log_in(Client(), "planner@example.org", "wrong")
    locked = log_in(Client(), "planner@example.org")
    assert locked.status_code == 200
    assert not Session.objects.exists()
    assert log_in(Client(), "nobody@example.org").status_code == 200
    with mock.patch("time.time", return_value=timezone.now().timestamp() + 15 * 60 + 1):
        assert log_in(Client(), "planner@example.org")["Location"] == "/scrivania"


def test_failed_logins_are_counted_where_all_processes_see_them() -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


@pytest.mark.parametrize("address", ["/accesso", "/accesso/registrazione", "/accesso/uscita"])
def test_nobody_signs_up(address: str) -> None:
    Client().post(address, {"email": "a@example.org", "password1": PASSWORD, "password2": PASSWORD, "login": "a"})
    assert not User.objects.exists()


def test_deactivated_person_is_told_and_stays_out() -> None:
    user = person(Role.PLANNER)
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    assert log_in(client, user.email)["Location"] == "/accesso/sospeso"
    assert client.get("/scrivania").status_code == 302


def test_second_factor_is_asked_and_then_leads_on() -> None:
    person(Role.ADMINISTRATOR)
    client = Client()
    assert log_in(client, "administrator@example.org", next="/scrivania/persone")["Location"] == (
        "/accesso/secondo-fattore/codice"
    )
    assert client.get("/scrivania").status_code == 302
    wrong = client.post("/accesso/secondo-fattore/codice", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post("/accesso/secondo-fattore/codice", {"code": code()})["Location"] == "/scrivania/persone"
    assert client.get("/scrivania/persone").status_code == 200


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.APPROVER])
def test_role_that_asks_for_a_second_factor_sets_it_up_before_any_page(role: Role) -> None:
    user = person(role)
    Authenticator.objects.all().delete()
    client = Client()
    log_in(client, user.email)
    for address in ("/scrivania", "/scrivania/profilo"):
        assert client.get(address)["Location"] == "/accesso/secondo-fattore/attivazione"
    page = client.get("/accesso/secondo-fattore/attivazione")
    assert page.status_code == 200, "the password is not asked again of whoever just typed it"
    secret = page.context["form"].secret
    kept = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    done = client.post("/accesso/secondo-fattore/attivazione", {"code": kept})
    assert done["Location"] == "/accesso/secondo-fattore/riserva"
    assert len(client.get(done["Location"]).context["unused_codes"]) == 10
    assert client.get("/scrivania").status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data), "the secret is kept encrypted"


def test_role_that_asks_for_none_needs_none() -> None:
    assert desk_of(person(Role.PLANNER)).get("/scrivania").status_code == 200


def test_recovery_code_works_once() -> None:
    person(Role.ADMINISTRATOR)
    first = Client()
    log_in(first, "administrator@example.org")
    first.post("/accesso/secondo-fattore/codice", {"code": code()})
    first.post("/accesso/secondo-fattore/riserva/nuovi")
    spare = first.get("/accesso/secondo-fattore/riserva").context["unused_codes"][0]
    for expected in (302, 200):
        client = Client()
        log_in(client, "administrator@example.org")
        assert client.post("/accesso/secondo-fattore/codice", {"code": spare}).status_code == expected


def test_session_ends_after_its_hours_and_goes_on_while_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    person(Role.PLANNER)
    client = Client()
    log_in(client, "planner@example.org")
    length = timedelta(hours=settings.SESSION_HOURS)
    session = Session.objects.get()
    assert abs(session.expire_date - timezone.now() - length) < timedelta(minutes=1)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    monkeypatch.setattr(middleware, "STEP", -1)
    assert client.get("/scrivania").status_code == 200
    assert abs(Session.objects.get().expire_date - timezone.now() - length) < timedelta(minutes=1)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/scrivania").status_code == 302


def test_public_pages_know_no_session() -> None:
    for client in (Client(), desk_of(person(Role.PLANNER))):
        response = client.get("/piano")
        assert "Cookie" not in response.get("Vary", "")
        assert "Set-Cookie" not in response
        assert "no-store" not in response.get("Cache-Control", "")


def test_cookies_are_for_the_server_only() -> None:
    person(Role.PLANNER)
    client = Client()
    client.get("/accesso")
    log_in(client, "planner@example.org")
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_old_address_lets_nobody_in_and_gets_no_link() -> None:
    """Allauth keeps addresses in a table of its own, from which a login would still know an old one."""
    user = person(Role.PLANNER)
    Client().post("/accesso/password/dimenticata", {"email": user.email})
    assert EmailAddress.objects.filter(email=user.email).exists()
    Mail.objects.all().delete()
    people.revise(
        user, by=COMMAND, version=user.version, email="new@example.org", name=user.name, grants=[(Role.PLANNER, "")]
    )
    assert log_in(Client(), "planner@example.org").status_code == 200
    Client().post("/accesso/password/dimenticata", {"email": "planner@example.org"})
    assert "/accesso/password/scelta/" not in Mail.objects.get().body
    assert log_in(Client(), "new@example.org")["Location"] == "/scrivania"


def test_password_is_changed_by_whoever_knows_the_old_one() -> None:
    user = person(Role.PLANNER)
    client = Client()
    log_in(client, user.email)
    form = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/accesso/password", form).status_code == 200
    assert client.post("/accesso/password", {**form, "oldpassword": PASSWORD})["Location"] == "/scrivania/profilo"
    assert User.objects.get().check_password(NEW_PASSWORD)
    assert client.get("/scrivania").status_code == 200, "one's own session goes on"


@pytest.mark.parametrize("path", ["/accesso", "/en/accesso", "/accesso/password/dimenticata", "/accesso/uscita"])
def test_page_of_the_login_is_kept_by_nobody(path: str) -> None:
    assert "no-store" in Client().get(path)["Cache-Control"]
