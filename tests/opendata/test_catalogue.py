"""The catalogue keeps to DCAT-AP and to its Italian profile, in all its forms, and leads to the files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

from segnavia.briefing.state import State
from segnavia.opendata import oc4ids, package
from segnavia.opendata.catalogue.catalogue import catalogue
from segnavia.opendata.catalogue.vocabulary import DCATAPIT, VCARD
from segnavia.opendata.declaration import GROUPS, TABLES
from segnavia.opendata.files import CATALOGUES, find
from segnavia.opendata.formats import formats_of
from segnavia.opendata.geometry import PLACED
from segnavia.opendata.stored import Stored

SHAPES = Path(__file__).parent / "shapes"
SITE = "https://piano.example.org"


def names() -> Iterator[str]:
    for name in TABLES:
        for form in formats_of(has_places=name in PLACED):
            yield f"{name}.{form.ending}"
    yield from (package.NAME, package.ENGLISH, "segnavia-milano-2022-2024.zip", oc4ids.NAME)


@pytest.fixture
def graph(now: State, settings: Any) -> Graph:
    """The catalogue of everything, as one reads it who took it as Turtle."""
    settings.SITE_URL = SITE
    settings.PUBLISHER_IPA = "cmmi"
    settings.PUBLISHER_EMAIL = "dati@example.org"
    files = {name: Stored(name, "application/json", 1, "0" * 64) for name in names()}
    made = catalogue(now, files, timezone.localdate())
    return Graph().parse(data=made.serialize(format="turtle"), format="turtle")


def refused(graph: Graph, shapes: str) -> str:
    """What the shapes find wrong; empty where nothing is."""
    conforms, _report, text = validate(graph, shacl_graph=Graph().parse(SHAPES / shapes), advanced=False)
    return "" if conforms else text


@pytest.mark.parametrize("shapes", ["dcat-ap.ttl", "dcat-ap_it.ttl"])
def test_catalogue_keeps_to_the_profile(graph: Graph, shapes: str) -> None:
    assert refused(graph, shapes) == ""


@pytest.mark.parametrize(
    ("shapes", "about", "term"),
    [
        ("dcat-ap.ttl", "dati#catalogue", DCTERMS.publisher),
        ("dcat-ap.ttl", "dati#projects", DCTERMS.title),
        ("dcat-ap.ttl", "dati/projects.csv#distribution", DCAT.accessURL),
        ("dcat-ap_it.ttl", "dati#projects", DCTERMS.rightsHolder),
        ("dcat-ap_it.ttl", "dati#projects", DCTERMS.accrualPeriodicity),
        ("dcat-ap_it.ttl", "dati#publisher", DCTERMS.identifier),
        ("dcat-ap_it.ttl", "dati/projects.csv#distribution", DCTERMS.license),
    ],
)
def test_shapes_find_what_is_missing(graph: Graph, shapes: str, about: str, term: URIRef) -> None:
    """Or else their word would say nothing."""
    node = URIRef(f"{SITE}/{about}")
    assert (node, term, None) in graph
    graph.remove((node, term, None))
    assert str(node) in refused(graph, shapes)


def test_every_group_is_a_dataset_and_every_file_a_distribution(graph: Graph) -> None:
    datasets = {str(node).partition("#")[2] for node in graph.subjects(RDF.type, DCATAPIT.Dataset)}
    assert datasets == {*GROUPS, "all", "infrastructure"}
    urls = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    assert urls == {f"{SITE}/dati/{name}" for name in names() if name != package.ENGLISH}
    assert all(
        len(list(graph.subjects(DCAT.distribution, each))) == 1 for each in graph.subjects(RDF.type, DCAT.Distribution)
    )


def test_publisher_is_told_by_its_code(graph: Graph) -> None:
    about = URIRef(f"{SITE}/dati#publisher")
    assert graph.value(about, DCTERMS.identifier) == Literal("cmmi")
    assert graph.value(URIRef(f"{SITE}/dati#plan"), DCTERMS.identifier) == Literal("cmmi:milano-2022-2024-plan")
    assert graph.value(URIRef(f"{SITE}/dati#contact"), VCARD.hasEmail) == URIRef("mailto:dati@example.org")


def test_without_settings_the_body_of_the_plan_publishes(now: State) -> None:
    made = catalogue(now, {}, timezone.localdate())
    assert list(made.subjects(RDF.type, DCATAPIT.Organization)) == []  # nobody is named whom one could not write to
    (agent,) = made.subjects(RDF.type, DCATAPIT.Agent)
    assert str(made.value(agent, DCTERMS.identifier)) == "milano-2022-2024"


@pytest.mark.usefixtures("few")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which rdflib's own parser of JSON-LD uses
def test_forms_of_the_catalogue_say_the_same(now: State) -> None:
    graphs = []
    for name, (form, _media_type) in CATALOGUES.items():
        path, _stored = find(now, name)
        graphs.append(Graph().parse(path, format={"pretty-xml": "xml"}.get(form, form)))
    first, *others = (set(graph) for graph in graphs)
    assert len(first) > 300
    assert others == [first, first]


@pytest.mark.long
@pytest.mark.parametrize("shapes", ["dcat-ap.ttl", "dcat-ap_it.ttl"])
def test_catalogue_of_the_extract_keeps_to_the_profile(example: State, shapes: str) -> None:
    path, _stored = find(example, "catalogo.rdf")
    assert refused(Graph().parse(path, format="xml"), shapes) == ""
