"""A package as rows of the registry. Only `actions.plans` calls this, inside its transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from segnavia.plans.schema import Package, Record
from segnavia.registry.models import (
    AgendaEntry,
    Assignment,
    Component,
    CrosswalkLink,
    Direction,
    Driver,
    Edition,
    Keyword,
    KeywordMission,
    Level,
    Mission,
    Municipality,
    Objective,
    Part,
    ReformTrack,
    Section,
    Submeasure,
    Zone,
)

# Lists whose records are rows field by field; the others are written below.
PLAIN: dict[str, type[models.Model]] = {
    "levels": Level,
    "directions": Direction,
    "missions": Mission,
    "drivers": Driver,
    "reform_tracks": ReformTrack,
    "zones": Zone,
    "submeasures": Submeasure,
}
# What an edition owns; rows below these go with them.
_ROOTS: tuple[type[models.Model], ...] = (Part, Keyword, Municipality, *PLAIN.values())

Rows = Mapping[str, Any]


def delete_rows(edition: Edition) -> None:
    """Deletes every row of the edition's content."""
    for model in _ROOTS:
        model._default_manager.filter(edition=edition).delete()


def write_rows(package: Package, edition: Edition) -> None:
    """Writes the package's content as rows of an edition that has none."""
    plain = {key: _create(model, edition, map(_values, getattr(package, key))) for key, model in PLAIN.items()}
    _write_parts(package, edition)
    _write_keywords(package, edition, plain["missions"])
    objectives = _write_grid(package.objectives, Objective, "objective", edition, plain)
    _write_grid(package.components, Component, "component", edition, plain)
    _create(
        AgendaEntry,
        edition,
        (
            {**_values(entry), "driver": plain["drivers"][entry.driver], "objective": objectives[entry.objective]}
            for entry in package.agenda
        ),
    )
    _create(
        Municipality,
        edition,
        (
            {
                **_values(municipality),
                "zone": plain["zones"][municipality.zone],
                "valid_from": municipality.valid_from or None,
                "valid_to": municipality.valid_to or None,
            }
            for municipality in package.municipalities
        ),
    )
    _write_crosswalk(package, edition, plain["submeasures"], objectives)


def _values(record: Record, *without: str) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude=set(without))


def _create(model: type[models.Model], edition: Edition, records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Writes records in their order; the rows by code, for those that have one."""
    rows = [model(edition=edition, position=position, **values) for position, values in enumerate(records)]
    created = model._default_manager.bulk_create(rows)
    return {row.code: row for row in created if hasattr(row, "code")}


def _write_parts(package: Package, edition: Edition) -> None:
    parts = _create(Part, edition, (_values(part, "sections") for part in package.parts))
    Section.objects.bulk_create(
        Section(part=parts[part.code], position=position, **_values(section))
        for part in package.parts
        for position, section in enumerate(part.sections)
    )


def _write_keywords(package: Package, edition: Edition, missions: Rows) -> None:
    keywords = _create(Keyword, edition, (_values(keyword, "missions") for keyword in package.keywords))
    KeywordMission.objects.bulk_create(
        KeywordMission(keyword=keywords[keyword.code], mission=missions[code], position=position)
        for keyword in package.keywords
        for position, code in enumerate(keyword.missions)
    )


def _write_grid(
    records: Iterable[Any], model: type[models.Model], row_name: str, edition: Edition, plain: Mapping[str, Rows]
) -> dict[str, Any]:
    """Writes the rows of objectives or components, and their marked cells."""
    records = tuple(records)
    rows = _create(
        model,
        edition,
        ({**_values(record, "directions"), "mission": plain["missions"][record.mission]} for record in records),
    )
    Assignment.objects.bulk_create(
        Assignment(**{row_name: rows[record.code]}, direction=plain["directions"][direction], position=position)
        for record in records
        for position, direction in enumerate(record.directions)
    )
    return rows


def _write_crosswalk(package: Package, edition: Edition, submeasures: Rows, objectives: Rows) -> None:
    _create(
        CrosswalkLink,
        edition,
        (
            {
                **_values(entry, "share"),
                "submeasure": submeasures[entry.submeasure],
                "objective": objectives[entry.objective] if entry.objective else None,
                "share_numerator": entry.share.numerator if entry.share else None,
                "share_denominator": entry.share.denominator if entry.share else None,
            }
            for entry in package.crosswalk
        ),
    )
