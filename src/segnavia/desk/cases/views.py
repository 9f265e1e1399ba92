"""The discrepancy desk: the list of cases, one with its correspondence, and one opened by hand."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.actions import cases
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.lifecycle import CaseOutcome, CaseState
from segnavia.core.permissions import Principal, Scope, may, scope_of
from segnavia.core.prefill import OTHER, VALUES, Contested, Line, LineKind
from segnavia.desk.answers.lines import plain_value
from segnavia.desk.answers.taking import rows_behind
from segnavia.desk.cases.forms import CaseForm, CloseCaseForm, LetterForm
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.desk.rounds.candidates import project_line
from segnavia.monitoring import reading
from segnavia.monitoring.asked import AskedProject
from segnavia.registry.models import Actor, Case
from segnavia.registry.texts import current_text
from segnavia.registry.values import kind_of, outcomes, text_of, title_of


def index(_request: HttpRequest, by: Principal) -> Page:
    """The open cases, then the closed ones; a referent sees those of their own body."""
    found = list(_visible(by).select_related("actor"))
    return Page(
        "desk/cases/list.html",
        _("Cases"),
        context={
            "open": [case for case in found if case.state == CaseState.OPEN],
            "closed": [case for case in found if case.state == CaseState.CLOSED],
        },
    )


def detail(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One case: both values, the source rows, the correspondence, and how it ended."""
    case = get_object_or_404(Case.objects.select_related("actor", "plan", "line__inquiry"), pk=pk)
    if not may(by, "see.cases", [case.actor.code]):
        raise NotAllowed("see.cases", by)
    is_open = case.state == CaseState.OPEN
    writing = LetterForm(request) if is_open and may(by, "cases.write", [case.actor.code]) else None
    closing = (
        CloseCaseForm(request, row=case, choices={"outcome": list(outcomes().items())})
        if is_open and may(by, "cases.close_case")
        else None
    )
    if writing and saved(request, writing, lambda: _write(case, writing, by), _("Added to the correspondence.")):
        return redirect(f"{request.path}#letters")
    if closing and saved(request, closing, lambda: _close(case, closing, by), _("The case is closed.")):
        return redirect(request.path)
    kind = LineKind(case.kind)
    return Page(
        "desk/cases/case.html",
        _("Case %(number)s: %(title)s") % {"number": case.pk, "title": case.title},
        crumbs=(Crumb(_("Cases"), reverse("desk:cases")),),
        context={
            "case": case,
            "value": title_of(case.value_name),
            "official": text_of(kind, case.value_name, case.official_value),
            "local": text_of(kind, case.value_name, case.local_value) if case.local_value else "",
            "letters": case.letters.prefetch_related("documents"),
            "writing": writing,
            "closing": closing,
            "form": writing if writing and writing.errors else closing,
        },
    )


def add(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """A case on a project of the bulletin in force, `?progetto=`, opened without a round."""
    bulletin = reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY)
    text = current_text(settings.TERRITORY)
    key = request.GET.get("progetto", "")
    project = reading.get_project(settings.SEGNAVIA_HOME, bulletin.id, key) if bulletin else None
    if project is None or bulletin is None or text is None:
        raise Http404(_("The bulletin in force holds no project %(key)s.") % {"key": key})
    facts = project.facts
    line = project_line(
        AskedProject(project.line, project.funding_total, project.paid_total, facts.targets, facts.targets_reached),
        bulletin.as_of,
    )
    actors = {actor.code: actor for actor in _may_contest(by)}
    values = [*VALUES[LineKind.PROJECT], OTHER]
    form = CaseForm(
        request,
        choices={
            "actor": [(code, actor.title) for code, actor in actors.items()],
            "value_name": [(name, title_of(name)) for name in values],
        },
    )
    opened: list[Case] = []

    def call() -> None:
        typed = form.values
        name = typed["value_name"]
        try:
            local = plain_value(kind_of(LineKind.PROJECT, name), typed["local_value"])
        except ValueError as error:
            raise Refused(local_value=str(error)) from error
        contested = Contested(
            LineKind.PROJECT,
            key,
            line.title,
            name,
            official=cases.plain(line.official.get(name)),
            local=local,
            bulletin=bulletin.id,
            source_rows=tuple(rows_behind(bulletin.id, LineKind.PROJECT, key, name)),
        )
        actor = actors[typed["actor"]]
        opened.append(
            cases.open_case(
                text.edition.plan, actor, contested, by=by, reason=typed["reason"], upload=typed["document"]
            )
        )

    if saved(request, form, call, _("The case is open.")):
        return redirect("desk:case", opened[0].pk)
    return Page(
        "desk/cases/new.html",
        _("A new case"),
        crumbs=(Crumb(_("Cases"), reverse("desk:cases")),),
        context={"form": form, "line": line, "official": _official(line), "as_of": bulletin.as_of},
    )


def _official(line: Line) -> list[tuple[str, str]]:
    """The official values of a project, as people read them."""
    kind = LineKind.PROJECT
    return [(title_of(name), text_of(kind, name, line.official.get(name))) for name in VALUES[kind]]


def _visible(by: Principal) -> QuerySet[Case]:
    rows = Case.objects.all()
    return rows if scope_of(by, "see.cases") is Scope.ANY else rows.filter(actor__code__in=by.actors)


def _may_contest(by: Principal) -> QuerySet[Actor]:
    rows = Actor.objects.all()
    return rows if scope_of(by, "cases.open_case") is Scope.ANY else rows.filter(code__in=by.actors)


def _write(case: Case, form: LetterForm, by: Principal) -> Any:
    values = form.values
    return cases.write(case, by=by, text=values["text"], upload=values["document"])


def _close(case: Case, form: CloseCaseForm, by: Principal) -> Any:
    values = form.values
    outcome = CaseOutcome(values["outcome"])
    return cases.close_case(case, by=by, version=form.version, outcome=outcome, explanation=values["explanation"])
