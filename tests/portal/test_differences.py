"""The difference of two frozen texts as a page, its twin and its document."""

import io
from collections import Counter
from typing import Any

import docx
import pytest
from django.test import Client

from segnavia.actions.plans import load, record_history
from segnavia.core.permissions import COMMAND
from segnavia.plans.canonical import plan_sha256
from segnavia.plans.difference import difference
from segnavia.plans.difference.public import difference_public
from segnavia.plans.schema import Package
from tests.plans.samples import HISTORY, SOUND, objective, package
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
TITLE = 'Servizi digitali <b>aperti</b> ai "cittadini"'


def later() -> Package:
    """The sound plan with one objective reworded and one added."""
    first, *others = SOUND["objectives"]
    return package(objectives=[{**first, "title": TITLE}, *others, objective("M2.02", "Parchi lungo i fiumi")])


@pytest.fixture
def texts() -> tuple[str, str]:
    """The SHA-256 of the two texts: one in force, one the draft of its update."""
    first = load(package(), by=COMMAND)
    record_history(first.edition.plan, HISTORY, by=COMMAND)
    return first.text.sha256, load(later(), by=COMMAND).text.sha256


def page(portal: Client, *digits: str, prefix: str = "", ending: str = "") -> Any:
    return portal.get(f"{prefix}/piano/differenze/{'/'.join(digits)}{ending}")


@pytest.mark.parametrize(("prefix", "sentence"), [
    ("", "2 modifiche: obiettivi strategici (1 aggiunta, 1 nuova formulazione)."),
    ("/en", "2 changes: strategic objectives (1 addition, 1 rewording)."),
], ids=["it", "en"])  # fmt: skip
def test_page_says_in_one_sentence_what_changed(
    portal: Client, texts: tuple[str, str], prefix: str, sentence: str
) -> None:
    response = page(portal, *texts, prefix=prefix)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert sentence in markup.text
    assert markup.refused == []
    assert markup.headings.count("h1") == 1
    assert [name for name, times in Counter(markup.ids).items() if times > 1] == []
    assert all(digest in markup.text for digest in texts)


def test_page_marks_words_by_elements_and_escapes_them(portal: Client, texts: tuple[str, str]) -> None:
    html = page(portal, *texts).content.decode()
    assert "<ins>&lt;b&gt;aperti&lt;/b&gt; </ins>" in html
    assert "<b>aperti" not in html
    assert "<ins>Parchi lungo i fiumi</ins>" in html
    turned = page(portal, *reversed(texts)).content.decode()
    assert "<del>Parchi lungo i fiumi</del>" in turned


def test_page_of_the_same_text_twice_says_so(portal: Client, texts: tuple[str, str]) -> None:
    assert "I due testi sono uguali." in Markup(page(portal, texts[0], texts[0]).content.decode()).text


def test_links_of_the_page_lead_somewhere(portal: Client, texts: tuple[str, str]) -> None:
    markup = Markup(page(portal, *texts).content.decode())
    links = {link for link in markup.links if "/differenze/" in link}
    assert len(links) >= 3  # the document, the other way round, the other language
    assert [link for link in links if portal.get(link).status_code != 200] == []
    assert {link[1:] for link in markup.links if link.startswith("#")} <= set(markup.ids)


def test_twin_is_the_public_difference(portal: Client, texts: tuple[str, str]) -> None:
    found = page(portal, *texts, ending=".json").json()
    told = difference_public(difference(package(), later()))
    assert found["chapters"] == told["chapters"]
    assert (found["before"]["sha256"], found["after"]["sha256"]) == texts
    assert len(found["after"]["frozen_on"]) == 10


@pytest.mark.parametrize("digits", [8, 12, 63])
def test_first_digits_are_enough(portal: Client, texts: tuple[str, str], digits: int) -> None:
    short = [text[:digits] for text in texts]
    assert page(portal, *short).status_code == 200
    assert page(portal, *short, ending=".json").json()["after"]["sha256"] == texts[1]
    assert page(portal, *short, ending=".docx").status_code == 200


def test_capital_digits_lead_to_the_right_address(portal: Client, texts: tuple[str, str]) -> None:
    response = page(portal, *(text.upper() for text in texts))
    assert response.status_code == 301
    assert response.headers["Location"] == f"/piano/differenze/{texts[0]}/{texts[1]}"


@pytest.mark.parametrize("ending", ["", ".json", ".docx"])
@pytest.mark.parametrize(
    "asked", ["0" * 64, "0123456", "plan_sha256", "%25%25%25%25%25%25%25%25", "________"],
    ids=["no such text", "too few digits", "no digits", "a pattern", "another pattern"],
)  # fmt: skip
def test_unknown_text_is_told(portal: Client, texts: tuple[str, str], asked: str, ending: str) -> None:
    for digits in ((texts[0], asked), (asked, texts[0])):
        response = page(portal, *digits, ending=ending)
        assert response.status_code == 404
        assert "servono almeno otto cifre" in response.content.decode()


def test_document_is_a_file_of_its_own_name(portal: Client, texts: tuple[str, str]) -> None:
    response = page(portal, *texts, ending=".docx")
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"] == f'attachment; filename="differenza-{texts[0][:8]}-{texts[1][:8]}.docx"'
    document = docx.Document(io.BytesIO(response.content))
    assert document.core_properties.keywords == f"{texts[0]} {texts[1]}"
    assert response.content == page(portal, *texts, prefix="/en", ending=".docx").content


def test_document_answers_head_and_nothing_that_writes(portal: Client, texts: tuple[str, str]) -> None:
    address = f"/piano/differenze/{texts[0]}/{texts[1]}.docx"
    head = portal.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) == len(portal.get(address).content)
    assert portal.post(address).status_code == 405


def test_texts_are_named_by_what_they_hold(texts: tuple[str, str]) -> None:
    assert texts == (plan_sha256(package()), plan_sha256(later()))
