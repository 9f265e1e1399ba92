"""The desk's pages of agreements: who sees which, what the forms do, and what they say when they cannot."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from segnavia.actions import agreements
from segnavia.core.permissions import Role
from segnavia.registry.models import Actor, Agreement, Commitment
from tests.actions.agreements import PLANNER, in_force, milan, proposed
from tests.desk.people import desk_of, person
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
ROOT = "/scrivania/intese"


def planner() -> Client:
    return desk_of(person(Role.PLANNER))


def referent(code: str = "comune-di-rho") -> Client:
    return desk_of(person(Role.REFERENT, actor=Actor.objects.get(code=code)))


def text_of(response: Any) -> str:
    return Markup(response.content.decode()).text


def send(client: Client, address: str, form: str, version: int = 0, **values: Any) -> HttpResponse:
    return client.post(address, {"form": form, "version": version, **values})


def test_list_is_empty_and_says_what_will_be_there() -> None:
    milan()
    response = planner().get(ROOT)
    assert response.status_code == 200
    assert "Qui staranno le intese" in text_of(response)


def test_list_narrows() -> None:
    agreement = in_force()
    client = planner()
    assert agreement.title in text_of(client.get(ROOT))
    assert "1 impegno è scaduto" in text_of(client.get(ROOT))
    for query, found in (
        ("?tipo=protocol&stato=in_force&attore=comune-di-rho", True),
        ("?stato=ritardo", True),
        ("?tipo=pact", False),
        ("?stato=proposed", False),
        ("?attore=camera-di-commercio", False),
    ):
        page = client.get(f"{ROOT}{query}")
        assert ("Nessuna intesa corrisponde" not in text_of(page)) is found, query


def test_new_agreement_leads_to_its_page() -> None:
    milan()
    client = planner()
    values = {"title": "Patto per l'acqua", "type": "protocol", "aims": "", "code": ""}
    response = send(client, f"{ROOT}/nuova", "NewAgreementForm", **values)
    assert response.headers["Location"] == f"{ROOT}/patto-per-lacqua"
    page = Markup(client.get(f"{ROOT}/patto-per-lacqua").content.decode())
    assert page.refused == []
    assert page.headings.count("h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert "almeno due parti" in page.text


def test_referent_sees_its_own_agreements_alone() -> None:
    agreement = in_force()
    own = referent()
    assert own.get(f"{ROOT}/{agreement.code}").status_code == 200
    assert own.get(f"{ROOT}/{agreement.code}/dati").status_code == 403
    assert own.get(f"{ROOT}/matrice").status_code == 403
    assert own.get(f"{ROOT}/esporta").status_code == 403


def test_referent_of_another_body_finds_nothing() -> None:
    agreement = in_force()
    commitment = agreement.commitments.get(code="1")
    other = referent("camera-di-commercio")
    assert other.get(f"{ROOT}/{agreement.code}").status_code == 404
    assert other.get(f"/scrivania/impegni/{commitment.pk}").status_code == 404
    assert agreement.title not in text_of(other.get(ROOT))


PAGES = (
    "", "/dati", "/campi", "/serve", "/codici", "/stato", "/parti/nuova", "/risorse/nuova", "/riunioni/nuova",
    "/modifiche/nuova", "/impegni/nuovo",
)  # fmt: skip


@pytest.mark.parametrize("language", ["", "/en"], ids=["it", "en"])
def test_every_page_obeys_the_content_policy(language: str) -> None:
    agreement = in_force()
    party, resource, meeting = (getattr(agreement, name).first().pk for name in ("parties", "resources", "meetings"))
    rest = (f"/parti/{party}", f"/parti/{party}/togli", f"/risorse/{resource}/togli", f"/riunioni/{meeting}")
    commitment = agreement.commitments.get(code="1").pk
    client = planner()
    addresses = [
        *(f"{ROOT}/{agreement.code}{page}" for page in (*PAGES, *rest)),
        *(f"{ROOT}{page}" for page in ("", "/nuova", "/importa", "/matrice", "/matrice?attore=comune-di-rho")),
        f"/scrivania/impegni/{commitment}", f"/scrivania/impegni/{commitment}/togli",
    ]  # fmt: skip
    for address in addresses:
        response = client.get(f"{language}{address}")
        assert response.status_code == 200, address
        page = Markup(response.content.decode())
        assert page.refused == [], address
        assert page.headings.count("h1") == 1, address
        assert len(page.ids) == len(set(page.ids)), address


def test_facts_are_saved_and_the_second_editor_told() -> None:
    agreement = proposed()
    address = f"{ROOT}/{agreement.code}/dati"
    values = {"title": "Protocollo nuovo", "type": "protocol", "legal_basis": "L. 1", "starts_on": "01/02/2024"}
    client = planner()
    response = send(client, address, "FactsForm", agreement.version, **values)
    assert response.headers["Location"] == f"{ROOT}/{agreement.code}#facts"
    assert Agreement.objects.get(pk=agreement.pk).starts_on == date(2024, 2, 1)
    late = send(client, address, "FactsForm", agreement.version, **{**values, "title": "Un altro titolo"})
    assert late.status_code == 422
    assert "Protocollo nuovo" in text_of(late)
    assert "Un altro titolo" in late.content.decode()


def test_special_fields_take_a_third_answer() -> None:
    agreement = proposed()
    client, address = planner(), f"{ROOT}/{agreement.code}/campi"
    for sent, kept in (("false", {"binding": False}), ("", {}), ("true", {"binding": True})):
        agreement.refresh_from_db()
        values = {"special_binding": sent, "special_act_that_follows": ""}
        assert send(client, address, "SpecialForm", agreement.version, **values).status_code == 302
        agreement.refresh_from_db()
        assert agreement.special == kept


def test_elements_and_codes_are_saved() -> None:
    agreement = proposed()
    client = planner()
    values = {"objectives": ["objectives:M1.01"], "drivers": ["drivers:D05"]}
    assert (
        send(client, f"{ROOT}/{agreement.code}/serve", "ElementsForm", agreement.version, **values).status_code == 302
    )
    assert [each.element for each in agreement.elements.all()] == ["drivers:D05", "objectives:M1.01"]
    agreement.refresh_from_db()
    address = f"{ROOT}/{agreement.code}/codici"
    wrong = send(client, address, "CodesForm", agreement.version, linked_codes="J61F")
    assert wrong.status_code == 422
    assert "non è un CUP" in text_of(wrong)
    good = send(client, address, "CodesForm", agreement.version, linked_codes="j61f22000330006, 1234567000")
    assert good.status_code == 302
    assert "Le cifre di controllo del CIG 1234567000 non corrispondono" in text_of(
        client.get(f"{ROOT}/{agreement.code}")
    )


def test_step_that_is_not_ready_is_refused_with_what_is_missing() -> None:
    plan = milan()
    agreement = agreements.add(plan, by=PLANNER, title="Patto", type="protocol")
    client = planner()
    response = send(client, f"{ROOT}/patto/stato", "MoveForm", agreement.version, to="negotiated")
    assert response.status_code == 422
    assert "almeno due parti" in text_of(response)


def test_life_by_hand() -> None:
    """Each step by its own form, by whoever may do it."""
    agreement = proposed()
    office, head = planner(), desk_of(person(Role.APPROVER))
    address = f"{ROOT}/{agreement.code}"

    def now() -> int:
        agreement.refresh_from_db()
        return agreement.version

    assert send(office, f"{address}/campi", "SpecialForm", now(), special_binding="true").status_code == 302
    assert send(office, f"{address}/stato", "MoveForm", now(), to="negotiated").status_code == 302
    town = agreement.parties.get(actor__code="comune-di-rho")
    city = agreement.parties.get(actor__code="citta-metropolitana-di-milano")
    approval = {"approval_body": "Giunta", "approval_number": "3", "approved_on": "2024-01-10"}
    theirs = referent()
    assert send(theirs, f"{address}/parti/{town.pk}/approvazione", "ApprovalForm", 1, **approval).status_code == 302
    assert send(theirs, f"{address}/parti/{city.pk}/approvazione", "ApprovalForm", 1, **approval).status_code == 403
    assert send(office, f"{address}/parti/{city.pk}/approvazione", "ApprovalForm", 1, **approval).status_code == 302
    assert send(office, f"{address}/stato", "MoveForm", now(), to="approved").status_code == 302
    signature = {"signed_on": "2024-01-20", "signature": "handwritten"}
    assert office.get(f"{address}/firma").status_code == 403
    assert send(head, f"{address}/firma", "SignForm", now(), **signature).status_code == 302
    refused = send(office, f"{address}/stato", "MoveForm", now(), to="in_force")
    assert "ha il suo primo giorno" in text_of(refused)
    agreement.refresh_from_db()
    assert agreement.state == "signed"


@pytest.mark.parametrize(
    ("page", "form", "values", "count"),
    [
        ("/risorse/nuova", "ResourceForm", {"source": "Regione", "amount": "1.234,50"}, lambda a: a.resources.count()),
        ("/riunioni/nuova", "MeetingForm", {"held_on": "2024-03-01", "subject": "x"}, lambda a: a.meetings.count()),
    ],
    ids=["money", "meeting"],
)
def test_parts_are_added(page: str, form: str, values: dict[str, str], count: Callable[[Agreement], int]) -> None:
    agreement = proposed()
    assert send(planner(), f"{ROOT}/{agreement.code}{page}", form, **values).status_code == 302
    assert count(agreement) == 1


def test_accession_is_recorded() -> None:
    agreement = in_force()
    chamber = Actor.objects.get(code="camera-di-commercio")
    values = {"kind": "accession", "dated": "2024-05-01", "text": "Aderisce", "signatory": "Presidente"}
    client, address = planner(), f"{ROOT}/{agreement.code}/modifiche/nuova"
    without = send(client, address, "AmendForm", agreement.version, **values)
    assert "Indicare quale attore" in text_of(without)
    done = send(client, address, "AmendForm", agreement.version, **values, actor=chamber.pk)
    assert done.status_code == 302
    assert agreement.parties.count() == 3


def test_commitment_is_added_reported_and_changed() -> None:
    agreement = in_force()
    rho = Actor.objects.get(code="comune-di-rho")
    office = planner()
    values = {"actor": rho.pk, "what": "Asfaltare", "amount": "1 000,50", "element": "objectives:M3.01"}
    added = send(office, f"{ROOT}/{agreement.code}/impegni/nuovo", "CommitmentForm", **values)
    assert added.headers["Location"].endswith("#commitments")
    commitment = Commitment.objects.get(what="Asfaltare")
    address = f"/scrivania/impegni/{commitment.pk}"
    theirs = referent()
    wrong = send(theirs, address, "ReportForm", 1, state="done")
    assert wrong.status_code == 422
    assert "che cosa mostra che è stato mantenuto" in text_of(wrong)
    report = {"state": "done", "evidence": "Verbale", "done_on": "2024-05-01"}
    assert send(theirs, address, "ReportForm", 1, **report).status_code == 302
    commitment.refresh_from_db()
    assert commitment.state == "done"
    changed = send(office, address, "CommitmentForm", commitment.version, **{**values, "what": "Asfaltare tutto"})
    assert changed.status_code == 302
    assert send(office, f"{address}/togli", "RemoveForm").status_code == 422


def test_pages_without_a_plan() -> None:
    client = planner()
    assert "empty" in client.get(ROOT).content.decode()
    assert client.get(f"{ROOT}/nuova").status_code == 404
