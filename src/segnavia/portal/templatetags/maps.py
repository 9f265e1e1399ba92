"""How maps are written: values, classes and their counts, in the words that the interactive map has too."""

from decimal import Decimal

from django import template

from segnavia.briefing import maps

register = template.Library()


@register.simple_tag
def map_words(value: Decimal, unit: str) -> str:
    """A value with its unit."""
    return maps.words(value, unit)


@register.simple_tag
def step_words(line: maps.Step, unit: str) -> str:
    """What a line of the legend says."""
    return maps.step_words(line, unit)


@register.simple_tag
def count_words(line: maps.Step, of_territories: bool = False) -> str:
    """How many municipalities, or territories, are in the class of a line of the legend."""
    return maps.count_words(line, of_territories=bool(of_territories))
