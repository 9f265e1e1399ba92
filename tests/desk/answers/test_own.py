"""The same page for a referent with an account."""

import pytest
from django.utils import timezone

from segnavia.actions import mail
from segnavia.core.permissions import Role
from segnavia.registry.models import Inquiry
from tests.desk.people import actor, desk_of, person
from tests.rounding import inquiry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "send_soon", lambda: None)


@pytest.fixture
def found() -> Inquiry:
    return inquiry()


def test_referent_answers_from_the_desk(found: Inquiry) -> None:
    client = desk_of(person(Role.REFERENT, actor=found.actor))
    address = f"/scrivania/risposte/{found.pk}"
    page = client.get(address)
    assert page.status_code == 200
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert client.post(address, {"do": "confirm-rest"}).status_code == 302
    assert client.post(address, {"do": "send"}).status_code == 302
    assert "Ricevuta" in client.get(address).content.decode()
    assert Inquiry.objects.get().sent_at is not None


@pytest.mark.parametrize("role", [Role.PLANNER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_else_answers(found: Inquiry, role: Role) -> None:
    client = desk_of(person(role))
    assert client.get(f"/scrivania/risposte/{found.pk}").status_code == 403
    assert client.post(f"/scrivania/risposte/{found.pk}", {"do": "confirm-rest"}).status_code == 403
    assert set(found.lines.values_list("answer", flat=True)) == {"none"}


def test_referent_of_another_body_does_not_see_it(found: Inquiry) -> None:
    client = desk_of(person(Role.REFERENT, actor=actor("comune-di-bresso", "Comune di Bresso")))
    assert client.get(f"/scrivania/risposte/{found.pk}").status_code == 403


def test_what_was_typed_when_the_session_ended_is_there_again(found: Inquiry) -> None:
    user = person(Role.REFERENT, actor=found.actor)
    client = desk_of(user)
    address = f"/scrivania/risposte/{found.pk}"
    html = client.get(address).content.decode()
    typist = html.split('name="typist" value="')[1].split('"')[0]
    client.logout()
    pk = found.lines.first().pk
    values = {f"version-{pk}": 1, f"answer-{pk}": "contested", f"reason-{pk}": "Scritto prima", "do": "save"}
    assert client.post(address, {**values, "typist": typist}).status_code == 302
    client.force_login(user)
    assert "Scritto prima" in client.get(address).content.decode()
    assert found.lines.first().reason == ""


def test_closed_round_that_was_not_answered_is_not_there(found: Inquiry) -> None:
    client = desk_of(person(Role.REFERENT, actor=found.actor))
    found.round.revise(found.round.version, state="closed", due_on=timezone.localdate())
    assert client.get(f"/scrivania/risposte/{found.pk}").status_code == 404
