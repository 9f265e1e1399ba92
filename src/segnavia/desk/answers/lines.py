"""The lines of an inquiry as its page shows them, and what was typed into them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from segnavia.core.lifecycle import Answer
from segnavia.core.prefill import OTHER, VALUES, LineKind, ValueKind
from segnavia.desk.fields import DayField, MoneyField, euro_of
from segnavia.registry.models import InquiryLine
from segnavia.registry.values import kind_of, kind_titles, text_of, title_of


@dataclass(frozen=True, slots=True)
class Value:
    """One official value: its name, and the text that says it; `known` is false where no source tells."""

    name: str
    title: str
    text: str
    known: bool


@dataclass
class Typed:
    """One line with what its page holds: as stored, or as typed now. `errors` are by field."""

    line: InquiryLine
    answer: str
    contested: str
    value: str
    reason: str
    version: int
    upload: "UploadedFile[Any] | None" = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def pk(self) -> str:
        """The line's number as it stands in the names of its fields: a template would set its thousands apart."""
        return str(self.line.pk)

    @property
    def seen(self) -> str:
        """The version for its hidden field."""
        return str(self.version)

    @property
    def kind(self) -> LineKind:
        """What the line is about."""
        return LineKind(self.line.kind)

    @property
    def values(self) -> list[Value]:
        """The official values."""
        return official_values(self.line)

    @property
    def as_of(self) -> str:
        """The date of the official data; empty for what the registry itself says."""
        return str(self.line.official.get("as_of") or "")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The values that may be contested."""
        return [(name, title_of(name)) for name in (*VALUES[self.kind], OTHER)]

    @property
    def is_stored(self) -> bool:
        """Whether the registry says already what the page says."""
        if self.answer != self.line.answer or self.upload is not None:
            return False
        if self.answer != Answer.CONTESTED:
            return True
        return (self.contested, self.plain_value(), self.reason.strip()) == (
            self.line.contested,
            self.line.value,
            self.line.reason,
        )

    @property
    def is_begun(self) -> bool:
        """Whether a contest is being written that cannot be stored yet."""
        return self.answer == Answer.CONTESTED and not self.reason.strip()

    def plain_value(self) -> str:
        """The value that is given instead, in plain spelling; as it was typed where it is no such value."""
        try:
            return plain_value(kind_of(self.kind, self.contested), self.value)
        except ValueError:
            return self.value.strip()


def official_values(line: InquiryLine) -> list[Value]:
    """The official values of a line, in their order."""
    kind = LineKind(line.kind)
    told = {name: line.official[name] for name in VALUES[kind] if name in line.official}
    return [
        Value(name, title_of(name), text_of(kind, name, value), value not in (None, "unknown"))
        for name, value in told.items()
    ]


def plain_value(kind: ValueKind, text: str) -> str:
    """A typed value in plain spelling; nothing of nothing. Raises `ValueError` with what to write instead."""
    if not text.strip():
        return ""
    if kind is ValueKind.MONEY:
        return str(euro_of(text))
    if kind is ValueKind.DAY:
        try:
            return str(DayField().clean(text.strip()))
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
    return text.strip()


def stored(line: InquiryLine) -> Typed:
    """A line as the registry has it."""
    value = line.value
    if line.contested and kind_of(LineKind(line.kind), line.contested) is ValueKind.MONEY and value:
        value = str(MoneyField().prepare_value(MoneyField().to_python(value)))
    return Typed(line, line.answer, line.contested, value, line.reason, line.version)


def typed(line: InquiryLine, data: QueryDict, files: Mapping[str, "UploadedFile[Any]"]) -> Typed:
    """A line as it was typed. One that the form does not hold is as it is stored."""

    def of(name: str) -> str:
        return str(data.get(f"{name}-{line.pk}", "")).replace("\r\n", "\n").replace("\x00", "")

    if f"version-{line.pk}" not in data:
        return stored(line)
    answer = of("answer") if of("answer") in list(Answer) else Answer.NONE.value
    version = int(of("version")) if of("version").isdecimal() else 0
    upload = files.get(f"document-{line.pk}") if answer == Answer.CONTESTED else None
    return Typed(line, answer, of("contested"), of("value"), of("reason"), version, upload)


def by_kind(lines: Sequence[Typed]) -> Iterator[tuple[str, list[Typed]]]:
    """The lines under a heading for each kind."""
    titles = kind_titles()
    for kind, found in groupby(lines, key=lambda each: each.line.kind):
        yield titles[kind], list(found)


def told(each: Typed) -> str:
    """What stands under a line: what was stored of it."""
    if each.is_begun:
        return _("Not saved yet: write the reason.")
    return {Answer.CONFIRMED: _("Confirmed."), Answer.CONTESTED: _("Contest saved.")}.get(Answer(each.line.answer), "")
