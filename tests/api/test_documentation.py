"""The page of documentation and the OpenAPI documents: of every table, in both languages, with examples that work."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from segnavia.api.document import document
from segnavia.api.features.document import document as of_features
from segnavia.api.operations import PARAMETERS
from segnavia.opendata.declaration import TABLES

ROOT = Path(__file__).resolve().parents[2]
AT = "https://piano.example.org"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_tells_every_table_with_every_parameter(api: Client, prefix: str) -> None:
    page = api.get(f"{prefix}/api/v1/docs").content.decode()
    for name, table in TABLES.items():
        assert f'href="/api/v1/{name}"' in page
        for word in (*PARAMETERS[name], *(column.name for column in table.columns)):
            assert word in page, (name, word)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_examples_work_as_they_stand(api: Client, prefix: str) -> None:
    page = unescape(api.get(f"{prefix}/api/v1/docs").content.decode())
    addresses = re.findall(r'curl "([^"]+)"', page)
    assert len(addresses) > 9
    for address in addresses:
        assert api.get(address).status_code == 200, address


def test_page_speaks_the_language_of_its_address(api: Client) -> None:
    assert "Interfaccia per programmi" in api.get("/api/v1/docs").content.decode()
    english = api.get("/en/api/v1/docs").content.decode()
    assert "Programming interface" in english
    assert re.search(r'hreflang="it" href="[^"]*[^n]/api/v1/docs"', english)


@pytest.mark.parametrize("made", [lambda: document("en", AT), lambda: of_features(AT)], ids=["rest", "features"])
def test_document_says_who_and_what(made: Callable[[], dict[str, object]]) -> None:
    with override("en"):
        told = made()
    info = told["info"]
    assert isinstance(info, dict)
    assert {"title", "version", "description", "contact", "license"} <= info.keys()
    assert told["servers"] == [{"url": AT, "description": "this site"}]
    paths = told["paths"]
    assert isinstance(paths, dict)
    operations = [item["get"] for item in paths.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    for each in operations:
        assert each["summary"]
        assert each["tags"]
        assert {"406", "429", "500"} <= each["responses"].keys()
        answers = each["responses"].values()
        assert any("content" in answer and answer.get("description") for answer in answers)


def test_every_message_of_the_document_is_translated() -> None:
    """What the Italian document still says in English are the shapes that are no table, names and codes."""
    english, italian = document("en", AT), document("it", AT)
    for path, item in english["paths"].items():
        other = italian["paths"][path]["get"]
        assert other["description"] != item["get"]["description"], path
    assert italian["info"]["description"] != english["info"]["description"]


def test_snapshot_is_what_is_served() -> None:
    """The document changes in review, or not at all: `make docs` writes it."""
    kept = json.loads((ROOT / "docs" / "api.openapi.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(document("en", "http://127.0.0.1:8000")))
