"""What OC4IDS 0.9 asks of a project package, as a JSON Schema of draft 4, for the fields that we give.

Written from the standard's reference: its own schema comes in no package of a registry, and nothing is fetched in a
test. It is stricter than the standard's in one thing: a field that is not here is refused, so that none is misspelt.
"""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "minLength": 1}
MOMENT: Schema = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
URL: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
STATUS = ("identification", "preparation", "implementation", "completion", "completed", "cancelled")
PROCESS_STATUS = ("pre-award", "active", "closed")
ROLES = (
    *("buyer", "procuringEntity", "supplier", "tenderer", "funder", "enquirer", "payer", "payee", "reviewBody"),
    *("publicAuthority", "administrativeEntity"),
)
SECTORS = (
    *("education", "health", "energy", "communications", "waterAndWaste", "governance", "economy"),
    *("cultureSportsAndRecreation", "transport", "transport.air", "transport.water", "transport.rail"),
    *("transport.road", "transport.urban", "transport.lowCarbon", "socialHousing", "naturalResources"),
    "naturalResources.floodProtection",
)


def thing(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    """An object of these fields and no other, not empty."""
    asked: Schema = {"required": list(required)} if required else {}
    return {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": properties, **asked}


def many(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": items}


def one_of(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


PERIOD = thing(startDate=MOMENT, endDate=MOMENT)
VALUE = thing(("amount", "currency"), amount={"type": "number"}, currency={"type": "string", "pattern": "^[A-Z]{3}$"})
IDENTIFIER = thing(scheme=TEXT, id=TEXT, legalName=TEXT)
REFERENCE = thing(("id",), id=TEXT, name=TEXT)
POINT = thing(
    ("type", "coordinates"),
    type=one_of("Point"),
    coordinates={"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
)
LOCATION = thing(
    ("id",),
    id=TEXT,
    description=TEXT,
    geometry=POINT,
    gazetteer=thing(("identifiers",), scheme=TEXT, identifiers=many(TEXT)),
    address=thing(locality=TEXT, countryName=TEXT),
)
OBSERVATION = thing(
    ("id",), id=TEXT, period=PERIOD, value=VALUE, measure={"type": ["string", "number"]}, unit=thing(name=TEXT)
)
METRIC = thing(("id",), id=TEXT, title=TEXT, observations=many(OBSERVATION))
PROCESS = thing(
    ("id",),
    id=TEXT,
    summary=thing(
        externalReference=TEXT,
        title=TEXT,
        status=one_of(*PROCESS_STATUS),
        tender=thing(procurementMethodDetails=TEXT, costEstimate=VALUE, datePublished=MOMENT),
        suppliers=many(REFERENCE),
        contractValue=VALUE,
    ),
)
PROJECT = thing(
    ("id",),
    id=TEXT,
    identifiers=many(thing(("id", "scheme"), id=TEXT, scheme=TEXT)),
    updated=MOMENT,
    title=TEXT,
    status=one_of(*STATUS),
    period=PERIOD,
    sector=many(one_of(*SECTORS)),
    additionalClassifications=many(thing(("id", "scheme"), scheme=TEXT, id=TEXT, description=TEXT)),
    locations=many(LOCATION),
    budget=thing(amount=VALUE, budgetBreakdown=many(thing(("id",), id=TEXT, description=TEXT, amount=VALUE))),
    parties=many(thing(("id",), id=TEXT, name=TEXT, identifier=IDENTIFIER, roles=many(one_of(*ROLES)))),
    publicAuthority=REFERENCE,
    documents=many(thing(("id",), id=TEXT, title=TEXT, url=URL, format=TEXT, language=TEXT)),
    contractingProcesses=many(PROCESS),
    forecasts=many(METRIC),
    metrics=many(METRIC),
    completion=thing(endDate=MOMENT),
)
PACKAGE: Schema = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    **thing(
        ("uri", "publishedDate", "version", "publisher", "projects"),
        uri=URL,
        publishedDate=MOMENT,
        version={"type": "string", "pattern": r"^\d+\.\d+$"},
        publisher=thing(("name",), name=TEXT, uri=URL),
        license=URL,
        publicationPolicy=URL,
        projects=many(PROJECT),
    ),
}
