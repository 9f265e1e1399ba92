"""Links among files: relative, to the running system, or none."""

from typing import Any

import pytest

from segnavia.site.names import Named
from segnavia.site.rewriting import Links

PAGE = Named("/comuni/015146", "it", "comuni/015146.html")
NOTES = {"it": "<p>Qui un modulo.</p>", "en": "<p>A form.</p>"}
SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def site_url(settings: Any) -> None:
    settings.SITE_URL = SITE


def rewritten(html: str, *, base: str = "", live: str = "", languages: tuple[str, ...] = ("it", "en")) -> str:
    return Links(base, live, languages, NOTES).rewrite(html.encode(), PAGE).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/">x</a>', '<a href="../index.html">x</a>'),
        ('<a href="/obiettivi/M1.01#projects">x</a>', '<a href="../obiettivi/M1.01.html#projects">x</a>'),
        ('<a href="?pagina=2#projects">x</a>', '<a href="../comuni/015146/pagina-2.html#projects">x</a>'),
        ('<a href="/en/comuni/015146">x</a>', '<a href="../en/comuni/015146.html">x</a>'),
        ('<a href="/obiettivi?missione=M3&amp;pagina=1">x</a>', "<a>x</a>"),
        ('<a href="#riga-1">x</a>', '<a href="#riga-1">x</a>'),
        ('<a href="https://www.istat.it/">x</a>', '<a href="https://www.istat.it/">x</a>'),
        ('<a href="mailto:a@b.it">x</a>', '<a href="mailto:a@b.it">x</a>'),
        ('<a href="/scrivania">x</a>', "<a>x</a>"),
        (f'<a href="{SITE}/scadenze.ics">x</a>', '<a href="../scadenze.ics">x</a>'),
        ('<use href="/static/portal/dist/icons.svg#it-ban">', '<use href="../static/portal/dist/icons.svg#it-ban">'),
        ('<div data-data="/territorio/mappa.json">', '<div data-data="../territorio/mappa.json">'),
        ('<path d="/x" data-bs-target="#menu">', '<path d="/x" data-bs-target="#menu">'),
    ],
)
def test_link_in_a_page(before: str, after: str) -> None:
    assert rewritten(f"<head></head><body>{before}") == f"<head></head><body>{after}"


def test_what_is_no_file_leads_to_the_running_system() -> None:
    html = '<body><a href="/scrivania">x</a><a href="/cerca?q=tram&amp;tipo=x">y</a>'
    live = rewritten(html, live="https://vivo.example")
    assert 'href="https://vivo.example/scrivania"' in live
    assert 'href="https://vivo.example/cerca?q=tram&amp;tipo=x"' in live


def test_form_asks_the_running_system_or_says_that_it_cannot() -> None:
    form = '<body><form class="filters" method="get" action="/obiettivi"><input name="missione"></form>'
    assert rewritten(form) == f"<body>{NOTES['it']}"
    assert 'action="https://vivo.example/obiettivi"' in rewritten(form, live="https://vivo.example")
    own = '<body><form method="get"><input name="attore"></form>'
    assert 'action="https://vivo.example/comuni/015146?"' in rewritten(own, live="https://vivo.example")


def test_search_of_every_page_is_left_out_without_a_word() -> None:
    assert rewritten('<body>a<form class="site-search" role="search" action="/cerca"></form>b') == "<body>ab"


def test_language_that_is_not_written_leads_to_the_running_system() -> None:
    html = '<body><a href="/en/obiettivi">English</a>'
    assert rewritten(html, languages=("it",)) == "<body><a>English</a>"
    assert "https://vivo.example/en/obiettivi" in rewritten(html, languages=("it",), live="https://vivo.example")


HEAD = (
    f'<head><link rel="canonical" href="{SITE}/comuni/015146">\n'
    f'<meta property="og:image" content="{SITE}/og/piano.png">\n'
    f'<script type="application/ld+json">{{"url":"{SITE}/comuni/015146","x":"https://schema.org"}}</script>\n'
    '<link rel="alternate" type="application/json" href="/comuni/015146.json"></head><body>'
)


def test_head_names_where_the_files_stand() -> None:
    head = rewritten(HEAD, base="https://piano.example/a")
    assert 'rel="canonical" href="https://piano.example/a/comuni/015146.html"' in head
    assert 'content="https://piano.example/a/og/piano.png"' in head
    assert '"url":"https://piano.example/a/comuni/015146.html","x":"https://schema.org"' in head
    assert 'href="../comuni/015146.json"' in head


def test_head_without_an_address_names_none() -> None:
    head = rewritten(HEAD)
    assert SITE not in head
    assert "canonical" not in head
    assert "ld+json" not in head


def test_what_a_page_leads_to_is_told() -> None:
    links = Links("", "", ("it", "en"), NOTES)
    links.rewrite(b'<body><a href="/obiettivi/M1.01?pagina=2"></a><img src="/static/portal/a.svg#x">', PAGE)
    assert links.found == {"/obiettivi/M1.01?pagina=2"}
    assert links.assets == {"portal/a.svg"}
