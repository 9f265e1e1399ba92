"""Every page, in both languages: it answers, obeys the content policy, and its links lead somewhere."""

import re
from collections import Counter

import pytest
from django.test import Client

from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, EARLIER, Reader
from tests.portal.sample_projects import KEY, UNMEASURED_KEY

PAGES = (
    "/novita",
    "/novita?tipo=stati",
    "/novita?obiettivo=M3.01",
    "/scadenze",
    "/scadenze?comune=015146",
    "/",
    "/piano",
    "/riforme",
    "/obiettivi",
    "/obiettivi?missione=M3&parola=K1&driver=D05&direzione=municipalities",
    "/obiettivi/M3.01",
    "/obiettivi/M1.02",
    "/obiettivi/M1.08",
    "/obiettivi?missione=M3",
    "/obiettivi?parola=K1",
    "/obiettivi/M3.01?stato=in-ritardo",
    "/componenti",
    "/componenti/M2C2",
    "/componenti/M1C1",
    "/agenda",
    "/agenda/D05",
    "/territorio",
    "/territorio?misura=pagato",
    "/territorio?misura=per-abitante",
    "/comuni/015146",
    "/comuni/015005",
    "/comuni/015007",
    "/zone/milano",
    "/zone/adda-martesana",
    "/confronto",
    "/confronto?comuni=015146,015002",
    "/cerca",
    "/cerca?q=sostenibilità",
    "/cerca?q=sostenibilità&tipo=obiettivi",
    "/progetti",
    "/progetti?missione=M3&stato=in-ritardo&q=tram&ordine=titolo",
    f"/progetti/{KEY}",
    f"/progetti/{UNMEASURED_KEY}",
    "/attori",
    "/attori?direzione=municipalities",
    "/attori/01199250158",
    "/attori/unknown",
    "/monitoraggio",
    "/monitoraggio/metodo",
    f"/monitoraggio/{BULLETIN.id}",
    "/verifica",
    "/dati",
    "/api/v1/docs",
    "/rapporto",
    "/perche/totale/pagato",
    "/perche/missione/M3/quota-pagata",
    "/perche/comune/015005/finanziato",
)
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/en"], ids=["it", "en"])
EVERY_PAGE = pytest.mark.parametrize("page", PAGES)


@LANGUAGES
@EVERY_PAGE
def test_page_answers_and_obeys_the_content_policy(portal: Client, prefix: str, page: str) -> None:
    response = portal.get(prefix + page)
    assert response.status_code == 200
    markup = Markup(response.content.decode())
    assert markup.refused == []
    assert markup.lang == (prefix.strip("/") or "it")
    assert markup.headings.count("h1") == 1
    assert [name for name, times in Counter(markup.ids).items() if times > 1] == []
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@LANGUAGES
@EVERY_PAGE
def test_page_without_a_bulletin_says_what_will_be_there(
    portal: Client, reader: Reader, prefix: str, page: str
) -> None:
    reader.bulletins = ()
    response = portal.get(prefix + page)
    if page.startswith(("/progetti/", "/attori/", "/perche/")) or page == f"/monitoraggio/{BULLETIN.id}":
        assert response.status_code == 404
        return
    assert response.status_code == 200
    # the plan's own word, which no measurement changes, and what is found in it
    if page in {"/piano", "/riforme"} or page.startswith("/cerca"):
        return
    assert "segnavia monitor --publish" in Markup(response.content.decode()).text


@LANGUAGES
@pytest.mark.parametrize("page", ["/", "/obiettivi", "/verifica"])
def test_page_without_a_plan_says_how_to_load_one(bare: Client, prefix: str, page: str) -> None:
    response = bare.get(prefix + page)
    assert response.status_code == 503
    assert "segnavia plan load" in Markup(response.content.decode()).text


@pytest.mark.long
@LANGUAGES
def test_every_link_from_the_home_page_on_leads_somewhere(portal: Client, prefix: str) -> None:
    """Follows every address of one language once: pages, twins, filters, pages of lists, anchors."""
    other = re.compile(r"/en(/|$)" if not prefix else r"/(?!en/|en$|api/|ogc|mappa/|static/)")
    seen: dict[str, Markup | None] = {}
    waiting = [f"{prefix}/"]
    broken = []
    while waiting:
        address = waiting.pop()
        path, _, anchor = address.partition("#")
        if path not in seen:
            report = path.startswith((f"{prefix}/rapporto.", f"{prefix}/rapporto/"))  # asked for and not written
            response = portal.head(path) if report else portal.get(path)
            if response.status_code != 200:
                broken.append(f"{response.status_code} {address}")
            is_page = response.headers["Content-Type"].startswith("text/html")
            if response.streaming:  # a file, which is closed once it is read
                b"".join(response.streaming_content)
            seen[path] = Markup(response.content.decode()) if is_page else None
            found = seen[path]
            inside = [link for link in found.links if _inside(link) and not other.match(link)] if found else []
            waiting += [_absolute(link, path) for link in inside]
        page = seen[path]
        if anchor and page is not None and anchor not in page.ids:
            broken.append(f"no #{anchor} in {path}")
    assert broken == []
    assert len(seen) > 2000  # 63 objectives and 133 municipalities, their twins, feeds and reports
    assert f"{prefix}/progetti/{KEY}" in seen


def _inside(link: str) -> bool:
    return link.startswith(("/", "?", "#")) and not link.endswith("/scrivania")  # the desk asks who one is


def _absolute(link: str, path: str) -> str:
    if link.startswith("#"):
        return path + link
    return path.partition("?")[0] + link if link.startswith("?") else link


def test_language_switch_leads_to_the_same_page(portal: Client) -> None:
    italian = Markup(portal.get("/obiettivi?missione=M3").content.decode())
    assert "/en/obiettivi?missione=M3" in italian.links
    english = Markup(portal.get("/en/obiettivi?missione=M3").content.decode())
    assert "/obiettivi?missione=M3" in english.links


def test_home_page_compares_with_the_bulletin_before(portal: Client, reader: Reader) -> None:
    reader.bulletins = (BULLETIN, EARLIER)
    text = Markup(portal.get("/").content.decode()).text
    assert "Tra il bollettino del 31 dicembre 2024 e quello del 31 marzo 2025:" in text
    reader.bulletins = (BULLETIN,)
    text = Markup(portal.get("/").content.decode()).text
    assert "Non c'è un bollettino precedente con cui confrontare." in text


def test_bulletin_of_another_plan_text_is_told(portal: Client, reader: Reader) -> None:
    from dataclasses import replace

    told = "ha misurato un testo del piano diverso"
    assert told not in portal.get("/").content.decode()
    reader.bulletins = (replace(BULLETIN, plan_sha256="0" * 64),)
    assert told in portal.get("/").content.decode()


def test_published_title_is_escaped(portal: Client) -> None:
    page = portal.get(f"/progetti/{KEY}").content.decode()
    assert "Tram &lt;b&gt;bidirezionali&lt;/b&gt;" in page
    assert "<b>bidirezionali" not in page


@pytest.mark.parametrize("page", ["/piano", "/riforme"])
def test_page_of_the_plan_alone_says_nothing_of_a_measurement(portal: Client, page: str) -> None:
    assert "Misurato sui dati aperti" not in Markup(portal.get(page).content.decode()).text


def test_plan_speaks_its_own_language_on_a_foreign_page(portal: Client) -> None:
    title = "Superamento del digital divide"
    english = portal.get("/en/obiettivi").content.decode()
    assert f' <span lang="it">{title}' in english
    assert f" <span>{title}" in portal.get("/obiettivi").content.decode()
    for page in ("/", "/piano", "/agenda/D05"):
        assert '<h1 lang="it">' in portal.get(f"/en{page}").content.decode(), page


def test_title_of_the_home_page_says_the_plan_once(portal: Client) -> None:
    assert "<title>PSTTM 2022-2024 · Segnavia</title>" in portal.get("/").content.decode()


def test_capital_is_no_homogeneous_zone(portal: Client) -> None:
    capital = Markup(portal.get("/zone/milano").content.decode()).text
    assert "Capoluogo" in capital
    assert "Zona omogenea" not in capital
    assert "Mediana" not in capital
    assert "/zone/milano" not in Markup(portal.get("/comuni/015146").content.decode()).links
    assert "Mediana dei suoi Comuni" in Markup(portal.get("/zone/adda-martesana").content.decode()).text
