"""Search over everything: what is found, where it leads, what is never found; whatever is typed has an answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from segnavia.briefing.search.kinds import ADDRESSES
from segnavia.core.agreements import AgreementType
from segnavia.core.codes import Direction
from segnavia.registry.models import Actor, Agreement, FirstMove, Plan
from tests.portal.markup import Markup

HOSTILE = (
    "'; DROP TABLE registry_actor;--",
    "((((",
    "title:scuola AND NOT code:* ~2",
    "/.*/ [a TO z] {1 TO 2} ^3",
    "\\",
    '"unclosed',
    "\x01\x02\x1b[31m\x7f",
    "\u202egnivom\u2066 \u200f\ufeff",
    "😀🏫",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "%s %d %(q)s {0}",
    "a" * 20_000,
    "parola " * 3_000,
    "é́́́́" * 50,
    "\ud7ff\uffff",
    "-1 OR 1=1",
    "*",
    "+-&&||!",
)


def twin(client: Client, query: str) -> dict[str, Any]:
    return client.get(f"/cerca.json?{query}").json()


@pytest.fixture
def plan(db: None) -> Plan:
    return Plan.objects.create(code="milano-2022-2024")


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_any_question_has_an_answer(example: Client, prefix: str, question: str) -> None:
    for address in ("cerca", "cerca.json", "progetti", "progetti.json"):
        response = example.get(f"{prefix}/{address}", {"q": question})
        assert response.status_code == 200
        if not address.endswith("json"):
            markup = Markup(response.content.decode())
            assert markup.refused == []
            assert "alert(1)</script" not in response.content.decode()


def test_bytes_that_are_no_text_have_an_answer(example: Client) -> None:
    assert example.get("/cerca?q=%ff%fe&tipo=%ff&pagina=%ff").status_code == 200
    assert example.get("/cerca?tipo=progetti&pagina=99999&q=scuola").status_code == 200


def test_stems_accents_and_case_make_no_difference(example: Client) -> None:
    asked = ("plessi scolastici", "PLESSO SCOLASTICO", "plèsso  scolàstico")
    answers = [[item["key"] for item in twin(example, f"q={quote(words)}")["items"]] for words in asked]
    assert "M4.05" in answers[0]
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize(
    ("question", "kind", "key"),
    [
        ("M3.01", "objective", "M3.01"),
        ("milano", "municipality", "015146"),
        ("015146", "municipality", "015146"),
        ("adda martesana", "zone", "adda-martesana"),
        ("diritto alla mobilità", "driver", "D05"),
        ("Comune di Milano", "actor", "01199250158"),
        ("01199250158", "actor", "01199250158"),
        ("M2C2", "component", "M2C2"),
        ("F40J21000050001", "project", "M2C2I4.02.00-F40J21000050001-8c4eb151"),
    ],
)
def test_thing_is_found_by_name_or_code(example: Client, question: str, kind: str, key: str) -> None:
    found = twin(example, f"q={quote(question)}")["items"]
    assert (kind, key) in [(item["kind"], item["key"]) for item in found]
    best = next(item for item in found if item["kind"] == kind)
    assert best["key"] == key


def test_every_hit_leads_somewhere(example: Client, plan: Plan) -> None:
    owner = Actor.objects.create(
        code="parco-nord", title="Parco Nord", kind="other", direction=Direction.INTERMEDIATE_BODIES
    )
    FirstMove.objects.create(plan=plan, title="Milano cammina", owner=owner)
    Agreement.objects.create(
        plan=plan, code="milano-est", type=AgreementType.PROTOCOL, title="Intesa di Milano est", is_public=True
    )
    seen = set()
    for question in ("milano", "città metropolitana", "sostenibilità", "mobilità", "digitalizzazione", "salute"):
        for item in twin(example, f"q={quote(question)}")["items"]:
            if item["kind"] in seen:
                continue
            seen.add(item["kind"])
            path, _, anchor = item["address"].partition("#")
            response = example.get(path)
            assert response.status_code == 200, item
            assert not anchor or anchor in Markup(response.content.decode()).ids, item
    assert seen == {kind.value for kind in ADDRESSES.values()}


def test_page_marks_the_words_and_says_how_many(example: Client) -> None:
    page = example.get("/cerca?q=plesso+scolastico").content.decode()
    assert "<mark>plessi</mark> <mark>scolastici</mark>" in page
    numbers = twin(example, "q=plesso+scolastico")
    assert numbers["total"] == sum(numbers["by_kind"].values())
    assert f"{numbers['total']} risultati per “plesso scolastico”." in Markup(page).text


def test_one_kind_is_paged(example: Client) -> None:
    first, second = (twin(example, f"q=comune&tipo=progetti&pagina={number}") for number in (1, 2))
    keys = [[item["key"] for item in page["items"]] for page in (first, second)]
    assert [len(each) for each in keys] == [20, 20]
    assert not set(keys[0]) & set(keys[1])
    assert {item["kind"] for item in first["items"]} == {"project"}
    assert first["total"] == first["by_kind"]["project"] > 40
    text = Markup(example.get("/cerca?q=comune&tipo=progetti&pagina=2").content.decode()).text
    assert "21 – 40 di" in text


def test_misspelt_word_is_found_and_told(example: Client) -> None:
    found = twin(example, "q=Bolate")
    assert (found["how"], found["instead"]) == ("close", "bollate")
    assert found["items"][0]["key"] == "015027"
    page = Markup(example.get("/cerca?q=Bolate").content.decode())
    assert "Forse cercavi bollate ?" in page.text
    assert "?q=bollate" in page.links


def test_nothing_found_says_what_to_do(example: Client) -> None:
    text = Markup(example.get("/cerca?q=sommergibile").content.decode()).text
    assert "Qui nulla contiene le parole “sommergibile”." in text
    assert "Prova con meno parole" in text
    assert "Che cosa cerchi?" in Markup(example.get("/cerca").content.decode()).text


def test_english_page_finds_the_italian_plan(example: Client) -> None:
    page = example.get("/en/cerca?q=plessi").content.decode()
    assert '<a href="/en/obiettivi/M4.05" lang="it">' in page
    assert "look for Italian words" in Markup(page).text


def test_question_is_escaped(example: Client) -> None:
    page = example.get("/cerca", {"q": '"><img src=x onerror=1> scuola'}).content.decode()
    assert "<img" not in page
    assert "&lt;img" in page


def test_box_stands_on_every_page(portal: Client) -> None:
    for page in ("/", "/verifica", "/en/obiettivi/M3.01", "/no-such-page"):
        html = portal.get(page).content.decode()
        assert html.count('class="site-search" role="search"') == 1, page


def test_site_without_a_bulletin_is_searched_too(portal: Client, reader: Any) -> None:
    reader.bulletins = ()
    found = twin(portal, "q=mobilità")
    assert "D05" in [item["key"] for item in found["items"]]
    assert "project" not in found["by_kind"]


def agreement(plan: Plan, **values: Any) -> Agreement:
    title = "Protocollo degli xilofoni"
    common = {"code": "xilofoni", "type": AgreementType.PROTOCOL, "title": title, "is_public": True}
    return Agreement.objects.create(plan=plan, **common | values)


def test_public_agreement_is_found_by_its_words_and_type(example: Client, plan: Plan) -> None:
    agreement(plan, aims="Tutela dei rapaci notturni")
    for question in ("xilofono", "rapaci", "protocollo d'intesa xilofoni"):
        assert [item["key"] for item in twin(example, f"q={quote(question)}&tipo=intese")["items"]] == ["xilofoni"], (
            question
        )


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda plan: agreement(plan, is_public=False), id="private-agreement"),
        pytest.param(
            lambda plan: agreement(Plan.objects.create(code="altro"), title="Xilofoni altrove"),
            id="agreement-of-another-plan",
        ),
        pytest.param(
            lambda plan: FirstMove.objects.create(
                plan=plan,
                title="Censire gli xilofoni",
                is_public=False,
                owner=Actor.objects.create(
                    code="ente", title="Ente", kind="other", direction=Direction.INTERMEDIATE_BODIES
                ),
            ),
            id="private-first-move",
        ),
    ],
)
def test_what_is_not_public_is_never_found(example: Client, plan: Plan, make: Callable[[Plan], object]) -> None:
    make(plan)
    assert twin(example, "q=xilofono")["total"] == 0


def test_index_follows_the_registry(example: Client, plan: Plan) -> None:
    assert twin(example, "q=xilofono")["total"] == 0
    row = agreement(plan)
    assert twin(example, "q=xilofono")["total"] == 1
    row.revise(row.version, is_public=False)
    assert twin(example, "q=xilofono")["total"] == 0
