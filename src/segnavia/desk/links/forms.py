"""The forms of the linker: a reason for refusing or for serving none, and the lines of a whole judgement."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from segnavia.core.links import Link, Origin
from segnavia.core.shares import sum_to_one
from segnavia.desk.fields import TextField, choices_of
from segnavia.desk.forms import DeskForm

LINES = 5  # objectives of one project; more than that say nothing of where its money goes
LARGEST = 1_000_000  # the denominator of a share that anybody means
OTHER = "other"
_NUMBER = re.compile(r"\d{1,7}([.,]\d{1,6})?")


class ReasonForm(DeskForm):
    """A frequent reason, one's own words, or both."""

    FREQUENT: Mapping[str, Any] = {}

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)
    words = TextField(label=gettext_lazy("In your words"), required=False, rows=2, max_length=1000)

    def __init__(self, request: HttpRequest, *, initial: Mapping[str, Any]) -> None:
        choices = [*self.FREQUENT.items(), (OTHER, _("Another reason, in words"))]
        super().__init__(request, initial=initial, choices={"reason": choices})
        self.auto_id = f"{request.path.rpartition('collegamenti/')[2].replace('/', '-')}_%s"  # several on one page

    def clean(self) -> dict[str, Any]:
        """Another reason needs its words."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("reason") == OTHER and not values.get("words"):
            self.add_error("words", _("Write the reason."))
        return values

    def text_in(self, language: str) -> str:
        """The reason as it is kept, in the plan's language."""
        with override(language):
            frequent = str(self.FREQUENT.get(self.cleaned_data["reason"], ""))
        return ": ".join(part for part in (frequent, self.cleaned_data["words"].strip()) if part)


class RefuseForm(ReasonForm):
    """Why a proposal is refused."""

    FREQUENT: Mapping[str, Any] = {
        "words": gettext_lazy("The words are alike, the aim is another"),
        "field": gettext_lazy("It belongs to another field"),
        "indirect": gettext_lazy("The contribution is only indirect"),
        "better": gettext_lazy("Another objective fits better"),
    }


class NoneForm(ReasonForm):
    """Why a project serves no objective of the plan."""

    FREQUENT: Mapping[str, Any] = {
        "aim": gettext_lazy("No objective of the plan has this aim"),
        "indirect": gettext_lazy("The contribution is only indirect"),
        "means": gettext_lazy("A supply or a service that by itself serves no objective"),
        "elsewhere": gettext_lazy("It serves the plan of another body or territory"),
    }


def share_of(typed: str) -> Fraction:
    """A share as people write it: `1`, `1/3`, `0,25`, `25%`. Raises `ValueError` with what to write instead."""
    text = re.sub(r"\s", "", typed)
    whole, slash, part = text.removesuffix("%").partition("/")
    if not _NUMBER.fullmatch(whole) or (slash and not _NUMBER.fullmatch(part)) or (slash and text.endswith("%")):
        raise ValueError(_("Write a share such as 1, 1/2, 1/3 or 0,25."))
    share = Fraction(whole.replace(",", "."))
    if slash:
        divisor = Fraction(part.replace(",", "."))
        share = share / divisor if divisor else Fraction(0)
    if text.endswith("%"):
        share /= 100
    if not 0 < share <= 1:
        raise ValueError(_("A share lies above 0 and is at most 1."))
    if share.denominator > LARGEST:
        raise ValueError(_("Write the share with fewer digits, or as a fraction such as 1/3."))
    return share


class ShareField(forms.Field):
    """An exact share in ]0, 1]; gives a `Fraction`, or `None` where nothing was typed."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": 20})

    def to_python(self, value: Any) -> Any:
        """The share, or the reason why it is none."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return share_of(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


@dataclass(frozen=True, slots=True)
class LineFields:
    """The three fields of one line of a judgement."""

    number: int
    objective: forms.BoundField
    share: forms.BoundField
    reason: forms.BoundField


class JudgementForm(DeskForm):
    """Up to five objectives with a share and a reason each. An empty line is left out.

    The buttons `add` and `equal` change the form and save nothing: it then has no errors yet.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, request: HttpRequest, *, objectives: Sequence[tuple[str, Any]], judged: Sequence[Link], seen: str
    ) -> None:
        super().__init__(request, initial={"seen": seen, **_initial(judged)})
        for number in range(1, LINES + 1):
            self.fields[f"objective_{number}"] = forms.ChoiceField(
                label=_("Objective"), required=False, choices=choices_of(objectives, _("none in this line"))
            )
            self.fields[f"share_{number}"] = ShareField(label=_("Share"), required=False)
            self.fields[f"reason_{number}"] = TextField(label=_("Reason"), required=False, rows=2, max_length=2000)
        does = request.POST.get("do", "") if self.is_bound else ""
        self.is_draft = does in ("add", "equal")
        self.leads_to_sum = does in ("equal", "check")
        self.count = self._counted(1 if does == "add" else 0)
        if does == "equal":
            self._share_out()
        if does == "add":
            self.fields[f"objective_{self.count}"].widget.attrs["autofocus"] = True

    def full_clean(self) -> None:
        """A form that is only being laid out is not judged yet."""
        if self.is_draft:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Each line whole, no objective twice, and the shares a whole exactly."""
        values: dict[str, Any] = super().clean() or {}
        used = [number for number in range(1, LINES + 1) if self._is_used(number)]
        if not used:
            self.add_error("objective_1", _("Name at least one objective, or say that the project serves none."))
        named: set[str] = set()
        for number in used:
            self._check_line(number, values, named)
        shares: list[Fraction] = [share for n in used if (share := values.get(f"share_{n}")) is not None]
        if used and not self.errors and not sum_to_one(shares):
            self.add_error(f"share_{used[-1]}", told_sum(sum(shares, Fraction(0))))
        return values

    def _check_line(self, number: int, values: Mapping[str, Any], named: set[str]) -> None:
        objective, share = values.get(f"objective_{number}"), f"share_{number}"
        if not objective and f"objective_{number}" not in self.errors:
            self.add_error(f"objective_{number}", _("Choose the objective."))
        if objective in named:
            self.add_error(f"objective_{number}", _("This objective stands above already: put both shares into one."))
        named |= {objective or ""} - {""}
        if values.get(share) is None and share not in self.errors:
            self.add_error(share, _("Write the share: 1 if it is the only objective."))
        if not values.get(f"reason_{number}") and f"reason_{number}" not in self.errors:
            self.add_error(f"reason_{number}", _("Write the reason: it shows on the project's public page."))

    def links(self, key: str, origins: Mapping[str, Origin]) -> tuple[Link, ...]:
        """The judgement, once it is valid; an objective that was proposed keeps where it came from."""
        values = self.cleaned_data
        used = [number for number in range(1, LINES + 1) if values.get(f"objective_{number}")]
        return tuple(
            Link(key, code, values[f"share_{n}"], values[f"reason_{n}"], origins.get(code, Origin.MANUAL))
            for n in used
            for code in [values[f"objective_{n}"]]
        )

    def see_again(self, seen: str) -> None:
        """Takes note that somebody else has judged: sending the form again is then a decision."""
        self._put({"seen": seen})

    @property
    def rows(self) -> Iterator[LineFields]:
        """The lines that are shown."""
        for number in range(1, self.count + 1):
            yield LineFields(number, self[f"objective_{number}"], self[f"share_{number}"], self[f"reason_{number}"])

    @property
    def is_full(self) -> bool:
        """Whether no line can be added."""
        return self.count >= LINES

    @property
    def sum_now(self) -> str:
        """What the shares that can be read add up to, in words."""
        shares = []
        for number in range(1, LINES + 1):
            if self._is_used(number):
                try:
                    shares.append(share_of(self._typed(f"share_{number}")))
                except ValueError:
                    continue
        return told_sum(sum(shares, Fraction(0)))

    def _typed(self, name: str) -> str:
        return str(self[name].value() or "").strip()

    def _is_used(self, number: int) -> bool:
        return any(self._typed(f"{name}_{number}") for name in ("objective", "share", "reason"))

    def _counted(self, more: int) -> int:
        asked = self._typed("lines")
        asked_for = int(asked) if asked.isdecimal() and len(asked) < 3 else 1
        last = max((number for number in range(1, LINES + 1) if self._is_used(number)), default=1)
        return max(1, min(LINES, max(asked_for, last) + more))

    def _share_out(self) -> None:
        used = [number for number in range(1, LINES + 1) if self._typed(f"objective_{number}")]
        self._put({f"share_{number}": str(Fraction(1, len(used))) for number in used})

    def _put(self, values: Mapping[str, str]) -> None:
        """Puts values into what was sent, which itself cannot be written."""
        self.data = {**dict(self.data.items()), **values}


def told_sum(total: Fraction) -> str:
    """What shares add up to, and what is missing or too much."""
    if total == 1:
        return _("The shares add up to 1.")
    if total < 1:
        return _("The shares add up to %(total)s: %(missing)s is missing.") % {"total": total, "missing": 1 - total}
    return _("The shares add up to %(total)s: %(over)s is too much.") % {"total": total, "over": total - 1}


def _initial(judged: Sequence[Link]) -> dict[str, Any]:
    serving = [link for link in judged if link.objective][:LINES]
    found: dict[str, Any] = {"lines": max(len(serving), 1), "share_1": "1"}
    for number, link in enumerate(serving, start=1):
        found |= {
            f"objective_{number}": link.objective,
            f"share_{number}": str(link.share),
            f"reason_{number}": link.reason,
        }
    return found
