"""The words of the plan's legal life, for the desk's templates."""

from django import template

from segnavia.registry import legal

register = template.Library()

register.filter("step_title", legal.step_title)
register.filter("dated_words", legal.dated_words)
