"""The forms of cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from segnavia.desk.fields import TextField
from segnavia.desk.forms import DeskForm


class CaseForm(DeskForm):
    """A case on a project, opened by hand."""

    actor = forms.ChoiceField(label=_("Who contests"))
    value_name = forms.ChoiceField(label=_("Which value is not right?"))
    local_value = forms.CharField(label=_("What is right instead?"), max_length=200, required=False)
    reason = TextField(label=_("Why?"), max_length=4000)
    document = forms.FileField(label=_("A document that shows it"), required=False)


class LetterForm(DeskForm):
    """A word of the correspondence."""

    text = TextField(
        label=_("Your message"),
        max_length=8000,
        help_text=_("It cannot be changed afterwards. The correspondence is not public."),
    )
    document = forms.FileField(label=_("Document"), required=False)


class CloseCaseForm(DeskForm):
    """How a case ends."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    explanation = TextField(
        label=_("Explanation"),
        max_length=4000,
        help_text=_("It shows on the project's public page, beside the official value, which stays as it is."),
    )
