"""What people typed as a record of the plan: valid by itself, and beside the other records of its edition."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from segnavia.actions.rows import LEADING_TO, MODELS, Codes, missing_references
from segnavia.actions.writing import Refused
from segnavia.plans.canonical import sha256_of
from segnavia.plans.layout import model_of
from segnavia.plans.schema import CrosswalkEntry, Header, Period, Record
from segnavia.registry.models import Edition

M = TypeVar("M", bound=BaseModel)


def checked(key: str, values: Mapping[str, Any], edition: Edition, row: Any) -> Record:
    """The record that the values make in the place of `row`, or as a new one. Raises `Refused` at each wrong field.

    What is wrong below a field is told as `sections-0-title`.
    """
    record = _made(model_of(key), values)
    wrong = {
        field: _("The plan has no %(code)s.") % {"code": code}
        for field, code in missing_references(key, record, Codes(edition)).items()
    }
    if "mission" in wrong:  # the mission of an objective is told by its code
        wrong["code"] = wrong.pop("mission")
    wrong |= _repeated(key, record, edition, row) | _half_judged(record) | _left_behind(key, record, row)
    if wrong:
        raise Refused(**wrong)
    return record


def checked_header(header: Header, values: Mapping[str, Any]) -> Header:
    """The header with these values in it; the plan's code stays. Raises `Refused` at each wrong field."""
    return _made(Header, {**header.model_dump(), **values, "code": header.code})


def checked_period(start: int, end: int) -> Period:
    """The years, or `Refused` at the field that is wrong."""
    try:
        return _made(Period, {"start": start, "end": end})
    except Refused as refused:
        raise Refused(**{f"period_{name}": text for name, text in _of_period(refused).items()}) from None


def seal_of(header: Header) -> str:
    """What tells a header from any other: an edition has no version, and its header is small."""
    return sha256_of(header.model_dump_json())


def _of_period(refused: Refused) -> Mapping[str, str]:
    return refused.fields or {"end": refused.message}


def _made(model: type[M], values: Mapping[str, Any]) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problems: dict[str, str] = {}
        for detail in error.errors(include_url=False):
            place = "-".join(str(part) for part in detail["loc"])
            problems.setdefault(place, _said(detail["type"], detail["msg"]))
        raise Refused(problems.pop("", ""), **problems) from None


def _said(kind: str, message: str) -> str:
    """What a field's error means, in the reader's language; the library's own words for a rare one."""
    said = {
        "missing": _("This is needed."),
        "string_too_short": _("This is needed."),
        "string_too_long": _("This is too long."),
        "string_pattern_mismatch": _("This has not the form of such a code."),
        "malformed_share": _("Write a share above 0 and at most 1, such as 1, 1/2, 1/3 or 0.25."),
        "malformed_date": _("Write a date, such as 2024-06-30."),
        "repeated_item": _("The same stands here twice."),
        "reversed_period": _("The end comes before the beginning."),
        "control_character": _("A control character stands in this text: type it anew."),
        "greater_than_equal": _("Write a year between 1990 and 2100."),
        "less_than_equal": _("Write a year between 1990 and 2100."),
    }
    return said.get(kind, message)


def _repeated(key: str, record: Record, edition: Edition, row: models.Model | None) -> dict[str, str]:
    """The field that makes a record the same as another of its list."""
    others = MODELS[key]._default_manager.filter(edition=edition).exclude(pk=row.pk if row else None)
    problem = _("The plan has this already.")
    match key:
        case "agenda" | "crosswalk":
            first = "driver" if key == "agenda" else "submeasure"
            same = {f"{first}__code": getattr(record, first), "objective__code": getattr(record, "objective", None)}
            if same["objective__code"] is None:
                same = {f"{first}__code": getattr(record, first), "objective__isnull": True}
            return {"objective": problem} if others.filter(**same).exists() else {}
        case "municipalities":
            start = getattr(record, "valid_from", "") or None
            since = {"valid_from": date.fromisoformat(start)} if start else {"valid_from__isnull": True}
            return {"code": problem} if others.filter(code=getattr(record, "code", ""), **since).exists() else {}
        case _:
            return {"code": problem} if others.filter(code=getattr(record, "code", "")).exists() else {}


def _half_judged(record: Record) -> dict[str, str]:
    """What a judgement lacks: an objective has its share, and none has no share."""
    match record:
        case CrosswalkEntry(objective=None, share=share) if share is not None:
            return {"share": _("Leave the share empty where no objective is served.")}
        case CrosswalkEntry(objective=objective, share=None) if objective is not None:
            return {"share": _("Say by which share; 1 if it is the only objective.")}
        case _:
            return {}


def _left_behind(key: str, record: Record, row: Any) -> dict[str, str]:
    """A mission keeps its code as long as the codes of others begin with it."""
    if key != "missions" or row is None or row.code == getattr(record, "code", ""):
        return {}
    others = [other for other, field in LEADING_TO[key] if field == "mission"]
    if any(MODELS[other]._default_manager.filter(mission=row).exists() for other in others):
        return {"code": _("Components and objectives carry this code in theirs: change or remove them first.")}
    return {}
