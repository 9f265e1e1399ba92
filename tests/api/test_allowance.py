"""How often one address may ask."""

from typing import Any

import pytest
from django.test import Client

from segnavia.api import allowance


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Three times a minute, and the minute does not end meanwhile."""
    settings.API_REQUESTS_PER_MINUTE = 3
    monkeypatch.setattr(allowance.time, "time", lambda: 1_800_000_015.5)
    monkeypatch.setattr(allowance, "_counts", bytearray(len(allowance._counts)))


def statuses(api: Client, times: int, **more: str) -> list[int]:
    return [api.get("/api/v1/status", **more).status_code for _ in range(times)]


def test_what_is_left_is_told(api: Client) -> None:
    told = [api.get("/api/v1/status").headers for _ in range(3)]
    assert [each["RateLimit-Remaining"] for each in told] == ["2", "1", "0"]
    assert {(each["RateLimit-Limit"], each["RateLimit-Reset"]) for each in told} == {("3", "45")}


def test_who_asks_too_often_is_told_when_to_come_back(api: Client) -> None:
    statuses(api, 3)
    response = api.get("/ogc/collections")
    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert response["Retry-After"] == "45"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_next_minute_is_another(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(api, 4) == [200, 200, 200, 429]
    monkeypatch.setattr(allowance.time, "time", lambda: 1_800_000_061.0)
    assert statuses(api, 1) == [200]


def test_addresses_have_an_allowance_each(api: Client) -> None:
    assert statuses(api, 4, REMOTE_ADDR="192.0.2.1")[-1] == 429
    assert statuses(api, 1, REMOTE_ADDR="192.0.2.2") == [200]


def test_an_ipv6_network_is_one(api: Client) -> None:
    assert statuses(api, 3, REMOTE_ADDR="2001:db8::1") == [200, 200, 200]
    assert statuses(api, 1, REMOTE_ADDR="2001:db8::2") == [429]
    assert statuses(api, 1, REMOTE_ADDR="2001:db8:1::1") == [200]
    assert statuses(api, 1, REMOTE_ADDR="::ffff:192.0.2.9") == [200]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "same"),
    [
        pytest.param(0, ("192.0.2.1", "192.0.2.2"), True, id="nobody is believed without a proxy"),
        pytest.param(1, ("192.0.2.1", "192.0.2.2"), False, id="the proxy's word"),
        pytest.param(1, ("6.6.6.1, 192.0.2.1", "6.6.6.2, 192.0.2.1"), True, id="the proxy's own word alone"),
    ],
)
def test_behind_a_proxy(api: Client, settings: Any, proxies: int, forwarded: tuple[str, str], same: bool) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    statuses(api, 3, HTTP_X_FORWARDED_FOR=forwarded[0])
    assert statuses(api, 1, HTTP_X_FORWARDED_FOR=forwarded[1]) == [429 if same else 200]


def test_asking_whether_one_may_costs_nothing(api: Client) -> None:
    for _ in range(5):
        assert api.options("/api/v1/status").status_code == 204
    assert statuses(api, 1) == [200]


def test_no_limit(api: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0
    assert "RateLimit-Limit" not in api.get("/api/v1/status").headers
