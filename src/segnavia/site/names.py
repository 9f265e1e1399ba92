"""Which file an address becomes: readable, the same for ever, and whole on every file system."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode

from django.conf import settings

from segnavia.site.routes import found
from segnavia.site.table import Files

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")  # of a value that stands in a file's name as it is
_EXTENSION = re.compile(r"\.[a-z0-9]{2,5}$")
INDEX = "index"


@dataclass(frozen=True, slots=True)
class Named:
    """An address that becomes a file. `address` is the one of which all ways of writing it are the same."""

    address: str  # from the root, with its language and questions
    language: str
    file: str  # from the folder of the site


@lru_cache(maxsize=200_000)
def named(address: str) -> Named | None:
    """The file of an address from the root, such as `/en/comuni/015146?pagina=2`; `None` where it is none."""
    path, _, query = address.partition("?")
    language, rest = language_of(path)
    place = found(rest)
    if place is None or not isinstance(place.route.rule, Files):
        return None
    if place.route.is_in_no_language and language != settings.LANGUAGE_CODE:
        return None
    rule = place.route.rule
    asked = _asked(query, rule)
    if asked is None:
        return None
    if rule.file_name is not None:
        stem, ending = f"{unquote(rest)}/{rule.file_name(place.codes)}", ""
    elif rule.is_named:
        stem, ending = unquote(rest), ""
    elif ending_of := _EXTENSION.search(place.route.route):
        ending = ending_of[0]
        stem = unquote(rest).removesuffix(ending)
    else:
        stem, ending = unquote(rest) or INDEX, ".html"
    if not all(_SAFE.fullmatch(part) for part in stem.split("/")):
        return None
    stem = "/".join([stem, *(f"{name}-{value}" for name, value in asked.items())])
    prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    whole = f"{path}?{urlencode(asked)}" if asked else path
    return Named(whole, language, f"{prefix}{stem}{ending}")


def language_of(path: str) -> tuple[str, str]:
    """The language of a path from the root, and the path within it, without a slash before."""
    first, _, rest = path.lstrip("/").partition("/")
    if first in dict(settings.LANGUAGES) and first != settings.LANGUAGE_CODE:
        return first, rest
    return settings.LANGUAGE_CODE, path.lstrip("/")


def _asked(query: str, rule: Files) -> Mapping[str, str] | None:
    """The questions that make a page of its own, in the order of the rule; `None` where one makes no file."""
    given = dict(parse_qsl(query))
    if not given.keys() <= {*rule.questions, *rule.defaults}:
        return None
    asked = {
        name: given[name] for name in rule.questions if name in given and given[name] != rule.defaults.get(name, "")
    }
    if any(given[name] != rule.defaults[name] for name in given.keys() - set(rule.questions)):
        return None
    return asked if all(_SAFE.fullmatch(value) for value in asked.values()) else None
