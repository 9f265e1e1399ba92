"""Which public addresses there are, and which of them become files: each room of addresses says so in its `LISTED`.

A module of addresses (`urls.py`) that the site's includes may hold `LISTED`, by the name of each of its addresses.
Whatever lists all pages (the sitemap, the static site) reads these tables through Django, and knows no page by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.urls import URLResolver, get_resolver

from segnavia.briefing.state import State

Codes = Mapping[str, str]  # the values of the variables in an address
TWIN = ".json"  # the twin of a page has its name with this, and its rule


def _one(_now: State) -> Iterable[Codes]:
    return ({},)


def linked(_now: State) -> Iterable[Codes]:
    """No codes by itself: becomes a file where a page links to it."""
    return ()


@dataclass(frozen=True, slots=True)
class Files:
    """A page, or several of one kind, that are the same for everybody and can stand as files.

    `codes` gives all of them, for the sitemap and as where a static site begins. `questions` are those after the `?`
    whose answers are pages of their own where one links to them, in the order in which they stand in a file's name;
    the values in `defaults` ask for nothing else than the page without them. `dated` says what the page's date of
    change is that of: `bulletin`, `text`, or nothing that is known.
    """

    codes: Callable[[State], Iterable[Codes]] = _one
    questions: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    dated: str = "bulletin"
    indexed: bool = True  # named in the sitemap
    is_named: bool = False  # the address ends with a file's name, with its ending
    file_name: Callable[[Codes], str] | None = None  # where the address alone does not say what kind of file it is
    of_page: bool = False  # made of what the page that links to it has worked out, and hence right after it


@dataclass(frozen=True, slots=True)
class Live:
    """An address that only the running system answers; `reason` says why."""

    reason: str


Rule = Files | Live


def rule_of(namespace: str, name: str) -> Rule | None:
    """What the tables say of an address by its name; a twin is what its page is, unless it stands there itself."""
    table = tables().get(namespace, {})
    return table.get(name) or table.get(name.removesuffix(TWIN))


@cache
def tables() -> Mapping[str, Mapping[str, Rule]]:
    """The tables of all included modules of addresses, by namespace."""
    return dict(_tables(get_resolver()))


def _tables(resolver: URLResolver) -> Iterator[tuple[str, Mapping[str, Rule]]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            listed = getattr(each.urlconf_name, "LISTED", None)
            if listed is not None:
                yield each.namespace or "", listed
            yield from _tables(each)


@dataclass(frozen=True, slots=True)
class Address:
    """One page by the name of its address, with its codes and the rule it comes from."""

    name: str  # with its namespace, for `reverse`
    codes: Codes
    rule: Files


def addresses(now: State) -> Iterator[Address]:
    """Every page that the tables list, twins and files beside them left out."""
    for namespace, table in tables().items():
        for name, rule in table.items():
            if isinstance(rule, Files):
                for codes in rule.codes(now):
                    yield Address(f"{namespace}:{name}" if namespace else name, codes, rule)
