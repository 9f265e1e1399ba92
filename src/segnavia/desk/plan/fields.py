"""How each kind of field of a plan's record is typed: one table, and no form of a record is written by hand."""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from django import forms
from django.utils.translation import gettext_lazy as _

from segnavia.actions.rows import BELOW, REFERENCES
from segnavia.core.codes import Direction
from segnavia.core.provenance import Provenance
from segnavia.desk.fields import DayField, TextField
from segnavia.desk.plan import words
from segnavia.plans import fields as kinds
from segnavia.plans.layout import fields_of, model_of
from segnavia.plans.schema import Record, Section

_LONG = ("summary", "reason", "text")  # texts of a sentence or more


@dataclass(frozen=True, slots=True)
class Spec:
    """A field of a record: of which list, its name, whether it may be left out (null), and what it is."""

    key: str
    name: str
    nullable: bool
    hint: Any

    @property
    def words(self) -> dict[str, Any]:
        """Label and help."""
        example = words.CODES.get(self.key, "")
        of_code = _("Such as %(example)s.") % {"example": example} if self.name == "code" and example else ""
        return {"label": words.FIELDS[self.name], "help_text": words.HELP.get(self.name, of_code)}


def _line(spec: Spec) -> forms.Field:
    if spec.name in _LONG:
        return _long(spec, required=True)
    return forms.CharField(**spec.words, required=not spec.nullable, max_length=1000)


def _long(spec: Spec, *, required: bool = False) -> forms.Field:
    return TextField(**spec.words, required=required, rows=3 if spec.name in ("note", "reason") else 6)


def _code(spec: Spec) -> forms.Field:
    if spec.name in REFERENCES.get(spec.key, {}):
        return forms.ChoiceField(**spec.words, required=not spec.nullable)
    return forms.CharField(**spec.words, max_length=100)


def _choice(spec: Spec) -> forms.Field:
    return forms.ChoiceField(**spec.words, choices=list(words.VALUES[spec.name].items()))


def _many(spec: Spec) -> forms.Field:
    return forms.MultipleChoiceField(**spec.words, required=False, widget=forms.CheckboxSelectMultiple)


def _day(spec: Spec) -> forms.Field:
    return DayField(**spec.words, required=False)


def _share(spec: Spec) -> forms.Field:
    return forms.CharField(
        **spec.words, required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "text"})
    )


WIDGETS: Mapping[Any, Callable[[Spec], forms.Field]] = {
    kinds.Text: _line,
    kinds.Words: _long,
    kinds.DateOrEmpty: _day,
    kinds.Share: _share,
    kinds.Directions: _many,
    kinds.Missions: _many,
    Provenance: _choice,
    Direction: _choice,
    **dict.fromkeys(
        (
            kinds.KeywordCode,
            kinds.MissionCode,
            kinds.ComponentCode,
            kinds.ObjectiveCode,
            kinds.DriverCode,
            kinds.ReformTrackCode,
            kinds.SubmeasureCode,
            kinds.MunicipalityCode,
            kinds.PartCode,
            kinds.LevelCode,
            kinds.Slug,
        ),
        _code,
    ),
}


@cache
def specs_of(key: str) -> tuple[Spec, ...]:
    """The fields of the records of a list, in their order; the passages of a part are those of `section_specs`."""
    return tuple(spec for spec in _specs(key, model_of(key)) if spec.name != BELOW_OF_PARTS)


@cache
def section_specs() -> tuple[Spec, ...]:
    """The fields of a passage of a part."""
    return tuple(_specs("sections", Section))


def field_of(spec: Spec) -> forms.Field:
    """A fresh form field for it. Raises `KeyError` for a kind of field that the table does not have."""
    if get_origin(spec.hint) is Literal:
        return _choice(spec)
    return WIDGETS[spec.hint](spec)


BELOW_OF_PARTS = BELOW["parts"][0]


def _specs(key: str, model: type[Record]) -> list[Spec]:
    hints = get_type_hints(model, include_extras=True)
    found = []
    for name in fields_of(model):
        hint, nullable = hints[name], False
        if get_origin(hint) in (Union, types.UnionType):
            hint = next(each for each in get_args(hint) if each is not type(None))
            nullable = True
        found.append(Spec(key, name, nullable, hint))
    return found
