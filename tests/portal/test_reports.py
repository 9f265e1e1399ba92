"""The monitoring report on the portal: offered where it belongs, written once, answered at once afterwards."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from segnavia.reports.monitoring import kept as keeping
from segnavia.reports.monitoring.forms import FORMS
from tests.portal.markup import Markup

LANGUAGES = pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
BEGINS = {"pdf": b"%PDF-", "docx": b"PK", "pptx": b"PK", "xlsx": b"PK"}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "SEGNAVIA_HOME", tmp_path)


@LANGUAGES
def test_page_offers_four_forms_and_the_parts_of_the_plan(portal: Client, prefix: str) -> None:
    response = portal.get(f"{prefix}/rapporto")
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    for form in FORMS:
        assert f"{prefix}/rapporto.{form}" in markup.links
        assert f"{prefix}/rapporto/missioni/M3.{form}" in markup.links
        assert f"{prefix}/rapporto/agenda/D05.{form}" in markup.links
        assert f"{prefix}/rapporto/zone/milano.{form}" in markup.links


@pytest.mark.parametrize("form", FORMS)
@LANGUAGES
def test_file_is_what_it_says(portal: Client, prefix: str, form: str) -> None:
    response = portal.get(f"{prefix}/rapporto.{form}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == FORMS[form].media_type
    assert response.content.startswith(BEGINS[form])
    name = response.headers["Content-Disposition"]
    word = "report-milano-2022-2024-2025-03-31-en" if prefix else "rapporto-milano-2022-2024-2025-03-31"
    assert name == f'attachment; filename="{word}.{form}"'
    assert int(response.headers["Content-Length"]) == len(response.content)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("/agenda/D05", "/rapporto/agenda/D05"),
        ("/zone/milano", "/rapporto/zone/milano"),
        ("/comuni/015146", "/rapporto/comuni/015146"),
        ("/attori/01199250158", "/rapporto/attori/01199250158"),
        ("/obiettivi?missione=M3", "/rapporto/missioni/M3"),
        ("/monitoraggio", "/rapporto"),
    ],
)
def test_page_of_a_thing_offers_its_report(portal: Client, page: str, file: str) -> None:
    links = Markup(portal.get(page).content.decode()).links
    assert [f"{file}.{form}" in links for form in FORMS] == [True] * 4
    response = portal.get(f"{file}.xlsx")
    assert response.status_code == 200
    assert response.content.startswith(b"PK")


def test_page_tells_the_size_of_what_is_written(portal: Client) -> None:
    assert "KB" not in Markup(portal.get("/rapporto").content.decode()).text
    portal.get("/rapporto.xlsx")
    assert "XLSX, " in Markup(portal.get("/rapporto").content.decode()).text.replace("\xa0", " ")
    items = portal.get("/rapporto.json").json()["items"]
    assert [bool(item["bytes"]) for item in items] == [item["format"] == "xlsx" for item in items]


def test_file_is_written_once_and_known_again(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = portal.get("/rapporto.xlsx")
    monkeypatch.setattr("segnavia.portal.views.reports.document", None)  # whoever writes it again fails
    again = portal.get("/rapporto.xlsx")
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    known = portal.get("/rapporto.xlsx", headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_head_writes_nothing(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segnavia.portal.views.reports.document", None)
    response = portal.head("/rapporto.pdf")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert "Content-Length" not in response.headers
    assert response.headers["ETag"]


@pytest.mark.parametrize(
    "address",
    [
        "/rapporto/missioni/M9.pdf",
        "/rapporto/comuni/999999.docx",
        "/rapporto/attori/unknown.xlsx",
        "/rapporto/obiettivi/M3.01.pdf",
        "/rapporto.odt",
    ],
)
def test_report_on_nothing_is_not_there(portal: Client, address: str) -> None:
    assert portal.get(address).status_code == 404


def test_reader_who_waits_too_long_is_asked_to_come_back(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_arguments: object) -> bytes:
        raise keeping.BusyError

    monkeypatch.setattr("segnavia.portal.views.reports.kept", busy)
    response = portal.get("/rapporto.pdf")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "Riprovare fra mezzo minuto" in response.content.decode()


def test_report_of_a_site_without_a_plan_is_not_there(bare: Client) -> None:
    assert bare.get("/rapporto.pdf").status_code == 404
    assert bare.get("/rapporto").status_code == 503
