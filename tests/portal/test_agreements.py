"""The public pages of agreements: what is public, what is overdue, who stands for what; nothing else."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from segnavia.actions import agreements, commitments, documents
from segnavia.registry.models import Actor, Agreement, AgreementCode
from tests.actions.agreements import COMMAND, PLANNER, in_force, milan
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
CODE = "protocollo-per-i-tram"


def text_of(client: Client, address: str) -> str:
    return Markup(client.get(address).content.decode()).text


@pytest.fixture
def agreement() -> Agreement:
    return in_force(is_public=True)


def test_without_agreements_the_page_says_who_puts_them_there(portal: Client) -> None:
    assert "quando l'ufficio di piano le avrà scritte" in text_of(portal, "/intese")
    assert portal.get("/intese.json").json()["items"] == []


def test_agreement_that_is_not_public_is_nowhere(portal: Client) -> None:
    agreement = in_force(is_public=False)
    for address in ("/intese", "/obiettivi/M2.01", "/obiettivi/M3.01", "/agenda/D05", "/intese/matrice"):
        assert agreement.title not in portal.get(address).content.decode(), address
        assert agreement.code not in portal.get(f"{address}.json").content.decode(), address
    assert portal.get(f"/intese/{CODE}").status_code == 404
    assert portal.get(f"/intese/{CODE}.json").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
@pytest.mark.parametrize(
    "page", ["/intese", f"/intese/{CODE}", "/intese/matrice", "/intese/matrice?attore=comune-di-rho"]
)
def test_page_obeys_the_content_policy(portal: Client, agreement: Agreement, prefix: str, page: str) -> None:
    response = portal.get(prefix + page)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    assert markup.headings.count("h1") == 1
    assert len(markup.ids) == len(set(markup.ids))


def test_list_tells_type_state_and_what_is_overdue(portal: Client, agreement: Agreement) -> None:
    text = text_of(portal, "/intese")
    assert "1 intesa attua il piano, 1 in vigore. 1 impegno è scaduto." in text
    assert "Protocollo d'intesa" in text
    assert agreement.title in text_of(portal, "/intese?tipo=protocol&stato=in_force")
    assert "Nessuna intesa corrisponde" in text_of(portal, "/intese?tipo=pact")
    (item,) = portal.get("/intese.json").json()["items"]
    assert (item["code"], item["state"], item["overdue"]) == (CODE, "in_force", 1)


def test_agreement_shows_its_parties_days_and_promises(portal: Client, agreement: Agreement) -> None:
    page = portal.get(f"/intese/{CODE}").content.decode()
    text = Markup(page).text
    for told in ("Sindaco metropolitano", "Giunta 3/2024", "1 scaduto", "Impegno scaduto", "Insediamento", "da venire"):
        assert told in text, told
    assert "Di 1 fonte l'importo non è noto" in text
    days = [line.split('"')[0] for line in page.split('<time datetime="')[1:]]
    assert days == sorted(days)
    assert {"2024-01-10", "2024-01-20", "2024-02-01", "2024-03-01", "2024-06-30"} <= set(days)


def test_twin_keeps_the_note_of_the_office_and_unknown_as_null(portal: Client, agreement: Agreement) -> None:
    agreements.revise(agreement, by=PLANNER, version=agreement.version, note="da rivedere con l'assessore")
    twin = portal.get(f"/intese/{CODE}.json")
    assert "assessore" not in twin.content.decode()
    assert "assessore" not in portal.get(f"/intese/{CODE}").content.decode()
    data = twin.json()
    assert data["resources"] == [{"source": "Comune di Rho", "amount": None}]
    assert data["commitments"][0]["days_late"] > 0
    assert data["commitments"][1]["days_late"] == 0
    assert data["special"] == {"binding": True}
    assert [party["actor"] for party in data["parties"]] == ["citta-metropolitana-di-milano", "comune-di-rho"]


def test_address_in_capitals_leads_to_the_page(portal: Client, agreement: Agreement) -> None:
    assert portal.get(f"/intese/{CODE.upper()}").headers["Location"] == f"/intese/{CODE}"


def test_title_is_escaped(portal: Client) -> None:
    agreement = in_force(is_public=True)
    title = "<script>alert(1)</script>"
    agreements.revise(agreement, by=PLANNER, version=agreement.version, title=title, aims=title)
    for address in ("/intese", f"/intese/{CODE}", "/obiettivi/M3.01", "/intese/matrice"):
        assert title not in portal.get(address).content.decode()


def test_only_public_documents_are_shown(portal: Client, agreement: Agreement, settings: Any, tmp_path: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.SEGNAVIA_HOME = tmp_path
    for title, is_public in (("Il testo", True), ("La bozza", False)):
        upload = SimpleUploadedFile("a.txt", title.encode())
        documents.attach(agreement, upload, by=COMMAND, title=title, is_public=is_public)
    text = text_of(portal, f"/intese/{CODE}")
    assert "Il testo" in text
    assert "La bozza" not in text
    (document,) = portal.get(f"/intese/{CODE}.json").json()["documents"]
    assert document["sha256"] in text


def test_expired_agreement_is_shown_expired(portal: Client, agreement: Agreement) -> None:
    agreements.revise(agreement, by=PLANNER, version=agreement.version, ends_on=date(2024, 12, 31))
    assert portal.get(f"/intese/{CODE}.json").json()["state"] == "expired"
    assert Agreement.objects.get().state == "in_force"


@pytest.mark.parametrize(
    ("address", "promises"), [("/obiettivi/M2.01", 0), ("/obiettivi/M3.01", 2), ("/agenda/D05", 0)]
)
def test_element_shows_what_serves_it(portal: Client, agreement: Agreement, address: str, promises: int) -> None:
    assert agreement.title in text_of(portal, address)
    (item,) = portal.get(f"{address}.json").json()["agreements"]["items"]
    assert (item["code"], len(item["commitments"])) == (CODE, promises)
    assert "Nessuna intesa pubblica vi contribuisce" in text_of(portal, "/obiettivi/M1.02")


def test_matrix_tells_whom_nobody_stands_for(portal: Client, agreement: Agreement) -> None:
    items = {item["objective"]: item for item in portal.get("/intese/matrice.json").json()["items"]}
    assert len(items) == 63
    served = items["M2.01"]["directions"]
    assert served["municipalities"]["actors"] == ["comune-di-rho"]
    assert served["municipalities"]["cover"] == "committed"
    promised = items["M3.01"]["directions"]["municipalities"]
    assert (promised["marked"], promised["cover"]) == (True, "committed")
    assert items["M3.01"]["directions"]["metropolitan_city"]["cover"] == "nobody"
    assert items["M3.01"]["directions"]["intermediate_bodies"] == {
        "marked": False, "cover": None, "actors": [], "agreements": [],
    }  # fmt: skip


def test_matrix_adds_a_column_of_one_actor(portal: Client, agreement: Agreement) -> None:
    assert text_of(portal, "/intese/matrice?attore=comune-di-rho").count("Comune di Rho") > text_of(
        portal, "/intese/matrice"
    ).count("Comune di Rho")
    assert portal.get("/intese/matrice?attore=nessuno").status_code == 200


def test_withdrawn_commitment_stands_for_nothing(portal: Client, agreement: Agreement) -> None:
    for commitment in agreement.commitments.all():
        commitments.report(commitment, by=PLANNER, version=commitment.version, state="withdrawn")
    items = {item["objective"]: item for item in portal.get("/intese/matrice.json").json()["items"]}
    assert items["M3.01"]["directions"]["municipalities"]["cover"] == "nobody"


def test_pages_ask_the_database_little(portal: Client, django_assert_max_num_queries: Any) -> None:
    plan = in_force(is_public=True).plan
    city, rho = Actor.objects.order_by("code")[1:3]
    for number in range(12):
        other = agreements.add(plan, by=PLANNER, title=f"Altra {number}", type="protocol", is_public=True)
        for actor in (city, rho):
            agreements.add_party(other, actor, by=PLANNER)
        AgreementCode.objects.create(agreement=other, kind="CUP", code="J61F22000330006")
    with django_assert_max_num_queries(8):
        portal.get("/intese")
    with django_assert_max_num_queries(8):
        portal.get("/intese/matrice")
    with django_assert_max_num_queries(16):
        portal.get(f"/intese/{CODE}")


def test_plan_page_leads_to_the_agreements(portal: Client) -> None:
    milan()
    assert "/intese" in Markup(portal.get("/piano").content.decode()).links
