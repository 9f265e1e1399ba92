"""Fields as people type them in Italy: money with a comma, dates, and long texts."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_GROUPED = {
    mark: re.compile(rf"\d{{1,3}}(\{mark}\d{{3}})+") for mark in ".,"
}  # thousands set apart: 1.234 or 1.234.567, and the same with commas
_PLAIN = re.compile(r"\d+")
_BLANKS = re.compile("[\\s\u00a0\u202f\u2019']|€|EUR")


def euro_of(typed: str) -> Decimal:
    """The amount that was typed: `1.234,56`, `1234.56`, `1 234,56 €`.

    Raises `ValueError`, with what to write instead, for what is no amount, and for what two people would read as two
    amounts: `1.234` is a thousand and more to an Italian and one and a bit to an Englishman.
    """
    text = _BLANKS.sub("", typed)
    whole, decimals = _parts(text)
    if len(decimals) > 2:
        raise ValueError(_("Write cents with two digits at most: 1234,56."))
    return Decimal(f"{whole}.{decimals or 0}").quantize(Decimal("0.01"))


def _parts(text: str) -> tuple[str, str]:
    marks = [mark for mark in text if mark in ".,"]
    if not marks and _PLAIN.fullmatch(text):
        return text, ""
    last = marks[-1] if marks else ""
    if marks.count(last) == 1:
        before, after = text.split(last)
        other = "," if last == "." else "."
        grouped = _GROUPED[other].fullmatch(before)
        if len(marks) == 1 and len(after) == 3 and _GROUPED[last].fullmatch(text) and before != "0":
            raise ValueError(
                _("%(typed)s can be read in two ways: write %(thousands)s or %(units)s.")
                % {"typed": text, "thousands": f"{before}{after},00", "units": f"{before},{after[:2]}"}
            )
        if (_PLAIN.fullmatch(before) or grouped) and _PLAIN.fullmatch(after):
            return before.replace(other, ""), after
    elif len(set(marks)) == 1 and _GROUPED[last].fullmatch(text):
        return text.replace(last, ""), ""
    raise ValueError(_("Write an amount in euro, such as 1234,56."))


class MoneyField(forms.Field):
    """Euro with two decimals, never negative; gives a `Decimal`, or `None` where nothing was typed."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 30}
        options.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """The amount, or the reason why it is none; nothing where nothing was typed."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            amount = euro_of(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error
        if amount >= Decimal(10) ** 13:
            raise ValidationError(_("An amount has thirteen digits at most before the comma."), code="invalid")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """An amount as it is written in the reader's language, always with its cents, so that it is read one way."""
        return number_format(value, 2, use_l10n=True, force_grouping=True) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another amount was typed, in whatever spelling."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class DayField(forms.DateField):
    """A date: the browser's calendar, or typed as 31/12/2026."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**options)
        self.error_messages["invalid"] = gettext_lazy("Write a date, such as 31/12/2026.")

    def to_python(self, value: Any) -> date | None:
        """The day; one before 1900 or after 2200 is a slip of the keyboard."""
        day = super().to_python(value)
        if day is not None and not 1900 <= day.year <= 2200:
            raise ValidationError(_("Write a year between 1900 and 2200."), code="invalid")
        return day


class TextField(forms.CharField):
    """A text of some lines."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)


def choices_of(pairs: Sequence[tuple[str, Any]], empty: Any = None) -> list[tuple[str, Any]]:
    """Choices with the empty one first, which says what it means; a dash where nothing is said."""
    return [("", "—" if empty is None else empty), *pairs]
