"""Charts on the public pages, and their pictures to be saved."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.test import Client

from segnavia.portal.views.charts import ADDRESSES, WORDS
from segnavia.reports.charts import KEYS
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, EARLIER, Reader, figure

ZONES = {**BULLETIN.by["zone"], "sud-est": figure("10000000.00", "6000000.00", 3)}


def figures(client: Client, address: str) -> list[str]:
    """What the charts of a page say that they show."""
    page = client.get(address).content.decode()
    return [re.sub(r"\s+", " ", found) for found in re.findall(r"<figcaption>(.*?)</figcaption>", page, re.DOTALL)]


def test_every_chart_has_an_address() -> None:
    assert set(ADDRESSES.values()) == set(KEYS) == set(WORDS)


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
@pytest.mark.parametrize("page", ["/monitoraggio", "/obiettivi/M3.01"])
def test_page_with_charts_obeys_the_content_policy(portal: Client, prefix: str, page: str) -> None:
    markup = Markup(portal.get(prefix + page).content.decode())
    assert markup.refused == []
    assert len(markup.ids) == len(set(markup.ids))


def test_monitoring_shows_the_measurement_in_pictures(portal: Client, reader: Reader) -> None:
    reader.bulletins = (replace(BULLETIN, by={**BULLETIN.by, "zone": ZONES}),)
    progress, zones = figures(portal, "/monitoraggio")
    assert progress.startswith("Avanzamento: 5 progetti conclusi su 32, di 3 lo stato non è noto")
    assert zones.startswith("2 zone: del finanziato risulta pagato dal 33 % (Milano)")


def test_chart_on_a_page_has_its_text_its_table_and_its_pictures(portal: Client) -> None:
    page = portal.get("/monitoraggio").content.decode()
    (chart,) = re.findall(r'<figure class="chart">.*?</figure>', page, re.DOTALL)
    assert 'role="img" aria-label="Procedurale: Concluso 5, In corso 20' in chart
    assert len(re.findall(r"<svg [^>]*viewBox", chart)) == 2
    assert "url(#unknown)" not in chart
    text = Markup(chart).text
    assert "Le stesse cifre in tabella" in text
    assert "Finanziario Pagato 36.000.000 €" in text
    links = Markup(chart).links
    assert links == ["/grafici/avanzamento.svg", "/grafici/avanzamento.png"]
    for link in links:
        assert portal.get(link).status_code == 200


def test_old_bulletin_shows_its_own_charts_and_offers_no_newer_pictures(portal: Client, reader: Reader) -> None:
    reader.bulletins = (BULLETIN, EARLIER)
    page = portal.get(f"/monitoraggio/{EARLIER.id}").content.decode()
    assert "di nessuno dei 20 progetti è noto lo stato" in page
    assert "/grafici/" not in page


def test_money_over_time_replaces_its_table(portal: Client) -> None:
    captions = figures(portal, "/obiettivi/M3.01")
    assert "Pagati: 20,0 M€ al 31 dicembre 2024, 35,0 M€ al 31 marzo 2025, su 60,0 M€ finanziati" in captions


def test_unknown_is_marked_in_the_table_of_a_chart(portal: Client, reader: Reader) -> None:
    reader.bulletins = (replace(BULLETIN, total=figure(None, None, 4)),)
    page = portal.get("/monitoraggio").content.decode()
    row = page[page.index(">Pagato</td>") :]
    assert row[: row.index("</tr>")].count('<span class="unknown">non noto</span>') == 1


@pytest.mark.parametrize("what", ["avanzamento", "scadenze", "denaro-nel-tempo", "target"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
def test_pictures_stand_at_their_addresses(portal: Client, what: str, prefix: str) -> None:
    address = f"{prefix}/grafici/{what}/obiettivo/M3.01"
    drawn = portal.get(f"{address}.svg")
    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml")
    root = ElementTree.fromstring(drawn.content)
    assert "M3.01" in "".join(root.itertext())
    assert drawn["Content-Disposition"] == f'inline; filename="{what}-obiettivo-M3.01.svg"'
    picture = portal.get(f"{address}.png")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    head = portal.head(f"{address}.svg")
    assert (head.content, head["Content-Length"]) == (b"", str(len(drawn.content)))


@pytest.mark.parametrize(
    "address",
    [
        "/grafici/torta.svg",
        "/grafici/rete.svg",
        "/grafici/avanzamento/obiettivo/M9.99.svg",
        "/grafici/avanzamento/pianeta/M3.01.png",
        "/grafici/zone/obiettivo/M3.01.svg",
    ],
)
def test_nothing_to_draw_is_not_found(portal: Client, address: str) -> None:
    assert portal.get(address).status_code == 404


def test_before_a_plan_there_is_no_picture(bare: Client) -> None:
    assert bare.get("/grafici/avanzamento.svg").status_code == 404
