"""The forms of observations: putting one in, answering it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.core.lifecycle import Outcome
from segnavia.core.permissions import Principal, Scope, scope_of
from segnavia.desk.fields import DayField, TextField, choices_of
from segnavia.desk.forms import DeskForm
from segnavia.desk.plan import words
from segnavia.desk.plan.work import WHOLE, Work, name_of
from segnavia.registry.legal import outcome_title
from segnavia.registry.models import Actor, Observation

# The lists that an observation can be about; the links between records are observed with what they belong to.
OBSERVED = (
    "parts",
    "directions",
    "keywords",
    "missions",
    "components",
    "objectives",
    "drivers",
    "reform_tracks",
    "zones",
    "submeasures",
)


class SubmitForm(DeskForm):
    """An observation as it came in."""

    actor = forms.ModelChoiceField(
        label=gettext_lazy("Actor"),
        queryset=Actor.objects.all(),
        required=False,
        empty_label=gettext_lazy("none of them: by whoever signs it"),
    )
    author = forms.CharField(
        label=gettext_lazy("Signed by"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The body or organisation that makes it; by default the actor."),
    )
    element = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = TextField(label=gettext_lazy("Observation"), rows=8, max_length=20_000)
    received_on = DayField(label=gettext_lazy("Received on"))
    protocol = forms.CharField(label=gettext_lazy("Protocol number"), max_length=50, required=False)

    def __init__(self, request: HttpRequest, work: Work, by: Principal, element: str) -> None:
        initial: dict[str, Any] = {"received_on": timezone.localdate(), "element": element}
        own = scope_of(by, "observations.submit") is Scope.OWN
        actors = Actor.objects.filter(code__in=by.actors) if own else Actor.objects.all()
        if own and len(actors) == 1:
            initial["actor"] = actors[0].pk
        super().__init__(request, initial=initial, choices={"element": elements_of(work)})
        self.fields["actor"] = forms.ModelChoiceField(
            label=_("Actor"),
            queryset=actors,
            required=own,
            empty_label="—" if own else _("none of them: by whoever signs it"),
        )
        if own:
            # a referent speaks for its actor, on the day that it does
            del self.fields["author"], self.fields["received_on"], self.fields["protocol"]


class AnswerForm(DeskForm):
    """How an observation is answered."""

    outcome = forms.ChoiceField(label=gettext_lazy("Answer"), widget=forms.RadioSelect)
    reason = TextField(
        label=gettext_lazy("Reason"),
        rows=6,
        max_length=20_000,
        help_text=gettext_lazy("It stands in the register, and everybody reads it."),
    )
    answered_on = DayField(label=gettext_lazy("Answered on"))

    def __init__(self, request: HttpRequest, observation: Observation) -> None:
        initial = {} if observation.answered_on else {"answered_on": timezone.localdate(), "outcome": ""}
        choices = [(each.value, outcome_title(each)) for each in Outcome if each is not Outcome.OPEN]
        super().__init__(request, row=observation, initial=initial, choices={"outcome": choices})


def elements_of(work: Work) -> list[tuple[str, Any]]:
    """What an observation can be about, list by list; empty is the text as a whole."""
    grouped: list[tuple[str, Any]] = []
    for key in OBSERVED:
        rows = [(element, name_of(work, key, row)) for element, (other, row) in work.records.items() if other == key]
        if rows:
            grouped.append((str(words.LISTS[key]), rows))
    return choices_of([(WHOLE, words.ONE[WHOLE]), *grouped], _("The text as a whole"))
