"""The report composed: chapters of the whole plan, or of one thing of it, in the active language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from segnavia import __version__
from segnavia.briefing import twins
from segnavia.briefing.matrix import ObjectiveRow, objective_row, objectives_at_work
from segnavia.briefing.numbers import plain
from segnavia.briefing.state import State, objectives_in
from segnavia.registry.models import Agreement
from segnavia.reports.monitoring import actors, grids, legal, method, money, promises, quality, standing, targets
from segnavia.reports.monitoring import territory as places
from segnavia.reports.monitoring.context import Context
from segnavia.reports.monitoring.figures import figure_cells, figure_columns
from segnavia.reports.monitoring.model import Basis, Column, Kind, Report, Section, Table
from segnavia.reports.monitoring.projects import projects
from segnavia.reports.monitoring.scope import WHOLE, Scope
from segnavia.reports.monitoring.slides import slides_of
from segnavia.reports.monitoring.writing import cleaned


def report_of(now: State, scope: Scope = WHOLE) -> Report:
    """The report on the plan, or on one thing of it, in the active language; the same sources give the same report."""
    context = Context(now, scope)
    chapters = _CHAPTERS[scope.dimension](context)
    sections = tuple(section for section in chapters if not section.is_empty)
    header = now.book.package.plan
    report = Report(
        language=get_language() or "it",
        plan_language=header.language,
        body=header.body,
        plan=header.title,
        years=now.book.years,
        kind=_("Monitoring report"),
        subject=_subject(context),
        sentences=standing.lead(context),
        basis=_basis(context),
        sections=_with_every_chart(context, sections),
    )
    return cleaned(slides_of(context, report))


def _subject(context: Context) -> str:
    scope = context.scope
    if scope.is_whole:
        return context.book.package.plan.short_title
    prefixed = scope.dimension in ("mission", "driver")
    return f"{scope.code} {scope.title}" if prefixed else scope.title


def _basis(context: Context) -> Basis:
    about = twins.about(context.book, context.bulletin)
    bulletin = context.bulletin
    return Basis(
        date.fromisoformat(bulletin.as_of) if bulletin else None,
        bulletin.id if bulletin else "",
        context.book.sha256,
        bulletin.software if bulletin else __version__,
        str(about["licence"]),
        str(about["attribution"]),
        tuple(dict.fromkeys(used.dataset for used in bulletin.releases)) if bulletin else (),
    )


def _with_every_chart(context: Context, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The chapters, the first of which takes the charts that none of them names."""
    if not sections:
        return sections
    placed = {chart.key for section in sections for chart in section.charts}
    rest = tuple(chart for chart in context.charts if chart.key not in placed)
    return (replace(sections[0], charts=(*sections[0].charts, *rest)), *sections[1:])


def _whole(context: Context) -> tuple[Section, ...]:
    every = [objective.code for objective in context.book.package.objectives]
    return (
        standing.standing(context),
        grids.missions(context),
        grids.objectives(context),
        grids.agenda(context),
        places.territory(context),
        money.money(context),
        targets.targets(context, every),
        actors.actors(context),
        promises.agreements(context),
        promises.moves(context),
        promises.reforms(context),
        promises.asked(context),
        legal.legal(context),
        projects(context),
        quality.quality(context),
        method.method(context),
    )


def _mission(context: Context) -> tuple[Section, ...]:
    objectives = context.book.objectives_of_mission[context.scope.code]
    codes = [objective.code for objective in objectives]
    rows = [objective_row(objective, context.book, context.bulletin) for objective in objectives]
    return (
        standing.standing(context),
        _objectives(context, rows),
        money.money(context),
        targets.targets(context, codes),
        promises.agreements(context, _serving({f"objectives:{code}" for code in codes})),
        projects(context),
        *_closing(context),
    )


def _driver(context: Context) -> tuple[Section, ...]:
    entries = context.book.agenda_of_driver[context.scope.code]
    driver = context.book.drivers[context.scope.code]
    rows = [objective_row(context.book.objectives[e.objective], context.book, context.bulletin) for e in entries]
    return (
        Section("driver", _("What it is"), sentences=(driver.subtitle, driver.summary)),
        standing.standing(context),
        _objectives(context, rows, tuple(entry.reason for entry in entries)),
        money.money(context),
        targets.targets(context, [entry.objective for entry in entries]),
        promises.agreements(context, _serving({f"drivers:{context.scope.code}"})),
        projects(context),
        *_closing(context),
    )


def _place(context: Context) -> tuple[Section, ...]:
    place = places.place_of(context)
    if place is None:  # a place that `scope_of` did not find
        return ()
    is_municipality = context.scope.dimension == "municipality"
    return (
        standing.standing(context, place),
        promises.asked_here(context) if is_municipality else Section("asked", ""),
        _at_work(context) if is_municipality else Section("at_work", ""),
        places.beside(context, place),
        money.money(context),
        targets.targets(context, ()),
        projects(context),
        *_closing(context),
    )


def _body(context: Context) -> tuple[Section, ...]:
    return (
        standing.standing(context),
        promises.asked_here(context),
        money.money(context),
        targets.targets(context, ()),
        projects(context),
        *_closing(context),
    )


def _closing(context: Context) -> tuple[Section, ...]:
    return quality.quality(context), method.method(context)


_CHAPTERS: dict[str, Callable[[Context], tuple[Section, ...]]] = {
    "total": _whole,
    "mission": _mission,
    "driver": _driver,
    "zone": _place,
    "municipality": _place,
    "body": _body,
}


def _objectives(context: Context, rows: list[ObjectiveRow], reasons: tuple[str, ...] = ()) -> Section:
    table = grids.objective_table(context, rows, reasons)
    return Section("objectives", _("Strategic objectives"), tables=(table,) if rows else ())


def _at_work(context: Context) -> Section:
    """What is happening in a municipality, by objective."""
    if context.bulletin is None:
        return Section("at_work", "")
    found = objectives_at_work(context.book, objectives_in(context.bulletin, context.scope.code))
    rows = tuple(
        (objective.code, objective.title, *figure_cells(figure, context.bulletin)) for objective, figure in found
    )
    columns = (
        Column("code", _("Code"), Kind.CODE, 0.75),
        Column("title", _("Objective"), width=3.6, quoted=True),
        *figure_columns(context.bulletin),
    )
    title = _("What is happening here, by objective")
    message = ngettext(
        "%(number)s objective of the plan has a project here.",
        "%(number)s objectives of the plan have a project here.",
        len(rows),
    )
    told = (message % {"number": plain(len(rows))},) if rows else ()
    return Section("at_work", title, sentences=told, tables=(Table("at_work", title, columns, rows),) if rows else ())


def _serving(elements: set[str]) -> Callable[[Agreement], bool]:
    """Whether an agreement serves one of these, as a whole or by a commitment."""

    def serves(agreement: Agreement) -> bool:
        mine = {each.element for each in agreement.elements.all()}
        promised = {each.element for each in agreement.commitments.all()}
        return bool(elements & (mine | promised))

    return serves
