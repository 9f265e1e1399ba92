"""Observations on an adopted text: the list, one of them with its answer and its changes, and the register."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from segnavia.actions import observations
from segnavia.core.lifecycle import EditionStatus, Outcome
from segnavia.core.permissions import Principal, may
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.plan import words
from segnavia.desk.plan.observation_forms import AnswerForm, SubmitForm
from segnavia.desk.plan.tree import url_of
from segnavia.desk.plan.work import WHOLE, Work, work_of
from segnavia.desk.tasks.documents import attached
from segnavia.desk.tasks.text import without_plan
from segnavia.registry import legal
from segnavia.registry.models import Edition, Observation, Plan

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins so


@dataclass(frozen=True, slots=True)
class Line:
    """An observation of the list: what it is about, how it ended, and how many changes it made."""

    row: Observation
    about: str
    outcome: str
    changes: int


@dataclass(frozen=True, slots=True)
class FieldBefore:
    """A field that a change touched, before and after; empty where the record had none."""

    label: object
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Made:
    """A change that an observation made in the text."""

    title: str
    url: str
    kind: str
    fields: tuple[FieldBefore, ...]


def index(request: HttpRequest, by: Principal) -> Page:
    """The observations; `?esito=` (da-rispondere, risposte), `?elemento=` and `?attore=` narrow them."""
    work = work_of(by)
    if work is None:
        return without_plan(_("Observations"))
    asked = {name: request.GET.get(name, "") for name in ("esito", "elemento", "attore")}
    rows = _rows(work.plan)
    lines = [_line(work, row) for row in _narrowed(rows, asked)]
    return Page(
        "desk/plan/observations.html",
        _("Observations"),
        crumbs=(_plan_crumb(),),
        context={
            "lines": lines,
            "total": rows.count(),
            "open": rows.filter(outcome=Outcome.OPEN).count(),
            "asked": asked,
            "elements": sorted({(row.element, _about(work, row.element)) for row in rows if row.element}),
            "actors": sorted({(row.actor.code, row.actor.title) for row in rows if row.actor}),
            "may_submit": work.is_adopted and may(by, "observations.submit"),
            "work": work,
        },
    )


def add(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """The form of a new observation; `?elemento=` says what it is about."""
    work = work_of(by)
    if work is None:
        return without_plan(_("A new observation"))
    if not work.is_adopted:
        return Page("desk/plan/no_observations.html", _("A new observation"), crumbs=_crumbs(), context={"work": work})
    form = SubmitForm(request, work, by, request.GET.get("elemento", ""))
    made: list[Observation] = []

    def call() -> None:
        values = form.values
        values.setdefault("received_on", timezone.localdate())
        made.append(observations.submit(work.edition, by=by, **values))

    if saved(request, form, call, _("The observation is recorded.")):
        return redirect("desk:observation", made[0].pk)
    return Page(
        "desk/plan/observation_add.html",
        _("A new observation"),
        crumbs=_crumbs(),
        context={"form": form, "cancel": reverse("desk:observations")},
    )


def detail(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One observation: its text, its answer, what it changed, its documents."""
    row = get_object_or_404(Observation.objects.select_related("edition__plan", "actor"), pk=pk)
    work = work_of(by)
    if work is None or row.edition.plan_id != work.plan.pk:
        raise Http404(_("This observation is about another plan."))
    form = None
    if row.edition.status == EditionStatus.ADOPTED and may(by, "observations.answer"):
        form = AnswerForm(request, row)
        if saved(request, form, lambda: _answer(row, form, by), _("The answer is recorded.")):
            return redirect("desk:observation", pk)
    papers = attached(request, by, row)
    if papers.added:
        return redirect("desk:observation", pk)
    return Page(
        "desk/plan/observation.html",
        _("Observation %(number)s") % {"number": row.number},
        crumbs=_crumbs(),
        status=papers.status,
        context={
            "row": row,
            "line": _line(work, row),
            "element_url": url_of(row.element) if row.element == WHOLE or row.element in work.records else "",
            "form": form,
            "documents": papers,
            "made": [_made(work, each) for each in row.changes.all()],
            "work": work,
            "may_change": work.is_adopted and row.outcome in _ACCEPTED and may(by, "drafts.revise_record"),
        },
    )


def register(_request: HttpRequest, by: Principal) -> Page:
    """Every observation on the edition at work with its answer, as it is attached to the council's act."""
    work = work_of(by)
    if work is None:
        return without_plan(_("Register of observations"))
    edition = registered(work)
    lines = [_line(work, row) for row in _rows(work.plan).filter(edition=edition)]
    return Page(
        "desk/plan/register.html",
        _("Register of observations"),
        crumbs=_crumbs(),
        context={"lines": lines, "edition": edition, "work": work, "status": legal.status_title(edition.status)},
    )


def register_csv(_request: HttpRequest, by: Principal) -> HttpResponse:
    """The same register for a spreadsheet."""
    work = work_of(by)
    if work is None:
        raise Http404(_("No plan is loaded."))
    rows = _rows(work.plan).filter(edition=registered(work))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(
        [
            _("Number"),
            _("Signed by"),
            _("Received on"),
            _("Protocol number"),
            _("About"),
            _("Observation"),
            _("Answer"),
            _("Reason"),
            _("Answered on"),
            _("Changes of the text"),
        ]
    )
    writer.writerows([_cell(value) for value in _told(_line(work, row))] for row in rows)
    name = f"osservazioni-{work.plan.code}.csv"
    # the mark at the head makes spreadsheets read the accents
    return HttpResponse(
        "\ufeff" + stream.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def registered(work: Work) -> Edition:
    """The edition whose register is shown: the one at work, or while it is a draft the newest that has observations."""
    if work.edition.observations.exists() or work.is_adopted:
        return work.edition
    last = _rows(work.plan).order_by("-edition_id").first()
    return last.edition if last else work.edition


_ACCEPTED = (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED)


def _rows(plan: Plan) -> QuerySet[Observation]:
    rows = Observation.objects.filter(edition__plan=plan).select_related("actor", "edition")
    return rows.prefetch_related("changes", "documents").order_by("-edition_id", "number")


def _narrowed(rows: QuerySet[Observation], asked: dict[str, str]) -> QuerySet[Observation]:
    if asked["esito"] == "da-rispondere":
        rows = rows.filter(outcome=Outcome.OPEN)
    elif asked["esito"] == "risposte":
        rows = rows.exclude(outcome=Outcome.OPEN)
    if asked["elemento"]:
        rows = rows.filter(element=asked["elemento"])
    return rows.filter(actor__code=asked["attore"]) if asked["attore"] else rows


def _line(work: Work, row: Observation) -> Line:
    return Line(row, _about(work, row.element), legal.outcome_title(row.outcome), len(row.changes.all()))


def _about(work: Work, element: str) -> str:
    """What an observation is about; what the text no longer holds is named by its code."""
    if not element:
        return _("The text as a whole")
    if element == WHOLE:
        return str(words.ONE[WHOLE])
    return work.title_of(element) or element.partition(":")[2]


def _answer(row: Observation, form: AnswerForm, by: Principal) -> None:
    values = form.values
    observations.answer(
        row,
        by=by,
        version=form.version,
        outcome=Outcome(values["outcome"]),
        reason=values["reason"],
        answered_on=values["answered_on"],
    )


def _made(work: Work, change: Any) -> Made:
    before, after = (json.loads(text) if text else {} for text in (change.before, change.after))
    kind = "added" if not before else "removed" if not after else "changed"
    names = [*before, *(name for name in after if name not in before)]
    fields = tuple(
        FieldBefore(words.FIELDS.get(name, name), _plain(before.get(name)), _plain(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    )
    holds = change.element == WHOLE or change.element in work.records
    return Made(_about(work, change.element), url_of(change.element) if holds else "", _kinds()[kind], fields)


def _kinds() -> dict[str, str]:
    return {
        "added": pgettext("record", "added"),
        "removed": pgettext("record", "removed"),
        "changed": pgettext("record", "changed"),
    }


def _plain(value: Any) -> str:
    """A value of a record's JSON as people read it."""
    match value:
        case None:
            return ""
        case list():
            return "\n".join(_plain(each) for each in value)
        case dict():
            return " · ".join(str(each) for each in value.values() if each)
        case _:
            return str(value)


def _told(line: Line) -> Iterator[object]:
    row = line.row
    yield from (row.number, row.author, row.received_on.isoformat(), row.protocol, line.about, row.text)
    yield from (line.outcome, row.reason, row.answered_on.isoformat() if row.answered_on else "", line.changes)


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _plan_crumb() -> Crumb:
    return Crumb(_("Plan"), reverse("desk:plan"))


def _crumbs() -> tuple[Crumb, ...]:
    return (_plan_crumb(), Crumb(_("Observations"), reverse("desk:observations")))
