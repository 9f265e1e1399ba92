from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from segnavia.core.permissions import Role
from segnavia.registry.models import Actor, Assignment, AuditEvent, FrozenText
from tests.actions.tasks import an_actor, day, given, loaded
from tests.desk.people import desk_of, person
from tests.plans.samples import objective
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
CELL = "/scrivania/incarichi/M1.01/municipalities"


@pytest.fixture
def text() -> FrozenText:
    return loaded()


@pytest.fixture
def planner(text: FrozenText) -> Client:
    return desk_of(person(Role.PLANNER))


def referent_of(actor: Actor) -> Client:
    return desk_of(person(Role.REFERENT, actor=actor))


def page(client: Client, address: str) -> Markup:
    response = client.get(address)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    assert markup.headings.count("h1") == 1
    assert len(markup.ids) == len(set(markup.ids))
    return markup


def test_matrix_tells_who_has_each_cell(planner: Client, text: FrozenText) -> None:
    first = given(text, an_actor("comune-di-rho"), due_on=day(-4))
    given(text, an_actor("comune-di-pero"))
    Assignment.objects.filter(pk=first.pk).update(state="done", done_on=day(-1), evidence="Delibera")
    markup = page(planner, "/scrivania/incarichi")
    assert "Delle 10 caselle segnate dal piano, 1 ha chi la attua" in markup.text
    assert "1/2" in markup.text
    assert CELL in markup.links
    narrowed = page(planner, "/scrivania/incarichi?incarico=qualcuno")
    assert "M1.01" in narrowed.text
    assert "M1.02" not in narrowed.text


def test_matrix_tells_what_is_late(planner: Client, text: FrozenText) -> None:
    given(text, an_actor("comune-di-rho"), due_on=day(-1))
    assert "1 in ritardo" in page(planner, "/scrivania/incarichi").text


def test_cell_is_given_to_all_of_a_zone(planner: Client, text: FrozenText) -> None:
    town = an_actor("comune-di-abbiategrasso", municipality="015001")
    an_actor("unione-di-comuni")
    sent = {"form": "GiveForm", "everyone": "adda", "what": "Piano", "due_on": "2027-03-01"}
    assert planner.post(CELL, sent).status_code == 302
    assignment = Assignment.objects.get()
    assert (assignment.owner, assignment.what, str(assignment.due_on)) == (town, "Piano", "2027-03-01")
    assert AuditEvent.objects.filter(action="assignments.assign").count() == 1


def test_cell_is_given_to_those_chosen(planner: Client, text: FrozenText) -> None:
    for code in ("comune-di-rho", "comune-di-pero", "comune-di-bresso"):
        an_actor(code)
    planner.post(CELL, {"form": "GiveForm", "owners": ["comune-di-rho", "comune-di-pero"], "everyone": ""})
    assert {each.owner.code for each in Assignment.objects.all()} == {"comune-di-rho", "comune-di-pero"}


def test_cell_given_to_nobody_says_so_and_loses_nothing(planner: Client, text: FrozenText) -> None:
    an_actor("comune-di-rho")
    response = planner.post(CELL, {"form": "GiveForm", "what": "Un testo lungo"})
    assert response.status_code == 422
    assert "Un testo lungo" in response.content.decode()
    assert "Scegliere almeno un attore" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/scrivania/incarichi/M9.99/municipalities", 404),
        ("/scrivania/incarichi/M1.01/everybody", 404),
        ("/scrivania/incarichi/M1.01/intermediate_bodies", 200),
    ],
    ids=["no such objective", "no such direction", "not marked"],
)
def test_cell_that_cannot_be_given(planner: Client, text: FrozenText, address: str, status: int) -> None:
    response = planner.get(address)
    assert response.status_code == status
    assert b'name="owners"' not in response.content


def test_owner_reports_and_sees_nobody_elses(text: FrozenText) -> None:
    rho = an_actor("comune-di-rho")
    mine, other = given(text, rho), given(text, an_actor("comune-di-pero"))
    client = referent_of(rho)
    address = f"/scrivania/incarichi/{mine.pk}"
    assert 'value="withdrawn"' not in client.get(address).content.decode()
    sent = {"form": "StandingForm", "version": "1", "state": "done", "done_on": str(day(-1)), "evidence": "Delibera 4"}
    assert client.post(address, sent).status_code == 302
    mine.refresh_from_db()
    assert (mine.state, mine.evidence) == ("done", "Delibera 4")
    assert client.get(f"/scrivania/incarichi/{other.pk}").status_code == 403
    assert client.post(f"/scrivania/incarichi/{other.pk}", sent).status_code == 403
    matrix = page(client, "/scrivania/incarichi")
    assert "1/1" in matrix.text
    assert "Pero" not in page(client, CELL).text


def test_done_without_evidence_is_told_at_the_field(text: FrozenText) -> None:
    rho = an_actor("comune-di-rho")
    assignment = given(text, rho)
    response = referent_of(rho).post(
        f"/scrivania/incarichi/{assignment.pk}", {"form": "StandingForm", "version": "1", "state": "done"}
    )
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"done_on", "evidence"}


def test_second_of_two_editors_sees_both_values(planner: Client, text: FrozenText) -> None:
    assignment = given(text, an_actor("comune-di-rho"), what="Com'era")
    Assignment.objects.filter(pk=assignment.pk).update(what="Di un'altra", version=2)
    sent = {"form": "AssignmentForm", "version": "1", "what": "La mia", "state": "to_do"}
    response = planner.post(f"/scrivania/incarichi/{assignment.pk}", sent)
    assert response.status_code == 422
    shown = Markup(response.content.decode()).text
    assert "Di un'altra" in shown
    assert "La mia" in shown
    assert planner.post(f"/scrivania/incarichi/{assignment.pk}", {**sent, "version": "2"}).status_code == 302


def test_assignment_stays_when_its_cell_goes(planner: Client, text: FrozenText) -> None:
    assignment = given(text, an_actor("comune-di-rho"))
    loaded(
        objectives=[objective("M1.01", "Servizi", ["metropolitan_city"])],
        agenda=[],
        drivers=[],
        crosswalk=[],
        submeasures=[],
    )
    assert "Non più nel testo" in page(planner, f"/scrivania/incarichi/{assignment.pk}").text
    matrix = page(planner, "/scrivania/incarichi")
    assert f"/scrivania/incarichi/{assignment.pk}" in matrix.links


def test_document_is_attached_by_its_owner(text: FrozenText, settings: Settings, tmp_path: Path) -> None:
    settings.SEGNAVIA_HOME = tmp_path
    rho = an_actor("comune-di-rho")
    assignment = given(text, rho)
    address = f"/scrivania/incarichi/{assignment.pk}"
    client = referent_of(rho)
    pdf = SimpleUploadedFile("delibera.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    sent = {"form": "documento", "documento-file": pdf, "documento-title": "Delibera 4"}
    assert client.post(address, sent).status_code == 302
    assert [str(each) for each in assignment.documents.all()] == ["Delibera 4"]
    bad = SimpleUploadedFile("delibera.pdf", b"MZ\x90\x00", "application/pdf")
    refused = client.post(address, {**sent, "documento-file": bad})
    assert refused.status_code == 422
    assert assignment.documents.count() == 1


def test_without_a_plan_the_page_says_what_will_be_there() -> None:
    markup = page(desk_of(person(Role.PLANNER)), "/scrivania/incarichi")
    assert "Non c'è ancora un piano" in markup.text


def test_due_tomorrow_is_not_late(planner: Client, text: FrozenText) -> None:
    given(text, an_actor("comune-di-rho"), due_on=timezone.localdate() + timedelta(days=1))
    assert "in ritardo" not in page(planner, "/scrivania/incarichi").text
