"""A plan's records as rows of an edition, and back: all at once for a package, one by one for the editor.

What stands below a record (the sections of a part, the marks of an objective) is written anew with it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from segnavia.actions.packages import record_of, rows_of
from segnavia.plans.layout import NOTHING
from segnavia.plans.schema import Package, Record
from segnavia.registry.models import (
    AgendaEntry,
    Component,
    CrosswalkLink,
    Direction,
    Driver,
    Edition,
    Keyword,
    KeywordMission,
    Level,
    Mark,
    Mission,
    Municipality,
    Objective,
    Part,
    ReformTrack,
    Section,
    Submeasure,
    Zone,
)

# The rows of each list of a package, in an order in which each finds what it refers to.
MODELS: dict[str, type[models.Model]] = {
    "parts": Part,
    "levels": Level,
    "directions": Direction,
    "missions": Mission,
    "keywords": Keyword,
    "components": Component,
    "objectives": Objective,
    "drivers": Driver,
    "agenda": AgendaEntry,
    "reform_tracks": ReformTrack,
    "zones": Zone,
    "municipalities": Municipality,
    "submeasures": Submeasure,
    "crosswalk": CrosswalkLink,
}
# Fields of a record that hold the code of another, with the list of that one.
REFERENCES: dict[str, dict[str, str]] = {
    "components": {"mission": "missions"},
    "objectives": {"mission": "missions"},
    "agenda": {"driver": "drivers", "objective": "objectives"},
    "municipalities": {"zone": "zones"},
    "crosswalk": {"submeasure": "submeasures", "objective": "objectives"},
}
# The field that holds what a record stands under: records are moved among those that stand under the same.
PARENTS: dict[str, str] = {
    "components": "mission",
    "objectives": "mission",
    "agenda": "driver",
    "municipalities": "zone",
    "crosswalk": "submeasure",
}
# What names a record of a list, where it is not its own code.
_NAMED_BY: dict[str, tuple[str, ...]] = {
    "agenda": ("driver__code", "objective__code"),
    "crosswalk": ("submeasure__code", "objective__code"),
    "municipalities": ("code", "valid_from"),
}
# Fields that are rows of their own: for each list the field, with the list whose codes it holds, if any.
BELOW: dict[str, tuple[str, str]] = {
    "parts": ("sections", ""),
    "keywords": ("missions", "missions"),
    "components": ("directions", "directions"),
    "objectives": ("directions", "directions"),
}
# The lists whose records lead to a record of a list, with the way there.
LEADING_TO: dict[str, tuple[tuple[str, str], ...]] = {
    "missions": (("keywords", "cells__mission"), ("components", "mission"), ("objectives", "mission")),
    "directions": (("components", "marks__direction"), ("objectives", "marks__direction")),
    "objectives": (("agenda", "objective"), ("crosswalk", "objective")),
    "drivers": (("agenda", "driver"),),
    "zones": (("municipalities", "zone"),),
    "submeasures": (("crosswalk", "submeasure"),),
}


class Codes:
    """The rows of an edition by list and code, each list read once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._known: dict[str, dict[str, Any]] = {}

    def tell(self, key: str, rows: Mapping[str, Any]) -> None:
        """Say which rows a list has, where they have just been written."""
        self._known[key] = dict(rows)

    def __getitem__(self, key: str) -> dict[str, Any]:
        if key not in self._known:
            rows = MODELS[key]._default_manager.filter(edition=self._edition)
            self._known[key] = {row.code: row for row in rows if hasattr(row, "code")}
        return self._known[key]


def missing_references(key: str, record: Record, codes: Codes) -> dict[str, str]:
    """The codes that a record names and its edition does not have, by the record's field."""
    values = record.model_dump(mode="json")
    named = [(field, [getattr(record, field)], target) for field, target in REFERENCES.get(key, {}).items()]
    below, target = BELOW.get(key, ("", ""))
    if target:
        named.append((below, values[below], target))
    return {
        field: str(code) for field, found, target in named for code in found if code and str(code) not in codes[target]
    }


def delete_rows(edition: Edition) -> None:
    """Deletes every row of the edition's content; those that refer to others first."""
    for model in reversed(MODELS.values()):
        model._default_manager.filter(edition=edition).delete()


def write_rows(package: Package, edition: Edition) -> None:
    """Writes the package's content as rows of an edition that has none."""
    codes = Codes(edition)
    for key, model in MODELS.items():
        records = getattr(package, key)
        rows = model._default_manager.bulk_create(
            model(edition=edition, position=position, **_values(key, record, codes))
            for position, record in enumerate(records)
        )
        codes.tell(key, {row.code: row for row in rows if hasattr(row, "code")})
        _write_below(key, list(zip(rows, records, strict=True)), codes)


def write_row(key: str, record: Record, edition: Edition) -> Any:
    """Writes a new record at the end of its list; its row."""
    codes = Codes(edition)
    last = MODELS[key]._default_manager.filter(edition=edition).order_by("-position").first()
    position = getattr(last, "position", -1) + 1
    row = MODELS[key]._default_manager.create(edition=edition, position=position, **_values(key, record, codes))
    _write_below(key, [(row, record)], codes)
    return row


def rewrite_row(key: str, record: Record, row: Any, version: int) -> Record:
    """Writes a record over its row, which must stand at `version`; the record as it was. Raises `Conflict`."""
    before = record_of(key, row)
    codes = Codes(row.edition)
    row.revise(version, **_values(key, record, codes))
    _delete_below(key, row)
    _write_below(key, [(row, record)], codes)
    return before


def element_of(key: str, record: Record) -> str:
    """How the log, observations and addresses name a record, such as `objectives:M1.01` or `agenda:D01 M1.01`."""
    if key == "plan":
        return key
    fields = [field.partition("__")[0] for field in _NAMED_BY.get(key, ("code",))]
    names = [str(getattr(record, field) or ("" if field == "valid_from" else NOTHING)) for field in fields]
    return f"{key}:{' '.join(names).strip()}"


def row_named(edition: Edition, element: str) -> Any:
    """The row that `element` names, with what stands below it; `None` where the edition has no such row."""
    key, _, name = element.partition(":")
    fields, names = _NAMED_BY.get(key, ("code",)), name.split(" ")
    if key == "municipalities" and len(names) == 1:
        names.append("")
    if key not in MODELS or len(names) != len(fields):
        return None
    wanted: dict[str, Any] = {}
    for field, value in zip(fields, names, strict=True):
        if field == "objective__code" and value == NOTHING:
            wanted["objective__isnull"] = True
        elif field == "valid_from":
            day = _day(value)
            if value and day is None:
                return None
            wanted |= {"valid_from": day} if day else {"valid_from__isnull": True}
        else:
            wanted[field] = value
    return rows_of(edition, key).filter(**wanted).first()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def move_row(key: str, row: Any, up: bool) -> bool:
    """Exchanges a row with its neighbour under the same parent; whether there was one."""
    rows = MODELS[key]._default_manager.filter(edition=row.edition)
    beside = rows.filter(**{PARENTS[key]: getattr(row, PARENTS[key])}) if key in PARENTS else rows
    if up:
        other: Any = beside.filter(position__lt=row.position).order_by("-position").first()
    else:
        other = beside.filter(position__gt=row.position).order_by("position").first()
    if other is None:
        return False
    last = getattr(rows.order_by("-position").first(), "position", 0)
    mine, theirs = row.position, other.position
    # positions are unique at every moment: the first of the two steps aside
    for each, position in ((row, last + 1), (other, mine), (row, theirs)):
        each.position = position
        each.save(update_fields=["position"])
    return True


def _values(key: str, record: Record, codes: Codes) -> dict[str, Any]:
    """The columns of a record's row."""
    below = BELOW.get(key, ("", ""))[0]
    values = record.model_dump(mode="json", exclude={below})
    for field, target in REFERENCES.get(key, {}).items():
        code = getattr(record, field)  # the mission of an objective is no field of it, but told by its code
        values[field] = codes[target][code] if code else None
    if key == "municipalities":
        values |= {name: values[name] or None for name in ("valid_from", "valid_to")}
    if key == "crosswalk":
        share = getattr(record, "share", None)
        del values["share"]
        values |= {
            "share_numerator": share.numerator if share else None,
            "share_denominator": share.denominator if share else None,
        }
    return values


def _delete_below(key: str, row: Any) -> None:
    match row:
        case Part():
            row.sections.all().delete()
        case Keyword():
            row.cells.all().delete()
        case Objective() | Component():
            row.marks.all().delete()


def _write_below(key: str, written: list[tuple[Any, Any]], codes: Codes) -> None:
    if key == "parts":
        Section.objects.bulk_create(
            Section(part=row, position=position, **section.model_dump(mode="json"))
            for row, record in written
            for position, section in enumerate(record.sections)
        )
    elif key == "keywords":
        KeywordMission.objects.bulk_create(
            KeywordMission(keyword=row, mission=codes["missions"][code], position=position)
            for row, record in written
            for position, code in enumerate(record.missions)
        )
    elif key in ("objectives", "components"):
        Mark.objects.bulk_create(
            Mark(**{key.removesuffix("s"): row}, direction=codes["directions"][direction], position=position)
            for row, record in written
            for position, direction in enumerate(record.directions)
        )
