"""The page of the open data, and its files as browsers and programs ask for them."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from segnavia.opendata.declaration import TABLES
from tests.portal.markup import Markup


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    """A state folder of its own, and five of the tables: what is tested here is the same for any."""
    settings.SEGNAVIA_HOME = tmp_path
    few = {name: TABLES[name] for name in ("zones", "municipalities", "actors", "agreements", "commitments")}
    for module in ("opendata.files", "opendata.package", "opendata.archive", "opendata.catalogue.catalogue"):
        monkeypatch.setattr(f"segnavia.{module}.TABLES", few)
    monkeypatch.setattr("segnavia.portal.views.data.TABLES", few)


def body(response: HttpResponseBase) -> bytes:
    """The whole of it; the file under it is closed then."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
def test_page_lists_every_table_with_its_files(portal: Client, prefix: str) -> None:
    markup = Markup(portal.get(f"{prefix}/dati").content.decode())
    assert markup.refused == []
    for name in ("zones", "agreements"):
        assert f"table-{name}" in markup.ids
        for ending in ("csv", "xlsx", "json", "parquet"):
            assert f"{prefix}/dati/{name}.{ending}" in markup.links
    assert f"{prefix}/dati/municipalities.geojson" in markup.links
    assert f"{prefix}/dati/agreements.geojson" not in markup.links
    assert {f"{prefix}/dati/catalogo.ttl", f"{prefix}/dati/segnavia-milano-2022-2024.zip"} <= set(markup.links)


def test_page_says_as_of_when_by_whom_and_under_which_licence(portal: Client) -> None:
    text = Markup(portal.get("/dati").content.decode()).text
    assert "5 tabelle" in text
    assert "31 marzo 2025" in text
    assert "CC BY 4.0" in text
    assert "non è mai zero" in text


def test_every_link_of_the_page_leads_to_a_file(portal: Client) -> None:
    links = [link for link in Markup(portal.get("/dati").content.decode()).links if link.startswith("/dati/")]
    assert len(links) > 20
    for link in links:
        response = portal.get(link)
        assert (response.status_code, len(body(response)) > 0) == (200, True), link


def test_twin_describes_tables_and_files(portal: Client) -> None:
    data = portal.get("/dati.json").json()
    assert data["about"]["as_of"] == "2025-03-31"
    zones = next(each for each in data["items"] if each["name"] == "zones")
    assert zones["columns"][0] == {"name": "code", "type": "string", "title": "Zona", "unit": None}
    file = zones["files"][0]
    content = body(portal.get(file["url"]))
    assert len(content) == file["bytes"]


def test_file_is_saved_under_its_name_and_read_from_anywhere(portal: Client) -> None:
    response = portal.get("/dati/municipalities.csv")
    assert response["Content-Disposition"] == 'attachment; filename="municipalities.csv"'
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response["Access-Control-Allow-Origin"] == "*"
    content = body(response)
    assert int(response["Content-Length"]) == len(content)
    assert content.startswith(b"code,title,zone,")
    catalogue = portal.get("/dati/catalogo.ttl")
    assert catalogue["Content-Disposition"] == 'inline; filename="catalogo.ttl"'
    body(catalogue)


def test_text_is_sent_compressed_and_what_is_compressed_as_it_is(portal: Client) -> None:
    plain = body(portal.get("/dati/municipalities.csv"))
    response = portal.get("/dati/municipalities.csv", headers={"Accept-Encoding": "gzip, br"})
    assert (response["Content-Encoding"], "Accept-Encoding" in response["Vary"]) == ("gzip", True)
    content = body(response)
    assert int(response["Content-Length"]) == len(content) < len(plain)
    assert gzip.decompress(content) == plain
    response = portal.get("/dati/municipalities.parquet", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in response
    assert body(response).startswith(b"PAR1")


@pytest.mark.parametrize("accepts", ["", "gzip"])
def test_file_that_has_not_changed_is_not_sent_again(portal: Client, accepts: str) -> None:
    headers = {"Accept-Encoding": accepts}
    response = portal.get("/dati/municipalities.csv", headers=headers)
    body(response)
    again = portal.get("/dati/municipalities.csv", headers=headers | {"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])
    other = portal.get("/dati/municipalities.csv", headers=headers | {"If-None-Match": '"another"'})
    assert other.status_code == 200
    body(other)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-3", 0, 4), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("bytes=0-99999999", 0, None)],
)
def test_part_of_a_file(portal: Client, asked: str, start: int, end: int | None) -> None:
    whole = body(portal.get("/dati/municipalities.csv"))
    response = portal.get("/dati/municipalities.csv", headers={"Range": asked, "Accept-Encoding": "gzip"})
    content = body(response)
    assert (response.status_code, content) == (206, whole[start:end])
    assert int(response["Content-Length"]) == len(content)
    first = start % len(whole)
    assert response["Content-Range"] == f"bytes {first}-{first + len(content) - 1}/{len(whole)}"


def test_part_beyond_the_end_is_refused(portal: Client) -> None:
    response = portal.get("/dati/municipalities.csv", headers={"Range": "bytes=99999999-"})
    assert response.status_code == 416
    assert response["Content-Range"].startswith("bytes */")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "lines=0-1", "bytes=0-1,4-5", "bytes=a-b"])
def test_range_that_makes_no_sense_gives_the_whole(portal: Client, asked: str) -> None:
    response = portal.get("/dati/municipalities.csv", headers={"Range": asked})
    assert response.status_code == 200
    assert len(body(response)) == int(response["Content-Length"])


def test_part_of_a_file_that_has_changed_is_the_whole(portal: Client) -> None:
    response = portal.get("/dati/municipalities.csv", headers={"Range": "bytes=0-3", "If-Range": '"older"'})
    assert response.status_code == 200
    body(response)


def test_head_tells_the_length_and_sends_nothing(portal: Client) -> None:
    length = len(body(portal.get("/dati/municipalities.csv")))
    response = portal.head("/dati/municipalities.csv")
    assert (response.status_code, int(response["Content-Length"]), response.content) == (200, length, b"")


@pytest.mark.parametrize(("prefix", "title"), [("", "Comuni"), ("/en", "Municipalities")])
def test_package_speaks_the_language_of_its_address(portal: Client, prefix: str, title: str) -> None:
    content = json.loads(body(portal.get(f"{prefix}/dati/datapackage.json")))
    assert next(each["title"] for each in content["resources"] if each["name"] == "municipalities") == title


@pytest.mark.parametrize("name", ["nothing.csv", "zones.geojson.gz", "files.json", "agreements.geojson", "zones"])
def test_other_files_are_not_there(portal: Client, name: str) -> None:
    response = portal.get(f"/dati/{name}")
    assert response.status_code == 404
    assert name in Markup(response.content.decode()).text


def test_before_a_plan_there_is_nothing_to_download(bare: Client) -> None:
    assert bare.get("/dati").status_code == 503
    assert bare.get("/dati/zones.csv").status_code == 503
