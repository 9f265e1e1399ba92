"""A session that ends loses nothing that was typed, and shows it to nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from segnavia.core.permissions import Role
from segnavia.desk import kept
from segnavia.registry.models import User
from tests.desk.people import PASSWORD, desk_of, person
from tests.desk.test_login import code

pytestmark = pytest.mark.django_db
FORM = "/scrivania/persone/invito"
TYPED = {"email": "new@example.org", "name": "Somebody <b>new</b>", "roles": ["planner", "auditor"]}


@pytest.fixture
def editor() -> Client:
    """A browser with the form open, whose session has ended since."""
    client = desk_of(person(Role.ADMINISTRATOR))
    client.typist = typist_on(client)
    Session.objects.all().delete()
    return client


def typist_on(client: Client) -> str:
    return re.search(r'name="typist" value="([^"]+)"', client.get(FORM).content.decode()).group(1)


def log_in(client: Client, email: str, following: str) -> str:
    """Logs in with password and, where it is asked, the second factor; where one is led then."""
    led = client.post("/accesso", {"login": email, "password": PASSWORD, "next": following})["Location"]
    if led.endswith("/codice"):
        led = client.post(led, {"code": code()})["Location"]
    return led


def test_form_is_filled_in_again_after_the_login_and_not_saved(editor: Client) -> None:
    response = editor.post(FORM, {**TYPED, "typist": editor.typist})
    assert response.status_code == 302
    led = log_in(editor, "administrator@example.org", FORM)
    page = editor.get(led)
    form = page.context["form"]
    assert form.data["email"] == "new@example.org"
    assert form.data.getlist("roles") == ["planner", "auditor"]
    html = page.content.decode()
    assert "Somebody &lt;b&gt;new&lt;/b&gt;" in html
    assert 'role="status"' in html
    assert not User.objects.filter(email="new@example.org").exists()
    assert "new@example.org" not in editor.get(FORM).content.decode(), "it is given back once"
    saved = editor.post(FORM, {**TYPED, "typist": editor.typist})
    assert saved["Location"] == "/scrivania/persone"
    assert User.objects.filter(email="new@example.org").exists()


def test_another_person_on_that_browser_never_sees_it(editor: Client) -> None:
    person(Role.ADMINISTRATOR, email="other@example.org")
    editor.post(FORM, {**TYPED, "typist": editor.typist})
    log_in(editor, "other@example.org", FORM)
    for address in (FORM, "/scrivania"):
        assert "new@example.org" not in editor.get(address).content.decode()
    assert kept.SESSION_KEY not in editor.session
    editor.post("/accesso/uscita")
    log_in(editor, "administrator@example.org", FORM)
    assert "new@example.org" not in editor.get(FORM).content.decode()


@pytest.mark.parametrize("typist", ["", "1", "IjEi:1xWA6H:forged"], ids=["none", "unsigned", "forged"])
def test_form_that_is_not_signed_is_not_kept(editor: Client, typist: str) -> None:
    assert editor.post(FORM, {**TYPED, "typist": typist})["Location"].startswith("/accesso?next=")
    assert not Session.objects.exists()


def test_more_than_fits_is_not_kept(editor: Client) -> None:
    editor.post(FORM, {**TYPED, "name": "x" * (kept.LARGEST + 1), "typist": editor.typist})
    assert not Session.objects.exists()


def test_a_few_forms_are_kept_and_no_more(editor: Client) -> None:
    for number in range(6):
        editor.post(f"{FORM}?n={number}", {**TYPED, "typist": editor.typist})
    assert list(editor.session[kept.SESSION_KEY]) == [f"{FORM}?n={number}" for number in (3, 4, 5)]


def test_files_are_told_of_and_not_kept(editor: Client) -> None:
    editor.post(FORM, {**TYPED, "typist": editor.typist, "document": SimpleUploadedFile("a.pdf", b"%PDF secret")})
    assert "secret" not in str(dict(editor.session))
    log_in(editor, "administrator@example.org", FORM)
    page = editor.get(FORM).content.decode()
    assert page.count('class="note warning"') == 2


def test_form_kept_at_another_address_is_pointed_at(editor: Client) -> None:
    editor.post(FORM, {**TYPED, "typist": editor.typist})
    log_in(editor, "administrator@example.org", "/scrivania")
    assert f'<a href="{FORM}">' in editor.get("/scrivania").content.decode()


def test_form_of_before_another_login_is_shown_again_to_the_same_person() -> None:
    """A login in a second window renews the token of the first window's form."""
    user = person(Role.ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    typist = typist_on(client)
    response = client.post(FORM, {**TYPED, "typist": typist, "csrfmiddlewaretoken": "x" * 64})
    assert response["Location"] == FORM
    assert "new@example.org" in client.get(FORM).content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_form_forged_elsewhere_is_refused_and_leaves_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(Role.ADMINISTRATOR))
    response = client.post(FORM, TYPED)
    assert response.status_code == 403
    assert "new@example.org" not in client.get(FORM).content.decode()


def test_form_of_another_person_is_refused_and_leaves_nothing() -> None:
    typist = typist_on(desk_of(person(Role.ADMINISTRATOR)))
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(Role.ADMINISTRATOR, email="other@example.org"))
    assert client.post(FORM, {**TYPED, "typist": typist}).status_code == 403
    assert kept.SESSION_KEY not in client.session


def test_part_of_a_page_leads_the_whole_page_to_the_login(editor: Client) -> None:
    response = editor.post(FORM, {**TYPED, "typist": editor.typist}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, f"/accesso?next={FORM.replace('/', '%2F')}")
    assert FORM in editor.session[kept.SESSION_KEY]


def test_form_of_a_page_without_login_is_refused_when_it_is_stale_and_leads_to_no_login() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/accesso")
    response = client.post("/accesso", {"login": "a@example.org", "password": PASSWORD, "typist": ""})
    assert response.status_code == 403
    assert b'href="/accesso"' in response.content
