"""A form saves or says why not, field by field; two editors are told; a page is for whom the table says."""

import re

import pytest
from django.test import Client

from segnavia.actions import mail, people
from segnavia.core.permissions import COMMAND, Role
from segnavia.desk.pages import desk_page
from segnavia.registry.models import User
from tests.desk.people import actor, desk_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "send_soon", lambda: None)


@pytest.fixture
def admin() -> Client:
    return desk_of(person(Role.ADMINISTRATOR))


def test_errors_stand_at_their_fields_and_above_the_form(admin: Client) -> None:
    response = admin.post("/scrivania/persone/invito", {"email": "nope", "name": "Nobody", "roles": ["planner"]})
    html = response.content.decode()
    assert response.status_code == 422
    assert re.search(r'<a href="#id_email">', html)
    assert re.search(r'<input type="email"[^>]*value="nope"[^>]*aria-invalid="true"', html)
    described = re.search(r'<input type="email"[^>]*aria-describedby="([^"]+)"', html).group(1).split()
    for part in described:
        assert f'id="{part}"' in html
    assert "id_email_error" in described
    assert 'value="Nobody"' in html, "what was right is not lost"


def test_refusal_of_an_action_stands_at_its_field(admin: Client) -> None:
    values = {"email": "administrator@example.org", "name": "Again", "roles": ["planner"]}
    html = admin.post("/scrivania/persone/invito", values).content.decode()
    assert re.search(r'<a href="#id_email">', html)
    assert User.objects.count() == 1


def test_refusal_that_is_of_no_field_stands_above_the_form(admin: Client) -> None:
    user = User.objects.get()
    values = {"email": user.email, "name": user.name, "roles": ["planner"], "version": user.version}
    response = admin.post(f"/scrivania/persone/{user.pk}", {**values, "form": "PersonForm"})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_second_editor_sees_both_values_and_may_save_again(admin: Client) -> None:
    actor()
    user = person(Role.PLANNER)
    seen = user.version
    people.revise(
        user,
        by=COMMAND,
        version=seen,
        email=user.email,
        name="Theirs",
        grants=[(Role.PLANNER, ""), (Role.REFERENT, "comune-di-cormano")],
    )
    values = {"form": "PersonForm", "email": user.email, "name": "Mine", "roles": ["planner"], "version": seen}
    response = admin.post(f"/scrivania/persone/{user.pk}", values)
    form = response.context["form"]
    assert response.status_code == 422
    told = [(each.now, each.yours) for each in form.conflict]
    assert told[0] == ("Theirs", "Mine")
    assert told[1][0] == "Comune di Cormano"
    html = response.content.decode()
    assert 'value="Mine"' in html
    version = re.search(r'name="form" value="PersonForm">.*?name="version" value="(\d+)"', html, re.DOTALL).group(1)
    assert int(version) == seen + 1
    assert User.objects.get(pk=user.pk).name == "Theirs"
    assert admin.post(f"/scrivania/persone/{user.pk}", {**values, "version": version}).status_code == 302
    assert User.objects.get(pk=user.pk).name == "Mine"


@pytest.mark.parametrize("version", ["", "0", "-1", "one", "9" * 30], ids=["none", "zero", "minus", "word", "huge"])
def test_version_that_nobody_saw_is_a_conflict_and_no_error(admin: Client, version: str) -> None:
    user = person(Role.PLANNER)
    values = {"form": "PersonForm", "email": user.email, "name": "Mine", "roles": ["planner"], "version": version}
    assert admin.post(f"/scrivania/persone/{user.pk}", values).status_code == 422
    assert User.objects.get(pk=user.pk).name == "planner"


def test_button_acts_on_its_own_form_only(admin: Client) -> None:
    user = person(Role.PLANNER)
    address = f"/scrivania/persone/{user.pk}"
    assert admin.post(address, {"form": "Deactivation", "version": user.version}).status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert user.has_usable_password()
    admin.post(address, {"form": "Reactivation", "version": user.version})
    user.refresh_from_db()
    assert user.is_active


def test_reader_of_people_sees_no_form_and_cannot_send_one() -> None:
    auditor, user = desk_of(person(Role.AUDITOR)), person(Role.PLANNER)
    address = f"/scrivania/persone/{user.pk}"
    page = auditor.get(address)
    assert page.status_code == 200
    assert "Deactivation" not in page.content.decode()
    response = auditor.post(address, {"form": "Deactivation", "version": user.version})
    assert response.status_code == 403
    assert User.objects.get(pk=user.pk).is_active


def test_answer_for_others_is_403_in_the_sites_look() -> None:
    response = desk_of(person(Role.PLANNER)).get("/scrivania/persone")
    assert response.status_code == 403
    assert b'<main id="content"' in response.content


def test_person_without_a_role_gets_no_page() -> None:
    assert desk_of(person()).get("/scrivania").status_code == 403


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(admin: Client, method: str) -> None:
    assert getattr(admin, method)("/scrivania").status_code == 405


def test_page_is_kept_by_nobody(admin: Client) -> None:
    assert set(admin.get("/scrivania")["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_menu_shows_what_one_may_enter(admin: Client) -> None:
    shown = re.search(r'class="desk-rooms".*?</nav>', admin.get("/scrivania").content.decode(), re.DOTALL).group()
    assert 'href="/scrivania/persone"' in shown
    shown = desk_of(person(Role.PLANNER)).get("/scrivania").content.decode()
    assert 'href="/scrivania/persone"' not in shown


def test_page_needs_a_key_of_the_table() -> None:
    with pytest.raises(KeyError, match=r"see\.nothing"):
        desk_page("scrivania/x", lambda request, by: None, "x", see="see.nothing")
