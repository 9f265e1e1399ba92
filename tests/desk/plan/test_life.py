"""The plan's legal life at the desk: the steps, what keeps one from being taken, the frozen texts."""

import hashlib
import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from segnavia.actions import acts, drafts
from segnavia.actions.rows import row_named
from segnavia.core.permissions import Role
from segnavia.plans.canonical import plan_sha256
from segnavia.plans.reader import read
from segnavia.registry.models import Act, Edition, FrozenText
from tests.actions.people import APPROVER, PLANNER
from tests.actions.texts import CONFERENCE, adopted, answered, approved, draft, in_force, observed, said
from tests.desk.people import desk_of, person
from tests.desk.plan.test_editor import text_of
from tests.plans.samples import package

pytestmark = pytest.mark.django_db
LIFE = "/scrivania/piano/vita"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def approver() -> Client:
    return desk_of(person(Role.APPROVER))


@pytest.fixture
def planner() -> Client:
    return desk_of(person(Role.PLANNER))


def act(client: Client, **values: Any) -> dict[str, Any]:
    """What the form of the next step would send."""
    form = client.get(LIFE).context["form"]
    told = {form.add_prefix(name): value for name, value in values.items()}
    return {"form": form.key, "typist": form.typist, form.add_prefix("body"): "Consiglio", **told}


def test_all_steps_are_taken_one_after_another(approver: Client) -> None:
    draft()
    for values in (
        {"dated": "22/03/2023", "number": "16/2023", "file": SimpleUploadedFile("delibera.pdf", PDF)},
        {"dated": "2023-05"},
        {"dated": "06/2023"},
        {"dated": "2023-06-20", "in_force_from": "2023-07-01"},
    ):
        response = approver.post(LIFE, act(approver, **values))
        assert (response.status_code, response.get("Location")) == (302, LIFE), text_of(response)
    assert [(each.step, each.dated) for each in Act.objects.all()] == [
        ("adoption", "2023-03-22"),
        ("opinion", "2023-05"),
        ("approval", "2023-06"),
        ("entry_into_force", "2023-06-20"),
    ]
    page = approver.get(LIFE)
    assert page.context["form"] is None
    text = text_of(page)
    assert "16/2023, 22 marzo 2023" in text
    assert "non noto , maggio 2023" in text
    assert "delibera.pdf" in text


def test_what_keeps_the_approval_is_said_before_one_tries(approver: Client) -> None:
    edition = adopted()
    observed(edition)
    acts.give_opinion(edition, by=APPROVER, said=said("2023-05-10", CONFERENCE))
    page = approver.get(LIFE)
    assert page.context["waiting"] == 1
    assert "1 osservazione attende risposta" in text_of(page)
    response = approver.post(LIFE, act(approver, dated="2023-06-20"))
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()
    assert Edition.objects.get().status == "adopted"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"dated": "ieri"}, "dated"),
        ({"dated": "2023-03-22", "body": " "}, "body"),
        ({"dated": "2023-03-22", "number": "9" * 51}, "number"),
        ({"dated": "2023-03-22", "file": SimpleUploadedFile("delibera.pdf", b"MZ\x90\x00")}, "file"),
        ({"dated": "2023-03-22", "file": SimpleUploadedFile("delibera.exe", b"MZ\x90\x00")}, "file"),
    ],
    ids=["no-date", "no-body", "long-number", "no-pdf", "exe"],
)
def test_wrong_value_of_an_act_stands_at_its_field(approver: Client, values: dict[str, Any], field: str) -> None:
    draft()
    response = approver.post(LIFE, act(approver, **values))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Act.objects.exists()


def test_next_act_is_of_the_body_that_made_it_last(approver: Client) -> None:
    current = in_force()
    drafts.begin_update(current.plan, by=PLANNER)
    assert approver.get(LIFE).context["form"]["body"].value() == "Consiglio"


def test_planner_sees_the_steps_and_records_none(planner: Client) -> None:
    draft()
    page = planner.get(LIFE)
    assert page.context["form"] is None
    planner.post(LIFE, {"form": "adoption", "adoption-body": "Consiglio", "adoption-dated": "2023"})
    assert not Act.objects.exists()


def test_draft_is_shared_from_the_page(planner: Client) -> None:
    edition = draft()
    row = row_named(edition, "levels:L1")
    values = {"code": "L1", "title": "Altro", "provenance": "source"}
    drafts.revise_record(row, "levels", values, by=PLANNER, version=row.version)
    form = planner.get(LIFE).context["share"]
    assert planner.post(LIFE, {"form": form.key, "typist": form.typist}).status_code == 302
    assert FrozenText.objects.count() == 2
    lines = planner.get(LIFE).context["texts"]
    assert [line.is_public for line in lines] == [True, False]  # the newer one has taken its place
    assert planner.get(lines[0].since_before).status_code == 200  # though one of the two is the office's own again
    assert Client().get(lines[0].since_before.replace("/scrivania", "")).status_code == 404


def test_draft_that_does_not_hold_together_is_not_shared(planner: Client) -> None:
    edition = draft()
    row = row_named(edition, "crosswalk:M1C1I1.02.00 none")
    drafts.remove_record(row, "crosswalk", by=PLANNER, version=row.version)
    page = planner.get(LIFE)
    assert [each.code for each in page.context["problems"]] == ["PKG019"]
    form = page.context["share"]
    response = planner.post(LIFE, {"form": form.key, "typist": form.typist})
    assert response.status_code == 422
    assert "M1C1I1.02.00" in text_of(response)


def test_text_is_taken_away_with_the_bytes_of_its_sha256(planner: Client) -> None:
    text = in_force().text
    assert text is not None
    found = planner.get(f"/scrivania/piano/testi/{text.sha256}.json")
    assert hashlib.sha256(found.content).hexdigest() == text.sha256
    assert found["Content-Disposition"].startswith("attachment")


def test_package_of_a_text_reads_back_as_the_same_text(planner: Client, tmp_path: Any) -> None:
    text = in_force().text
    assert text is not None
    url = f"/scrivania/piano/testi/{text.sha256[:12]}.zip"
    content = planner.get(url).content
    assert content == planner.get(url).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    found = read(folder)
    assert found.package == package()
    assert plan_sha256(found.package) == text.sha256
    assert [act.step for act in found.history] == ["adoption", "approval", "entry_into_force"]


def test_every_link_of_the_page_leads_somewhere(planner: Client) -> None:
    current = in_force()
    edition = adopted(drafts.begin_update(current.plan, by=PLANNER, period=(2023, 2025)))
    answered(observed(edition))
    approved(edition)
    page = planner.get(LIFE)
    links = set(re.findall(r'href="(/(?:scrivania/piano|piano)[^"#]*)"', page.content.decode()))
    assert any("/piano/differenze/" in link for link in links)
    assert any(link.endswith(".zip") for link in links)
    assert [link for link in links if planner.get(link).status_code != 200] == []


def test_draft_is_compared_before_it_is_shared(planner: Client) -> None:
    current = in_force()
    edition = drafts.begin_update(current.plan, by=PLANNER)
    row = row_named(edition, "levels:L1")
    values = {"code": "L1", "title": "I Comuni", "provenance": "source"}
    drafts.revise_record(row, "levels", values, by=PLANNER, version=row.version)
    url = planner.get(LIFE).context["changes_url"]
    page = planner.get(url)
    assert page.status_code == 200
    assert "I Comuni</ins>" in page.content.decode()
    assert "non è congelato" in text_of(page)
    assert planner.get(f"{url}.docx")["Content-Disposition"].startswith("attachment")
    assert Client().get(url).status_code == 302
    approved(adopted(edition))
    assert planner.get(url).status_code == 404
