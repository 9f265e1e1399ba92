"""The pages of the log: the events, one event, whether the chain is whole, and the exports."""

import csv
from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions import chain
from segnavia.core.chain import line_of
from segnavia.core.permissions import Principal
from segnavia.desk.audit.events import lines_of
from segnavia.desk.audit.filters import Filters, leaf_of
from segnavia.desk.audit.words import action_title
from segnavia.desk.pages import Crumb, Page
from segnavia.registry.models import AuditEvent, AuditHead

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would carry out


def index(request: HttpRequest, _by: Principal) -> Page | HttpResponse:
    """The newest events first, narrowed by the filters of the address. A POST verifies the chain."""
    if request.method == "POST":
        return _check(request)
    filters = Filters(request)
    leaf = leaf_of(filters.found(), request)
    chosen = {name: request.GET[name] for name in filters.chosen}
    return Page(
        "desk/audit/list.html",
        _("Log"),
        context={
            "filters": filters,
            "chosen": chosen,
            "query": urlencode(chosen),
            "leaf": leaf,
            "lines": lines_of(leaf.events),
            "head": AuditHead.objects.filter(pk=1).first(),
            "check": chain.last_check(),
        },
    )


def detail(_request: HttpRequest, _by: Principal, sequence: int) -> Page:
    """One event with all its values, and its place in the chain."""
    event = get_object_or_404(AuditEvent, sequence=min(sequence, 2**53))
    return Page(
        "desk/audit/detail.html",
        _("Event %(number)s") % {"number": event.sequence},
        crumbs=(Crumb(_("Log"), reverse("desk:audit")),),
        context={"event": event, "line": lines_of([event], whole=True)[0]},
    )


def table(request: HttpRequest, _by: Principal) -> HttpResponseBase:
    """The events that pass the filters, all pages of them, newest first, as CSV for a spreadsheet."""
    events = Filters(request).found().order_by("-sequence")
    return _download(_rows(events.iterator(chain.CHUNK)), "text/csv; charset=utf-8", "registro.csv")


def lines(_request: HttpRequest, _by: Principal) -> HttpResponseBase:
    """The whole log, oldest first, one JSON object a line: `segnavia audit verify --file` verifies it anywhere."""
    found = (f"{line_of(link)}\n" for link in chain.links())
    return _download(found, "application/jsonl; charset=utf-8", "registro.jsonl")


def _check(request: HttpRequest) -> HttpResponse:
    done = chain.check()
    if done.breaks:
        messages.error(request, _("The chain does not hold: see below where."))
    else:
        messages.success(request, _("The chain is whole."))
    return redirect(request.get_full_path())


class _Line:
    """What `csv.writer` writes to: it hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def _rows(events: Iterator[AuditEvent]) -> Iterator[str]:
    writer = csv.writer(_Line())
    titles = (_("Number"), _("When"), _("Who"), _("Key of who"), _("What was done"), _("Action"), _("Subject"))
    # a byte order mark, without which spreadsheets take the accents for something else
    yield "\ufeff" + writer.writerow([*titles, _("Name of the subject"), _("Values"), "SHA-256"])
    for event in events:
        at = timezone.localtime(event.at).isoformat(timespec="seconds")
        title = action_title(event.action)
        texts = (event.by_name, event.by, title, event.action, event.subject, event.subject_name, event.details)
        yield writer.writerow([event.sequence, at, *(_cell(text) for text in texts), event.hash])


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _download(content: Iterator[str], media_type: str, name: str) -> HttpResponseBase:
    return StreamingHttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
