"""The addresses of OGC API – Features: landing page, conformance, collections, and their features."""

import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from segnavia.api.errors import ApiError
from segnavia.api.features.document import GEOJSON, OPENAPI, document
from segnavia.api.features.placed import COLLECTIONS, placed
from segnavia.api.features.questions import question_of
from segnavia.api.frame import JSON, Request
from segnavia.api.operations import ROOT
from segnavia.api.resources import resources
from segnavia.opendata.declaration import TABLES

OGC = "/ogc"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_CLASS = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CLASSES = tuple(f"{_CLASS}/{name}" for name in ("core", "oas30", "geojson"))
_LICENCE = {"href": "https://creativecommons.org/licenses/by/4.0/", "rel": "license", "type": "text/html"}
TITLE = gettext_noop("Places of the plan")
ABOUT = gettext_noop(
    "Municipalities, zones and projects as features: OGC API – Features 1.0, read only, without a key."
)


def landing(request: Request) -> HttpResponse:
    """Where everything is."""
    at = request.origin
    return _json(
        {
            "title": gettext(TITLE),
            "description": gettext(ABOUT),
            "attribution": "Italia Domani (CC BY 4.0), ISTAT (CC BY)",
            "links": [
                _link(f"{at}{OGC}", "self", JSON, gettext("this document")),
                _link(f"{at}{OGC}/api", "service-desc", OPENAPI, "OpenAPI"),
                _link(f"{at}{reverse('api-pages:docs')}", "service-doc", "text/html", gettext("Programming interface")),
                _link(f"{at}{OGC}/conformance", "conformance", JSON, gettext("Conformance")),
                _link(f"{at}{OGC}/collections", "data", JSON, gettext("Collections")),
                _LICENCE,
            ],
        }
    )


def conformance(_request: Request) -> HttpResponse:
    """What of the standard is kept to."""
    return _json({"conformsTo": CLASSES})


def api(request: Request) -> HttpResponse:
    """The OpenAPI document of these addresses."""
    response = _json(document(request.origin))
    response["Content-Type"] = OPENAPI if request.media == OPENAPI else JSON
    return response


def collections(request: Request) -> HttpResponse:
    """All collections."""
    at = f"{request.origin}{OGC}/collections"
    links = [_link(at, "self", JSON, gettext("this document")), _LICENCE]
    return _json({"links": links, "collections": [_collection(request, name) for name in COLLECTIONS]})


def collection(request: Request, name: str) -> HttpResponse:
    """One collection."""
    return _json(_collection(request, _known(name)))


def items(request: Request, name: str) -> HttpResponse:
    """A page of a collection's features."""
    _known(name)
    features = placed(request.shown, name)
    question = question_of(request, resources()[name], request.shown)
    rows = features.select(question.asked, question.boxes, question.days)
    page = rows[question.offset : question.offset + question.limit].tolist()
    links = _page_links(request, name, question.offset, question.limit, len(rows))
    told = ", ".join([f"{{{features.features[row]}}}" for row in page])
    counts = f'"numberMatched": {len(rows)}, "numberReturned": {len(page)}, "timeStamp": "{_now()}"'
    body = f'{{"type": "FeatureCollection", {counts}, "links": {_written(links)}, "features": [{told}]}}'
    return _features(request, body)


def item(request: Request, name: str, key: str) -> HttpResponse:
    """One feature."""
    _known(name)
    features = placed(request.shown, name)
    row = features.table.find(key)
    if row is None:
        told = gettext("%(title)s: there is no %(key)s.") % {"title": gettext(TABLES[name].title), "key": key}
        raise ApiError(404, told)
    at = request.origin
    links = [
        _link(f"{at}{request.path}", "self", GEOJSON, gettext("this document")),
        _link(f"{at}{OGC}/collections/{name}", "collection", JSON, gettext(TABLES[name].title)),
        _link(f"{at}{ROOT}/{name}/{key}", "alternate", JSON, gettext("with what belongs to it")),
    ]
    return _features(request, f'{{{features.features[row]}, "links": {_written(links)}}}')


def _known(name: str) -> str:
    if name not in COLLECTIONS:
        told = gettext("there is no collection %(name)s; there are: %(all)s")
        raise ApiError(404, told % {"name": name, "all": ", ".join(COLLECTIONS)})
    return name


def _collection(request: Request, name: str) -> dict[str, Any]:
    at, table = f"{request.origin}{OGC}/collections/{name}", TABLES[name]
    features = placed(request.shown, name)
    extent: dict[str, Any] = {}
    if features.bbox:
        extent["spatial"] = {"bbox": [features.bbox], "crs": CRS84}
    if COLLECTIONS[name].starts:
        extent["temporal"] = {"interval": [[_moment(day) for day in features.interval]]}
    return {
        "id": name,
        "title": gettext(table.title),
        "description": " ".join(map(gettext, (table.description, COLLECTIONS[name].description))),
        "extent": extent,
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            _link(at, "self", JSON, gettext("this document")),
            _link(f"{at}/items", "items", GEOJSON, gettext(table.title)),
            _link(f"{request.origin}{ROOT}/{name}", "alternate", JSON, gettext("the same as a table")),
            _LICENCE,
        ],
    }


def _page_links(request: Request, name: str, offset: int, limit: int, total: int) -> list[dict[str, str]]:
    given = [(key, value) for key, values in request.GET.lists() if key != "offset" for value in values]
    at = f"{request.origin}{OGC}/collections/{name}"

    def page(first: int) -> str:
        query = urlencode([*given, *([("offset", first)] if first else [])])
        return f"{at}/items{f'?{query}' if query else ''}"

    links = [_link(page(offset), "self", GEOJSON, gettext("this document"))]
    if offset + limit < total:
        links.append(_link(page(offset + limit), "next", GEOJSON, gettext("next page")))
    if offset:
        links.append(_link(page(max(offset - limit, 0)), "prev", GEOJSON, gettext("previous page")))
    return [*links, _link(at, "collection", JSON, gettext(TABLES[name].title)), _LICENCE]


def _features(request: Request, body: str) -> HttpResponse:
    return HttpResponse(body, content_type=request.media, headers={"Content-Crs": f"<{CRS84}>"})


def _json(told: Any) -> HttpResponse:
    return HttpResponse(_written(told), content_type=JSON)


def _written(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False)


def _link(href: str, rel: str, media: str, title: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": media, "title": title}


def _moment(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00Z" if day else None


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
