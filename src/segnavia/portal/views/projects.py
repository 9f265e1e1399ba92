"""One project, with the publisher's rows behind each of its figures."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing import state, twins
from segnavia.briefing.cases import public_cases, twin_of
from segnavia.briefing.figures import indicators_of
from segnavia.briefing.project import money_of_project, provinces_of, sources_of, tables_of
from segnavia.briefing.project_twin import why
from segnavia.briefing.rollup import tags_of
from segnavia.briefing.state import State
from segnavia.briefing.states import standing_of
from segnavia.core.prefill import LineKind
from segnavia.monitoring.bulletin import Project
from segnavia.monitoring.rules import RULES
from segnavia.plans.schema import Submeasure
from segnavia.portal.pages import Crumb, Page
from segnavia.registry.models import Case
from segnavia.registry.rounds import cases_by_key, cases_on


def detail(_request: HttpRequest, now: State, key: str) -> Page:
    """One project: its money, places and indicators, the objectives it serves, and the source rows."""
    bulletin = now.bulletin
    project = None if bulletin is None else state.project(bulletin, key)
    if project is None or bulletin is None:
        raise Http404(_("The bulletin in force holds no project %(key)s.") % {"key": key})
    line = project.line
    sources = sources_of(project)
    standing = standing_of(project, sources.first)
    # what was judged of this very project takes the place of the crosswalk's judgement of its sub-measure
    judgements = project.links or now.book.judgements.get(line.submeasure, ())
    known = now.book.objectives
    serves = [(known[e.objective], e) for e in judgements if e.objective and e.objective in known]
    cases = _cases_on(key)
    inside = sum(place.share for place in project.places if place.inside)
    return Page(
        "portal/project.html",
        _title(line.title, now.book.submeasures.get(line.submeasure)),
        crumbs=(*_way_to(project, bool(serves)), Crumb(line.cup)),
        context={
            "project": project,
            "line": line,
            "submeasure": now.book.submeasures.get(line.submeasure),
            "standing": standing,
            "money": money_of_project(project),
            "tags": tags_of(bulletin.figure("submeasure", line.submeasure)),
            "tables": tables_of(sources, bulletin.releases),
            "indicators": indicators_of(project.indicators),
            "serves": serves,
            "outside": [entry for entry in judgements if not entry.objective],
            "judged": bool(judgements),
            "judged_as": project.links or line.submeasure,  # what the objectives that it serves rest on
            "inside": inside,
            "provinces": provinces_of(project, bulletin.releases),
            "sources": sources,
            "cases": public_cases(cases),
            "findings": [RULES[code] for code in project.findings],
        },
        data={
            **twins.project_line(line),
            "direction": project.direction,
            **why(project),
            "funding_total": twins.number(project.funding_total),
            "paid_total": twins.number(project.paid_total),
            "located_by": project.located_by,
            "places": [
                {
                    "province": place.province,
                    "municipality": place.municipality,
                    "title": place.title,
                    "share": twins.number(place.share),
                    "inside": place.inside,
                }
                for place in project.places
            ],
            "objectives": [{"code": code, "share": twins.number(share)} for code, share in project.objectives.items()],
            "indicators": twins.indicators(project.indicators),
            "findings": list(project.findings),
            "cases": [twin_of(case) for case in cases],
        },
    )


def _cases_on(key: str) -> list[Case]:
    """The cases on a project. Whoever makes the pages of all projects asks for all cases at once: few have any."""
    if state.is_pinned():
        return state.kept("cases", lambda: cases_by_key(LineKind.PROJECT)).get(key, [])
    return cases_on(LineKind.PROJECT, key)


def _way_to(project: Project, in_plan: bool) -> tuple[Crumb, ...]:
    """Through the objectives where it serves one; else through the first municipality where it lies."""
    if in_plan:
        return (Crumb(_("Objectives"), reverse("portal:objectives")),)
    territory = Crumb(_("Territory"), reverse("portal:territory"))
    inside = [place for place in project.places if place.inside and place.municipality]
    if not inside:
        return (territory,)
    first = inside[0]
    address = reverse("portal:municipality", args=[first.municipality])
    return (territory, Crumb(first.title or first.municipality or "", address))


def _title(published: str | None, submeasure: Submeasure | None) -> str:
    """The project's title; that of its sub-measure where none is published, as a name is better than none."""
    if published:
        return published
    return submeasure.title if submeasure else _("Project without a published title")
