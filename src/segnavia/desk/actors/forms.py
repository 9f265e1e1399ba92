"""The form of an actor's data."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.core.codes import MUNICIPALITY, Direction, is_code
from segnavia.desk.actors.words import KINDS
from segnavia.desk.forms import DeskForm
from segnavia.desk.tasks.text import current
from segnavia.registry.models import Actor

DIRECTION_TITLES = {
    Direction.METROPOLITAN_CITY: gettext_lazy("Metropolitan city"),
    Direction.MUNICIPALITIES: gettext_lazy("Municipalities"),
    Direction.INTERMEDIATE_BODIES: gettext_lazy("Intermediate bodies and other actors"),
}


class ActorForm(DeskForm):
    """An actor: a body or organisation, never a person."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", "—"), *((kind.value, title) for kind, title in KINDS.items())]
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"),
        choices=[("", gettext_lazy("By its kind")), *((code.value, title) for code, title in DIRECTION_TITLES.items())],
        required=False,
        help_text=gettext_lazy("Which column of the plan asks something of it."),
    )
    tax_code = forms.CharField(
        label=gettext_lazy("Tax code"),
        max_length=16,
        required=False,
        help_text=gettext_lazy(
            "Eleven digits: the body's own. By it the public projects that it carries out are found."
        ),
    )
    municipality = forms.CharField(
        label=gettext_lazy("ISTAT code"),
        max_length=6,
        required=False,
        help_text=gettext_lazy("Six digits, only of a municipality."),
    )
    ipa_code = forms.CharField(label=gettext_lazy("IPA code"), max_length=10, required=False)
    office_email = forms.EmailField(
        label=gettext_lazy("Office's e-mail address"),
        required=False,
        help_text=gettext_lazy("The office that answers the monitoring rounds, not a person."),
    )

    def clean_tax_code(self) -> str:
        """The code without the blanks of a copied one; the action says whether it is a body's."""
        return "".join(str(self.cleaned_data["tax_code"]).split()).upper()

    def clean_municipality(self) -> str:
        """A municipality of the plan's territory, that no other actor is."""
        code = str(self.cleaned_data["municipality"])
        if not code:
            return ""
        if not is_code(MUNICIPALITY, code):
            raise ValidationError(_("An ISTAT code has six digits."))
        now = current()
        if now is not None and code not in {m.code for m in now.cells.package.municipalities}:
            raise ValidationError(_("The plan's territory has no municipality with this ISTAT code."))
        other = Actor.objects.filter(municipality=code).exclude(pk=self.row.pk if self.row else 0).first()
        if other is not None:
            raise ValidationError(_("This municipality is an actor already: %(actor)s.") % {"actor": other.title})
        return code
