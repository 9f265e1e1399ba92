"""The JSON twins' common shapes. Amounts are euro, unrounded; shares are in [0, 1]; `null` is unknown, never zero.

Every twin is an object with `about` (which bulletin and plan text it rests on, licence, units) beside its own keys;
lists are wrapped as `{"items": […]}`.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from segnavia.briefing.figures import Money, PageOf
from segnavia.core.rollup import NOTHING
from segnavia.monitoring import public
from segnavia.monitoring.bulletin import Bulletin, IndicatorFigure, ProjectLine, SourceRow
from segnavia.plans.book import PlanBook
from segnavia.plans.schema import Objective, Record

Json = dict[str, "Value"]
Value = str | int | float | bool | None | Json | list["Value"]


def number(value: Decimal | Fraction | None) -> float | None:
    """An exact amount as JSON's number: a double keeps every cent below ninety thousand billion."""
    return None if value is None else float(value)


def about(book: PlanBook | None, bulletin: Bulletin | None) -> Json:
    """What the figures of a twin rest on."""
    return {
        "plan": None if book is None else book.package.plan.code,
        "plan_sha256": None if book is None else book.sha256,
        "bulletin": None if bulletin is None else bulletin.id,
        "bulletin_plan_sha256": None if bulletin is None else bulletin.plan_sha256,
        "as_of": None if bulletin is None else bulletin.as_of,
        "software": None if bulletin is None else bulletin.software,
        "unit": "EUR",
        "licence": "CC-BY-4.0",
        "attribution": "Italia Domani (CC BY 4.0), ISTAT (CC BY)",
    }


def money(value: Money) -> Json:
    """A figure with the keys of `segnavia monitor --json`; all of them null where nothing has been measured."""
    if value.figure is None:
        return dict.fromkeys(public.figure(NOTHING))
    return public.figure(value.figure)


def provenance(record: Record) -> Json:
    """Where a fact of the plan comes from."""
    return {"provenance": record.provenance.value, "note": record.note}


def objective(record: Objective, figure: Money) -> Json:
    """An objective with its marks and money."""
    return {
        "code": record.code,
        "mission": record.mission,
        "title": record.title,
        "directions": [direction.value for direction in record.directions],
        **provenance(record),
        **money(figure),
    }


def indicators(figures: Iterable[IndicatorFigure]) -> Value:
    """Physical indicators, each in its own unit."""
    return [public.indicator(figure) for figure in figures]


def project_line(line: ProjectLine) -> Json:
    """A project in a list; money is the whole project's."""
    return {
        "key": line.key,
        "submeasure": line.submeasure,
        "cup": line.cup,
        "clp": line.clp,
        "title": line.title,
        "place_share": number(line.place_share),
        "funding_pnrr": number(line.funding_pnrr),
        "paid_pnrr": number(line.paid_pnrr),
        "funding_elsewhere": number(line.funding_elsewhere),
        "measured": line.measured,
        "state": line.state,
        "rule": line.rule,
        "days_late": line.days_late,
        "due": None if line.due is None else line.due.isoformat(),
        "body": line.body,
        "body_code": line.body_code,
    }


def project_list(lines: Iterable[ProjectLine], page: PageOf) -> Json:
    """A page of projects; `page` counts from 1 and is asked for with `?pagina=`."""
    return {
        "items": [project_line(line) for line in lines],
        "page": page.number,
        "pages": page.pages,
        "total": page.total,
    }


def source_row(row: SourceRow) -> Json:
    """The publisher's row behind a figure, as published."""
    return {
        "dataset": row.dataset,
        "as_of": row.as_of,
        "sha256": row.sha256,
        "row": row.row,
        "values": dict(row.values),
    }
