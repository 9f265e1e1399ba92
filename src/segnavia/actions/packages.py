"""An edition's rows as the package they came from, without loss: the way out of the registry."""

from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models

from segnavia.actions.rows import PLAIN
from segnavia.plans.layout import model_of
from segnavia.plans.schema import Header, Package
from segnavia.registry.models import (
    AgendaEntry,
    Component,
    CrosswalkLink,
    Edition,
    Keyword,
    Municipality,
    Objective,
    Part,
)

_HEADER = ("title", "short_title", "body", "territory", "language", "provenance", "note")


def get_package(edition: Edition) -> Package:
    """The package that the edition's rows hold."""
    header = {
        "code": edition.plan.code,
        "period": {"start": edition.period_start, "end": edition.period_end},
        **{name: getattr(edition, name) for name in _HEADER},
    }
    return Package.model_validate(
        {
            "plan": Header.model_validate(header),
            "parts": [_part(row) for row in _rows(Part, edition).prefetch_related("sections")],
            "keywords": [_keyword(row) for row in _rows(Keyword, edition).prefetch_related("cells__mission")],
            "objectives": [
                _grid_row(row) for row in _rows(Objective, edition).prefetch_related("assignments__direction")
            ],
            "components": [
                _grid_row(row) for row in _rows(Component, edition).prefetch_related("assignments__direction")
            ],
            "agenda": [_agenda_entry(row) for row in _rows(AgendaEntry, edition).select_related("driver", "objective")],
            "municipalities": [_municipality(row) for row in _rows(Municipality, edition).select_related("zone")],
            "crosswalk": [
                _link(row) for row in _rows(CrosswalkLink, edition).select_related("submeasure", "objective")
            ],
            **{key: [_plain(row, key) for row in _rows(model, edition)] for key, model in PLAIN.items()},
        }
    )


def _rows(model: type[models.Model], edition: Edition) -> models.QuerySet[Any]:
    return model._default_manager.filter(edition=edition)


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*names, "provenance", "note")}


def _plain(row: Any, key: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model_of(key).model_fields}


def _part(row: Part) -> dict[str, Any]:
    sections = [_fields(section, "title", "medium", "text") for section in row.sections.all()]
    return {**_fields(row, "code", "title"), "sections": sections}


def _keyword(row: Keyword) -> dict[str, Any]:
    return {**_fields(row, "code", "title"), "missions": [cell.mission.code for cell in row.cells.all()]}


def _grid_row(row: Objective | Component) -> dict[str, Any]:
    directions = [assignment.direction.code for assignment in row.assignments.all()]
    return {**_fields(row, "code", "title"), "directions": directions}


def _agenda_entry(row: AgendaEntry) -> dict[str, Any]:
    return {**_fields(row, "reason"), "driver": row.driver.code, "objective": row.objective.code}


def _municipality(row: Municipality) -> dict[str, Any]:
    return {
        **_fields(row, "code", "title"),
        "zone": row.zone.code,
        "valid_from": _iso(row.valid_from),
        "valid_to": _iso(row.valid_to),
    }


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
