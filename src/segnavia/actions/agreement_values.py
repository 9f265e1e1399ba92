"""What may be written into an agreement: texts made plain, rows checked, and problems told at their fields."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from segnavia.actions.writing import Refused
from segnavia.core import codes
from segnavia.core.agreement_rules import Problem
from segnavia.core.procurement import is_cig_sound
from segnavia.plans.cells import cells_of
from segnavia.registry.agreements import plan_text
from segnavia.registry.models import Plan
from segnavia.registry.models.agreements import ELEMENT

Row = TypeVar("Row", bound=models.Model)

LONGEST_TEXT = 30_000  # characters; a cell of a spreadsheet holds 32,767
_UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)  # what XML, and so XLSX, cannot hold
_CIG = r"[A-Z0-9]{10}"


def plain(value: Any) -> Any:
    """A text without what no file can hold, with one kind of line end, and without blanks around it; else the value."""
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWRITABLE.sub("", lines)).strip()


def plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by name, each made plain."""
    return {name: plain(value) for name, value in values.items()}


def words_of(problem: Problem) -> str:
    """A problem of the rules in the reader's language."""
    params = {name: _(text) if name.startswith("title") else text for name, text in problem.params.items()}
    return _(problem.message).format(**params)


def refuse(problems: Iterable[Problem]) -> None:
    """Raises `Refused` where there are problems, each told at its field; a special field's is `special_<name>`."""
    fields: dict[str, list[str]] = {}
    for problem in problems:
        fields.setdefault(problem.field.replace(".", "_"), []).append(words_of(problem))
    if fields:
        raise Refused(**{name: " ".join(texts) for name, texts in fields.items()})


def check(row: models.Model) -> None:
    """Raises `Refused` with what is wrong at each field of a row."""
    problems: dict[str, str] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            problems[field.name] = _("A text has %(most)s characters at most.") % {"most": LONGEST_TEXT}
    try:
        row.full_clean(exclude=set(problems))
    except ValidationError as error:
        problems |= {field: " ".join(texts) for field, texts in error.message_dict.items()}
    if problems:
        raise Refused(problems.pop("__all__", ""), **problems)


def changes(row: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What would change in a row: before and after, by field."""
    return {name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value}


def replaced(row: Row, values: Mapping[str, Any]) -> Row:
    """The row as it would be with these values; nothing is written."""
    candidate = copy(row)
    for name, value in values.items():
        setattr(candidate, name, value)
    return candidate


def elements_in_force(plan: Plan) -> frozenset[str]:
    """What agreements of a plan can serve: objectives, drivers and reform tracks of its text in force."""
    text = plan_text(plan)
    return frozenset(filter(is_element, cells_of(text.content).titles)) if text else frozenset()


def check_elements(plan: Plan, asked: Iterable[str], known: Iterable[str] = (), *, field: str = "elements") -> None:
    """Raises `Refused` for what the plan does not hold. What stands already is kept, as texts of the plan change."""
    asked_new = set(asked) - set(known)
    if not asked_new:
        return
    strange = sorted(asked_new - elements_in_force(plan))
    if strange:
        raise Refused(**{field: _("The plan in force does not hold %(codes)s.") % {"codes": ", ".join(strange)}})


def linked_problem(kind: str, code: str) -> str:
    """Why something is no code of a project or tender; empty where it is one."""
    if kind == "CUP" and not codes.is_code(codes.CUP, code):
        return _("%(code)s is no CUP: a letter, two digits, a letter and eleven digits.") % {"code": code}
    if kind == "CIG" and not codes.is_code(_CIG, code):
        return _("%(code)s is no CIG: ten letters and digits.") % {"code": code}
    return ""


def linked_warning(kind: str, code: str) -> str:
    """What is doubtful about a code that is taken all the same; empty where nothing is."""
    if kind == "CIG" and not is_cig_sound(code):
        return _("The check digits of the CIG %(code)s do not agree with the rest of it: look whether it is right.") % {
            "code": code
        }
    return ""


def is_element(value: str) -> bool:
    """Whether a text has the form of an element of the plan, such as `objectives:M1.01`."""
    return codes.is_code(ELEMENT, value)
