"""An edition's rows as the package they came from, without loss: the way out of the registry."""

from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models

from segnavia.plans.layout import model_of
from segnavia.plans.schema import ActRecord, Header, Package, Record
from segnavia.registry.models import (
    Act,
    AgendaEntry,
    Component,
    CrosswalkLink,
    Direction,
    Driver,
    Edition,
    FrozenText,
    Keyword,
    Level,
    Mission,
    Municipality,
    Objective,
    Part,
    ReformTrack,
    Submeasure,
    Zone,
)

_HEADER = ("title", "short_title", "body", "territory", "language", "provenance", "note")
# The rows of each list, with what is read beside them so that each table is read once.
_LISTS: dict[str, tuple[type[models.Model], tuple[str, ...], tuple[str, ...]]] = {
    "parts": (Part, (), ("sections",)),
    "levels": (Level, (), ()),
    "directions": (Direction, (), ()),
    "missions": (Mission, (), ()),
    "keywords": (Keyword, (), ("cells__mission",)),
    "components": (Component, (), ("marks__direction",)),
    "objectives": (Objective, (), ("marks__direction",)),
    "drivers": (Driver, (), ()),
    "agenda": (AgendaEntry, ("driver", "objective"), ()),
    "reform_tracks": (ReformTrack, (), ()),
    "zones": (Zone, (), ()),
    "municipalities": (Municipality, ("zone",), ()),
    "submeasures": (Submeasure, (), ()),
    "crosswalk": (CrosswalkLink, ("submeasure", "objective"), ()),
}


def get_package(edition: Edition) -> Package:
    """The package that the edition's rows hold."""
    return Package.model_validate(
        {"plan": header_of(edition), **{key: [_values(row) for row in rows_of(edition, key)] for key in _LISTS}}
    )


def header_of(edition: Edition) -> Header:
    """The header of the package that the edition's rows hold."""
    return Header.model_validate(
        {
            "code": edition.plan.code,
            "period": {"start": edition.period_start, "end": edition.period_end},
            **{name: getattr(edition, name) for name in _HEADER},
        }
    )


def history_of(text: FrozenText) -> tuple[ActRecord, ...]:
    """The acts of the edition whose text this is, as they are told beside a package; of two, those of the later."""
    edition = Edition.objects.filter(text=text).order_by("-pk").first()
    return tuple(
        ActRecord.model_validate(
            {
                **{name: getattr(act, name) for name in ("step", "body", "number", "dated", "provenance", "note")},
                "in_force_from": _iso(act.in_force_from),
            }
        )
        for act in Act.objects.filter(edition=edition).order_by("pk")
    )


def rows_of(edition: Edition, key: str) -> models.QuerySet[Any]:
    """The rows of a list of the edition, in its order, with what stands below each."""
    model, beside, below = _LISTS[key]
    rows = model._default_manager.filter(edition=edition)
    return (rows.select_related(*beside) if beside else rows).prefetch_related(*below)


def record_of(key: str, row: models.Model) -> Record:
    """The record that one row of a list holds."""
    return model_of(key).model_validate(_values(row))


def _values(row: Any) -> dict[str, Any]:
    match row:
        case Part():
            sections = [_fields(section, "title", "medium", "text") for section in row.sections.all()]
            return {**_fields(row, "code", "title"), "sections": sections}
        case Keyword():
            return {**_fields(row, "code", "title"), "missions": [cell.mission.code for cell in row.cells.all()]}
        case Objective() | Component():
            return {**_fields(row, "code", "title"), "directions": [mark.direction.code for mark in row.marks.all()]}
        case AgendaEntry():
            return {**_fields(row, "reason"), "driver": row.driver.code, "objective": row.objective.code}
        case Municipality():
            days = {"valid_from": _iso(row.valid_from), "valid_to": _iso(row.valid_to)}
            return {**_fields(row, "code", "title"), "zone": row.zone.code, **days}
        case CrosswalkLink():
            return _link(row)
        case _:
            return _fields(row, *(f.name for f in row._meta.fields if f.name not in _NOT_OF_THE_TEXT))


_NOT_OF_THE_TEXT = {"id", "edition", "position", "version", "provenance", "note"}


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*names, "provenance", "note")}


def _link(row: CrosswalkLink) -> dict[str, Any]:
    known = row.share_numerator is not None and row.share_denominator is not None
    return {
        **_fields(row, "reason"),
        "submeasure": row.submeasure.code,
        "objective": row.objective.code if row.objective else None,
        "share": Fraction(row.share_numerator or 0, row.share_denominator or 1) if known else None,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
