"""The terms of DCAT-AP_IT: its namespaces, and the entries of the controlled vocabularies that a catalogue names."""

from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

DCATAPIT: Final = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
SCHEMA: Final = Namespace("http://schema.org/")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
LOCN: Final = Namespace("http://www.w3.org/ns/locn#")
GSP: Final = Namespace("http://www.opengis.net/ont/geosparql#")

_EU: Final = "http://publications.europa.eu/resource/authority"
FREQUENCY: Final = Namespace(f"{_EU}/frequency/")
THEME: Final = Namespace(f"{_EU}/data-theme/")
FILE_TYPE: Final = Namespace(f"{_EU}/file-type/")
LANGUAGE: Final = Namespace(f"{_EU}/language/")
ACCESS: Final = Namespace(f"{_EU}/access-right/")
MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/"
# Creative Commons Attribution 4.0 in the Italian list of licences and in the European one, and what kind that is.
LICENCE: Final = URIRef("https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40")
EU_LICENCE: Final = URIRef(f"{_EU}/licence/CC_BY_4_0")
LICENCE_KIND: Final = URIRef("http://purl.org/adms/licencetype/Attribution")

_PREFIXES: Final = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "owl": OWL,
    "skos": SKOS,
    "rdfs": RDFS,
    "xsd": XSD,
    "dcatapit": DCATAPIT,
    "vcard": VCARD,
    "schema": SCHEMA,
    "spdx": SPDX,
    "locn": LOCN,
    "gsp": GSP,
}


def graph() -> Graph:
    """An empty graph that knows the prefixes of the profile."""
    made = Graph()
    for prefix, namespace in _PREFIXES.items():
        made.bind(prefix, namespace, replace=True)
    return made


def concept(made: Graph, namespace: Namespace, code: str, kind: URIRef | None = None) -> URIRef:
    """An entry of one of the European Union's lists, described so far that nobody has to fetch the list to read it."""
    entry, scheme = namespace[code], URIRef(str(namespace).rstrip("/"))
    made.add((entry, RDF.type, SKOS.Concept))
    if kind is not None:
        made.add((entry, RDF.type, kind))
    made.add((entry, SKOS.notation, Literal(code)))
    made.add((entry, SKOS.prefLabel, Literal(code.replace("_", " "), lang="en")))
    made.add((entry, SKOS.inScheme, scheme))
    made.add((scheme, RDF.type, SKOS.ConceptScheme))
    made.add((scheme, DCTERMS.title, Literal(str(scheme).rpartition("/")[2], lang="en")))
    return entry
