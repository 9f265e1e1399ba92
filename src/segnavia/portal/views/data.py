"""The open data: what there is, and each file to be downloaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state, twins
from segnavia.briefing.state import State
from segnavia.opendata import oc4ids, package
from segnavia.opendata.archive import archive_name
from segnavia.opendata.columns import Table
from segnavia.opendata.declaration import GROUPS, TABLES, Group
from segnavia.opendata.files import CATALOGUES, all_files, find
from segnavia.opendata.formats import FORMATS, Format
from segnavia.opendata.publisher import LICENCE_CODE, LICENCE_URL, publisher
from segnavia.opendata.stored import Stored
from segnavia.opendata.tables import table, version
from segnavia.portal.pages import Crumb, Page, problem
from segnavia.portal.sending import send

_READ_IN_PLACE = (package.NAME, oc4ids.NAME, *CATALOGUES)  # by programs that follow an address; the rest is to be saved


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be had, in which form, and where."""

    stored: Stored
    form: Format | None
    url: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table with how many rows it has now, and its files."""

    table: Table
    rows: int
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A group of tables."""

    group: Group
    lines: tuple[TableLine, ...]


def index(_request: HttpRequest, now: State) -> Page:
    """Every table with its columns and files, the whole package, the catalogue, and how to use them."""
    files = all_files(now)
    blocks = [
        Block(group, tuple(_line(now, each, files) for each in TABLES.values() if each.group == group.code))
        for group in GROUPS.values()
    ]
    whole = _download(files[archive_name(now)])
    works = files.get(oc4ids.NAME)
    return Page(
        "portal/data.html",
        _("Open data"),
        crumbs=(Crumb(_("Open data")),),
        context={
            "blocks": blocks,
            "tables": len(TABLES),
            "rows": sum(line.rows for block in blocks for line in block.lines),
            "whole": whole,
            "forms": FORMATS.values(),
            "package": _download(files[package.NAME]),
            "catalogues": [_download(files[name]) for name in CATALOGUES],
            "works": _download(works) if works else None,
            "licence_url": LICENCE_URL,
            "publisher": publisher(now),
            "site_url": settings.SITE_URL,
        },
        data={
            "version": version(now),
            "licence": LICENCE_CODE,
            "package": whole.url,
            "items": [_twin(line) for block in blocks for line in block.lines],
        },
    )


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file, whole or a part of it. Programs of any site may read it."""
    now = state.current()
    if now is None:
        return problem(503, _("No plan yet"), _("Load one with: segnavia plan load DIR"))
    asked = package.ENGLISH if name == package.NAME and get_language() == "en" else name
    found = find(now, asked)
    if found is None:
        raise Http404(_("There is no file of the name %(name)s. The page of the open data lists all.") % {"name": name})
    path, stored = found
    saved = content_disposition_header(as_attachment=name not in _READ_IN_PLACE, filename=name)
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, no-cache",
        "Content-Disposition": saved or "attachment",
    }
    return send(request, path, stored, headers)


def _line(now: State, declared: Table, files: Mapping[str, Stored]) -> TableLine:
    downloads = tuple(
        _download(files[name], form) for form in FORMATS.values() if (name := f"{declared.name}.{form.ending}") in files
    )
    return TableLine(declared, table(now, declared.name).num_rows, downloads)


def _download(stored: Stored, form: Format | None = None) -> Download:
    return Download(stored, form, reverse("portal:data-file", args=[stored.name]))


def _twin(line: TableLine) -> twins.Json:
    declared = line.table
    return {
        "name": declared.name,
        "title": _(declared.title),
        "description": _(declared.description),
        "group": declared.group,
        "rows": line.rows,
        "key": list(declared.key),
        "columns": [
            {"name": each.name, "type": each.kind, "title": _(each.title), "unit": each.unit or None}
            for each in declared.columns
        ],
        "files": [
            {
                "url": each.url,
                "media_type": each.stored.media_type,
                "bytes": each.stored.size,
                "sha256": each.stored.sha256,
            }
            for each in line.downloads
        ],
    }
