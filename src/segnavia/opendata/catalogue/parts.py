"""What datasets and distributions refer to: the publisher, the licence, the territory, the period, standards."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, SKOS, XSD, Graph, Literal, URIRef

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.opendata import oc4ids, package
from segnavia.opendata.catalogue import vocabulary as v
from segnavia.opendata.publisher import LICENCE_TITLES, LICENCE_URL, Publisher, address

# Standards by the files that keep them: identifier, title, address.
_DATA_PACKAGE = ("data-package", "Frictionless Data Package", "https://specs.frictionlessdata.io/data-package/")
_OC4IDS = ("oc4ids", f"Open Contracting for Infrastructure Data Standard {oc4ids.VERSION}", oc4ids.STANDARD)
_GEOJSON = ("RFC7946", "The GeoJSON Format (RFC 7946)", "https://www.rfc-editor.org/info/rfc7946")
_CSV = ("RFC4180", "Common Format and MIME Type for CSV Files (RFC 4180)", "https://www.rfc-editor.org/info/rfc4180")


@dataclass(frozen=True)
class Parts:
    """Describes in the graph what is asked for, and gives its address. Asked twice, it says the same twice."""

    graph: Graph
    now: State
    by: Publisher

    def agent(self) -> URIRef:
        """The publisher, with its IPA code where one is known."""
        about = URIRef(f"{address('data')}#publisher")
        self._add(about, RDF.type, FOAF.Agent, v.DCATAPIT.Agent)
        self._add(about, DCTERMS.identifier, Literal(self.by.code))
        self._add(about, FOAF.name, *(Literal(self.by.name, lang=language) for language in ("it", "en")))
        return about

    def contacts(self) -> Iterator[URIRef]:
        """Whom to ask; nobody where no address of mail is set."""
        if self.by.email:
            about = URIRef(f"{address('data')}#contact")
            self._add(about, RDF.type, v.VCARD.Kind, v.VCARD.Organization, v.DCATAPIT.Organization)
            self._add(about, v.VCARD.fn, *(Literal(self.by.name, lang=language) for language in ("it", "en")))
            self._add(about, v.VCARD.hasEmail, URIRef(f"mailto:{self.by.email}"))
            self._add(about, v.VCARD.hasURL, URIRef(self.by.url))
            yield about

    def licence(self) -> URIRef:
        """CC BY 4.0, by its entry in the Italian list."""
        self._add(v.LICENCE, RDF.type, DCTERMS.LicenseDocument, v.DCATAPIT.LicenseDocument)
        self._add(v.LICENCE, DCTERMS.type, v.LICENCE_KIND)
        self._add(v.LICENCE_KIND, RDF.type, SKOS.Concept)
        self._add(v.LICENCE_KIND, SKOS.prefLabel, Literal("Attribution", lang="en"))
        self._add(v.LICENCE, FOAF.name, *(Literal(title, lang=language) for language, title in LICENCE_TITLES.items()))
        self._add(v.LICENCE, OWL.versionInfo, Literal("4.0"))
        self._add(v.LICENCE, SKOS.exactMatch, v.EU_LICENCE, URIRef(LICENCE_URL))
        return v.LICENCE

    def language(self, code: str) -> URIRef:
        """A language of the texts."""
        return v.concept(self.graph, v.LANGUAGE, code, DCTERMS.LinguisticSystem)

    def page(self, url: str) -> URIRef:
        """A page that people read."""
        self._add(URIRef(url), RDF.type, FOAF.Document)
        return URIRef(url)

    def media_type(self, media_type: str) -> URIRef:
        """An entry of IANA's list, without parameters."""
        about = URIRef(f"{v.MEDIA_TYPE}{media_type.partition(';')[0]}")
        self._add(about, RDF.type, DCTERMS.MediaType)
        return about

    def checksum(self, of: URIRef, sha256: str) -> URIRef:
        """By what a copy of a file can be told from another."""
        about = URIRef(f"{str(of).partition('#')[0]}#checksum")
        algorithm = v.SPDX.checksumAlgorithm_sha256
        self._add(about, RDF.type, v.SPDX.Checksum)
        self._add(about, v.SPDX.algorithm, algorithm)
        self._add(algorithm, RDF.type, v.SPDX.ChecksumAlgorithm)
        self._add(about, v.SPDX.checksumValue, Literal(sha256, datatype=XSD.hexBinary))
        return about

    def period(self) -> URIRef:
        """From the plan's first year to the date of the bulletin; to the plan's last day before there is one."""
        period = self.now.book.package.plan.period
        start = f"{period.start}-01-01"
        end = self.now.bulletin.as_of if self.now.bulletin else f"{period.end}-12-31"
        about = URIRef(f"{address('data')}#period")
        self._add(about, RDF.type, DCTERMS.PeriodOfTime)
        for name, day in (("startDate", start), ("endDate", end)):
            for namespace in (DCAT, v.SCHEMA):  # the European profile's term, and the Italian one's
                self._add(about, namespace[name], Literal(day, datatype=XSD.date))
        return about

    def territory(self) -> URIRef:
        """The territory by its name and province code, with the box around it where boundaries are at hand."""
        about = URIRef(address("territory"))
        bulletin = self.now.bulletin
        title = bulletin.territory_title if bulletin else self.now.book.package.plan.body
        self._add(about, RDF.type, DCTERMS.Location)
        self._add(about, v.LOCN.geographicName, Literal(title, lang="it"))
        self._add(about, SKOS.prefLabel, Literal(title, lang="it"))
        self._add(about, DCTERMS.identifier, Literal(self.now.book.package.plan.territory))
        boundaries = state.boundaries(bulletin) if bulletin else None
        if boundaries:
            boxes = list(zip(*(area.bbox for area in boundaries.areas.values()), strict=True))
            west, south, east, north = min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])
            ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
            points = ", ".join(f"{longitude} {latitude}" for longitude, latitude in ring)
            self._add(about, DCAT.bbox, Literal(f"POLYGON(({points}))", datatype=v.GSP.wktLiteral))
        return about

    def standards(self, name: str) -> Iterator[URIRef]:
        """What a file keeps to."""
        ending = name.rpartition(".")[2]
        for is_kept, (identifier, title, url) in (
            (name == package.NAME or ending == "zip", _DATA_PACKAGE),
            (name == oc4ids.NAME, _OC4IDS),
            (ending == "geojson", _GEOJSON),
            (ending == "csv", _CSV),
        ):
            if is_kept:
                about = URIRef(url)
                self._add(about, RDF.type, DCTERMS.Standard, v.DCATAPIT.Standard)
                self._add(about, DCTERMS.identifier, Literal(identifier))
                self._add(about, DCTERMS.title, *(Literal(title, lang=language) for language in ("it", "en")))
                yield about

    def _add(self, about: URIRef, term: URIRef, *values: URIRef | Literal) -> None:
        for value in values:
            self.graph.add((about, term, value))
