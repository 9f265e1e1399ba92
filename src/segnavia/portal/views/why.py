"""Why a figure is what it is: its formula, its terms, the publisher's rows, and the command that repeats it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state, twins
from segnavia.briefing.figures import PageOf, page_of
from segnavia.briefing.naming import CODELESS, DIMENSIONS, PAGES, name_of
from segnavia.briefing.state import State
from segnavia.briefing.why import MEASURES, PER_HEAD, Measure, divided, population_of, terms_of_ratio
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Bulletin, ReleaseUsed
from segnavia.monitoring.why import PARTS, Term, Worked, agrees, figure_of, told
from segnavia.portal.pages import Crumb, Page

ALL = 1_000_000  # more terms than any figure has


@dataclass(frozen=True, slots=True)
class Line:
    """A measure above or below the line of a ratio, worked out again."""

    measure: Measure
    worked: Worked
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The figure that an address names."""

    bulletin: Bulletin
    dimension: str
    code: str
    measure: Measure
    figure: Figure

    def worked(self, field: str) -> Worked:
        """One of the figure's parts, worked out again from the rows."""
        return state.worked(self.bulletin, self.dimension, self.code, field)

    def terms(self, limit: int, offset: int) -> tuple[Term, ...]:
        """The terms of the figure, those that add most first."""
        return state.terms(self.bulletin, self.dimension, self.code, self.measure.field, limit=limit, offset=offset)


def index(request: HttpRequest, now: State, dimension: str, measure: str, code: str = "") -> Page:
    """One figure of a bulletin: the newest, or the one that `?bollettino=` names."""
    asked = asked_of(request, now, dimension, code, measure)
    name = name_of(now, asked.dimension, code)
    shared = {
        "bulletin": asked.bulletin,
        "asked": asked,
        "measure": asked.measure,
        "name": name,
        "dimension": dimension,
        "url": _page_of(asked),
        "address": f"{settings.SITE_URL}{request.path}",
        "command": " ".join(["segnavia why", dimension, *([code] if code else []), measure]),
    }
    found = _ratio(now, asked, dimension) if asked.measure.is_ratio else _sum(request, asked)
    words = _(asked.measure.title)
    return Page(
        "portal/why.html",
        f"{words}: {name}",
        crumbs=(Crumb(_("Monitoring"), reverse("portal:monitoring")), Crumb(_("Why this figure"))),
        context={**shared, **found.context},
        data={
            "dimension": asked.dimension,
            "code": code,
            "measure": asked.measure.field,
            "formula": asked.measure.formula,
            **found.data,
        },
    )


@require_safe
def terms_csv(request: HttpRequest, dimension: str, measure: str, code: str = "") -> HttpResponse:
    """All terms of a figure, a line each, as CSV with a decimal point: Σ `adds` is the figure."""
    now = state.current()
    if now is None:
        raise Http404
    asked = asked_of(request, now, dimension, code, measure)
    if asked.measure.is_ratio:
        raise Http404(_("A ratio has no terms of its own: ask for what is above and below its line."))
    name = "-".join(["perche", dimension, *([code] if code else []), measure, asked.bulletin.id])
    return HttpResponse(
        "".join(_lines(asked)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def asked_of(request: HttpRequest, now: State, dimension: str, code: str, measure: str) -> Asked:
    """The figure that an address names. Raises `Http404` where there is none."""
    named = request.GET.get("bollettino")
    bulletin = state.bulletin(named) if named else now.bulletin
    known = DIMENSIONS.get(dimension)
    if bulletin is None or known is None or measure not in MEASURES or (known in CODELESS) is bool(code):
        raise Http404(_("No such figure."))
    figure = figure_of(bulletin, known, code)
    if figure is None:
        raise Http404(_("No such figure."))
    return Asked(bulletin, known, code, MEASURES[measure], figure)


@dataclass(frozen=True, slots=True)
class _Found:
    context: dict[str, object]
    data: twins.Json


def _sum(request: HttpRequest, asked: Asked) -> _Found:
    worked = asked.worked(asked.measure.field)
    value = told(asked.figure, asked.measure.field)
    page: PageOf = page_of(request.GET.get("pagina"), worked.terms)
    terms = asked.terms(page.size, page.offset)
    release = release_of(asked.bulletin, worked.part.dataset)
    return _Found(
        {
            "value": value,
            "worked": worked,
            "same": agrees(asked.measure.field, value, worked.value),
            "terms": terms,
            "page": page,
            "release": release,
            "weighted": worked.part.kind == "sum",
        },
        {
            "value": _json(value),
            "worked_out_again": _json(worked.value),
            "terms": {
                "items": [_term(term) for term in terms],
                "page": page.number,
                "pages": page.pages,
                "total": worked.terms,
            },
            "left_out": worked.left_out,
            "dataset": worked.part.dataset or None,
            "sha256": release.sha256 if release else None,
        },
    )


def _ratio(now: State, asked: Asked, dimension: str) -> _Found:
    def line(measure: Measure) -> Line:
        words = {"dimension": dimension, "measure": measure.word, **({"code": asked.code} if asked.code else {})}
        return Line(measure, asked.worked(measure.field), reverse("portal:why", kwargs=words))

    above, below = terms_of_ratio(asked.measure)
    over, under = [line(m) for m in above], [line(m) for m in below]
    heads = population_of(now, asked.dimension, asked.code) if asked.measure.field == PER_HEAD else None
    divisor = heads if asked.measure.field == PER_HEAD else _together(under)
    again = divided(_together(over), divisor)
    value = again if asked.measure.field == PER_HEAD else told(asked.figure, asked.measure.field)
    return _Found(
        {
            "value": value,
            "above": over,
            "below": under,
            "heads": heads,
            "per_head": asked.measure.field == PER_HEAD,
            "same": agrees(asked.measure.field, _as_float(value), _as_float(again)),
        },
        {
            "value": _json(value),
            "worked_out_again": _json(again),
            "above": [_line(each) for each in over],
            "below": [_line(each) for each in under],
            "population": heads,
        },
    )


def _as_float(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def _together(lines: list[Line]) -> Decimal | int | None:
    """The sum of what is known; `None` where nothing is."""
    known = [each.worked.value for each in lines if each.worked.value is not None]
    return sum(known) if known else None


def _line(each: Line) -> twins.Json:
    return {"measure": each.measure.field, "value": _json(each.worked.value), "terms": each.worked.terms}


def _json(value: Decimal | float | None) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value


def _term(term: Term) -> twins.Json:
    return {
        "project": term.project,
        "title": term.title,
        "submeasure": term.submeasure,
        "amount": _json(term.amount),
        "weight": _json(term.weight),
        "adds": _json(term.adds),
        "row": term.row,
    }


def release_of(bulletin: Bulletin, dataset: str) -> ReleaseUsed | None:
    """The release whose rows are the terms; `None` for a count that no single row tells."""
    return next((used for used in bulletin.releases if used.dataset == dataset), None)


def _page_of(asked: Asked) -> str:
    """The page that shows the figure."""
    if asked.dimension == "mission":
        return f"{reverse('portal:objectives')}?missione={asked.code}"
    name = PAGES.get(asked.dimension)
    return reverse(name, args=[asked.code] if asked.code else []) if name else ""


class _Echo:
    """A file for `csv` that gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(asked: Asked) -> Iterator[str]:
    dataset = PARTS[asked.measure.field].dataset
    release = release_of(asked.bulletin, dataset)
    writer = csv.writer(_Echo())
    yield writer.writerow(["project", "submeasure", "amount", "weight", "adds", "dataset", "row", "sha256"])
    for term in asked.terms(ALL, 0):
        source = [dataset, term.row, release.sha256 if release else ""]
        yield writer.writerow([term.project, term.submeasure, term.amount, term.weight, term.adds, *source])
