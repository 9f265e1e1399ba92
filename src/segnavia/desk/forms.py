"""The desk's forms: what was typed is never lost, what is wrong stands at its field, and two editors are told.

    class CommitmentForm(DeskForm):
        title = forms.CharField(label=gettext_lazy("What"), max_length=300)
        amount = MoneyField(label=gettext_lazy("Amount, €"), required=False)

    form = CommitmentForm(request, row=commitment)

A template shows it with `{% include "desk/parts/form.html" with submit=… %}`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from segnavia.actions.writing import Refused
from segnavia.desk.kept import typed_in, typist_for
from segnavia.registry.models.versions import Conflict

OWN = ("form", "typist", "version")  # names that the form itself uses


@dataclass(frozen=True, slots=True)
class Differing:
    """A field that stands otherwise now than one has typed it, both as people read them."""

    label: str
    now: str
    yours: str


class DeskForm(forms.Form):
    """A form of the desk. It takes up what was sent to it, or what was kept from an ended session.

    `row` gives its first values (see `values_of`) and the version that it was made from. Where a page holds several
    forms, each takes only its own: they differ by class, or by `prefix`.
    """

    template_name = "desk/parts/fields.html"

    def __init__(
        self,
        request: HttpRequest,
        *,
        row: Model | None = None,
        initial: Mapping[str, Any] | None = None,
        prefix: str | None = None,
        choices: Mapping[str, Any] | None = None,
    ) -> None:
        typed = typed_in(request)
        self.key = prefix or type(self).__name__
        mine = typed is not None and typed.get("form", self.key) == self.key
        sent = mine and request.method == "POST"
        super().__init__(
            data=typed if mine else None,
            files=request.FILES if sent else None,
            initial={**(self.values_of(row) if row else {}), **(initial or {})},
            prefix=prefix,
        )
        for name, of in (choices or {}).items():
            cast("forms.ChoiceField", self.fields[name]).choices = of
        self.request = request
        self.row = row
        self.conflict: tuple[Differing, ...] | None = None
        self.version_now = str(typed.get("version", "")) if mine and typed else str(getattr(row, "version", ""))

    @classmethod
    def values_of(cls, row: Model) -> dict[str, Any]:
        """A row's values by the names of the fields; a form whose fields are otherwise named says so here."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, checked, by the names of the fields: what an action takes."""
        return dict(self.cleaned_data)

    @property
    def version(self) -> int:
        """The version that was edited; one that nobody ever saw where the form does not say."""
        return int(self.version_now) if self.version_now.isdecimal() else 0

    @property
    def typist(self) -> str:
        """Who the form is made for, signed: see `desk.kept`."""
        return typist_for(self.request)

    def take_refusal(self, refused: Refused) -> None:
        """Shows what an action refused: at its fields, or above the form."""
        for name, text in refused.fields.items():
            if name in self.fields:
                self.add_error(name, text)
            else:
                self.add_error(None, text)
        if refused.message:
            self.add_error(None, refused.message)

    def take_conflict(self, conflict: Conflict) -> None:
        """Shows how the row stands now beside what was typed. Sending the form again then is a decision."""
        if conflict.current is None:
            self.add_error(None, _("Somebody else has removed this in the meantime: it cannot be saved any more."))
            return
        self.conflict = tuple(self._differing(conflict.current))
        self.version_now = str(getattr(conflict.current, "version", ""))
        self.add_error(
            None,
            _("Somebody else has changed this in the meantime: nothing was saved. Compare below, then save again."),
        )

    def _differing(self, current: Model) -> Iterator[Differing]:
        now = self.values_of(current)
        for name, field in self.fields.items():
            mine = self.cleaned_data.get(name, self.data.get(self.add_prefix(name)))
            if name in now and not _same(now[name], mine):
                yield Differing(str(field.label or name), shown(field, now[name]), shown(field, mine))


def problems_of(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """Every error of a form as id of its input, label and text; those of the whole form have no id and no label."""
    found = [("", "", str(text)) for text in form.non_field_errors()]
    for each in form.visible_fields():
        found += [(first_id(each), str(each.label), str(text)) for text in each.errors]
    for each in form.hidden_fields():
        found += [("", str(each.label), str(text)) for text in each.errors]
    return found


def first_id(field: forms.BoundField) -> str:
    """The id of the input that a link to a field leads to; of a group, its first."""
    return field.id_for_label or f"{field.auto_id}_0"


def shown(field: forms.Field, value: Any) -> str:
    """A value as people read it: the title of a choice, an amount with its comma."""
    if value is None or value == "":
        return _("(empty)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    titles = {
        str(key): str(title) for key, title in getattr(field, "choices", ()) if not isinstance(title, list | tuple)
    }
    if isinstance(value, list | tuple | set):
        return ", ".join(titles.get(str(each), str(each)) for each in value)
    key = str(getattr(value, "pk", value))
    return titles.get(key) or str(field.prepare_value(value))


def _same(one: Any, other: Any) -> bool:
    def plain(value: Any) -> Any:
        value = getattr(value, "pk", value)
        return "" if value is None else value

    return bool(plain(one) == plain(other))
