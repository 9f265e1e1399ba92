"""What narrows the log, and its pages: by sequence and not by number, so that the last is as quick as the first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.desk.audit.words import ACTIONS
from segnavia.desk.fields import DayField
from segnavia.registry.models import AuditEvent

PER_PAGE = 50
_SEQUENCE = 2**53  # larger than any sequence will be, and small enough for every database


class Filters(forms.Form):
    """The filters of the log, as they stand in its address."""

    chi = forms.CharField(label=gettext_lazy("Who"), max_length=200, required=False, widget=forms.SearchInput)
    azione = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    oggetto = forms.CharField(
        label=gettext_lazy("About"),
        max_length=200,
        required=False,
        widget=forms.SearchInput(attrs={"autocapitalize": "none"}),
    )
    dal = DayField(label=gettext_lazy("From"), required=False)
    al = DayField(label=gettext_lazy("To"), required=False)
    testo = forms.CharField(
        label=gettext_lazy("Text in the values"), max_length=200, required=False, widget=forms.SearchInput
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(data=request.GET)
        named = sorted(((key, str(title)) for key, title in ACTIONS.items()), key=lambda each: each[1].casefold())
        self.fields["azione"].choices = [("", _("anything")), *named]  # type: ignore[attr-defined] # of a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Both days in their order."""
        values = super().clean() or {}
        if values.get("dal") and values.get("al") and values["al"] < values["dal"]:
            self.add_error("al", _("The end comes before the beginning."))
        return values

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that say something and can be applied."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def found(self) -> QuerySet[AuditEvent]:
        """The events that pass."""
        conditions: dict[str, Callable[[Any], Q]] = {
            "chi": lambda who: Q(by_name__icontains=who) | Q(by=who),
            "azione": lambda key: Q(action=key),
            "oggetto": lambda subject: Q(subject=subject) | Q(subject_name__icontains=subject),
            "dal": lambda day: Q(at__gte=_begin(day)),
            "al": lambda day: Q(at__lt=_begin(day + timedelta(days=1))),
            "testo": lambda text: Q(details__icontains=text),
        }
        events = AuditEvent.objects.all()
        for name, value in self.chosen.items():
            events = events.filter(conditions[name](value))
        return events


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the log, newest first. `newer` and `older` are the sequences that its neighbours begin after."""

    events: tuple[AuditEvent, ...]
    newer: int | None
    older: int | None


def leaf_of(events: QuerySet[AuditEvent], request: HttpRequest) -> Leaf:
    """The page that the address asks for: `?prima=` a sequence, `?dopo=` one, or the newest."""
    before, after = _sequence(request, "prima"), _sequence(request, "dopo")
    if after is not None:
        rows = list(events.filter(sequence__gt=after).order_by("sequence")[: PER_PAGE + 1])
        more, shown = len(rows) > PER_PAGE, tuple(reversed(rows[:PER_PAGE]))
        has_newer, has_older = more, True
    else:
        narrowed = events if before is None else events.filter(sequence__lt=before)
        rows = list(narrowed.order_by("-sequence")[: PER_PAGE + 1])
        more, shown = len(rows) > PER_PAGE, tuple(rows[:PER_PAGE])
        has_newer, has_older = before is not None, more
    if not shown:
        return Leaf((), None, None)
    return Leaf(shown, shown[0].sequence if has_newer else None, shown[-1].sequence if has_older else None)


def _begin(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _sequence(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return min(int(text), _SEQUENCE) if text.isascii() and text.isdecimal() and len(text) < 20 else None
