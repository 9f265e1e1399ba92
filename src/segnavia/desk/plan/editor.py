"""The plan's editor: the tree of the text beside the form of one record."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.actions import drafts
from segnavia.actions.rows import LEADING_TO, MODELS, element_of, row_named
from segnavia.core.lifecycle import EditionStatus
from segnavia.core.permissions import Principal, may
from segnavia.desk.pages import Crumb, Page, partial, saved
from segnavia.desk.plan import words
from segnavia.desk.plan.findings import about, noted, problems
from segnavia.desk.plan.forms import HeaderForm, RecordForm, RemoveForm, record_form
from segnavia.desk.plan.reading import shown
from segnavia.desk.plan.tree import UNDER, add_url, element_at, neighbours, node_of, tree_of, url_of
from segnavia.desk.plan.work import WHOLE, Work, name_of, work_of
from segnavia.desk.tasks.text import without_plan
from segnavia.plans.schema import Record
from segnavia.registry import legal


def index(request: HttpRequest, by: Principal) -> Page:
    """The tree, how far the text has come, and what the checks find in it. `?cerca=` looks for words in the tree."""
    work = work_of(by)
    if work is None:
        return without_plan(_("Plan"))
    found = noted(work)
    counts = {severity: sum(each.severity == severity for each in found) for severity in ("error", "warning", "info")}
    context = {"counts": counts, "problems": problems(work) if work.is_open else []}
    return _page(request, work, "desk/plan/overview.html", _("Plan"), "", context)


def header(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """The header of the plan: title, body, years."""
    work = _work(by)
    form = HeaderForm(request, work) if work.may_write else None

    def call() -> None:
        if form is not None:
            drafts.revise_header(work.edition, form.values, by=by, seen=form.version_now, observation=form.observation)

    if form is not None and saved(request, form, call):
        return redirect("desk:plan-header")
    context = {
        "form": form,
        "element": WHOLE,
        "one": words.ONE[WHOLE],
        "shown": shown(work, WHOLE, work.package.plan),
    }
    return _page(request, work, "desk/plan/record.html", str(words.ONE[WHOLE]), WHOLE, context)


def record(request: HttpRequest, by: Principal, key: str, name: str) -> Page | HttpResponse:
    """One record of the text: its form, or its values where it cannot be written now."""
    work = _work(by)
    element, found = _found(work, key, name)
    form: RecordForm | None = None
    now: list[Record] = []
    if work.may_write:
        row = row_named(work.edition, element)
        form = record_form(request, work, key, row=row)

        def call() -> None:
            now.append(
                drafts.revise_record(row, key, form.values, by=by, version=form.version, observation=form.observation)
            )

        if saved(request, form, call):
            after = element_of(key, now[0])
            return redirect(url_of(after)) if after == element else _led(request, url_of(after))
    up, down = neighbours(work, element)
    context = {
        "form": form,
        "element": element,
        "one": words.ONE[key],
        "shown": shown(work, key, found),
        "findings": about(work, element, noted(work)),
        "adding": _adding(work, key, found),
        "up": up,
        "down": down,
        "may_move": work.may_write and work.edition.status == EditionStatus.DRAFT,
        "may_observe": work.is_adopted and may(by, "observations.submit"),
        "remove_url": reverse("desk:plan-record-remove", args=[key, name]),
        "move_url": reverse("desk:plan-record-move", args=[key, name]),
        "node": node_of(work, element),
    }
    return _page(request, work, "desk/plan/record.html", name_of(work, key, found), element, context)


def add(request: HttpRequest, by: Principal, key: str) -> Page | HttpResponse:
    """The form of a new record; `?sotto=` names the record that it will stand under."""
    work = _work(by)
    if key not in MODELS or not work.may_write:
        raise Http404(_("Nothing can be added here now."))
    under = request.GET.get("sotto", "")
    form = record_form(request, work, key, initial={"provenance": "source", **_under(key, under)})
    made: list[Record] = []

    def call() -> None:
        made.append(drafts.add_record(work.edition, key, form.values, by=by, observation=form.observation))

    if saved(request, form, call, _("Added.")):
        return redirect(url_of(element_of(key, made[0])))
    context = {"form": form, "one": words.ONE[key], "is_new": True}
    title = _("New: %(what)s") % {"what": words.ONE[key]}
    return _page(request, work, "desk/plan/record.html", title, _current_of(work, key, under), context)


def remove(request: HttpRequest, by: Principal, key: str, name: str) -> Page | HttpResponse:
    """Asks before a record is removed, and says which others lead to it."""
    work = _work(by)
    element, found = _found(work, key, name)
    if not work.may_write:
        raise Http404(_("Nothing can be removed here now."))
    row = row_named(work.edition, element)
    form = RemoveForm(request, work, row=row)
    if saved(
        request,
        form,
        lambda: drafts.remove_record(row, key, by=by, version=form.version, observation=form.observation),
        _("Removed."),
    ):
        return redirect("desk:plan")
    context = {
        "form": form,
        "name": name_of(work, key, found),
        "one": words.ONE[key],
        "shown": shown(work, key, found),
        "cancel": url_of(element),
        "others": bool(LEADING_TO.get(key)),
    }
    return _page(request, work, "desk/plan/remove.html", _("Remove"), element, context)


def move(request: HttpRequest, by: Principal, key: str, name: str) -> HttpResponse:
    """Moves a record up or down among those beside it, and leads back to it."""
    work = _work(by)
    element, _record = _found(work, key, name)
    row = row_named(work.edition, element) if work.is_open else None
    if request.method == "POST" and row is not None:
        saved(request, None, lambda: drafts.move_record(row, key, by=by, up="up" in request.POST), _("Moved."))
    return redirect(url_of(element))


def findings(_request: HttpRequest, by: Principal) -> Page:
    """Every finding on the text at work, with its remedy, and what keeps the text from being frozen."""
    work = _work(by)
    return Page(
        "desk/plan/findings.html",
        _("Findings on the text"),
        crumbs=(crumb(),),
        context={"work": work, "findings": noted(work), "problems": problems(work)},
    )


def crumb() -> Crumb:
    """The step of the breadcrumb that the pages of the plan begin with."""
    return Crumb(_("Plan"), reverse("desk:plan"))


def _page(request: HttpRequest, work: Work, panel: str, title: str, current: str, context: Mapping[str, Any]) -> Page:
    """The panel beside the tree; to htmx the panel alone, with its link of the tree."""
    asked = request.GET.get("cerca", "").strip()
    alone = partial(request)
    return Page(
        panel if alone else "desk/plan/editor.html",
        title,
        crumbs=() if panel == "desk/plan/overview.html" else (crumb(),),
        context={
            **context,
            "work": work,
            "status": legal.status_title(work.edition.status),
            "panel": panel,
            "alone": alone,
            "asked": asked,
            "tree": [] if alone else tree_of(work, current, asked),
            "header_url": url_of(WHOLE),
            "at_header": current == WHOLE,
        },
    )


def _work(by: Principal) -> Work:
    work = work_of(by)
    if work is None:
        raise Http404(_("No plan is loaded."))
    return work


def _found(work: Work, key: str, name: str) -> tuple[str, Record]:
    element = element_at(key, name)
    if element not in work.records:
        raise Http404(_("The text does not hold this: it may have been removed, or have another code now."))
    return element, work.records[element][1]


def _adding(work: Work, key: str, found: Record) -> list[tuple[object, str]]:
    """What can be added under a record."""
    if not work.may_write:
        return []
    code = str(getattr(found, "code", ""))
    return [(words.ONE[each], add_url(each, code)) for each in UNDER.get(key, ())]


def _under(key: str, code: str) -> dict[str, str]:
    """The first value of the field that names the record above."""
    match key:
        case "agenda":
            return {"driver": code}
        case "crosswalk":
            return {"submeasure": code}
        case "municipalities":
            return {"zone": code}
        case "objectives":
            return {"code": f"{code}."} if code else {}
        case "components":
            return {"code": f"{code}C"} if code else {}
        case _:
            return {}


def _current_of(work: Work, key: str, under: str) -> str:
    """The element above a new record, so that its branch is open."""
    above = next((parent for parent, below in UNDER.items() if key in below), "")
    element = f"{above}:{under}"
    return element if element in work.records else ""


def _led(request: HttpRequest, url: str) -> HttpResponse:
    """To another address, also where only a part of the page was asked for: the tree changes with it."""
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if partial(request) else redirect(url)
