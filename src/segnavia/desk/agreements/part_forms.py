"""The forms of what belongs to an agreement: parties, money, meetings, amendments, commitments."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.core.agreements import AMENDMENT_TITLES
from segnavia.core.lifecycle import TaskState
from segnavia.desk.agreements.forms import element_choices
from segnavia.desk.fields import DayField, MoneyField, TextField, choices_of
from segnavia.desk.forms import DeskForm
from segnavia.desk.tasks.forms import StandingForm
from segnavia.desk.tasks.words import TASK_STATES
from segnavia.registry.models import Actor, Agreement

AMENDMENT_CHOICES = [(kind.value, gettext_lazy(title)) for kind, title in AMENDMENT_TITLES.items()]
SIGNATORY_HELP = gettext_lazy("The office, and not the person: such as Sindaco.")


class NewPartyForm(DeskForm):
    """A party that joins before the signature."""

    actor = forms.ModelChoiceField(label=gettext_lazy("Actor"), queryset=Actor.objects.all())
    role = forms.CharField(label=gettext_lazy("Role in the agreement"), required=False, max_length=300)
    signatory = forms.CharField(
        label=gettext_lazy("Who signs"), required=False, max_length=300, help_text=SIGNATORY_HELP
    )


class ApprovalForm(DeskForm):
    """By which act a party approved the text."""

    approval_body = forms.CharField(
        label=gettext_lazy("Body that approved"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Such as Giunta, or Consiglio comunale."),
    )
    approval_number = forms.CharField(label=gettext_lazy("Number of the act"), required=False, max_length=50)
    approved_on = DayField(label=gettext_lazy("Day of the approval"), required=False)


class PartyForm(ApprovalForm):
    """All that is recorded of a party."""

    role = NewPartyForm.base_fields["role"]
    signatory = NewPartyForm.base_fields["signatory"]
    field_order = ("role", "signatory", "approval_body", "approval_number", "approved_on")


class ResourceForm(DeskForm):
    """Money that an agreement brings."""

    source = forms.CharField(label=gettext_lazy("Who gives it"), max_length=500)
    amount = MoneyField(
        label=gettext_lazy("Amount, €"), required=False, help_text=gettext_lazy("Leave it empty where it is not known.")
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=1000)


class MeetingForm(DeskForm):
    """A meeting of the governing body."""

    held_on = DayField(label=gettext_lazy("Day"))
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=500)
    decisions = TextField(label=gettext_lazy("What was decided"), required=False)


class AmendForm(DeskForm):
    """What changed a signed agreement."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), choices=AMENDMENT_CHOICES, widget=forms.RadioSelect)
    dated = DayField(label=gettext_lazy("Day"))
    text = TextField(label=gettext_lazy("What changes"))
    act = forms.CharField(
        label=gettext_lazy("Act"), required=False, max_length=500, help_text=gettext_lazy("Body, number and date.")
    )
    actor = forms.ModelChoiceField(
        label=gettext_lazy("Who comes in or leaves"), queryset=Actor.objects.all(), required=False, empty_label="—"
    )
    role = forms.CharField(label=gettext_lazy("Role of who comes in"), required=False, max_length=300)
    signatory = forms.CharField(
        label=gettext_lazy("Who signs for it"), required=False, max_length=300, help_text=SIGNATORY_HELP
    )
    ends_on = DayField(label=gettext_lazy("New last day, of a renewal"), required=False)

    def clean(self) -> dict[str, Any]:
        """Who comes in or leaves is said where somebody does, and nowhere else."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") in ("accession", "withdrawal"):
            if not cleaned.get("actor"):
                self.add_error("actor", ValidationError(_("Say which actor came in or left.")))
        else:
            cleaned["actor"] = None
        return cleaned


class CommitmentForm(DeskForm):
    """What a party promises."""

    actor = forms.ModelChoiceField(label=gettext_lazy("Who"), queryset=Actor.objects.none())
    what = TextField(label=gettext_lazy("What is promised"), rows=3)
    due_on = DayField(label=gettext_lazy("By when"), required=False)
    amount = MoneyField(label=gettext_lazy("Amount, €"), required=False)
    element = forms.ChoiceField(label=gettext_lazy("What it serves"), required=False)

    def __init__(
        self,
        request: HttpRequest,
        agreement: Agreement,
        titles: Mapping[str, str],
        *,
        row: Model | None = None,
        prefix: str | None = None,
    ) -> None:
        kept = [str(row.element)] if row is not None and hasattr(row, "element") else []
        choices = element_choices(titles, ("objectives", "drivers", "reform_tracks"), kept)
        super().__init__(
            request, row=row, prefix=prefix, choices={"element": choices_of(choices, _("The agreement as a whole"))}
        )
        parties = Actor.objects.filter(parties__agreement=agreement)
        self.fields["actor"].queryset = parties.distinct()  # type: ignore[attr-defined]


class ReportForm(StandingForm):
    """How far a commitment has come."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[(state.value, title) for state, title in TASK_STATES.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, request: HttpRequest, *, row: Model, may_withdraw: bool) -> None:
        super().__init__(request, row=row)
        if not may_withdraw:
            states = [pair for pair in self.fields["state"].choices if pair[0] != TaskState.WITHDRAWN]  # type: ignore[attr-defined]
            self.fields["state"].choices = states  # type: ignore[attr-defined]


class RemoveForm(DeskForm):
    """The button that takes something out."""
