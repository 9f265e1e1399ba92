"""Finds the address that a path is of, with what the tables say of it.

Django's own `resolve` tries one pattern after the other, the desk's too, and takes half a millisecond; a site has tens
of thousands of paths. Here only those patterns are tried that begin with the same word.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from segnavia.site.table import Rule, rule_of

_FIRST = re.compile(r"[^/<.]*")


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the portal: how it is written, its name, its view, and what the tables say of it."""

    pattern: URLPattern
    namespace: str
    rule: Rule | None

    @property
    def is_in_no_language(self) -> bool:
        """Whether it stands outside of the languages, such as the tiles of a map."""
        return not self.namespace

    @property
    def route(self) -> str:
        """As `urls.py` has it, such as `obiettivi/<str:code>.json`."""
        return str(self.pattern.pattern)


@dataclass(frozen=True, slots=True)
class Found:
    """The route of a path, and the values in it, as its view takes them."""

    route: Route
    codes: Mapping[str, Any]


def found(rest: str) -> Found | None:
    """The route of a path, without its language and its first slash; `None` where there is none."""
    first = _FIRST.match(rest)
    for route in _routes().get(first[0] if first else "", ()):
        match = route.pattern.pattern.match(rest)
        if match is not None:
            return Found(route, {**match[2], **route.pattern.default_args})
    return None


@cache
def _routes() -> Mapping[str, tuple[Route, ...]]:
    """The routes in their order, by the first word of the path; those that no table lists, too: they may come first."""
    by_first: dict[str, list[Route]] = {}
    for namespace, pattern in _in_order(get_resolver(), ""):
        rule = rule_of(namespace, pattern.name or "")
        if isinstance(pattern.pattern, RoutePattern):
            first = _FIRST.match(str(pattern.pattern))
            by_first.setdefault(first[0] if first else "", []).append(Route(pattern, namespace, rule))
    return {first: tuple(routes) for first, routes in by_first.items()}


def _in_order(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            # what stands under a word of its own, such as the interfaces, is no page
            if isinstance(each.pattern, LocalePrefixPattern) or not str(each.pattern):
                yield from _in_order(each, each.namespace or namespace)
        elif each.name:
            yield namespace, each
