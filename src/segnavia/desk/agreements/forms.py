"""The forms of an agreement, one for each of its parts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.core.agreements import (
    SIGNATURE_TITLES,
    TYPES,
    AgreementType,
    FieldKind,
    SpecialField,
)
from segnavia.desk.fields import DayField, TextField, choices_of
from segnavia.desk.forms import DeskForm
from segnavia.registry.agreements import special_of
from segnavia.registry.models import Agreement

TYPE_CHOICES = [(kind.value, gettext_lazy(each.title)) for kind, each in TYPES.items()]
SIGNATURE_CHOICES = [(kind.value, gettext_lazy(title)) for kind, title in SIGNATURE_TITLES.items()]


class NewAgreementForm(DeskForm):
    """What an agreement begins with."""

    title = TextField(label=gettext_lazy("Title"), rows=2, max_length=2000)
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=TYPE_CHOICES)
    aims = TextField(label=gettext_lazy("Aims"), required=False)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "It stands in the address and in files, and stays. Made of the title where it is empty."
        ),
    )
    is_public = forms.BooleanField(label=gettext_lazy("Everybody may read it"), required=False)


class FactsForm(DeskForm):
    """The common fields of an agreement."""

    title = TextField(label=gettext_lazy("Title"), rows=2, max_length=2000)
    type = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=TYPE_CHOICES,
        help_text=gettext_lazy("Another type drops the fields that it does not have."),
    )
    legal_basis = TextField(
        label=gettext_lazy("Legal basis"),
        rows=2,
        required=False,
        help_text=gettext_lazy("The statute's of its type, where it is empty."),
    )
    aims = TextField(label=gettext_lazy("Aims"), required=False)
    starts_on = DayField(label=gettext_lazy("First day"), required=False)
    ends_on = DayField(label=gettext_lazy("Last day"), required=False)
    renewal = TextField(label=gettext_lazy("How it is renewed"), required=False, rows=2)
    territory = TextField(label=gettext_lazy("Part of the territory"), required=False, rows=2)
    governing_body = TextField(label=gettext_lazy("Governing body"), required=False, rows=2)
    monitoring = TextField(
        label=gettext_lazy("Monitoring"), required=False, rows=2, help_text=gettext_lazy("How often, and by whom.")
    )
    protocol = forms.CharField(label=gettext_lazy("Protocol number"), required=False, max_length=100)
    publication = TextField(label=gettext_lazy("Publication"), required=False, rows=2)
    note = TextField(label=gettext_lazy("Note of the office, not public"), required=False, rows=2)
    is_public = forms.BooleanField(label=gettext_lazy("Everybody may read it"), required=False)


class SpecialForm(DeskForm):
    """The fields that the type of an agreement adds."""

    def __init__(self, request: HttpRequest, agreement: Agreement) -> None:
        self.agreement = agreement
        known = special_of(agreement)
        self.declared = TYPES[AgreementType(agreement.type)].special
        super().__init__(request, row=agreement)
        for each in self.declared:
            name = f"special_{each.name}"
            self.fields[name] = _special_field(each)
            value = known.get(each.name)
            self.initial[name] = str(value).lower() if isinstance(value, bool) else value

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes: the special fields by name."""
        return {"special": {each.name: self._value(each) for each in self.declared}}

    def _value(self, each: SpecialField) -> Any:
        value = self.cleaned_data[f"special_{each.name}"]
        return {"true": True, "false": False}.get(value) if each.kind is FieldKind.BOOL else value


def _special_field(each: SpecialField) -> forms.Field:
    """A field of its kind; a yes or no has a third answer, as not known is neither."""
    label = _(each.title)
    match each.kind:
        case FieldKind.DATE:
            return DayField(label=label, required=False)
        case FieldKind.BOOL:
            choices = choices_of([("true", _("yes")), ("false", _("no"))], _("not known"))
            return forms.ChoiceField(label=label, required=False, choices=choices)
        case FieldKind.TEXT:
            return TextField(label=label, required=False, rows=2)


class ElementsForm(DeskForm):
    """What an agreement serves."""

    objectives = forms.MultipleChoiceField(
        label=gettext_lazy("Strategic objectives"), required=False, widget=forms.CheckboxSelectMultiple
    )
    drivers = forms.MultipleChoiceField(
        label=gettext_lazy("Drivers of the agenda"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reform_tracks = forms.MultipleChoiceField(
        label=gettext_lazy("Reform tracks"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, request: HttpRequest, agreement: Agreement, titles: Mapping[str, str]) -> None:
        elements = [each.element for each in agreement.elements.all()]
        super().__init__(
            request,
            row=agreement,
            initial={name: [e for e in elements if e.startswith(f"{name}:")] for name in self.base_fields},
            choices={name: element_choices(titles, (name,), elements) for name in self.base_fields},
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {"elements": [element for name in self.base_fields for element in self.cleaned_data[name]]}


class CodesForm(DeskForm):
    """The projects and tenders that an agreement is about."""

    linked_codes = TextField(
        label=gettext_lazy("CUP and CIG"), required=False, help_text=gettext_lazy("One a line, or separated by blanks.")
    )

    @classmethod
    def values_of(cls, row: Model) -> dict[str, Any]:
        """The codes, one a line."""
        found = row.linked_codes.all() if isinstance(row, Agreement) else ()
        return {"linked_codes": "\n".join(each.code for each in found)}

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes: each code with its kind, which its length tells."""
        words = self.cleaned_data["linked_codes"].upper().replace(",", " ").replace(";", " ").split()
        return {"linked_codes": [("CIG" if len(word) == 10 else "CUP", word) for word in words]}


class MoveForm(DeskForm):
    """Where an agreement goes from where it stands."""

    to = forms.ChoiceField(label=gettext_lazy("It becomes"), widget=forms.RadioSelect)


class SignForm(DeskForm):
    """How and when an agreement was signed."""

    signed_on = DayField(label=gettext_lazy("Day of the signature"))
    signature = forms.ChoiceField(
        label=gettext_lazy("Kind of signature"), choices=SIGNATURE_CHOICES, widget=forms.RadioSelect
    )
    protocol = forms.CharField(label=gettext_lazy("Protocol number"), required=False, max_length=100)
    publication = TextField(label=gettext_lazy("Publication"), required=False, rows=2)


def element_choices(titles: Mapping[str, str], lists: Sequence[str], kept: Collection[str]) -> list[tuple[str, str]]:
    """The plan's elements of these lists, with those kept from a text that held them."""
    known = [(e, f"{e.partition(':')[2]} {title}") for e, title in titles.items() if e.partition(":")[0] in lists]
    gone = [e for e in kept if e and e not in titles and e.partition(":")[0] in lists]
    told = _("%(code)s, no longer in the text")
    return [*((e, told % {"code": e.partition(":")[2]}) for e in gone), *known]
