"""Parts of pages that are the same on many of them, rendered once."""

from collections import OrderedDict
from itertools import count
from threading import Lock
from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

register = template.Library()
MOST = 24_000_000  # characters: the rows of all projects of a metropolitan city in two languages are ten millions
_numbers = count()


class _Parts:
    """Rendered parts, those used last kept."""

    def __init__(self) -> None:
        self.parts: OrderedDict[tuple[object, ...], SafeString] = OrderedDict()
        self.characters = 0
        self.lock = Lock()

    def get(self, key: tuple[object, ...]) -> SafeString | None:
        with self.lock:
            if key in self.parts:
                self.parts.move_to_end(key)
            return self.parts.get(key)

    def put(self, key: tuple[object, ...], part: SafeString) -> None:
        with self.lock:
            self.characters += len(part) - len(self.parts.pop(key, ""))
            self.parts[key] = part
            while self.characters > MOST:
                self.characters -= len(self.parts.popitem(last=False)[1])


_parts = _Parts()


@register.tag
def kept(parser: Parser, token: Token) -> "KeptNode":
    """`{% kept language room %}…{% endkept %}`: what stands in here depends on nothing but the values that it names.

    Where one of them is `None` it is rendered anew.
    """
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(keys, inside)


class KeptNode(template.Node):
    """A part, known by its number among all that were read, as two may name the same values."""

    def __init__(self, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.keys, self.nodelist = keys, nodelist
        self.number = next(_numbers)

    def render(self, context: Context) -> SafeString:
        """The part, from memory where it was rendered for the same values."""
        values: tuple[Any, ...] = tuple(key.resolve(context) for key in self.keys)
        if None in values:
            return self.nodelist.render(context)
        key = (self.number, *values)
        part = _parts.get(key)
        if part is None:
            part = self.nodelist.render(context)
            _parts.put(key, part)
        return part
