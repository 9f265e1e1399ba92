"""A record of the plan as it is read, field by field, where it cannot be written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from segnavia.actions.rows import BELOW, REFERENCES
from segnavia.desk.plan import words
from segnavia.desk.plan.fields import BELOW_OF_PARTS
from segnavia.desk.plan.work import Work
from segnavia.plans.layout import fields_of
from segnavia.plans.schema import Period, Record


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with its value in words; `passages` are a part's, each with its own fields."""

    label: object
    value: str = ""
    passages: tuple[tuple["Shown", ...], ...] = ()


def shown(work: Work, key: str, record: Record) -> list[Shown]:
    """The fields of a record in their order; what is empty is said to be."""
    return list(_fields(work, key, record))


def _fields(work: Work, key: str, record: Record) -> Iterator[Shown]:
    for name in fields_of(type(record)):
        value = getattr(record, name)
        if name == BELOW_OF_PARTS:
            yield Shown(words.FIELDS[name], passages=tuple(tuple(_fields(work, name, each)) for each in value))
        else:
            yield Shown(words.FIELDS[name], _said(work, key, name, value))


def _said(work: Work, key: str, name: str, value: Any) -> str:
    target = REFERENCES.get(key, {}).get(name) or (BELOW[key][1] if BELOW.get(key, ("", ""))[0] == name else "")
    if isinstance(value, tuple):
        return ", ".join(work.titles[target].get(str(each), str(each)) for each in value) or pgettext("marks", "none")
    if value is None or value == "":
        return _("(empty)")
    if target:
        return f"{value} {work.titles[target].get(str(value), '')}".strip()
    if isinstance(value, Period):
        return f"{value.start}-{value.end}"
    return str(words.VALUES.get(name, {}).get(value, value))
