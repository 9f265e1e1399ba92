"""The forms of rounds: preparing one, and what can be done with it and with each link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from segnavia.core.prefill import LINES
from segnavia.desk.fields import DayField, TextField
from segnavia.desk.forms import DeskForm


class PrepareForm(DeskForm):
    """A new round. The bodies are ticked in the table below the other fields."""

    title = forms.CharField(label=_("Title"), max_length=150, help_text=_("It is the subject of the mail too."))
    opens_on = DayField(label=_("Opens on"))
    due_on = DayField(label=_("Due date"), help_text=_("The link opens for 30 days more, for those who are late."))
    note = TextField(label=_("What you tell the referents"), required=False, max_length=2000)
    limit = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=100, initial=LINES)
    bulletin = forms.CharField(widget=forms.HiddenInput, max_length=100)
    actors = forms.MultipleChoiceField(
        label=_("Bodies to ask"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class OpenForm(DeskForm):
    """Opens a round."""


class CloseForm(DeskForm):
    """Closes a round."""


class RenewForm(DeskForm):
    """Sends a new link."""

    email = forms.EmailField(label=_("Address"))


class RevokeForm(DeskForm):
    """Makes a link open nothing."""
