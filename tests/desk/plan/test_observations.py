"""Observations at the desk: put in, answered, shown with what they changed, and handed over as a register."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from segnavia.actions import observations
from segnavia.core.lifecycle import Outcome
from segnavia.core.permissions import Role
from segnavia.registry.documents import path_of
from segnavia.registry.models import Document, Observation
from tests.actions.people import PLANNER
from tests.actions.texts import adopted, answered, approved, draft, observed
from tests.desk.people import actor, desk_of, person
from tests.desk.plan.test_editor import form_of, text_of

pytestmark = pytest.mark.django_db
LIST = "/scrivania/osservazioni"
NEW = f"{LIST}/nuova"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def planner() -> Client:
    return desk_of(person(Role.PLANNER))


def test_office_records_an_observation_by_hand(planner: Client) -> None:
    adopted()
    url = f"{NEW}?elemento=objectives:M1.01"
    sent = form_of(planner, url, author="Comitato", text="Si chiede <b>di più</b>.", received_on="2023-04-12")
    assert sent["element"] == "objectives:M1.01"
    row_url = planner.post(url, sent)["Location"]
    page = planner.get(row_url)
    assert "Si chiede &lt;b&gt;di più&lt;/b&gt;." in page.content.decode()
    assert "/scrivania/piano/testo/objectives/M1.01" in page.content.decode()


def test_referent_makes_one_for_its_own_actor() -> None:
    adopted()
    cormano, other = actor(), actor("comune-di-rho", "Comune di Rho")
    client = desk_of(person(Role.REFERENT, actor=cormano))
    sent = form_of(client, NEW, text="Si chiede di più.")
    assert sent["actor"] == cormano.pk
    assert "author" not in sent
    wrong = client.post(NEW, {**sent, "actor": other.pk})
    assert list(wrong.context["form"].errors) == ["actor"]
    assert client.post(NEW, sent).status_code == 302
    assert [(each.actor, each.author) for each in Observation.objects.all()] == [(cormano, "Comune di Cormano")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"received_on": "31/02/2023"}, "received_on"),
        ({"received_on": "2020-01-01"}, "received_on"),
        ({"element": "objectives:M9.99"}, "element"),
        ({"author": ""}, "author"),
    ],
    ids=["no-text", "no-date", "before-the-adoption", "no-such-element", "by-nobody"],
)
def test_wrong_value_stands_at_its_field(planner: Client, values: dict[str, Any], field: str) -> None:
    adopted()
    sent = form_of(planner, NEW, **{"author": "Comitato", "text": "Di più.", **values})
    response = planner.post(NEW, sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Observation.objects.exists()


def test_none_is_made_on_a_draft(planner: Client) -> None:
    draft()
    assert planner.get(NEW).context.get("form") is None
    planner.post(NEW, {"form": "SubmitForm", "text": "x", "author": "y", "received_on": "2023-04-12"})
    assert not Observation.objects.exists()


def test_auditor_reads_and_makes_none() -> None:
    row = observed(adopted())
    client = desk_of(person(Role.AUDITOR))
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}/{row.pk}").context["form"] is None
    assert client.get(NEW).status_code == 403


def test_answer_is_given_and_given_anew(planner: Client) -> None:
    row = observed(adopted())
    url = f"{LIST}/{row.pk}"
    wrong = planner.post(url, form_of(planner, url, outcome="accepted", reason="", answered_on="2023-05-02"))
    assert list(wrong.context["form"].errors) == ["reason"]
    sent = form_of(planner, url, outcome="accepted", reason="È giusto.", answered_on="2023-05-02")
    assert planner.post(url, sent).status_code == 302
    again = form_of(planner, url, outcome="partly_accepted")
    assert planner.post(url, again).status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.reason) == (Outcome.PARTLY_ACCEPTED, "È giusto.")


def test_second_of_two_answers_is_told_of_the_first(planner: Client) -> None:
    row = observed(adopted())
    url = f"{LIST}/{row.pk}"
    sent = form_of(planner, url, outcome="refused", reason="No.", answered_on="2023-05-02")
    answered(row)
    told = planner.post(url, sent)
    assert told.status_code == 422
    assert {(each.now, each.yours) for each in told.context["form"].conflict} >= {("Accolta", "Non accolta")}


def test_list_is_narrowed(planner: Client) -> None:
    edition = adopted()
    cormano = actor()
    answered(observed(edition))
    observations.submit(
        edition, by=PLANNER, actor=cormano, text="Di meno.", element="drivers:D01", received_on=date(2023, 4, 2)
    )

    def numbers(query: str) -> list[int]:
        return [line.row.number for line in planner.get(f"{LIST}?{query}").context["lines"]]

    assert numbers("") == [1, 2]
    assert numbers("esito=da-rispondere") == [2]
    assert numbers("esito=risposte") == [1]
    assert numbers("elemento=drivers:D01") == [2]
    assert numbers("attore=comune-di-cormano") == [2]
    assert numbers("attore=nessuno") == []


def test_register_holds_every_observation_with_its_answer(planner: Client) -> None:
    edition = adopted()
    answered(observed(edition, author="=HYPERLINK(1)"))
    observed(edition)
    approved_text = text_of(planner.get(f"{LIST}/registro"))
    assert "Perché sì." in approved_text
    response = planner.get(f"{LIST}/registro.csv")
    assert response["Content-Disposition"].startswith("attachment")
    head, first, second = csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))
    assert len(head) == len(first) == len(second) == 10
    assert first[1] == "'=HYPERLINK(1)"  # a spreadsheet shows it, and runs nothing
    assert (first[4], first[6], first[7]) == ("M1.01 Servizi digitali ai cittadini", "Accolta", "Perché sì.")
    assert (second[6], second[8]) == ("Da rispondere", "")


def test_register_stays_that_of_the_edition_once_it_is_approved(planner: Client) -> None:
    edition = adopted()
    answered(observed(edition))
    approved(edition)
    assert len(planner.get(f"{LIST}/registro").context["lines"]) == 1


def attach(client: Client, url: str, name: str = "nota.pdf", content: bytes = PDF, **more: str) -> Any:
    form = client.get(url).context["documents"].form
    sent = {form.add_prefix("file"): SimpleUploadedFile(name, content), "form": form.key, "typist": form.typist}
    return client.post(url, {**sent, **{form.add_prefix(key): value for key, value in more.items()}})


def test_document_is_attached_and_read_by_those_whom_it_concerns(planner: Client) -> None:
    cormano, rho = actor(), actor("comune-di-rho", "Comune di Rho")
    row = observations.submit(adopted(), by=PLANNER, actor=cormano, text="Di più.", received_on=date(2023, 4, 2))
    assert attach(planner, f"{LIST}/{row.pk}", "<script>.pdf").status_code == 302
    document = Document.objects.get()
    url = f"/scrivania/documenti/{document.pk}"
    mine, other = (
        desk_of(person(Role.REFERENT, actor=each, email=f"{each.code}@example.org")) for each in (cormano, rho)
    )
    response = mine.get(url)
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="<script>.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert other.get(url).status_code == 403
    assert Client().get(url).status_code == 302  # to the login
    assert Client().get(f"/documenti/{document.pk}").status_code == 404
    assert url not in other.get(f"{LIST}/{row.pk}").content.decode()


def test_public_document_is_read_by_everybody(planner: Client) -> None:
    row = observed(adopted())
    attach(planner, f"{LIST}/{row.pk}", is_public="on")
    response = Client().get(f"/documenti/{Document.objects.get().pk}")
    assert response.content == PDF
    assert "sandbox" in response["Content-Security-Policy"]
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("nota.pdf", b"MZ\x90\x00"), ("nota.html", b"<script>"), ("nota.pdf", b"")],
    ids=["exe-as-pdf", "html", "empty"],
)
def test_file_that_is_not_taken_is_told_at_its_field(planner: Client, name: str, content: bytes) -> None:
    row = observed(adopted())
    response = attach(planner, f"{LIST}/{row.pk}", name, content)
    assert response.status_code == 422
    assert list(response.context["documents"].form.errors) == ["file"]
    assert not Document.objects.exists()


def test_document_whose_file_is_gone_says_so(planner: Client) -> None:
    row = observed(adopted())
    attach(planner, f"{LIST}/{row.pk}", content=PDF + b"gone")
    document = Document.objects.get()
    path_of(document.sha256).unlink()
    assert planner.get(f"/scrivania/documenti/{document.pk}").status_code == 404
