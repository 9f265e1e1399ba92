"""What holds for every address: methods, formats, languages, ETags, other sites' pages, errors, no cookies."""

import logging

import pytest
from django.test import Client

from segnavia.api import frame, shown
from segnavia.api.frame import Frame, framed
from tests.portal.sample import EARLIER, Reader

ADDRESSES = [
    "/api/v1",
    "/api/v1/projects",
    "/api/v1/objectives/M3.01",
    "/api/v1/openapi.json",
    "/ogc",
    "/ogc/collections",
    "/ogc/collections/municipalities/items",
    "/ogc/collections/municipalities/items/015146",
]
WRONG = ["/api/v1/nothing", "/api/v1/projects?x=1", "/ogc/nothing", "/ogc/collections/zones/items?bbox=1"]


@pytest.mark.parametrize("address", [*ADDRESSES, *WRONG])
def test_answers_are_for_every_page_and_leave_nothing_behind(api: Client, address: str) -> None:
    response = api.get(address)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies
    assert {"Accept", "Accept-Language"} <= {name.strip() for name in response["Vary"].split(",")}


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_a_body(api: Client, address: str) -> None:
    get, head = api.get(address, headers={"accept-encoding": "identity"}), api.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(get.content))
    assert head.headers.get("ETag") == get.headers.get("ETag")


@pytest.mark.parametrize("address", [*ADDRESSES, *WRONG])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_possible(api: Client, address: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", [*ADDRESSES, *WRONG])
def test_preflight_is_answered(api: Client, address: str) -> None:
    response = api.options(address, headers={"origin": "https://x.org", "access-control-request-method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_known_is_not_told_again(api: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = api.get(address)
    again = api.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=60"
    assert api.get(address, headers={"if-none-match": f'"x", W/{first["ETag"].removeprefix("W/")}'}).status_code == 304
    assert api.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_etag_is_of_the_data_the_address_the_language_and_the_format(api: Client, reader: Reader) -> None:
    address = "/ogc/collections/municipalities/items"
    tags = [
        api.get(address)["ETag"],
        api.get(f"{address}?limit=2")["ETag"],
        api.get(address, headers={"accept-language": "en"})["ETag"],
        api.get(address, headers={"accept": "application/json"})["ETag"],
        api.get(address, headers={"host": "localhost"})["ETag"],
    ]
    reader.bulletins = (EARLIER,)
    tags.append(api.get(address)["ETag"])
    assert len(set(tags)) == len(tags)


def test_etag_is_compared_before_any_work(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = api.get("/api/v1/projects")["ETag"]

    def work(*_: object) -> None:
        raise AssertionError("a table was asked for")

    monkeypatch.setattr(shown.Shown, "table", work)
    assert api.get("/api/v1/projects", headers={"if-none-match": tag}).status_code == 304


def test_compressed_answer_is_known_again(api: Client) -> None:
    first = api.get("/api/v1/objectives", headers={"accept-encoding": "gzip"})
    assert (first["Content-Encoding"], first["ETag"][:2]) == ("gzip", "W/")
    again = api.get("/api/v1/objectives", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/geo+json"),
        ("application/json", "application/json"),
        ("application/json;q=0.5, application/geo+json", "application/geo+json"),
        ("text/html, */*;q=0.8", "application/geo+json"),
        ("application/*", "application/geo+json"),
        ("text/html", None),
    ],
)
def test_format_is_agreed_on(api: Client, accept: str, media: str | None) -> None:
    response = api.get("/ogc/collections/zones/items", headers={"accept": accept})
    assert response.status_code == (200 if media else 406)
    assert response["Content-Type"] == (media or "application/problem+json")


@pytest.mark.parametrize(
    ("question", "accepted", "language"),
    [
        ("", None, "it"),
        ("", "en-GB, it;q=0.5", "en"),
        ("", "de, fr;q=0.9", "it"),
        ("?lang=en", "it", "en"),
        ("?lang=it", "en", "it"),
    ],
)
def test_language_is_agreed_on(api: Client, question: str, accepted: str | None, language: str) -> None:
    headers = {"accept-language": accepted} if accepted else {}
    response = api.get(f"/api/v1/openapi.json{question}", headers=headers)
    assert response["Content-Language"] == language
    after = api.get("/obiettivi/M9.99.json").json()["detail"]
    assert after == "Il piano non ha l'obiettivo M9.99."  # and nobody else is spoken to in it


def test_failure_of_ours_is_told_and_noted(
    api: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr(shown.Shown, "table", fail)
    with caplog.at_level(logging.ERROR):
        for address in ("/api/v1/projects", "/ogc/collections/zones/items"):
            response = api.get(address)
            assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
            assert "secret" not in response.content.decode()
            assert response["Cache-Control"] == "no-store"
    assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == 2 * ["the secret reason"]


def test_nul_is_refused_as_a_problem(api: Client) -> None:
    response = api.get("/api/v1/projects?q=%00")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_frame_of_a_view_that_needs_no_data(rf: object, bare: Client) -> None:
    view = framed(frame.unknown_address, Frame(keeps=frame.Keeps.SOFTWARE))
    assert view(rf.get("/api/v1/x")).status_code == 404  # type: ignore[attr-defined]
