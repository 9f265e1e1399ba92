"""The catalogue of what is published here: a dataset for each group of tables, a distribution for each file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop, override
from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from segnavia.briefing.state import State
from segnavia.opendata import oc4ids, package
from segnavia.opendata.catalogue import vocabulary as v
from segnavia.opendata.catalogue.parts import Parts
from segnavia.opendata.declaration import GROUPS, TABLES
from segnavia.opendata.formats import FORMATS
from segnavia.opendata.publisher import address, file_address, publisher
from segnavia.opendata.sheet import words
from segnavia.opendata.stored import Stored


@dataclass(frozen=True, slots=True)
class Described:
    """A dataset of the catalogue with the names of its files; texts are message ids."""

    code: str
    title: str
    description: str
    themes: tuple[str, ...]
    frequency: str
    files: tuple[str, ...]


# Codes of the European Union's lists of themes and frequencies. Bulletins come when the publisher's data do.
_THEMES: Mapping[str, tuple[str, ...]] = {"projects": ("GOVE", "ECON"), "territory": ("REGI", "GOVE")}
_FREQUENCIES: Mapping[str, str] = {"commitments": "UPDATE_CONT"}


def datasets(files: Iterable[str]) -> list[Described]:
    """The datasets of the catalogue: the groups of tables, all of them together, and the infrastructure projects."""
    names = list(files)
    found = [
        Described(
            group.code,
            group.title,
            group.description,
            _THEMES.get(group.code, ("GOVE",)),
            _FREQUENCIES.get(group.code, "IRREG"),
            tuple(name for name in names if (each := TABLES.get(name.partition(".")[0])) and each.group == group.code),
        )
        for group in GROUPS.values()
    ]
    found.append(
        Described(
            "all",
            gettext_noop("Everything in one package"),
            gettext_noop("All tables as CSV in one archive, with their schemas, keys, units, licence and sources."),
            ("GOVE",),
            "UPDATE_CONT",
            tuple(name for name in names if name.endswith(".zip") or name == package.NAME),
        )
    )
    if oc4ids.NAME in names:
        found.append(
            Described(
                "infrastructure",
                gettext_noop("Infrastructure projects (OC4IDS)"),
                gettext_noop(
                    "The public works among the projects, by the Open Contracting standard for infrastructure."
                ),
                ("GOVE", "TRAN"),
                "IRREG",
                (oc4ids.NAME,),
            )
        )
    return found


def catalogue(now: State, files: Mapping[str, Stored], made_on: date) -> Graph:
    """The catalogue as a graph. `files` are those that it describes, `made_on` the day on which they were made."""
    graph = v.graph()
    parts = Parts(graph, now, publisher(now))
    about = URIRef(f"{address('data')}#catalogue")
    by, languages = parts.agent(), [parts.language("ITA"), parts.language("ENG")]
    _typed(graph, about, DCAT.Catalog, v.DCATAPIT.Catalog)
    header = now.book.package.plan
    for language in ("it", "en"):
        with override(language):
            title = f"{header.short_title}: {words(package.TITLE)}"
            graph.add((about, DCTERMS.title, Literal(title, lang=language)))
            graph.add((about, DCTERMS.description, Literal(words(package.DESCRIPTION), lang=language)))
    modified = Literal(made_on.isoformat(), datatype=XSD.date)
    themes = URIRef(str(v.THEME).rstrip("/"))
    for term, value in (
        (DCTERMS.publisher, by),
        (DCTERMS.modified, modified),
        (DCTERMS.spatial, parts.territory()),
        (DCTERMS.license, parts.licence()),
        (FOAF.homepage, parts.page(address("data"))),
        (DCAT.themeTaxonomy, themes),
        *((DCTERMS.language, language) for language in languages),
    ):
        graph.add((about, term, value))
    for each in datasets(files):
        dataset = _dataset(parts, each, by, modified, languages)
        graph.add((about, DCAT.dataset, dataset))
        for name in each.files:
            graph.add((dataset, DCAT.distribution, _distribution(parts, name, files[name], modified)))
    return graph


def _dataset(parts: Parts, each: Described, by: URIRef, modified: Literal, languages: Iterable[URIRef]) -> URIRef:
    graph, about = parts.graph, URIRef(f"{address('data')}#{each.code}")
    _typed(graph, about, DCAT.Dataset, v.DCATAPIT.Dataset)
    header = parts.now.book.package.plan
    for language in ("it", "en"):
        with override(language):
            title = f"{header.short_title}: {words(each.title)}"
            graph.add((about, DCTERMS.title, Literal(title, lang=language)))
            graph.add((about, DCTERMS.description, Literal(words(each.description), lang=language)))
            for keyword in (header.short_title, "PNRR", words(each.title)):
                graph.add((about, DCAT.keyword, Literal(keyword, lang=language)))
    values: list[tuple[URIRef, Node]] = [
        (
            DCTERMS.identifier,
            Literal(f"{parts.by.code}:{header.code}-{each.code}" if parts.by.has_ipa else f"{header.code}:{each.code}"),
        ),
        (DCTERMS.modified, modified),
        (DCTERMS.publisher, by),
        (DCTERMS.creator, by),
        (DCTERMS.rightsHolder, by),
        (DCTERMS.accrualPeriodicity, v.concept(graph, v.FREQUENCY, each.frequency, DCTERMS.Frequency)),
        (DCTERMS.accessRights, v.concept(graph, v.ACCESS, "PUBLIC", DCTERMS.RightsStatement)),
        (DCTERMS.spatial, parts.territory()),
        (DCTERMS.temporal, parts.period()),
        (DCAT.landingPage, parts.page(address("data"))),
        *((DCAT.theme, v.concept(graph, v.THEME, theme)) for theme in each.themes),
        *((DCTERMS.language, language) for language in languages),
        *((DCAT.contactPoint, contact) for contact in parts.contacts()),
        *((OWL.versionInfo, Literal(bulletin.id)) for bulletin in [parts.now.bulletin] if bulletin),
    ]
    for term, value in values:
        graph.add((about, term, value))
    return about


def _distribution(parts: Parts, name: str, stored: Stored, modified: Literal) -> URIRef:
    graph, url = parts.graph, URIRef(file_address(name))
    about = URIRef(f"{url}#distribution")
    _typed(graph, about, DCAT.Distribution, v.DCATAPIT.Distribution)
    stem, _, ending = name.partition(".")
    table = TABLES.get(stem)
    for language in ("it", "en"):
        with override(language):
            title = f"{words(table.title)} ({ending.upper()})" if table else name
            graph.add((about, DCTERMS.title, Literal(title, lang=language)))
            if table:
                graph.add((about, DCTERMS.description, Literal(words(table.description), lang=language)))
    form = FORMATS[ending].file_type if table else {"zip": "ZIP", "json": "JSON"}[name.rpartition(".")[2]]
    for term, value in (
        (DCAT.accessURL, url),
        (DCAT.downloadURL, url),
        (DCTERMS["format"], v.concept(graph, v.FILE_TYPE, form, DCTERMS.MediaTypeOrExtent)),
        (DCAT.mediaType, parts.media_type(stored.media_type)),
        (DCTERMS.license, parts.licence()),
        (DCTERMS.modified, modified),
        (DCAT.byteSize, Literal(stored.size, datatype=XSD.nonNegativeInteger)),
        (v.SPDX.checksum, parts.checksum(about, stored.sha256)),
        *((DCTERMS.conformsTo, standard) for standard in parts.standards(name)),
    ):
        graph.add((about, term, value))
    return about


def _typed(graph: Graph, about: URIRef, *kinds: URIRef) -> None:
    for kind in kinds:
        graph.add((about, RDF.type, kind))
