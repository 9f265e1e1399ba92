"""Each address has one file, with a name that people can read."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from segnavia.site.making import family_of, in_language
from segnavia.site.names import named
from segnavia.site.rewriting import address_of
from segnavia.site.routes import found
from segnavia.site.table import Live, tables

FILES = [
    ("/", "index.html"),
    ("/index.json", "index.json"),
    ("/en/", "en/index.html"),
    ("/obiettivi", "obiettivi.html"),
    ("/obiettivi/M1.01", "obiettivi/M1.01.html"),
    ("/obiettivi/M1.01.json", "obiettivi/M1.01.json"),
    ("/obiettivi/M1.01?pagina=2", "obiettivi/M1.01/pagina-2.html"),
    ("/obiettivi/M1.01.json?pagina=2", "obiettivi/M1.01/pagina-2.json"),
    ("/obiettivi/M1.01?pagina=2&stato=concluso", "obiettivi/M1.01/stato-concluso/pagina-2.html"),
    ("/obiettivi/M1.01?stato=concluso&pagina=2", "obiettivi/M1.01/stato-concluso/pagina-2.html"),
    ("/obiettivi/M1.01?pagina=1", "obiettivi/M1.01.html"),
    ("/obiettivi?missione=M3", "obiettivi/missione-M3.html"),
    ("/en/comuni/015146?stato=in-ritardo", "en/comuni/015146/stato-in-ritardo.html"),
    ("/territorio?misura=finanziato", "territorio.html"),
    ("/territorio?misura=pagato", "territorio/misura-pagato.html"),
    ("/progetti/M1C1I1.02.00-J61F22000330006-1a2b3c4d", "progetti/M1C1I1.02.00-J61F22000330006-1a2b3c4d.html"),
    ("/intese/matrice", "intese/matrice.html"),
    ("/scadenze.ics", "scadenze.ics"),
    ("/dati/projects.parquet", "dati/projects.parquet"),
    ("/en/dati/datapackage.json", "en/dati/datapackage.json"),
    ("/og/comune/015146.png", "og/comune/015146.png"),
]
NOT_FILES = {
    "what asks any words": "/cerca?q=tram",
    "a question that makes no page": "/obiettivi?altro=1",
    "a value that is no name": "/obiettivi?missione=../../etc",
    "the desk": "/scrivania",
    "the login": "/accesso",
    "the interface": "/api/v1/projects",
    "nothing": "/nulla",
    "a path that climbs": "/obiettivi/..%2F..%2Fetc",
}


@pytest.mark.parametrize(("address", "file"), FILES, ids=[address for address, _file in FILES])
def test_address_has_its_file(address: str, file: str) -> None:
    place = named(address)
    assert place is not None
    assert place.file == file


@pytest.mark.parametrize("address", NOT_FILES.values(), ids=NOT_FILES.keys())
def test_address_is_no_file(address: str) -> None:
    assert named(address) is None


def test_ways_of_writing_an_address_are_one() -> None:
    ways = ("/obiettivi/M1.01?stato=concluso&pagina=2", "/obiettivi/M1.01?pagina=2&stato=concluso")
    assert {place.address for way in ways if (place := named(way))} == {"/obiettivi/M1.01?stato=concluso&pagina=2"}


def test_address_in_another_language() -> None:
    assert in_language("/en/comuni/015146?pagina=2", "it") == "/comuni/015146?pagina=2"
    assert in_language("/comuni/015146?pagina=2", "en") == "/en/comuni/015146?pagina=2"
    assert in_language("/", "en") == "/en/"
    assert in_language("/en/", "it") == "/"


def test_page_its_twin_and_the_parts_of_its_list_are_a_family() -> None:
    family = (
        "/obiettivi/M1.01",
        "/obiettivi/M1.01.json",
        "/obiettivi/M1.01?pagina=2",
        "/obiettivi/M1.01.json?pagina=2",
    )
    assert {family_of(each) for each in family} == {"/obiettivi/M1.01"}


def test_address_of_an_index_is_its_folder() -> None:
    assert address_of("https://x.example", "index.html") == "https://x.example/"
    assert address_of("https://x.example", "en/index.html") == "https://x.example/en/"
    assert address_of("https://x.example/piano", "comuni/015146.html") == "https://x.example/piano/comuni/015146.html"


def portal_names(resolver: URLResolver, namespace: str = "") -> set[str]:
    names = set()
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            names |= portal_names(each, each.namespace or namespace)
        elif isinstance(each, URLPattern) and namespace == "portal" and each.name:
            names.add(each.name)
    return names


def test_every_address_of_the_portal_says_whether_it_becomes_files() -> None:
    """An address that is added is added to `LISTED` too, with its codes or with the reason why it is answered live."""
    listed = tables()["portal"]
    names = portal_names(get_resolver())
    assert {name for name in names if name not in listed and name.removesuffix(".json") not in listed} == set()
    assert {name for name in listed if name not in names} == set()
    assert [name for name, rule in listed.items() if isinstance(rule, Live) and not rule.reason] == []


def test_route_is_the_one_that_django_resolves(portal: Client) -> None:
    for address, _file in FILES:
        path = address.partition("?")[0]
        rest = path.removeprefix("/en").lstrip("/")
        mine, answer = found(rest), portal.get(path)
        theirs = answer.resolver_match
        if answer.streaming:  # a file, which is closed once it is read
            b"".join(answer.streaming_content)
        assert mine is not None
        assert (mine.route.pattern.name, dict(mine.codes)) == (theirs.url_name, theirs.kwargs), address
