"""The list of projects, narrowed by the address alone: page, twin and table say the same."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from segnavia.briefing import state
from tests.portal.markup import Markup
from tests.portal.sample import Reader

Twin = dict[str, Any]


def twin(client: Client, query: str = "") -> Twin:
    return client.get(f"/progetti.json?{query}").json()


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"/progetti.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def counts(found: Twin, facet: str) -> dict[str, int]:
    return {item["code"]: item["projects"] for item in found["facets"].get(facet, {"items": []})["items"]}


def text_of(client: Client, address: str) -> str:
    return Markup(client.get(address).content.decode()).text


def test_sentence_is_written_from_the_figures(example: Client) -> None:
    now = state.current()
    assert now is not None
    assert now.bulletin is not None
    total = now.bulletin.total
    found = twin(example)["total"]
    assert (found["projects_located"], found["funding_pnrr"]) == (
        total.projects_located,
        float(total.funding_pnrr or 0),
    )
    text = text_of(example, "/progetti")
    assert "4.404 progetti per 2.260,0 M€ di PNRR; di 1.911 si conoscono i pagamenti: 809,3 M€ ( 36 % )." in text
    assert "Di 1.753 progetti non si conosce alcun importo." in text


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("obiettivo=M3.01", "/obiettivi/M3.01.json"),
        ("comune=015027", "/comuni/015027.json"),
        ("zona=adda-martesana", "/zone/adda-martesana.json"),
        ("componente=M2C2", "/componenti/M2C2.json"),
        ("ente=01199250158", "/attori/01199250158.json"),
        ("ente=unknown", "/attori/unknown.json"),
    ],
)
def test_one_filter_gives_the_figures_of_its_own_page(example: Client, query: str, page: str) -> None:
    found, own = twin(example, query)["total"], example.get(page).json()
    for name in ("projects_located", "projects_both", "funding_pnrr", "paid_pnrr", "funding_elsewhere", "states"):
        assert found[name] == own[name], name


def test_counts_follow_the_other_filters(example: Client) -> None:
    whole, late = twin(example), twin(example, "stato=concluso&missione=M1")
    assert counts(whole, "state")["completed"] > counts(late, "state")["completed"]
    for code, number in counts(late, "zone").items():
        assert twin(example, f"stato=concluso&missione=M1&zona={code}")["total"]["projects_located"] == number
    # within a facet more is chosen: the others of the same facet go on being offered
    assert counts(late, "mission").keys() > {"M1"}
    for code, number in counts(late, "mission").items():
        word = "fuori-dal-piano" if code == "outside" else code
        assert twin(example, f"stato=concluso&missione={word}")["total"]["projects_located"] == number


def test_values_of_one_filter_widen_and_filters_narrow(example: Client) -> None:
    def number(query: str) -> int:
        return int(twin(example, query)["total"]["projects_located"])

    both = number("stato=concluso&stato=in-corso")
    assert both == number("stato=concluso") + number("stato=in-corso")
    assert number("stato=concluso&zona=milano") < min(number("stato=concluso"), number("zona=milano"))


def test_words_narrow_as_filters_do(example: Client) -> None:
    found = twin(example, "q=asilo+nido&zona=milano")
    assert found["q"] == "asilo nido"
    assert 0 < found["total"]["projects_located"] < twin(example, "q=asilo+nido")["total"]["projects_located"]
    assert twin(example, "q=sommergibile")["total"]["projects_located"] == 0
    assert twin(example, "q=F40J21000050001")["project_list"]["items"][0]["cup"] == "F40J21000050001"


def test_chips_lead_to_the_same_list_without_one_filter(example: Client) -> None:
    page = Markup(example.get("/progetti?q=asilo&missione=M4&missione=M5&stato=concluso").content.decode())
    assert "/progetti?q=asilo&missione=M5&stato=concluso" in page.links
    assert "/progetti?missione=M4&missione=M5&stato=concluso" in page.links
    assert "/progetti?q=asilo&missione=M4&missione=M5" in page.links
    assert "togli tutti" in page.text


def test_form_keeps_what_is_chosen(example: Client) -> None:
    html = example.get("/progetti?q=asilo&missione=M4&comune=015146&ordine=titolo").content.decode()
    assert '<input type="checkbox" name="missione" value="M4" checked>' in html
    assert '<option value="015146" selected>Milano (' in html
    assert '<input type="hidden" name="q" value="asilo">' in html
    assert '<input type="hidden" name="ordine" value="titolo">' in html


def test_filter_that_names_nothing_is_told_and_left_out(example: Client) -> None:
    text = text_of(example, "/progetti?missione=M9&stato=domani")
    assert "Qui nulla si chiama “M9”: quel filtro non si applica." in text
    assert "“domani”" in text
    assert "4.404 progetti" in text
    assert twin(example, "missione=M9")["not_known_here"] == ["M9"]


def test_filters_that_leave_nothing_say_so(example: Client) -> None:
    text = text_of(example, "/progetti?missione=M6&obiettivo=M3.01")
    assert "Nessun progetto ha tutto ciò che è stato scelto." in text
    assert "Togli uno dei filtri" in text


@pytest.mark.parametrize(
    ("order", "name"), [("finanziamento", "funding_pnrr"), ("titolo", "title"), ("stato", "state")]
)
def test_list_is_in_the_order_that_is_asked_for(example: Client, order: str, name: str) -> None:
    items = twin(example, f"zona=milano&ordine={order}")["project_list"]["items"]
    values = [item[name] for item in items if item[name] is not None]
    if name == "funding_pnrr":
        assert values == sorted(values, reverse=True)
    elif name == "title":
        assert values == sorted(values, key=str.lower)
    else:
        assert set(values) == {"completed"}


def test_due_dates_are_no_order_where_no_source_tells_any(example: Client) -> None:
    assert twin(example, "ordine=fine")["sort"] == "money"
    assert "ordine=fine" not in example.get("/progetti").content.decode()


def test_pages_hold_every_project_once(example: Client) -> None:
    pages = [twin(example, f"zona=sud-est&pagina={number}")["project_list"] for number in range(1, 13)]
    keys = [item["key"] for page in pages for item in page["items"]]
    assert pages[0]["pages"] == 12
    assert len(keys) == len(set(keys)) == pages[0]["total"]
    assert twin(example, "zona=sud-est&pagina=999")["project_list"]["page"] == 12


def test_table_is_of_the_very_selection(example: Client) -> None:
    query = "q=scuola&zona=nord-milano&ordine=titolo"
    found, rows = twin(example, query), table(example, query)
    assert len(rows) == found["total"]["projects_located"] > 25
    for item, row in zip(found["project_list"]["items"], rows, strict=False):
        assert item.keys() == row.keys()
        for name, value in item.items():
            told = row[name] if not isinstance(value, int | float) or isinstance(value, bool) else float(row[name])
            assert told == ("" if value is None else str(value).lower() if isinstance(value, bool) else value), name
    funded = [float(row["funding_pnrr"]) * float(row["part"]) for row in rows if row["funding_pnrr"]]
    assert sum(funded) == pytest.approx(found["total"]["funding_pnrr"], abs=0.01)
    response = example.get(f"/progetti.csv?{query}")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="progetti-015-2025-03-31-' in response.headers["Content-Disposition"]


def test_page_links_the_table_of_its_selection(example: Client) -> None:
    page = Markup(example.get("/progetti?zona=milano&stato=concluso&pagina=2").content.decode())
    assert "/progetti.csv?zona=milano&stato=concluso" in page.links


def test_other_lists_lead_here(example: Client) -> None:
    for page, query in (
        ("/obiettivi/M3.01", "obiettivo=M3.01"),
        ("/comuni/015027", "comune=015027"),
        ("/zone/milano", "zona=milano"),
        ("/agenda/D05", "driver=D05"),
        ("/attori/01199250158", "ente=01199250158"),
        ("/componenti/M2C2", "componente=M2C2"),
    ):
        assert f"/progetti?{query}" in Markup(example.get(page).content.decode()).links, page


def test_english_page_says_the_same(example: Client) -> None:
    text = text_of(example, "/en/progetti?stato=concluso")
    assert "462 projects for" in text
    assert "State Completed" in text


def test_list_before_the_first_bulletin(portal: Client, reader: Reader) -> None:
    reader.bulletins = ()
    assert twin(portal)["total"]["projects_located"] is None
    assert table(portal) == []


def test_site_without_a_plan(bare: Client) -> None:
    assert bare.get("/progetti.csv").status_code == 503
