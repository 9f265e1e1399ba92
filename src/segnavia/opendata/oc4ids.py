"""Public works by the Open Contracting for Infrastructure Data Standard: a project package.

A project is a public work by the nature of its CUP, which the projects' dataset tells. What no source tells is left
out: the standard has no word for unknown, and takes no empty text, list or object.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.conf import settings

from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.core.facts import State as Standing
from segnavia.monitoring.areas import Area
from segnavia.opendata.publisher import LICENCE_URL, address, file_address, publisher
from segnavia.opendata.tables import table

NAME: Final = "oc4ids.json"
VERSION: Final = "0.9.5"
STANDARD: Final = "https://standard.open-contracting.org/infrastructure/"
WORKS: Final = "03"  # realizzazione di lavori pubblici, among the natures of the CUP
TAX_CODES: Final = "IT-CF"

Json = dict[str, Any]
Rows = Mapping[str, list[Json]]

_STATUS: Mapping[str, str] = {
    Standing.NOT_STARTED: "preparation",
    Standing.UNDER_WAY: "implementation",
    Standing.LATE: "implementation",
    Standing.COMPLETED: "completion",
}
_ENDED: Mapping[str, str] = {"CHIUSO": "completed", "REVOCATO": "cancelled", "CANCELLATO": "cancelled"}  # by the CUP
# The standard's sectors by how the code of the sub-measure begins; the longest beginning counts. A component whose
# works are of several sectors has none.
_SECTORS: Mapping[str, tuple[str, ...]] = {
    "M1C1": ("governance",),
    "M1C2": ("communications",),
    "M1C3": ("cultureSportsAndRecreation",),
    "M2C1I1": ("waterAndWaste",),
    "M2C2I1": ("energy",),
    "M2C2I2": ("energy",),
    "M2C2I3": ("energy",),
    "M2C2I4": ("transport", "transport.urban"),
    "M2C3I1.01": ("education",),
    "M2C3I1.02": ("governance",),
    "M2C4I2": ("naturalResources", "naturalResources.floodProtection"),
    "M2C4I3": ("naturalResources",),
    "M2C4I4": ("waterAndWaste",),
    "M3C1": ("transport", "transport.rail"),
    "M3C2": ("transport", "transport.water"),
    "M4C1": ("education",),
    "M4C2": ("economy",),
    "M5C2I2.03": ("socialHousing",),
    "M5C2I3": ("cultureSportsAndRecreation",),
    "M6": ("health",),
}


def package(now: State) -> Json | None:
    """The project package; `None` where no source says of any project that it is a public work."""
    works = [row for row in table(now, "projects").to_pylist() if row["nature"] == WORKS]
    if not works or now.bulletin is None:
        return None
    by = publisher(now)
    read = _Read(now)
    return {
        "uri": file_address(NAME),
        "publishedDate": _moment(date.fromisoformat(now.bulletin.as_of)),
        "version": VERSION.rpartition(".")[0],
        "publisher": {"name": by.name, "uri": by.url},
        "license": LICENCE_URL,
        "publicationPolicy": address("method"),
        "projects": [pruned(read.project(row)) for row in works],
    }


class _Read:
    """The tables that a project is put together from, each by project."""

    def __init__(self, now: State) -> None:
        self.as_of = date.fromisoformat(now.bulletin.as_of) if now.bulletin else None
        self.submeasures = {row["code"]: row["title"] for row in table(now, "submeasures").to_pylist()}
        self.places = self._grouped(now, "project_places")
        self.indicators = self._grouped(now, "project_indicators")
        self.tenders = self._grouped(now, "project_tenders")
        self.awards = self._grouped(now, "project_awards")
        boundaries = state.boundaries(now.bulletin) if now.bulletin else None
        self.areas: Mapping[str, Area] = boundaries.areas if boundaries else {}

    @staticmethod
    def _grouped(now: State, name: str) -> Rows:
        found: dict[str, list[Json]] = defaultdict(list)
        for row in table(now, name).to_pylist():
            found[row["project"]].append(row)
        return found

    def project(self, row: Json) -> Json:
        """One project; empty parts are still in it."""
        key, prefix = row["key"], settings.OC4IDS_PREFIX
        awards = [each for each in self.awards.get(key, ()) if each["body"]]
        authority = _organisation(row["body"], row["body_code"])
        status = _status(row)
        return {
            "id": f"{prefix}-{key}" if prefix else key,
            "identifiers": [{"id": row["cup"], "scheme": "IT-CUP"}],
            "updated": _moment(self.as_of),
            "title": row["title"],
            "status": status,
            "period": {"startDate": _moment(row["planned_start"]), "endDate": _moment(row["planned_end"])},
            "sector": list(_sectors(row["submeasure"])),
            "additionalClassifications": [
                _classification("IT-PNRR", row["submeasure"], self.submeasures.get(row["submeasure"])),
                _classification("IT-CUP-NATURA", row["nature"], row["nature_title"]),
            ],
            "locations": list(self._locations(key)),
            "budget": _budget(row),
            "parties": list(_parties(authority, awards)),
            "publicAuthority": _reference(authority),
            "documents": [
                {
                    "id": "page",
                    "title": row["title"],
                    "url": address("project", key),
                    "format": "text/html",
                    "language": "it",
                }
            ],
            "contractingProcesses": list(_processes(self.tenders.get(key, ()), awards)),
            "forecasts": [_metric(each, "planned") for each in self.indicators.get(key, ())],
            "metrics": [*(_metric(each, "achieved") for each in self.indicators.get(key, ())), self._paid(row)],
            "completion": {"endDate": _moment(row["actual_end"])} if status in {"completion", "completed"} else {},
        }

    def _locations(self, key: str) -> Iterator[Json]:
        for place in self.places.get(key, ()):
            code = place["municipality"]
            area = self.areas.get(code or "")
            yield {
                "id": place["place"],
                "description": place["title"],
                "geometry": {"type": "Point", "coordinates": list(area.point)} if area else {},
                "gazetteer": {"scheme": "ISTAT", "identifiers": [code]} if code else {},
                "address": {"locality": place["title"] if code else None, "countryName": "Italia"},
            }

    def _paid(self, row: Json) -> Json:
        """What was paid from all sources, or from the PNRR where only that is known."""
        paid = row["paid_pnrr"] if row["paid_total"] is None else row["paid_total"]
        if paid is None:
            return {}
        seen = {"id": "1", "period": {"endDate": _moment(self.as_of)}, "value": _value(paid)}
        return {"id": "paid", "title": "Pagamenti", "observations": [seen]}


def _status(row: Json) -> str | None:
    return _ENDED.get(row["cup_state"] or "") or _STATUS.get(row["state"])


def _sectors(submeasure: str) -> tuple[str, ...]:
    begun = [beginning for beginning in _SECTORS if submeasure.startswith(beginning)]
    return _SECTORS[max(begun, key=len)] if begun else ()


def _classification(scheme: str, code: str, title: str | None) -> Json:
    return {"scheme": scheme, "id": code, "description": title}


def _budget(row: Json) -> Json:
    whole, pnrr = row["funding_total"], row["funding_pnrr"]
    if pnrr is None:
        pnrr = row["funding_elsewhere"]
    parts = [{"id": "pnrr", "description": "PNRR", "amount": _value(pnrr)}] if pnrr is not None else []
    return {"amount": _value(pnrr if whole is None else whole), "budgetBreakdown": parts}


def _organisation(name: str | None, code: str | None) -> Json:
    """A body; its code is a tax code of a body, never of a person: those are not kept."""
    if not name:
        return {}
    if not code:
        return {"id": name, "name": name}
    identifier = {"scheme": TAX_CODES, "id": code, "legalName": name}
    return {"id": f"{TAX_CODES}-{code}", "name": name, "identifier": identifier}


def _reference(organisation: Json) -> Json:
    return {"id": organisation["id"], "name": organisation["name"]} if organisation else {}


def _parties(authority: Json, awards: Iterable[Json]) -> Iterator[Json]:
    """Each body once, with all its roles."""
    found: dict[str, Json] = {}
    for each, role in (
        (authority, "publicAuthority"),
        *((_organisation(award["body"], award["tax_code"]), "supplier") for award in awards),
    ):
        if each:
            party = found.setdefault(each["id"], each | {"roles": []})
            party["roles"] = list(dict.fromkeys([*party["roles"], role]))
    yield from found.values()


def _processes(tenders: Iterable[Json], awards: Iterable[Json]) -> Iterator[Json]:
    """A contracting process for each CIG that a tender or an award names."""
    told = {each["tender"]: each for each in tenders if each["tender"]}
    won: dict[str, list[Json]] = defaultdict(list)
    for award in awards:
        if award["tender"]:
            won[award["tender"]].append(_reference(_organisation(award["body"], award["tax_code"])))
    for cig in sorted({*told, *won}):
        tender = told.get(cig, {})
        suppliers = list({each["id"]: each for each in won.get(cig, ())}.values())
        is_awarded = bool(suppliers) or tender.get("awarded_on") is not None
        yield {
            "id": cig,
            "summary": {
                "externalReference": cig,
                "title": tender.get("title"),
                "status": "active" if is_awarded else "pre-award",
                "tender": {
                    "procurementMethodDetails": tender.get("procedure"),
                    "costEstimate": _value(tender.get("amount")),
                    "datePublished": _moment(tender.get("published_on")),
                },
                "suppliers": suppliers,
                "contractValue": _value(tender.get("awarded_amount")),
            },
        }


def _metric(row: Json, value: str) -> Json:
    if row[value] is None:
        return {}
    seen = {"id": "1", "measure": _number(row[value]), "unit": {"name": row["unit"]}}
    return {"id": row["indicator"], "title": row["title"], "observations": [seen]}


def _value(amount: Decimal | None) -> Json:
    return {} if amount is None else {"amount": _number(amount), "currency": "EUR"}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _moment(day: date | None) -> str | None:
    """A day as the standard has it, with a time of day that nobody has told."""
    return None if day is None else f"{day.isoformat()}T00:00:00Z"


def pruned(value: Any) -> Any:
    """The value without what is empty at any depth."""
    if isinstance(value, dict):
        inside = {key: pruned(each) for key, each in value.items()}
        return {key: each for key, each in inside.items() if not _is_empty(each)}
    if isinstance(value, list):
        return [each for each in map(pruned, value) if not _is_empty(each)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
