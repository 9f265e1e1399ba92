import pytest
from django.test import Client

from segnavia.core.permissions import Role
from segnavia.registry.models import Reform, ReformStep
from tests.actions.tasks import an_actor, day, loaded
from tests.desk.people import desk_of, person
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
TRACK = "/scrivania/riforme/R1"


@pytest.fixture
def planner() -> Client:
    loaded()
    return desk_of(person(Role.PLANNER))


def test_planner_says_where_it_stands_and_adds_a_step(planner: Client) -> None:
    rho = an_actor("comune-di-rho")
    assert planner.post(TRACK, {"form": "ReformForm", "state": "done", "note": "Approvata"}).status_code == 302
    step = {"passo-title": "Parere", "passo-owner": rho.pk, "passo-due_on": str(day(9)), "passo-state": "to_do"}
    assert planner.post(TRACK, {"form": "passo", **step}).status_code == 302
    reform, row = Reform.objects.get(), ReformStep.objects.get()
    assert (reform.state, reform.note, row.title, row.owner) == ("done", "Approvata", "Parere", rho)
    assert f"/scrivania/riforme/passi/{row.pk}" in Markup(planner.get(TRACK).content.decode()).links
    changed = {"form": "StepForm", "version": "1", "title": "Parere", "state": "done", "done_on": str(day(-1))}
    assert planner.post(f"/scrivania/riforme/passi/{row.pk}", {**changed, "act": "Conferenza, n. 3"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.act, row.owner) == ("done", "Conferenza, n. 3", None)


def test_step_that_lacks_its_day_is_told_and_the_state_is_untouched(planner: Client) -> None:
    response = planner.post(TRACK, {"form": "passo", "passo-title": "Parere", "passo-state": "done"})
    assert response.status_code == 422
    assert not ReformStep.objects.exists()
    assert "Parere" in response.content.decode()


def test_ids_of_a_page_with_two_forms_differ(planner: Client) -> None:
    ids = Markup(planner.get(TRACK).content.decode()).ids
    assert len(ids) == len(set(ids))


def test_unknown_track_is_not_found(planner: Client) -> None:
    assert planner.get("/scrivania/riforme/R9").status_code == 404


def test_auditor_reads_and_has_no_form() -> None:
    loaded()
    content = desk_of(person(Role.AUDITOR)).get(TRACK).content.decode()
    assert "Autonomia finanziaria" in content
    assert 'name="note"' not in content
