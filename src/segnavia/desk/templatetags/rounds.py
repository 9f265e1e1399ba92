"""How the values, answers and outcomes of rounds and cases are written."""

from django import template

from segnavia.core.prefill import LineKind
from segnavia.registry import values

register = template.Library()


@register.simple_tag
def value_title(name: str) -> str:
    """What a value is called."""
    return values.title_of(name)


@register.simple_tag
def value_text(kind: str, name: str, value: str | int | None) -> str:
    """A value in the reader's language, “not known” where it is not."""
    return values.text_of(LineKind(kind), name, value)


@register.simple_tag
def outcome(value: str) -> str:
    """How a case ended."""
    return values.outcomes().get(value, "")


@register.filter
def official(values_of_line: dict[str, str | int | None], name: str) -> str | int | None:
    """One of a line's official values."""
    return values_of_line.get(name)


@register.filter
def lasting(seconds: float) -> str:
    """A duration in minutes and seconds, from two hours on in hours."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 120:
        return f"{minutes // 60}\u00a0h"
    return f"{minutes}\u00a0min {rest}\u00a0s" if minutes else f"{rest}\u00a0s"
