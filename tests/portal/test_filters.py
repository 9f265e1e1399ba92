"""The matrix of objectives, narrowed by the address alone."""

import pytest
from django.test import Client

from tests.portal.markup import Markup


def codes(client: Client, query: str) -> list[str]:
    return [item["code"] for item in client.get(f"/obiettivi.json?{query}").json()["items"]]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 63),
        ("missione=M1", 14),
        ("missione=M3", 12),
        ("missione=M9", 63),
        ("direzione=municipalities&missione=M4", 3),
        ("parola=K3", 27),
        ("driver=D05&missione=M1", 0),
    ],
)
def test_matrix_is_narrowed_by(portal: Client, query: str, number: int) -> None:
    assert len(codes(portal, query)) == number
    page = Markup(portal.get(f"/obiettivi?{query}").content.decode())
    shown = {link for link in page.links if link.startswith("/obiettivi/M") and ".json" not in link}
    assert len(shown) == number


def test_driver_filter_shows_what_the_driver_combines(portal: Client) -> None:
    combined = portal.get("/agenda/D05.json").json()["objectives"]
    assert codes(portal, "driver=D05") == [objective["code"] for objective in combined]


def test_matrix_agrees_with_the_source_on_mission_three(portal: Client) -> None:
    for item in portal.get("/obiettivi.json?missione=M3").json()["items"]:
        assert item["directions"] == ["metropolitan_city", "municipalities"]
        assert item["provenance"] == "uncertain"
    page = portal.get("/obiettivi?missione=M3").content.decode()
    assert page.count('class="mark uncertain"><') == 24


def test_no_match_says_what_to_do(portal: Client) -> None:
    page = portal.get("/obiettivi?driver=D05&missione=M1").content.decode()
    assert "Nessun obiettivo corrisponde a tutti questi filtri" in page


def test_unknown_filter_value_is_told_and_left_out(portal: Client) -> None:
    told = "Il piano non contiene M9: quel filtro non si applica."
    assert told in portal.get("/obiettivi?missione=M9").content.decode()
    assert "quel filtro non si applica" not in portal.get("/obiettivi?missione=M1").content.decode()
