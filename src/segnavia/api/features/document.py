"""The OpenAPI 3.0 document of the features' addresses, as the standard's class `oas30` asks for one."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from segnavia.api.errors import PROBLEM, TITLES
from segnavia.api.features.placed import COLLECTIONS
from segnavia.api.features.questions import LIMIT, MOST
from segnavia.api.frame import JSON
from segnavia.api.resources import Resource, resources
from segnavia.opendata.declaration import TABLES, Column

GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
_TYPES: Mapping[str, dict[str, str]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
_BBOX = gettext_noop("west,south,east,north in degrees: features that touch it")
_DATETIME = gettext_noop("a moment, or two with a slash between of which one may be ..: features that last then")
_LIMIT = gettext_noop("how many; more than %s never come at once")
_ERRORS = (400, 404, 405, 406, 429, 500, 503)
_STRING = {"type": "string"}
_LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/Link"}}


def document(at: str) -> dict[str, Any]:
    """The document of the addresses below `at`, in the active language."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": gettext("Places of the plan"),
            "version": "1",
            "description": gettext("Municipalities, zones and projects as features."),
            "contact": {"name": "Segnavia", "url": f"{at}/api/v1/docs"},
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": at, "description": gettext("this site")}],
        "tags": [{"name": "features", "description": gettext("Features")}],
        "paths": dict(_paths()),
        "components": {"schemas": _schemas(), "responses": _responses(), "parameters": _parameters()},
    }


def _paths() -> Iterator[tuple[str, Any]]:
    yield "/ogc", _operation("landing", gettext("Landing page"), "Landing")
    yield "/ogc/conformance", _operation("conformance", gettext("Conformance"), "Conformance")
    told = _operation("api", "OpenAPI", "Document")
    told["get"]["responses"]["200"]["content"][OPENAPI] = {"schema": {"$ref": "#/components/schemas/Document"}}
    yield "/ogc/api", told
    yield "/ogc/collections", _operation("collections", gettext("Collections"), "Collections")
    one = _operation("collection", gettext("One collection"), "Collection", has_codes=True)
    code = {
        "name": "collectionId",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": [*COLLECTIONS]},
    }
    one["get"]["parameters"].insert(0, code)
    yield "/ogc/collections/{collectionId}", one
    single_words = gettext("one feature")
    for name in COLLECTIONS:
        title = gettext(TABLES[name].title)
        listed = _operation(f"{name}_items", title, f"{name}_collection", is_geo=True)
        common = [{"$ref": f"#/components/parameters/{each}"} for each in ("limit", "offset", "bbox", "datetime")]
        listed["get"]["parameters"] = [*common, *_filters(resources()[name]), *listed["get"]["parameters"]]
        yield f"/ogc/collections/{name}/items", listed
        single = _operation(f"{name}_item", f"{title}: {single_words}", f"{name}_feature", True, True)
        key = {"name": "featureId", "in": "path", "required": True, "schema": _STRING}
        single["get"]["parameters"].insert(0, key)
        yield f"/ogc/collections/{name}/items/{{featureId}}", single


def _operation(
    name: str, summary: str, schema: str, is_geo: bool = False, has_codes: bool = False
) -> dict[str, dict[str, Any]]:
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    errors = [status for status in _ERRORS if status != 404 or has_codes]
    answer: dict[str, Any] = {"description": summary, "content": {GEOJSON if is_geo else JSON: content}}
    if is_geo:
        answer["headers"] = {"Content-Crs": {"description": "CRS84", "schema": _STRING}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": ["features"],
            "parameters": [{"$ref": "#/components/parameters/lang"}],
            "responses": {
                "200": answer,
                "304": {"description": gettext("Nothing has changed since the answer of that ETag")},
                **{str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in errors},
            },
        }
    }


def _filters(resource: Resource) -> Iterator[dict[str, Any]]:
    named = {**resource.equal} | {name: each.asked for name, each in resource.through.items()}
    for name, column in named.items():
        one = {"type": "string", "enum": ["true", "false"]} if column.kind == "boolean" else _STRING
        words = ". ".join(gettext(each) for each in (column.title, column.description) if each)
        schema = {"type": "array", "items": one}
        yield {"name": name, "in": "query", "description": words, "required": False, "schema": schema}


def _parameters() -> dict[str, Any]:
    whole = {"type": "integer", "maximum": 999_999_999}
    numbers = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    return {
        "limit": _parameter("limit", {**whole, "minimum": 1, "default": LIMIT}, gettext(_LIMIT) % MOST),
        "offset": _parameter("offset", {**whole, "minimum": 0, "default": 0}, gettext("how many are passed over")),
        "bbox": {**_parameter("bbox", numbers, gettext(_BBOX)), "style": "form", "explode": False},
        "datetime": _parameter("datetime", _STRING, gettext(_DATETIME)),
        "lang": _parameter("lang", {"type": "string", "enum": ["it", "en"]}, gettext("language of titles")),
    }


def _parameter(name: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "required": False, "schema": schema}


def _responses() -> dict[str, Any]:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {f"Problem{status}": {"description": gettext(TITLES[status]), "content": content} for status in _ERRORS}


def _schemas() -> dict[str, Any]:
    schemas = {
        "Landing": _object(title=_STRING, description=_STRING, attribution=_STRING, links=_LINKS),
        "Conformance": _object(conformsTo={"type": "array", "items": _STRING}),
        "Document": {"type": "object"},
        "Collections": _object(links=_LINKS, collections={"type": "array", "items": _ref("Collection")}),
        "Collection": _object(
            id=_STRING,
            title=_STRING,
            description=_STRING,
            extent={"type": "object"},
            itemType=_STRING,
            crs={"type": "array", "items": _STRING},
            links=_LINKS,
        ),
        "Link": _object(("href", "rel"), href=_STRING, rel=_STRING, type=_STRING, title=_STRING),
        "Geometry": {"type": "object", "nullable": True, "required": ["type", "coordinates"]},
        "Problem": _object(
            ("type", "title", "status", "detail"),
            type=_STRING,
            title=_STRING,
            status={"type": "integer"},
            detail=_STRING,
            errors={"type": "array", "items": {"type": "object"}},
        ),
    }
    for name in COLLECTIONS:
        feature = {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": _STRING,
            "geometry": _ref("Geometry"),
            "properties": _object(**{column.name: _column(column) for column in TABLES[name].columns}),
        }
        schemas[f"{name}_feature"] = _object(("type", "id", "geometry", "properties"), **feature, links=_LINKS)
        schemas[f"{name}_collection"] = _object(
            type={"type": "string", "enum": ["FeatureCollection"]},
            numberMatched={"type": "integer"},
            numberReturned={"type": "integer"},
            timeStamp={"type": "string", "format": "date-time"},
            links=_LINKS,
            features={"type": "array", "items": _ref(f"{name}_feature")},
        )
    return schemas


def _object(required: tuple[str, ...] = (), /, **properties: Any) -> dict[str, Any]:
    """An object of these members and no others; all of them are told where nothing else is said."""
    must = list(required or properties)
    return {"type": "object", "required": must, "properties": properties, "additionalProperties": False}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _column(column: Column) -> dict[str, Any]:
    words = {"title": gettext(column.title)}
    if column.description:
        words["description"] = gettext(column.description)
    return {**_TYPES[column.kind], **words, **({} if column.required else {"nullable": True})}
