"""Django's `translate` and `url`, which look a constant text up once for each language, and an address once.

A page asks for some sixty texts and twenty addresses, and Django takes a third of its time for them: a lazy text, its
escaping and its conversion each time, and a search through all patterns. What is looked up never changes in a process.
`segnavia` brings them to every template that loads it after `i18n`.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.translation import get_language

register = template.Library()


class Text(template.Node):
    """A constant text in the reader's language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.words: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The text; nothing where it is given a name."""
        language = get_language()
        if language not in self.words:
            name, self.node.asvar = self.node.asvar, None
            self.words[language] = self.node.render(context)
            self.node.asvar = name
        if self.node.asvar:
            context[self.node.asvar] = self.words[language]
            return ""
        return self.words[language]


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """`{% translate "Text" %}`: as Django's, looked up once where it is a constant."""
    node = do_translate(parser, token)
    text = node.filter_expression
    parts = [text, *([node.message_context] if node.message_context else [])]
    constant = all(getattr(part.var, "lookups", None) is None and not part.filters for part in parts)
    return Text(node) if constant and not node.noop else node


class Address(URLNode):
    """The address of a page."""

    def render(self, context: Context) -> str:
        """The address, escaped; nothing where it is given a name."""
        if self.asvar:
            return str(super().render(context))
        codes = tuple(each.resolve(context) for each in self.args)
        named = {name: each.resolve(context) for name, each in self.kwargs.items()}
        return address_of(self.view_name.resolve(context), *codes, **named)


@register.tag
def url(parser: Parser, token: Token) -> Address:
    """`{% url "name" code %}`: as Django's, looked up once."""
    node = django_url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


def address_of(name: str, *codes: Any, **named: Any) -> str:
    """The address of a page in the active language, escaped, by its name: looked up once."""
    return _address(name, codes, tuple(named.items()), (get_language(), get_urlconf(), get_script_prefix()))


@lru_cache(maxsize=30_000)
def _address(name: str, codes: tuple[Any, ...], named: tuple[tuple[str, Any], ...], _place: tuple[Any, ...]) -> str:
    return str(conditional_escape(reverse(name, args=codes, kwargs=dict(named))))
