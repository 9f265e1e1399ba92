"""What every page shows around its content: the menu, the languages, the links of the footer."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from segnavia.briefing import state


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the menu or of the language switch."""

    title: str
    url: str
    current: bool
    code: str = ""


def site(request: HttpRequest) -> dict[str, object]:
    """The menu with the room one is in, this page in each language, and the links that the law asks for."""
    rooms = menu(request.path)
    return {
        "menu": rooms,
        "current_room": next((room.url for room in rooms if room.current), ""),
        "languages": languages(request),
        "language": get_language(),
        "pin": state.pin(),
        "answers": state.answers(),
        "site_url": settings.SITE_URL,
        "accessibility_declaration_url": settings.ACCESSIBILITY_DECLARATION_URL,
        "feedback_address": settings.FEEDBACK_ADDRESS,
        "privacy_notice_url": settings.PRIVACY_NOTICE_URL,
    }


def menu(path: str) -> list[Link]:
    """The rooms of the site; a page inside a room marks the room."""
    rooms = [
        (_("Plan"), "plan", ()),
        (_("Objectives"), "objectives", ()),
        (_("Components"), "components", ()),
        (_("Agenda"), "agenda", ()),
        (_("Reforms"), "reforms", ()),
        (_("Territory"), "territory", ("comuni", "zone", "confronto")),
        (_("Projects"), "projects", ()),
        (_("Actors"), "bodies", ()),
        (_("Monitoring"), "monitoring", ()),
        (_("Review"), "review", ()),
    ]
    urls = _urls(get_language() or settings.LANGUAGE_CODE)
    home = urls["home"]
    links = []
    for title, name, inside in rooms:
        url = urls[name]
        roots = [url, *(f"{home}{room}" for room in inside)]
        links.append(Link(title, url, any(path == root or path.startswith(f"{root}/") for root in roots)))
    return links


class _Urls(dict[str, str]):
    """The addresses of the rooms in one language, each looked up once."""

    def __missing__(self, name: str) -> str:
        self[name] = reverse(f"portal:{name}")
        return self[name]


@cache
def _urls(_language: str) -> _Urls:
    return _Urls()


def languages(request: HttpRequest) -> list[Link]:
    """This page in each language of the site: its address differs in the prefix alone (`config.urls`)."""
    now = get_language()
    path, prefixes = request.get_full_path(), {code: _prefix(code) for code, _title in settings.LANGUAGES}
    rest = next((path.removeprefix(f"/{code}/") for code in prefixes if path.startswith(f"/{code}/")), path[1:])
    return [Link(title, f"{prefixes[code]}{rest}", code == now, code) for code, title in settings.LANGUAGES]


def _prefix(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
