"""The plan's editor: what is read and written by whom, at which field it says no, and what two editors are told."""

import re
from typing import Any

import pytest
from django.test import Client

from segnavia.actions import drafts
from segnavia.actions.packages import get_package, record_of
from segnavia.actions.plans import load
from segnavia.actions.rows import MODELS, row_named
from segnavia.core.permissions import Role
from segnavia.desk.plan.fields import field_of, section_specs, specs_of
from segnavia.desk.plan.tree import url_of
from segnavia.plans.reader import read
from segnavia.plans.schema import Package
from segnavia.registry.models import Edition, ObservationChange
from tests.actions.people import PLANNER
from tests.actions.texts import adopted, answered, draft, in_force, observed
from tests.desk.people import actor, desk_of, person
from tests.plans.test_writer import MILANO
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
OBJECTIVE = "/scrivania/piano/testo/objectives/M1.01"


@pytest.fixture
def planner() -> Client:
    return desk_of(person(Role.PLANNER))


def form_of(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the form of a page would send, with some values typed over."""
    form = client.get(url).context["form"]
    sent: dict[str, Any] = {"form": form.key, "typist": form.typist, "version": form.version_now}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if value is not None:
            sent[form.add_prefix(name)] = value
    if getattr(form, "list_key", "") == "parts":
        sent["sections-count"] = form.count
    return {**sent, **changes}


def text_of(response: Any) -> str:
    return Markup(response.content.decode()).text


@pytest.mark.parametrize("key", [*MODELS, "sections"])
def test_every_field_of_every_list_has_its_way_of_typing(key: str) -> None:
    specs = section_specs() if key == "sections" else specs_of(key)
    assert [spec.name for spec in specs if not field_of(spec).label] == []


def test_tree_holds_every_record_once(planner: Client) -> None:
    edition = draft()
    page = planner.get("/scrivania/piano")
    links = re.findall(r'id="(node-[^"]+)"', page.content.decode())
    package = get_package(edition)
    assert len(links) == len(set(links)) == 1 + sum(len(getattr(package, key)) for key in MODELS)


def test_tree_is_found_in_by_words(planner: Client) -> None:
    draft()
    page = planner.get("/scrivania/piano?cerca=archivi%20aperti")
    links = re.findall(r'id="node-([^"]+)"', page.content.decode())
    assert links[:4] == ["missions-m1", "objectives-m1-02", "drivers-d02", "agenda-d02-m1-02"]
    assert "objectives-m1-01" not in links
    assert "Niente" in text_of(planner.get("/scrivania/piano?cerca=zzz"))


@pytest.mark.parametrize("key", list(MODELS))
def test_record_of_each_list_is_saved_as_it_stands(planner: Client, key: str) -> None:
    edition = draft()
    before = get_package(edition)
    page = planner.get("/scrivania/piano")
    urls = set(re.findall(rf'href="(/scrivania/piano/testo/{key}/[^"?]+)"', page.content.decode()))
    assert urls
    for url in urls:
        response = planner.post(url, form_of(planner, url))
        assert (response.status_code, response["Location"]) == (302, url), text_of(response)
    assert get_package(edition) == before


def test_record_is_changed(planner: Client) -> None:
    edition = draft()
    sent = form_of(planner, OBJECTIVE, title="Servizi per tutti", directions=["municipalities"], note="uno\r\ndue")
    page = planner.post(OBJECTIVE, sent, follow=True)
    assert "Servizi per tutti" in text_of(page)
    after = record_of("objectives", row_named(edition, "objectives:M1.01"))
    assert (after.title, after.directions, after.note) == ("Servizi per tutti", ("municipalities",), "uno\ndue")


def test_record_that_takes_another_code_has_another_address(planner: Client) -> None:
    draft()
    response = planner.post(OBJECTIVE, form_of(planner, OBJECTIVE, code="M1.09"))
    assert response["Location"] == "/scrivania/piano/testo/objectives/M1.09"
    assert planner.get(OBJECTIVE).status_code == 404


def test_wrong_value_stands_at_its_field_and_nothing_typed_is_lost(planner: Client) -> None:
    edition = draft()
    response = planner.post(OBJECTIVE, form_of(planner, OBJECTIVE, code="M1.1", title="Scritto <b>a lungo</b>"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["code"]
    html = response.content.decode()
    assert "Scritto &lt;b&gt;a lungo&lt;/b&gt;" in html
    assert get_package(edition).objectives[0].title == "Servizi digitali ai cittadini"


def test_second_editor_sees_what_differs_and_then_decides(planner: Client) -> None:
    edition = draft()
    sent = form_of(planner, OBJECTIVE, title="La mia")
    row = row_named(edition, "objectives:M1.01")
    values = {**record_of("objectives", row).model_dump(mode="json"), "title": "La sua"}
    drafts.revise_record(row, "objectives", values, by=PLANNER, version=row.version)
    told = planner.post(OBJECTIVE, sent)
    assert told.status_code == 422
    (differing,) = told.context["form"].conflict
    assert (differing.now, differing.yours) == ("La sua", "La mia")
    again = {**sent, "version": told.context["form"].version_now}
    assert planner.post(OBJECTIVE, again).status_code == 302
    assert get_package(edition).objectives[0].title == "La mia"


def test_header_is_saved_and_the_second_editor_is_told(planner: Client) -> None:
    edition = draft()
    url = "/scrivania/piano/testata"
    sent = form_of(planner, url, title="Piano nuovo", period_end=2025)
    assert planner.post(url, sent).status_code == 302
    header = get_package(Edition.objects.get(pk=edition.pk)).plan
    assert (header.title, header.period.end) == ("Piano nuovo", 2025)
    told = planner.post(url, {**sent, "title": "Piano altrui"})
    assert told.status_code == 422
    assert {each.now for each in told.context["form"].conflict} == {"Piano nuovo"}
    wrong = planner.post(url, form_of(planner, url, period_start=2030))
    assert list(wrong.context["form"].errors) == ["period_end"]


PART = "/scrivania/piano/testo/parts/01"


def test_passage_is_added_without_losing_what_was_typed(planner: Client) -> None:
    edition = draft()
    more = planner.post(PART, form_of(planner, PART, title="Il piano", more="1"))
    assert more.status_code == 200
    form = more.context["form"]
    assert (form.count, form["title"].value()) == (2, "Il piano")
    sent = {**form_of(planner, PART, title="Il piano"), "sections-count": 2}
    new = {"title": "Coda", "medium": "text", "text": "Fine.", "provenance": "source", "note": ""}
    sent |= {f"sections-1-{name}": value for name, value in new.items()}
    assert planner.post(PART, sent).status_code == 302
    part = get_package(edition).parts[0]
    assert (part.title, [each.title for each in part.sections]) == ("Il piano", ["Premessa", "Coda"])


def test_passage_is_removed_and_an_empty_one_is_passed_over(planner: Client) -> None:
    edition = draft()
    sent = form_of(planner, PART, **{"sections-0-remove": "on"}) | {"sections-count": 2, "sections-1-medium": "text"}
    assert planner.post(PART, sent).status_code == 302
    assert get_package(edition).parts[0].sections == ()


def test_wrong_passage_is_told_at_its_own_field(planner: Client) -> None:
    draft()
    sent = form_of(planner, PART, **{"sections-0-remove": "on"}) | {
        "sections-count": 2,
        "sections-1-medium": "text",
        "sections-1-provenance": "source",
        "sections-1-text": "Senza titolo",
    }
    assert list(planner.post(PART, sent).context["form"].errors) == ["sections-1-title"]


def test_record_is_added_under_another(planner: Client) -> None:
    edition = draft()
    url = "/scrivania/piano/nuovo/agenda?sotto=D02"
    sent = form_of(planner, url, objective="M1.01", reason="È la base")
    assert sent["driver"] == "D02"
    response = planner.post(url, sent)
    assert response["Location"] == "/scrivania/piano/testo/agenda/D02~M1.01"
    assert "D02 M1.01" in {f"{each.driver} {each.objective}" for each in get_package(edition).agenda}


def test_record_is_removed_after_a_question(planner: Client) -> None:
    edition = draft()
    url = "/scrivania/piano/testo/agenda/D01~M1.01/togli"
    assert "Servizi digitali" in text_of(planner.get(url))
    assert len(get_package(edition).agenda) == 4
    assert planner.post(url, form_of(planner, url)).status_code == 302
    assert len(get_package(edition).agenda) == 3


def test_record_that_others_lead_to_stays_and_they_are_named(planner: Client) -> None:
    draft()
    url = f"{OBJECTIVE}/togli"
    response = planner.post(url, form_of(planner, url))
    assert response.status_code == 422
    assert "agenda:D01 M1.01" in text_of(response)


def test_record_is_moved(planner: Client) -> None:
    edition = draft()
    assert planner.get(f"{OBJECTIVE}/sposta").status_code == 302
    response = planner.post(f"{OBJECTIVE}/sposta", {"down": "1"})
    assert response["Location"] == OBJECTIVE
    assert [each.code for each in get_package(edition).objectives] == ["M1.02", "M1.01", "M2.01"]


def test_htmx_gets_the_panel_and_its_link_of_the_tree(planner: Client) -> None:
    draft()
    headers = {"HX-Request": "true"}
    sent = form_of(planner, OBJECTIVE, title="Servizi per tutti")
    page = planner.post(OBJECTIVE, sent, headers=headers, follow=True)
    html = page.content.decode()
    assert "<html" not in html
    assert "plan-tree" not in html
    assert re.search(r'id="node-objectives-m1-01"[^>]*hx-swap-oob="true">M1.01 Servizi per tutti<', html)
    assert "Salvato." in html
    wrong = planner.post(OBJECTIVE, {**sent, "title": ""}, headers=headers)
    assert wrong.status_code == 422
    assert "<html" not in wrong.content.decode()
    moved = planner.post(OBJECTIVE, form_of(planner, OBJECTIVE, code="M1.09"), headers=headers)
    assert (moved.status_code, moved["HX-Redirect"]) == (204, "/scrivania/piano/testo/objectives/M1.09")


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.REFERENT, Role.ADMINISTRATOR])
def test_others_read_and_do_not_write(role: Role) -> None:
    edition = draft()
    client = desk_of(person(role, actor=actor()))
    page = client.get(OBJECTIVE)
    assert page.context["form"] is None
    assert "Servizi digitali ai cittadini" in text_of(page)
    assert "<textarea" not in page.content.decode()
    client.post(OBJECTIVE, {"form": "ObjectivesForm", "title": "Mio", "version": "1"})
    for url in ("/scrivania/piano/nuovo/levels", f"{OBJECTIVE}/togli", f"{OBJECTIVE}/sposta"):
        assert client.post(url, {}).status_code == 403
    assert get_package(edition).objectives[0].title == "Servizi digitali ai cittadini"


def test_text_in_force_is_read_and_its_update_begun(planner: Client) -> None:
    in_force()
    page = planner.get(OBJECTIVE)
    assert page.context["form"] is None
    assert "/scrivania/piano/aggiornamento" in page.content.decode()
    url = "/scrivania/piano/aggiornamento"
    wrong = planner.post(url, form_of(planner, url, period_start=2025))
    assert list(wrong.context["form"].errors) == ["period_end"]
    assert planner.post(url, form_of(planner, url, period_end=2025))["Location"] == "/scrivania/piano"
    assert planner.get(OBJECTIVE).context["form"] is not None
    assert Edition.objects.get(status="draft").period_end == 2025


def test_adopted_text_asks_for_which_observation(planner: Client) -> None:
    edition = adopted()
    assert planner.get(OBJECTIVE).context["form"] is None
    first, second = (answered(observed(edition, author=name)) for name in ("Comitato", "Rete"))
    assert form_of(planner, f"{OBJECTIVE}?osservazione={first.pk}")["observation"] == str(first.pk)
    sent = form_of(planner, OBJECTIVE, title="Servizi per tutti", observation="")
    wrong = planner.post(OBJECTIVE, sent)
    assert list(wrong.context["form"].errors) == ["observation"]
    assert planner.post(OBJECTIVE, {**sent, "observation": str(second.pk)}).status_code == 302
    assert [each.observation for each in ObservationChange.objects.all()] == [second]
    assert "Servizi per tutti" in text_of(planner.get(f"/scrivania/osservazioni/{second.pk}"))
    assert first.changes.count() == 0


def test_findings_stand_beside_their_record_with_their_remedy(planner: Client) -> None:
    draft(agenda=[])
    page = planner.get(OBJECTIVE)
    assert {each.code for each in page.context["findings"]} >= {"PLN102"}
    assert "Rimedio" in text_of(page)
    everything = planner.get("/scrivania/piano/rilievi")
    assert OBJECTIVE in everything.content.decode()


def test_what_keeps_a_text_from_being_frozen_leads_to_its_record(planner: Client) -> None:
    edition = draft()
    row = row_named(edition, "crosswalk:M1C1I1.02.00 none")
    drafts.remove_record(row, "crosswalk", by=PLANNER, version=row.version)
    for page in ("/scrivania/piano", "/scrivania/piano/rilievi", "/scrivania/piano/vita"):
        found = planner.get(page).context["problems"]
        assert [(each.code, each.url) for each in found] == [("PKG019", url_of("submeasures:M1C1I1.02.00"))]


@pytest.mark.parametrize(
    "url",
    [
        "/scrivania/piano/testo/objectives/M9.99",
        "/scrivania/piano/testo/nothing/M1.01",
        "/scrivania/piano/testo/agenda/D01",
        "/scrivania/piano/nuovo/nothing",
        "/scrivania/piano/testi/00000000.json",
    ],
)
def test_address_of_nothing(planner: Client, url: str) -> None:
    draft()
    assert planner.get(url).status_code == 404


def test_desk_without_a_plan_says_what_will_be_here(planner: Client) -> None:
    for url in (
        "/scrivania/piano",
        "/scrivania/piano/vita",
        "/scrivania/osservazioni",
        "/scrivania/osservazioni/registro",
    ):
        assert planner.get(url).status_code == 200
    assert planner.get(OBJECTIVE).status_code == 404


PAGES = (
    "/scrivania/piano",
    "/scrivania/piano/testata",
    "/scrivania/piano/rilievi",
    "/scrivania/piano/vita",
    "/scrivania/piano/nuovo/objectives?sotto=M1",
    PART,
    OBJECTIVE,
    f"{OBJECTIVE}/togli",
    "/scrivania/osservazioni",
    "/scrivania/osservazioni/nuova",
    "/scrivania/osservazioni/registro",
)


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_page_obeys_the_content_policy(planner: Client, prefix: str, url: str) -> None:
    answered(observed(adopted()))
    response = planner.get(prefix + url)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    assert markup.headings.count("h1") == 1
    assert len(markup.ids) == len(set(markup.ids))


def test_plan_of_milan_is_saved_as_it_stands(planner: Client) -> None:
    """The longest records of a real plan come back unchanged through the form."""
    package = read(MILANO).package
    assert isinstance(package, Package)
    edition = load(package, by=PLANNER).edition
    for element in (
        "parts:01",
        "parts:03",
        "objectives:M3.01",
        "drivers:D05",
        "levels:L1",
        "keywords:K1",
        "zones:milano",
    ):
        url = url_of(element)
        assert planner.post(url, form_of(planner, url)).status_code == 302, element
    assert get_package(edition) == package
