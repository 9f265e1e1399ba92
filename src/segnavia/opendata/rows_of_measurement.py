"""Rows of the territory and the measurement: from the newest bulletin as it is read whole."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pyarrow.compute as pc
from django.utils.translation import gettext as _
from django.utils.translation import override

from segnavia.briefing import state
from segnavia.briefing.completeness import quarantine_of
from segnavia.briefing.findings import RuleCases, by_rule, noted
from segnavia.briefing.places import municipality_rows, zone_rows
from segnavia.briefing.state import State
from segnavia.briefing.words import UNKNOWN
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import FIGURE_COLUMNS, Bulletin
from segnavia.opendata.rows_of_plan import Row, figure_at, figures, origin

ALL = "all"  # the code of a dimension that is one whole
_SIX = Decimal("0.000001")  # a degree to ten centimetres; the points have five decimals
LANGUAGE = "it"  # of the texts that the rules give; the plan's and the publishers' are Italian too


def zones(now: State) -> Iterator[Row]:
    """Zones with their inhabitants."""
    rows = zone_rows(now.book, now.bulletin, municipality_rows(now.book, now.bulletin))
    heads = {row.code: row.population for row in rows}
    for each in now.book.package.zones:
        yield each.code, each.title, heads[each.code], *origin(each), *figure_at(now, "zone", each.code)


def municipalities(now: State) -> Iterator[Row]:
    """Municipalities, also those that are no more; with a point inside, where boundaries are known."""
    places = now.bulletin.places if now.bulletin else {}
    boundaries = state.boundaries(now.bulletin) if now.bulletin else None
    areas = boundaries.areas if boundaries else {}
    for each in now.book.package.municipalities:
        place, area = places.get(each.code), areas.get(each.code)
        point: Row = tuple(Decimal(degrees).quantize(_SIX) for degrees in area.point) if area else (None, None)
        member = (each.code, each.title, each.zone, each.valid_from or None, each.valid_to or None)
        population = place.population if place else None
        yield *member, population, *point, *origin(each), *figure_at(now, "municipality", each.code)


def objective_municipalities(now: State) -> Iterator[Row]:
    """The figure of each objective in each municipality that has a project of it."""
    table = state.table(now.bulletin, "figures") if now.bulletin else None
    if table is not None:
        crossed = table.filter(pc.equal(table["dimension"], "objective_municipality"))
        values = (crossed[name].to_pylist() for name in ("code", *FIGURE_COLUMNS))
        for code, *fields in zip(*values, strict=True):
            objective, _at, municipality = code.partition("@")
            yield objective, municipality, *figures(Figure(*fields))


def all_figures(now: State) -> Iterator[Row]:
    """Every figure that the bulletin tells by dimension and code."""
    if now.bulletin:
        wholes = {name: getattr(now.bulletin, name) for name in ("total", "outside_plan", "territory_level")}
        for name, figure in wholes.items():
            yield name, ALL, *figures(figure)
        for dimension, by_code in now.bulletin.by.items():
            for code, figure in by_code.items():
                yield dimension, code, *figures(figure)


def money_by_source(now: State) -> Iterator[Row]:
    """What each source of money gives."""
    for dimension, by_code in now.bulletin.money_by_source.items() if now.bulletin else ():
        for code, by_source in by_code.items():
            for source, money in by_source.items():
                yield dimension, code or ALL, source, money.projects, money.funding, money.paid


def over_time(now: State) -> Iterator[Row]:
    """The money as each release told it."""
    for dimension, by_code in now.bulletin.over_time.items() if now.bulletin else ():
        for code, moments in by_code.items():
            for each in moments:
                amounts = (each.funding_pnrr, each.paid_pnrr, each.both_funding, each.both_paid)
                yield dimension, code or ALL, date.fromisoformat(each.as_of), each.projects, *amounts


def bodies(now: State) -> Iterator[Row]:
    """The bodies that carry projects out; the projects whose body nobody names are under `unknown` in the figures."""
    if now.bulletin:
        for code, body in now.bulletin.bodies.items():
            if code != UNKNOWN:
                yield code, body.title, body.kind, body.direction, *figure_at(now, "body", code)


def releases(now: State) -> Iterator[Row]:
    """The releases that the bulletin rests on."""
    for used in now.bulletin.releases if now.bulletin else ():
        told = (used.dataset, date.fromisoformat(used.as_of), used.layout, used.sha256, used.source, used.licence)
        yield *told, used.rows_in, used.rows_kept, used.rows_quarantined


def quarantine(now: State) -> Iterator[Row]:
    """Rows set aside, by the rule that they broke."""
    with override(LANGUAGE):
        for each in quarantine_of(now.bulletin) if now.bulletin else ():
            yield each.dataset, each.code, _(each.title), each.rows


def _found(now: State) -> list[tuple[str, RuleCases]]:
    of_data = noted(now.bulletin.findings) if now.bulletin else []
    return [*(("plan", each) for each in by_rule(now.book.findings)), *(("measurement", each) for each in of_data)]


def findings(now: State) -> Iterator[Row]:
    """What was found, by rule."""
    with override(LANGUAGE):
        for where, each in _found(now):
            yield each.code, where, each.severity.value, _(each.title), _(each.remedy), each.count


def finding_cases(now: State) -> Iterator[Row]:
    """Each place where a rule found something, numbered within it."""
    with override(LANGUAGE):
        for where, each in _found(now):
            if where == "plan":
                for number, case in enumerate(each.cases, start=1):
                    yield each.code, number, case.place, _(case.message).format(**case.params)
        if now.bulletin:
            yield from _measured_cases(now.bulletin)


def _measured_cases(bulletin: Bulletin) -> Iterator[Row]:
    told = {each.code for each in bulletin.findings}
    numbers: dict[str, int] = {}
    table = state.table(bulletin, "finding_cases")
    rows = [] if table is None else zip(table["code"].to_pylist(), table["place"].to_pylist(), strict=True)
    for code, place in rows:
        if code in told:
            numbers[code] = numbers.get(code, 0) + 1
            yield code, numbers[code], place, None
