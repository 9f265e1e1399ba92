"""What every page shows around its content: the menu, the languages, the links of the footer."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the menu or of the language switch."""

    title: str
    url: str
    current: bool
    code: str = ""


def site(request: HttpRequest) -> dict[str, object]:
    """The menu with the room one is in, this page in each language, and the links that the law asks for."""
    return {
        "menu": menu(request.path),
        "languages": languages(request),
        "language": get_language(),
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
        (_("Territory"), "territory", ("comuni", "zone")),
        (_("Actors"), "bodies", ()),
        (_("Monitoring"), "monitoring", ()),
        (_("Review"), "review", ()),
    ]
    home = reverse("portal:home")
    links = []
    for title, name, inside in rooms:
        url = reverse(f"portal:{name}")
        roots = [url, *(f"{home}{room}" for room in inside)]
        links.append(Link(title, url, any(path == root or path.startswith(f"{root}/") for root in roots)))
    return links


def languages(request: HttpRequest) -> list[Link]:
    """This page in each language of the site."""
    now = get_language()
    return [
        Link(title, translate_url(request.get_full_path(), code), code == now, code)
        for code, title in settings.LANGUAGES
    ]
