"""Import and export at the desk: two buttons, and nothing between them that could go wrong."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from segnavia.actions.agreement_tables import csv_zip, workbook
from segnavia.actions.agreement_tables.reading import read
from segnavia.actions.agreement_tables.rows import tables_of
from segnavia.core.permissions import Role
from segnavia.registry.models import Agreement
from tests.actions.agreement_tables.strategies import normal
from tests.actions.agreements import in_force
from tests.desk.people import desk_of, person
from tests.portal.markup import Markup

pytestmark = pytest.mark.django_db
ADDRESS = "/scrivania/intese/importa"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.SEGNAVIA_HOME = tmp_path


@pytest.fixture
def agreement() -> Agreement:
    return in_force()


@pytest.fixture
def client() -> Client:
    return desk_of(person(Role.PLANNER))


def upload(client: Client, content: bytes, name: str = "intese.zip") -> Any:
    return client.post(ADDRESS, {"form": "FileForm", "file": SimpleUploadedFile(name, content)})


def hidden(response: Any) -> dict[str, str]:
    return dict(re.findall(r'name="(upload|seen)" value="([0-9a-f]{64})"', response.content.decode()))


def text_of(response: Any) -> str:
    return Markup(response.content.decode()).text


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_export_is_what_import_reads(agreement: Agreement, client: Client, form: str) -> None:
    response = client.get(f"/scrivania/intese/esporta?forma={form}")
    assert f'.{form}"' in response.headers["Content-Disposition"]
    assert normal(read(response.content).tables) == normal(tables_of(agreement.plan))
    shown = upload(client, response.content, f"intese.{form}")
    assert "non c'è nulla da fare" in text_of(shown)
    assert hidden(shown) == {}


def changed(agreement: Agreement, **values: Any) -> bytes:
    tables = tables_of(agreement.plan)
    return csv_zip.write({**tables, "agreements": ({**tables["agreements"][0], **values},)})


def test_first_button_shows_and_the_second_does(agreement: Agreement, client: Client, tmp_path: Path) -> None:
    shown = upload(client, changed(agreement, note="<script>alert(1)</script>"))
    assert shown.status_code == 200
    assert "<script>alert" not in shown.content.decode()
    assert "note" in text_of(shown)
    assert Agreement.objects.get().note == ""
    done = client.post(ADDRESS, {"form": "CarryOutForm", **hidden(shown)})
    assert done.status_code == 302
    assert Agreement.objects.get().note == "<script>alert(1)</script>"
    assert list((tmp_path / "imports").iterdir()) == []


def test_removal_has_to_be_wanted(agreement: Agreement, client: Client) -> None:
    tables = tables_of(agreement.plan)
    shown = upload(client, workbook.write(dict.fromkeys(tables, ())), "intese.xlsx")
    again = client.post(ADDRESS, {"form": "CarryOutForm", **hidden(shown)})
    assert again.status_code == 422
    assert Agreement.objects.exists()
    done = client.post(ADDRESS, {"form": "CarryOutForm", **hidden(again), "agreed": "on"})
    assert done.status_code == 302
    assert not Agreement.objects.exists()


def test_what_changed_in_between_is_shown_again(agreement: Agreement, client: Client) -> None:
    shown = upload(client, changed(agreement, note="vista"))
    Agreement.objects.update(aims="altro")
    again = client.post(ADDRESS, {"form": "CarryOutForm", **hidden(shown)})
    assert "sono cambiati" in text_of(again)
    assert Agreement.objects.get().note == ""
    assert hidden(again)["seen"] != hidden(shown)["seen"]
    assert client.post(ADDRESS, {"form": "CarryOutForm", **hidden(again)}).status_code == 302
    assert Agreement.objects.get().note == "vista"


def test_troubles_are_told_by_sheet_row_and_column(agreement: Agreement, client: Client) -> None:
    shown = upload(client, changed(agreement, starts_on=None))
    assert shown.status_code == 422
    assert "agreements 2 starts_on" in text_of(shown)
    assert hidden(shown) == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MZ" * 100, "Non è né una cartella"),
        (b"0" * (21 * 1024 * 1024), "troppo grande"),
    ],
    ids=["a program", "too large"],
)
def test_file_that_cannot_be_read_is_refused_at_its_field(
    agreement: Agreement, client: Client, content: bytes, told: str
) -> None:
    response = upload(client, content)
    assert response.status_code == 422
    assert told in text_of(response)


@pytest.mark.parametrize("key", ["0" * 64, "../../secret.key", "x"])
def test_second_button_without_a_kept_file(agreement: Agreement, client: Client, key: str) -> None:
    response = client.post(ADDRESS, {"form": "CarryOutForm", "upload": key, "seen": "0" * 64}, follow=True)
    assert "non è più conservato" in text_of(response)
