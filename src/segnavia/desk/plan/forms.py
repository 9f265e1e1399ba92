"""The forms of the editor, made from the model of each list."""

import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.actions.packages import header_of, record_of
from segnavia.actions.record_values import seal_of
from segnavia.actions.rows import BELOW, REFERENCES
from segnavia.actions.writing import Refused
from segnavia.desk.fields import choices_of
from segnavia.desk.forms import DeskForm, Differing
from segnavia.desk.plan import words
from segnavia.desk.plan.fields import BELOW_OF_PARTS, Spec, field_of, section_specs, specs_of
from segnavia.desk.plan.work import Work
from segnavia.registry.models import Edition, Observation
from segnavia.registry.models.versions import Conflict

ASKED_FOR = "osservazione"  # the question that chooses one beforehand
MORE = "more"  # the button that adds an empty passage
MOST_SECTIONS = 60
_OF_SECTION = re.compile(r"sections-(\d+)-(\w+)")


class TextForm(DeskForm):
    """What the forms that change the text share: in an adopted one, for which accepted observation."""

    def __init__(self, request: HttpRequest, work: Work, **options: Any) -> None:
        super().__init__(request, **options)
        self.work = work
        if work.is_adopted:
            accepted = [(str(each.pk), f"{each.number}. {each.author}") for each in work.observations]
            asked = forms.ChoiceField(
                label=_("For which accepted observation"),
                choices=choices_of(accepted) if len(accepted) > 1 else accepted,
                initial=request.GET.get(ASKED_FOR, ""),
                help_text=_("The change will stand beside the observation, before and after."),
            )
            self.fields = {"observation": asked, **self.fields}

    @property
    def observation(self) -> Observation | None:
        """The observation that was chosen; none in a draft."""
        chosen = self.cleaned_data.get("observation")
        return next((each for each in self.work.observations if str(each.pk) == chosen), None)

    def clean(self) -> dict[str, Any]:
        """The values, with the line ends of the plan's texts and not of the browser."""
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n")
        return self.cleaned_data

    def take_refusal(self, refused: Refused) -> None:
        """Shows what is wrong at its field; what the record says below a field, at that field."""
        named = {self._field_of(place): text for place, text in refused.fields.items()}
        super().take_refusal(Refused(refused.message, **named))

    def _field_of(self, place: str) -> str:
        return place if place in self.fields else place.partition("-")[0]


class RemoveForm(TextForm):
    """Removes a record; in an adopted text, for an accepted observation."""


class RecordForm(TextForm):
    """A record of one list. `list_key` names it; the fields come from its model."""

    list_key: ClassVar[str] = ""

    def __init__(
        self, request: HttpRequest, work: Work, *, row: Model | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(request, work, row=row, initial=initial, choices=choices_for(work, self.list_key))
        self.count = self._section_count()
        for number in range(self.count):
            self.fields.update(_section_fields(number))
        if self.is_bound and MORE in self.data:
            self._grow()

    @classmethod
    def values_of(cls, row: Model) -> dict[str, Any]:
        """The record of a row by the names of the fields, those of its passages numbered."""
        values = record_of(cls.list_key, row).model_dump(mode="json")
        for number, section in enumerate(values.pop(BELOW_OF_PARTS, ())):
            values |= {f"{BELOW_OF_PARTS}-{number}-{name}": value for name, value in section.items()}
        days = ("valid_from", "valid_to")
        return values | {day: _day(values[day]) for day in days if day in values}

    @property
    def values(self) -> dict[str, Any]:
        """The record as its model reads it."""
        found = {spec.name: self._plain(spec, self.cleaned_data.get(spec.name)) for spec in specs_of(self.list_key)}
        if self.list_key == "parts":
            found[BELOW_OF_PARTS] = [
                {spec.name: self.cleaned_data.get(f"{BELOW_OF_PARTS}-{number}-{spec.name}") for spec in section_specs()}
                for number in self._kept()
            ]
        return found

    @property
    def of_record(self) -> Iterator[forms.BoundField]:
        """The fields of the record itself, up to where it comes from."""
        return (self[name] for name in self.fields if name not in _LAST and not _OF_SECTION.fullmatch(name))

    @property
    def last(self) -> Iterator[forms.BoundField]:
        """Where it comes from, and why."""
        return (self[name] for name in _LAST)

    @property
    def sections(self) -> list[list[forms.BoundField]]:
        """The passages of a part, each with its fields."""
        groups: list[list[forms.BoundField]] = [[] for _number in range(self.count)]
        for name in self.fields:
            if found := _OF_SECTION.fullmatch(name):
                groups[int(found[1])].append(self[name])
        return groups

    def full_clean(self) -> None:
        """Checks what was typed. What a passage lacks is told once it is known to stay, by its model."""
        needed = [field for name, field in self.fields.items() if _OF_SECTION.fullmatch(name) and field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def _section_count(self) -> int:
        if self.list_key != "parts":
            return 0
        if self.is_bound:
            told = self.data.get("sections-count", "")
            return min(int(told), MOST_SECTIONS) if told.isdecimal() else 0
        return len({found[1] for name in self.initial if (found := _OF_SECTION.fullmatch(name))})

    def _grow(self) -> None:
        """Shows the form again as it was typed, with an empty passage more; nothing is checked yet."""
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if self.count < MOST_SECTIONS:
            self.fields.update(_section_fields(self.count))
            self.count += 1
        self.is_bound, self.data = False, {}

    def _kept(self) -> list[int]:
        """The passages that stay: those that were not removed, and of which something was written."""
        kept = []
        for number in range(self.count):
            said = {spec.name: self.cleaned_data.get(f"{BELOW_OF_PARTS}-{number}-{spec.name}") for spec in _written()}
            if any(said.values()) and not self.cleaned_data.get(f"{BELOW_OF_PARTS}-{number}-remove"):
                kept.append(number)
        return kept

    def _plain(self, spec: Spec, value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list):
            return self._in_order(spec.name, value)
        return None if spec.nullable and not value else "" if value is None else value

    def _in_order(self, name: str, marked: list[str]) -> list[str]:
        """The marks as the record has them where they are the same: boxes have an order of their own."""
        before = list(self.initial.get(name) or ())
        return before if sorted(before) == sorted(marked) else marked

    def _field_of(self, place: str) -> str:
        found = re.fullmatch(rf"{BELOW_OF_PARTS}-(\d+)-(\w+)", place)
        if found and int(found[1]) < len(kept := self._kept()):
            return f"{BELOW_OF_PARTS}-{kept[int(found[1])]}-{found[2]}"
        return super()._field_of(place)

    def _differing(self, current: Model) -> Iterator[Differing]:
        yield from super()._differing(current)
        now = len({found[1] for name in self.values_of(current) if (found := _OF_SECTION.fullmatch(name))})
        if now != len(self._kept()):
            yield Differing(str(words.FIELDS[BELOW_OF_PARTS]), str(now), str(len(self._kept())))


class HeaderForm(TextForm):
    """The header of the plan; its code and its territory are given once."""

    title = forms.CharField(label=words.FIELDS["title"], max_length=1000)
    short_title = forms.CharField(label=words.FIELDS["short_title"], max_length=200)
    body = forms.CharField(label=words.FIELDS["body"], max_length=500)
    period_start = forms.IntegerField(label=words.FIELDS["period_start"], min_value=1990, max_value=2100)
    period_end = forms.IntegerField(label=words.FIELDS["period_end"], min_value=1990, max_value=2100)
    provenance = forms.ChoiceField(
        label=words.FIELDS["provenance"], choices=lambda: list(words.VALUES["provenance"].items())
    )
    note = forms.CharField(
        label=words.FIELDS["note"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=words.HELP["note"],
    )

    def __init__(self, request: HttpRequest, work: Work) -> None:
        super().__init__(request, work, row=work.edition)
        self.version_now = self.version_now or seal_of(header_of(work.edition))

    @property
    def values(self) -> dict[str, Any]:
        """The header's values as its model reads them."""
        own = ("title", "short_title", "body", "provenance", "note")
        years = {"start": self.cleaned_data["period_start"], "end": self.cleaned_data["period_end"]}
        return {**{name: self.cleaned_data[name] for name in own}, "period": years}

    def take_conflict(self, conflict: Conflict) -> None:
        """Shows both headers; the next seal is that of the header as it stands now."""
        super().take_conflict(conflict)
        if isinstance(conflict.current, Edition):
            self.version_now = seal_of(header_of(conflict.current))

    def _field_of(self, place: str) -> str:
        return "period_start" if place == "period-start" else "period_end" if place.startswith("period") else place


class BeginForm(DeskForm):
    """Begins the yearly update."""

    period_start = forms.IntegerField(label=words.FIELDS["period_start"], min_value=1990, max_value=2100)
    period_end = forms.IntegerField(
        label=words.FIELDS["period_end"],
        min_value=1990,
        max_value=2100,
        help_text=gettext_lazy("The years that the updated plan is for."),
    )


def record_form(
    request: HttpRequest, work: Work, key: str, *, row: Model | None = None, initial: Mapping[str, Any] | None = None
) -> RecordForm:
    """The form of a record of a list: of `row`, or of a new one."""
    return _form_class(key)(request, work, row=row, initial=initial)


def choices_for(work: Work, key: str) -> dict[str, Any]:
    """What may be chosen in the fields of a list that name other records."""
    found: dict[str, Any] = {}
    below, target = BELOW.get(key, ("", ""))
    if target:
        found[below] = _titled(work, target)
    for spec in specs_of(key):
        target = REFERENCES.get(key, {}).get(spec.name, "")
        if target:
            empty = _("none: it serves no objective of the plan") if spec.nullable else None
            found[spec.name] = choices_of(_titled(work, target), empty)
    return found


_LAST = ("provenance", "note")


def _titled(work: Work, key: str) -> list[tuple[str, str]]:
    plain = key in ("directions", "zones")
    return [(code, title if plain else f"{code} {title}") for code, title in work.titles[key].items()]


@cache
def _form_class(key: str) -> type[RecordForm]:
    fields = {spec.name: field_of(spec) for spec in specs_of(key)}
    name = f"{key.title().replace('_', '')}Form"
    made = types.new_class(name, (RecordForm,), exec_body=lambda body: body.update({"list_key": key, **fields}))
    return cast("type[RecordForm]", made)


def _section_fields(number: int) -> dict[str, forms.Field]:
    """The fields of one passage, and the mark that removes it."""
    found = {f"{BELOW_OF_PARTS}-{number}-{spec.name}": field_of(spec) for spec in section_specs()}
    remove = forms.BooleanField(label=_("Remove this passage when saving"), required=False)
    return {**found, f"{BELOW_OF_PARTS}-{number}-remove": remove}


def _written() -> list[Spec]:
    """The fields of a passage that somebody writes; the others are chosen, and never empty."""
    return [spec for spec in section_specs() if spec.name in ("title", "text", "note")]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
