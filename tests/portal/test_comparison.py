"""Municipalities side by side, and one beside its zone, those of its size and all."""

import pytest
from django.test import Client

from tests.portal.markup import Markup


def text_of(client: Client, address: str) -> str:
    return Markup(client.get(address).content.decode()).text


def test_municipality_page_tells_its_place_in_plain_words(example: Client) -> None:
    groups = {group["kind"]: group for group in example.get("/comuni/015027.json").json()["beside"]["items"]}
    assert groups.keys() == {"zone", "size", "all"}
    rank = groups["all"]["rank_per_head"]
    assert rank["of"] + rank["unknown"] == 133
    text = text_of(example, "/comuni/015027")
    assert f"Per finanziamento PNRR per abitante è {rank['place']} ° su {rank['of']} nel territorio." in text
    assert "Mediana di Nord Ovest" in text
    assert "Mediana di quelli da 20.001 a 50.000 abitanti" in text


def test_place_of_every_municipality_is_its_own(example: Client) -> None:
    """The ranks of all, told one by one, are those of the list of the whole territory."""
    places = example.get("/territorio.json").json()["municipalities"]["items"]
    known = sorted((p["funding_per_head"] for p in places if p["funding_per_head"] is not None), reverse=True)
    for place in places[::17]:
        groups = example.get(f"/comuni/{place['code']}.json").json()["beside"]["items"]
        rank = next(group["rank_per_head"] for group in groups if group["kind"] == "all")
        if place["funding_per_head"] is None:
            assert rank is None
        else:
            assert rank["place"] == known.index(place["funding_per_head"]) + 1


def test_municipality_of_unknown_funding_has_no_place(portal: Client) -> None:
    text = text_of(portal, "/comuni/015005")
    assert "Quanto c'è qui per abitante non è noto, e quindi neppure la posizione fra gli altri." in text


def test_zone_that_is_one_municipality_is_no_group(example: Client) -> None:
    groups = example.get("/comuni/015146.json").json()["beside"]["items"]
    assert [group["kind"] for group in groups] == ["all"]


@pytest.mark.parametrize(
    "query",
    ["comuni=015027,015146,015002", "comuni=015027&comuni=015146&comuni=015002", "comuni=015027,015146,&comuni=015002"],
)
def test_municipalities_stand_in_the_order_of_the_address(example: Client, query: str) -> None:
    found = example.get(f"/confronto.json?{query}").json()
    assert [item["code"] for item in found["items"]] == ["015027", "015146", "015002"]
    assert found["items"][1]["size"] == {"above": 250_000, "most": None}
    page = Markup(example.get(f"/confronto?{query}").content.decode())
    assert "/confronto?comuni=015027,015002" in page.links
    assert "/progetti?comune=015146" in page.links


def test_more_than_five_are_told_and_left_out(example: Client) -> None:
    codes = ["015002", "015005", "015007", "015009", "015010", "015011"]
    assert len(example.get(f"/confronto.json?comuni={','.join(codes)}").json()["items"]) == 5
    html = example.get(f"/confronto?comuni={','.join(codes)}").content.decode()
    sixth = example.get("/comuni/015011.json").json()["title"]
    assert f"Accanto ce ne stanno al più cinque. Lasciati fuori: {sixth}" in Markup(html).text
    assert '<select id="add" name="comuni" disabled>' in html


@pytest.mark.parametrize(
    "query", ["comuni=999999", "comuni='--", "comuni=" + "0" * 9_000, "comuni=,,,", "comuni=%00ff"]
)
def test_code_that_names_nothing(example: Client, query: str) -> None:
    response = example.get(f"/confronto?{query}")
    assert response.status_code in {200, 400}  # an address may hold no NUL
    assert response.status_code == 400 or "Comuni a confronto" in response.content.decode()


def test_page_without_a_choice_shows_the_classes_of_size(example: Client) -> None:
    text = text_of(example, "/confronto")
    assert "Scegli fino a cinque Comuni" in text
    assert "fino a 1.000 abitanti" in text
    sizes = example.get("/confronto.json").json()["sizes"]
    assert sum(line["median_per_head"]["municipalities"] for line in sizes) == 133


def test_english_page_says_the_same(example: Client) -> None:
    assert "more than 250,000 inhabitants" in text_of(example, "/en/confronto?comuni=015146")
