"""The page of documentation: how to ask, table by table, from the same declarations as the OpenAPI document."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from segnavia.api.errors import ApiError
from segnavia.api.features.placed import COLLECTIONS
from segnavia.api.features.views import OGC
from segnavia.api.operations import ROOT
from segnavia.api.questions import LIMIT, MOST
from segnavia.api.resources import Resource, resources
from segnavia.api.shown import Shown, shown
from segnavia.opendata.declaration import GROUPS, Column, Group

# What people come for, and how it is asked for; `%(…)s` are codes that are shown now. Titles are message ids.
_JOBS: tuple[tuple[str, str], ...] = (
    (gettext_noop("The ten projects with the most money from the PNRR"), "/projects?sort=-funding_pnrr&limit=10"),
    (gettext_noop("The late projects of a municipality"), "/projects?state=late&municipality=%(municipality)s"),
    (gettext_noop("One objective with its money, projects and milestones"), "/objectives/%(objective)s"),
    (gettext_noop("Projects with a word in their texts, few columns"), "/projects?q=scuola&fields=title,funding_pnrr"),
    (gettext_noop("All figures by municipality"), "/figures?dimension=municipality&limit=1000"),
    (gettext_noop("What is due this year"), "/milestones?min_due_on=%(year)s-01-01&max_due_on=%(year)s-12-31"),
    (gettext_noop("The whole plan"), "/plan"),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a list, with the columns that it is about."""

    name: str
    column: Column
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A table as the page shows it: its address, that of one of its rows, and how it is narrowed."""

    resource: Resource
    address: str
    example: str
    parameters: tuple[Parameter, ...]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """What can be asked, with examples that work as they stand."""
    at = f"{request.scheme}://{request.get_host()}"
    try:
        now = shown()
    except ApiError:
        now = None  # before the first plan there is the page, and no example of a row
    title = _("Programming interface")
    context = {
        "title": title,
        "crumbs": ({"title": _("Open data"), "url": reverse("portal:data")}, {"title": title}),
        "twin": f"{ROOT}/openapi.json",
        "jobs": [(title, f'curl "{at}{ROOT}{how}"') for title, how in _jobs(now)],
        "blocks": [(group, list(_tables(group, now, at))) for group in GROUPS.values()],
        "root": f"{at}{ROOT}",
        "ogc": f"{at}{OGC}",
        "collections": list(COLLECTIONS),
        "openapi": f"{ROOT}/openapi.json",
        "limit": LIMIT,
        "most": MOST,
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "data_url": reverse("portal:data"),
        "book": now.now.book if now else None,
        "bulletin": now.now.bulletin if now else None,
        "measured": True,
    }
    return render(request, "api/docs.html", context)


def _jobs(now: Shown | None) -> Iterator[tuple[str, str]]:
    """The jobs whose codes are there."""
    codes = {"municipality": _first(now, "municipalities"), "objective": _first(now, "objectives")}
    codes["year"] = now.now.bulletin.as_of[:4] if now and now.now.bulletin else ""
    for title, how in _JOBS:
        if all(value or f"%({name})s" not in how for name, value in codes.items()):
            yield title, how % codes


def _tables(group: Group, now: Shown | None, at: str) -> Iterator[Listed]:
    for resource in resources().values():
        if resource.table.group == group.code:
            address = f"{ROOT}/{resource.name}"
            key = _first(now, resource.name) if resource.is_one else ""
            yield Listed(resource, address, f"{at}{address}/{quote(key)}" if key else "", tuple(_parameters(resource)))


def _parameters(resource: Resource) -> Iterator[Parameter]:
    for name, column in resource.equal.items():
        yield Parameter(name, column)
    for name, through in resource.through.items():
        yield Parameter(name, through.asked)
    for column in resource.bounded:
        yield Parameter(f"min_{column.name}", column, gettext_noop("at least"))
        yield Parameter(f"max_{column.name}", column, gettext_noop("at most"))


def _first(now: Shown | None, name: str) -> str:
    """The first key of a table; empty where it has none."""
    table = now.table(name) if now else None
    return str(table.values(table.table.key[0])[0]) if table is not None and len(table) else ""
