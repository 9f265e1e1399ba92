"""The forms of what is asked: giving it, and saying how it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from segnavia.core.lifecycle import TaskState
from segnavia.desk.fields import DayField, TextField, choices_of
from segnavia.desk.forms import DeskForm
from segnavia.desk.tasks.words import REFORM_STATES, TASK_STATES
from segnavia.registry.models import Actor

STATES = [(state.value, title) for state, title in TASK_STATES.items()]
# What an owner may say: only the planning office withdraws.
OWNERS_STATES = [(value, title) for value, title in STATES if value != TaskState.WITHDRAWN]


class GiveForm(DeskForm):
    """Gives a cell to actors of its direction."""

    everyone = forms.ChoiceField(
        label=_("All at once"),
        required=False,
        help_text=_("Those who have this assignment already keep it as it is."),
    )
    owners = forms.MultipleChoiceField(label=_("To whom"), required=False, widget=forms.CheckboxSelectMultiple)
    what = TextField(
        label=_("What is asked"),
        required=False,
        rows=3,
        help_text=_("Only what is more, or more exact, than the plan's own words. It shows on the public page."),
    )
    due_on = DayField(label=_("By when"), required=False)

    def __init__(self, request: HttpRequest, *, choices: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(request, choices=choices)
        if not choices["everyone"]:
            del self.fields["everyone"]


class StandingForm(DeskForm):
    """How something stands, as its owner says it."""

    state = forms.ChoiceField(label=_("State"), choices=OWNERS_STATES, widget=forms.RadioSelect)
    done_on = DayField(label=_("Done on"), required=False, help_text=_("Needed once it is done."))
    evidence = TextField(
        label=_("Evidence"),
        required=False,
        rows=3,
        help_text=_("Needed once it is done: an act, a link, what can be seen and where. It shows on the public page."),
    )


class AssignmentForm(StandingForm):
    """An assignment as the planning office keeps it."""

    what = GiveForm.base_fields["what"]
    due_on = GiveForm.base_fields["due_on"]
    state = forms.ChoiceField(label=_("State"), choices=STATES, widget=forms.RadioSelect)
    field_order = ("what", "due_on", "state", "done_on", "evidence")


def proof_field() -> TextField:
    """What shows that a first move was made."""
    return TextField(
        label=_("Proof"),
        required=False,
        rows=3,
        help_text=_("Needed once it is done: an act, a link, what can be seen and where."),
    )


class NewMoveForm(DeskForm):
    """A first move to be made."""

    title = TextField(label=_("What is done first"), rows=2, max_length=500)
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Actor.objects.all())
    element = forms.ChoiceField(label=_("What it serves"), required=False)
    due_on = DayField(label=_("By when"), required=False)
    is_public = forms.BooleanField(label=_("Shows on the public page"), required=False, initial=True)


class MoveForm(NewMoveForm, StandingForm):
    """A first move as the planning office keeps it."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, widget=forms.RadioSelect)
    evidence = proof_field()
    field_order = ("title", "owner", "element", "due_on", "is_public", "state", "done_on", "evidence")


class MoveReportForm(StandingForm):
    """How a first move stands, as its owner says it."""

    evidence = proof_field()


class ReformForm(DeskForm):
    """Where a reform track stands."""

    state = forms.ChoiceField(
        label=_("State"), choices=[(s.value, title) for s, title in REFORM_STATES.items()], widget=forms.RadioSelect
    )
    note = TextField(label=_("Note"), required=False, rows=3, help_text=_("It shows on the public page."))


class StepForm(DeskForm):
    """A step of a reform track."""

    title = TextField(label=_("Step"), rows=2, max_length=500)
    owner = forms.ModelChoiceField(
        label=_("Who takes it"), queryset=Actor.objects.all(), required=False, empty_label=_("Nobody yet")
    )
    due_on = DayField(label=_("By when"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, widget=forms.RadioSelect, initial=TaskState.TO_DO)
    done_on = DayField(label=_("Done on"), required=False, help_text=_("Needed once it is done."))
    act = TextField(label=_("Act"), required=False, rows=2, help_text=_("Body, number and date, once there is one."))


class AttachForm(DeskForm):
    """A document that shows what was done."""

    file = forms.FileField(label=_("File"))
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    is_public = forms.BooleanField(label=_("Everybody may read it"), required=False)


def served(titles: Mapping[str, str]) -> list[tuple[str, Any]]:
    """What a first move can serve, by the parts of the plan."""
    groups = {
        "drivers": _("Drivers of the agenda"),
        "objectives": _("Strategic objectives"),
        "reform_tracks": _("Reform tracks"),
        "components": _("Components"),
    }
    choices: list[tuple[str, Any]] = [
        (
            str(title),
            [
                (element, f"{element.partition(':')[2]} {name}")
                for element, name in titles.items()
                if element.startswith(f"{group}:")
            ],
        )
        for group, title in groups.items()
    ]
    return choices_of([(title, of) for title, of in choices if of], _("The plan as a whole"))
