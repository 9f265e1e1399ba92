"""The legal life on the public pages: the text in force on a day, each public text, and what is nobody's to see."""

import hashlib
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from segnavia.actions import acts, drafts
from segnavia.actions.rows import row_named
from segnavia.registry.legal import is_public_text
from segnavia.registry.models import Edition, FrozenText
from tests.actions.people import APPROVER, PLANNER
from tests.actions.texts import adopted, approved, draft, in_force, said
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def reworded(edition: Edition, title: str) -> Edition:
    row = row_named(edition, "levels:L1")
    values = {"code": "L1", "title": title, "provenance": "source"}
    drafts.revise_record(row, "levels", values, by=PLANNER, version=row.version)
    return Edition.objects.get(pk=edition.pk)


@pytest.fixture
def life() -> tuple[FrozenText, FrozenText]:
    """Two texts: one in force from 30 June 2022 on, and from 1 July 2023 on its update."""
    before = in_force()
    edition = drafts.begin_update(before.plan, by=PLANNER, period=(2023, 2025))
    edition = approved(adopted(reworded(edition, "I Comuni")))
    act = acts.bring_into_force(
        edition,
        by=APPROVER,
        said=said("2023-06-20", number="27/2023", document=SimpleUploadedFile("delibera.pdf", PDF)),
        in_force_from=date(2023, 7, 1),
    )
    assert before.text is not None
    return before.text, act.text


@pytest.mark.parametrize(
    ("day", "index"),
    [("2022-06-30", 0), ("2023-06-30", 0), ("2023-07-01", 1), ("2024-06-30", 1)],
)
def test_text_in_force_on_a_day(client: Client, life: tuple[FrozenText, FrozenText], day: str, index: int) -> None:
    page = client.get(f"/piano/testi/{day}")
    assert page.status_code == 200
    text = Markup(page.content.decode()).text
    assert life[index].sha256 in text
    twin = client.get(f"/piano/testi/{day}.json").json()
    assert (twin["sha256"], twin["in_force_on"]) == (life[index].sha256, day)


def test_page_of_a_day_tells_the_act_that_made_it_so(client: Client, life: object) -> None:
    text = Markup(client.get("/piano/testi/2024-06-30").content.decode()).text
    assert "27/2023" in text
    assert "1 luglio 2023" in text
    assert "numero non noto" in Markup(client.get("/piano/testi/2022-12-31").content.decode()).text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2022-06-29", "30 giugno 2022"),
        ((timezone.localdate() + timedelta(days=2)).isoformat(), "non è ancora venuto"),
        ("2024-02-30", "non è una data"),
    ],
    ids=["before-the-first", "not-yet", "no-day"],
)
def test_day_without_a_text_is_answered_in_a_sentence(client: Client, life: object, day: str, words: str) -> None:
    response = client.get(f"/piano/testi/{day}")
    assert response.status_code == 404
    assert words in Markup(response.content.decode()).text
    assert words in client.get(f"/piano/testi/{day}.json").json()["detail"]


def test_day_before_any_text_is_answered_in_a_sentence(client: Client) -> None:
    draft()
    response = client.get("/piano/testi/2024-06-30")
    assert response.status_code == 404
    assert "Nessun testo" in Markup(response.content.decode()).text


def test_form_with_a_date_leads_to_the_address(client: Client, life: object) -> None:
    assert client.get("/piano/testi/giorno?giorno=2024-06-30")["Location"] == "/piano/testi/2024-06-30"
    assert client.get("/piano/testi/giorno?giorno=domani").status_code == 404
    assert client.get("/piano/testi/giorno").status_code == 404


def test_canonical_text_has_the_sha256_that_is_shown(client: Client, life: tuple[FrozenText, FrozenText]) -> None:
    for text in life:
        found = client.get(f"/piano/testi/{text.sha256}/canonico.json")
        assert hashlib.sha256(found.content).hexdigest() == text.sha256
        assert text.sha256 in client.get(f"/piano/testi/{text.sha256}").content.decode()
        with zipfile.ZipFile(io.BytesIO(client.get(f"/piano/testi/{text.sha256}/pacchetto.zip").content)) as archive:
            assert any(name.endswith("objectives.csv") for name in archive.namelist())


def test_short_sha256_is_enough_and_one_of_nothing_is_told(client: Client, life: tuple[FrozenText, FrozenText]) -> None:
    assert client.get(f"/piano/testi/{life[0].sha256[:8]}").status_code == 200
    assert client.get(f"/piano/testi/{life[0].sha256[:8].upper()}").status_code in {200, 301}
    for name in ("00000000", "abc", "x" * 64):
        assert client.get(f"/piano/testi/{name}").status_code == 404


def test_draft_that_nobody_shared_is_nowhere(client: Client) -> None:
    current = in_force()
    edition = reworded(drafts.begin_update(current.plan, by=PLANNER), "Segreto")
    for url in ("/piano", "/piano.json", "/piano/testi"):
        assert "Segreto" not in client.get(url).content.decode()
    assert len(client.get("/piano").context["editions"]) == 1
    text = drafts.share(edition, by=PLANNER)
    assert is_public_text(text)
    assert client.get(f"/piano/testi/{text.sha256}").status_code == 200
    assert f"/piano/differenze/{current.text.sha256}/{text.sha256}" in client.get("/piano").content.decode()


def test_shared_draft_that_another_replaced_is_the_office_s_own_again(client: Client) -> None:
    current = in_force()
    edition = reworded(drafts.begin_update(current.plan, by=PLANNER), "Prima stesura")
    first = drafts.share(edition, by=PLANNER)
    second = drafts.share(reworded(edition, "Seconda stesura"), by=PLANNER)
    assert (is_public_text(first), is_public_text(second)) == (False, True)
    for url in (
        f"/piano/testi/{first.sha256}",
        f"/piano/testi/{first.sha256}.json",
        f"/piano/testi/{first.sha256}/canonico.json",
        f"/piano/testi/{first.sha256}/pacchetto.zip",
        f"/piano/differenze/{first.sha256}/{second.sha256}",
        f"/piano/differenze/{first.sha256}/{second.sha256}.docx",
    ):
        assert client.get(url).status_code == 404, url


def test_text_that_an_act_names_stays_public(client: Client) -> None:
    edition = adopted()
    text = FrozenText.objects.get()
    reworded_for = approved(edition)
    assert is_public_text(text)
    assert reworded_for.text == text


def test_plan_page_tells_the_steps_of_both_editions(client: Client) -> None:
    current = in_force()
    adopted(reworded(drafts.begin_update(current.plan, by=PLANNER, period=(2023, 2025)), "I Comuni"))
    response = client.get("/piano")
    text = Markup(response.content.decode()).text
    assert "2023-2025 : adottato" in text
    assert "2022-2024 : in vigore" in text
    assert "numero 16/2023, 22 marzo 2023" in text
    assert "numero non noto , giugno 2022" in text
    assert "osservazioni" in text
    twin = client.get("/piano.json").json()["editions"]
    assert [(each["status"], len(each["acts"])) for each in twin] == [("adopted", 1), ("in_force", 3)]
    assert twin[1]["acts"][0]["number"] is None


def test_earlier_editions_and_documents_stand_on_the_plan_page(client: Client, life: object) -> None:
    html = client.get("/piano").content.decode()
    assert "2022-2024 : superato" in Markup(html).text
    url = html.partition('href="/documenti/')[2].partition('"')[0]
    assert client.get(f"/documenti/{url}").content == PDF


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
@pytest.mark.parametrize("page", ["/piano", "/piano/testi", "/piano/testi/2024-06-30"])
def test_page_obeys_the_content_policy_and_its_links_lead_somewhere(
    client: Client, life: object, prefix: str, page: str
) -> None:
    response: Any = client.get(prefix + page)
    markup = Markup(response.content.decode())
    assert (response.status_code, markup.refused, markup.headings.count("h1")) == (200, [], 1)
    links = {link.partition("#")[0] for link in markup.links if "/piano/" in link or "/documenti/" in link}
    assert links
    assert [link for link in links if client.get(link).status_code not in {200, 301}] == []
