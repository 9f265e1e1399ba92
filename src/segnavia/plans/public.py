"""The plan as public JSON: what `segnavia plan dump`, the pages and the programming interface give to everybody."""

from collections import defaultdict
from typing import Any

from segnavia.plans.canonical import plan_sha256
from segnavia.plans.schema import CrosswalkEntry, Package

# Records that are given as they stand; the others are joined below.
_PLAIN = ("parts", "levels", "directions", "keywords", "missions", "reform_tracks", "zones", "municipalities")


def public(package: Package) -> dict[str, Any]:
    """The whole plan as plain values for JSON, every fact with its provenance and note.

    Shares are numbers in `share`, and exact texts such as `"1/3"` in `share_exact`.
    """
    return {
        "format": package.format,
        "plan_sha256": plan_sha256(package),
        "plan": package.plan.model_dump(mode="json"),
        **{key: [record.model_dump(mode="json") for record in getattr(package, key)] for key in _PLAIN},
        "components": [{**c.model_dump(mode="json"), "mission": c.mission} for c in package.components],
        "objectives": [{**o.model_dump(mode="json"), "mission": o.mission} for o in package.objectives],
        "drivers": _drivers(package),
        "crosswalk": _crosswalk(package),
    }


def _drivers(package: Package) -> list[dict[str, Any]]:
    agenda: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in package.agenda:
        agenda[entry.driver].append(entry.model_dump(mode="json", exclude={"driver"}))
    return [
        {
            **driver.model_dump(mode="json"),
            "objectives": [entry["objective"] for entry in agenda[driver.code]],
            "agenda": agenda[driver.code],
        }
        for driver in package.drivers
    ]


def _crosswalk(package: Package) -> list[dict[str, Any]]:
    """A judgement a sub-measure. Where it serves no objective, `none` says why."""
    judged: dict[str, list[CrosswalkEntry]] = defaultdict(list)
    for entry in package.crosswalk:
        judged[entry.submeasure].append(entry)
    return [
        {
            "submeasure": submeasure.code,
            "title": submeasure.title,
            "provenance": submeasure.provenance,
            "note": submeasure.note,
            "objectives": [_served(entry) for entry in judged[submeasure.code] if entry.objective],
            "none": next((_reason(entry) for entry in judged[submeasure.code] if not entry.objective), None),
        }
        for submeasure in package.submeasures
    ]


def _served(entry: CrosswalkEntry) -> dict[str, Any]:
    share = entry.share or 0
    return {"code": entry.objective, "share": float(share), "share_exact": str(share), **_reason(entry)}


def _reason(entry: CrosswalkEntry) -> dict[str, Any]:
    return entry.model_dump(mode="json", include={"reason", "provenance", "note"})
