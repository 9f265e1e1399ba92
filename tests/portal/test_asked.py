"""What is asked of a municipality or body, in public: overdue first, and never what a private agreement holds."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from segnavia.registry.models import (
    Actor,
    Agreement,
    Assignment,
    Commitment,
    FirstMove,
    Plan,
    Reform,
    ReformStep,
)
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, Reader

pytestmark = pytest.mark.django_db
CITY = "/comuni/015146"


def day(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def plan(portal: Client) -> Plan:
    return Plan.objects.create(code="milano-2022-2024")


@pytest.fixture
def milano(plan: Plan) -> Actor:
    return Actor.objects.create(
        code="comune-di-milano",
        title="Comune di Milano",
        kind="municipality",
        direction="municipalities",
        municipality="015146",
        tax_code="01199250158",
    )


@pytest.fixture
def university(plan: Plan) -> Actor:
    return Actor.objects.create(
        code="politecnico", title="Politecnico", kind="university", direction="intermediate_bodies"
    )


def assigned(plan: Plan, owner: Actor, element: str = "objectives:M1.01", **values: Any) -> Assignment:
    return Assignment.objects.create(plan=plan, element=element, direction=owner.direction, owner=owner, **values)


def promised(plan: Plan, actor: Actor, what: str, *, is_public: bool) -> Commitment:
    agreement = Agreement.objects.create(
        plan=plan,
        code=f"intesa-{is_public}".lower(),
        type="protocol",
        title=f"Protocollo {what}",
        legal_basis="–",
        state="in_force",
        signed_on=day(-100),
        is_public=is_public,
    )
    return Commitment.objects.create(agreement=agreement, code="1", actor=actor, what=what, due_on=day(10))


def page(portal: Client, address: str) -> Markup:
    response = portal.get(address)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    assert markup.headings.count("h1") == 1
    assert len(markup.ids) == len(set(markup.ids))
    return markup


@pytest.mark.parametrize("address", [CITY, "/attori/comune-di-milano", "/attori/01199250158"])
def test_one_list_by_date_with_the_overdue_first(portal: Client, plan: Plan, milano: Actor, address: str) -> None:
    assigned(plan, milano, "objectives:M1.02", due_on=day(5))
    assigned(plan, milano, "objectives:M1.01", due_on=day(-3))
    promised(plan, milano, "Finanziare la pista", is_public=True)
    FirstMove.objects.create(plan=plan, title="Tavolo convocato", owner=milano)
    text = page(portal, address).text
    asked = text[text.index("Che cosa ci è chiesto") :]
    order = [asked.index(each) for each in ("M1.01", "Scaduto da 3 giorni", "M1.02", "Finanziare la pista", "Tavolo")]
    assert order == sorted(order)
    assert "1 voce è scaduta" in asked


@pytest.mark.parametrize("suffix", ["", ".json"], ids=["page", "twin"])
@pytest.mark.parametrize("address", [CITY, "/attori/comune-di-milano", "/attori"])
def test_private_agreement_shows_nothing(portal: Client, plan: Plan, milano: Actor, address: str, suffix: str) -> None:
    promised(plan, milano, "Segreto", is_public=False)
    FirstMove.objects.create(plan=plan, title="Segreta mossa", owner=milano, is_public=False)
    for prefix in ("", "/en"):
        content = portal.get(f"{prefix}{address}{suffix}").content.decode()
        assert "Segret" not in content
        assert "intesa-false" not in content
    twin = portal.get(f"{address}.json").json()
    asked = twin["asked"]["items"] if "asked" in twin else twin["actors"]["items"][0]["asked"]
    assert asked in ([], 0)


def test_twin_carries_the_same(portal: Client, plan: Plan, milano: Actor) -> None:
    assigned(plan, milano, due_on=day(-3), what="Approvare il piano")
    (item,) = portal.get(f"{CITY}.json").json()["asked"]["items"]
    assert item == {
        "kind": "assignment",
        "actor": "comune-di-milano",
        "what": "Approvare il piano",
        "element": "objectives:M1.01",
        "direction": "municipalities",
        "agreement": None,
        "due_on": day(-3).isoformat(),
        "state": "to_do",
        "done_on": None,
        "evidence": None,
    }


@pytest.mark.parametrize("address", [CITY, "/attori/01199250158"])
def test_late_projects_of_the_body_stand_in_the_list(
    portal: Client, reader: Reader, plan: Plan, milano: Actor, address: str
) -> None:
    """They were due before anything else here, at the date that the bulletin tells."""
    body = replace(BULLETIN.by["body"]["01199250158"], late=12)
    reader.bulletins = (replace(BULLETIN, by={**BULLETIN.by, "body": {"01199250158": body}}),)
    assigned(plan, milano, due_on=day(-3))
    text = page(portal, address).text
    asked = text[text.index("Che cosa ci è chiesto") :]
    assert asked.index("Tram") < asked.index("M1.01")
    assert "Scaduto da 132 giorni" in asked
    assert "secondo i dati dello Stato al 31 marzo 2025" in asked
    assert "Altri 2 progetti sono in ritardo" in asked
    assert portal.get(f"{address}.json").json()["asked"]["late_projects"] == 12
    assert ("body", "01199250158", "late", 10, 0) in reader.asked


def test_actor_without_projects_has_a_page(portal: Client, plan: Plan, university: Actor) -> None:
    assigned(plan, university, "objectives:M1.02")
    markup = page(portal, "/attori/politecnico")
    assert "Il suo codice fiscale non è noto" in markup.text
    assert "M1.02" in markup.text
    assert portal.get("/attori/politecnico.json").json()["project_list"] is None


def test_municipality_that_is_no_actor_yet_says_what_will_be_there(portal: Client) -> None:
    assert "quando l'ufficio di piano li avrà affidati" in page(portal, "/comuni/015002").text


@pytest.mark.parametrize("code", ["nessuno", "99999999999"])
def test_unknown_actor_is_not_found(portal: Client, code: str) -> None:
    assert portal.get(f"/attori/{code}").status_code == 404


def test_done_stands_apart_with_its_evidence(portal: Client, plan: Plan, milano: Actor) -> None:
    assigned(plan, milano, state="done", done_on=day(-9), evidence="Delibera <b>4</b>")
    response = portal.get(CITY)
    assert "1 voce conclusa o ritirata" in Markup(response.content.decode()).text
    assert b"Delibera &lt;b&gt;4" in response.content


def test_list_of_actors_says_how_much_is_asked(portal: Client, plan: Plan, milano: Actor, university: Actor) -> None:
    assigned(plan, milano)
    assigned(plan, milano, "objectives:M1.02")
    assigned(plan, milano, "objectives:M1.03", state="withdrawn")
    markup = page(portal, "/attori")
    assert {"/attori/comune-di-milano", "/attori/politecnico"} <= set(markup.links)
    items = portal.get("/attori.json").json()["actors"]["items"]
    assert [(each["code"], each["asked"], each["projects"]) for each in items] == [
        ("comune-di-milano", 2, 30),
        ("politecnico", 0, None),
    ]
    narrowed = portal.get("/attori.json?direzione=intermediate_bodies").json()["actors"]["items"]
    assert [each["code"] for each in narrowed] == ["politecnico"]


def test_objective_says_who_carries_it_out(portal: Client, plan: Plan, milano: Actor) -> None:
    assert "ancora affidato a nessuno" in page(portal, "/obiettivi/M1.01").text
    assigned(plan, milano, due_on=day(-3))
    markup = page(portal, "/obiettivi/M1.01")
    assert "/attori/comune-di-milano" in markup.links
    assert "Scaduto da 3 giorni" in markup.text
    (item,) = portal.get("/obiettivi/M1.01.json").json()["assignments"]
    assert (item["actor"], item["direction"], item["state"]) == ("comune-di-milano", "municipalities", "to_do")


def test_many_carriers_are_told_as_a_number_first(portal: Client, plan: Plan) -> None:
    for number in range(6):
        owner = Actor.objects.create(
            code=f"comune-{number}", title=f"Comune {number}", kind="municipality", direction="municipalities"
        )
        state = {"state": "done", "done_on": day(-1), "evidence": "x"} if number == 0 else {}
        assigned(plan, owner, **state)
    assert "incarico di 6 attori, 1 hanno concluso" in page(portal, "/obiettivi/M1.01").text


def test_reforms_show_the_plans_word_and_the_offices(portal: Client, plan: Plan, milano: Actor) -> None:
    assert "l'ufficio non ha detto altro" in page(portal, "/riforme").text
    reform = Reform.objects.create(plan=plan, code="R1", state="done", note="Approvata", said_on=day(-1))
    ReformStep.objects.create(
        reform=reform, title="Parere", owner=milano, state="done", done_on=day(-5), act="Conferenza, n. 3"
    )
    ReformStep.objects.create(reform=reform, title="Legge", due_on=day(-2))
    text = page(portal, "/riforme").text
    for each in ("Approvata", "Conferenza, n. 3", "Scaduto da 2 giorni", "secondo il documento 2022-2024"):
        assert each in text
    first = portal.get("/riforme.json").json()["items"][0]
    assert (first["state"], first["office"]["state"]) == ("work_in_progress", "done")
    assert [step["title"] for step in first["steps"]] == ["Parere", "Legge"]


def test_steps_alone_are_no_word_of_the_office(portal: Client, plan: Plan) -> None:
    ReformStep.objects.create(reform=Reform.objects.create(plan=plan, code="R1"), title="Parere")
    assert portal.get("/riforme.json").json()["items"][0]["office"] is None


def test_first_moves_are_done_and_to_do(portal: Client, plan: Plan, milano: Actor) -> None:
    FirstMove.objects.create(plan=plan, title="Tavolo convocato", owner=milano, element="drivers:D01", due_on=day(-3))
    FirstMove.objects.create(
        plan=plan, title="Sito aperto", owner=milano, state="done", done_on=day(-9), evidence="https://example.org/"
    )
    FirstMove.objects.create(plan=plan, title="Rinunciata", owner=milano, state="withdrawn")
    markup = page(portal, "/prime-mosse")
    assert "erano un'immagine" in markup.text
    assert "Ci sono 2 prime mosse che mettono in movimento il piano; fatte: 1" in markup.text
    assert {"/agenda/D01", "https://example.org/", "/attori/comune-di-milano"} <= set(markup.links)
    assert "Rinunciata" not in markup.text
    twin = portal.get("/prime-mosse.json").json()
    assert [each["title"] for each in twin["items"]] == ["Tavolo convocato", "Sito aperto"]
    assert twin["source_is_picture"] is True


def test_first_moves_of_a_plan_that_has_none_say_what_will_be_there(portal: Client) -> None:
    assert "Qui staranno le prime mosse" in page(portal, "/prime-mosse").text
