"""The rest of the twin: money by source and over time, milestones, and the goals of the objectives."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from segnavia.core.milestones import Covered, end_of_quarter, outcome_of
from segnavia.core.rollup import Figure, roll_up
from tests.monitoring.lakes import BEFORE, NEWEST
from tests.monitoring.twin import Twin
from tests.monitoring.twin_facts import PAYMENTS_AS_OF, Row, key_of

SOURCES = (
    "pnrr",
    "pnc",
    "state",
    "state_foi",
    "state_fpop",
    "state_budget",
    "eu",
    "region",
    "province",
    "municipality",
)
SOURCES += ("other_public", "private", "to_find", "other")
WITH_SOURCES = ("total", "mission", "component", "objective", "municipality")
WITH_MILESTONES = ("total", "mission", "component", "objective", "driver", "keyword", "submeasure")
WITHOUT_TIME = ("objective_municipality", "body")
Sum = Fraction | None


def money_by_source(twin: Twin) -> dict[tuple[str, str, str], tuple[int, Sum, Sum]]:
    """Projects, funding and paid by dimension, code and source, over the projects that tell more than zeros."""
    found: dict[tuple[str, str, str], tuple[int, Sum, Sum]] = {}
    for (dimension, code), members in twin.members().items():
        for source in SOURCES if dimension in WITH_SOURCES else ():
            told = [
                (
                    weight,
                    twin.releases.get(key, {}).get(f"funding_{source}"),
                    twin.payments.get(key, {}).get(f"paid_{source}"),
                )
                for key, weight in members.items()
            ]
            told = [(weight, funding, paid) for weight, funding, paid in told if funding or paid]
            if told:
                found[dimension, code, source] = (
                    len(told),
                    _total([(weight, funding) for weight, funding, _ in told]),
                    _total([(weight, paid) for weight, _, paid in told]),
                )
    return found


def _total(told: list[tuple[Fraction, Decimal | None]]) -> Sum:
    known = [weight * Fraction(amount) for weight, amount in told if amount is not None]
    return sum(known, Fraction(0)) if known else None


def over_time(twin: Twin) -> dict[tuple[str, str, str], Figure]:
    """The figure by dimension, code and payments release: the projects and weights of now, the amounts of then."""
    found = {}
    for as_of, rows in ((NEWEST, twin.lake.payments), (BEFORE, twin.lake.payments_before or [])):
        then = {key_of(row): row for row in rows}
        for (dimension, code), members in twin.members().items():
            readings = [
                replace(twin.reading(key, weight), funding=then[key]["funding_pnrr"], paid=then[key]["paid_pnrr"])
                for key, weight in members.items()
                if key in then
            ]
            if readings and dimension not in WITHOUT_TIME:
                found[dimension, code, as_of] = roll_up(readings)
    return found


def milestones(twin: Twin) -> dict[tuple[str, str], Counter[str]]:
    """How many milestones and targets there are by outcome, of the sub-measures at work in each code of a dimension."""
    found = {}
    for (dimension, code), members in twin.members().items():
        submeasures = {key[0] for key in members}
        outcomes = {
            (row["code"], _outcome(twin, row))
            for row in twin.lake.milestones_planned
            if row["submeasure"] in submeasures and row["quarter"] and row["year"]
        }
        if outcomes and dimension in WITH_MILESTONES:
            found[dimension, code] = Counter(outcome for _, outcome in outcomes)
    return found


def _outcome(twin: Twin, row: Row) -> str:
    met = twin.lake.milestones_met
    return outcome_of(
        level=row["level"],
        due=end_of_quarter(row["year"], int(row["quarter"][1:])),
        listed=row["code"] in {m["code"] for m in met},
        covered=_covered([m["progress"] for m in met if m["progress"] is not None]),
        as_of=PAYMENTS_AS_OF,
    ).value


def _covered(days: list[date]) -> Covered | None:
    if not days:
        return None
    first = min(days)
    before = [end_of_quarter(year, quarter) for year in (first.year - 1, first.year) for quarter in (1, 2, 3, 4)]
    return Covered(max(day for day in before if day < first) + timedelta(days=1), max(days))


def objective_goals(twin: Twin) -> dict[tuple[str, str], tuple[bool, int]]:
    """Whether a goal is a main one, and of how many sub-measures, by objective and goal."""
    found: dict[tuple[str, str], list[Row]] = {}
    for entry in twin.package.crosswalk:
        for row in twin.lake.goals:
            if entry.objective and row["submeasure"] == entry.submeasure:
                found.setdefault((entry.objective, row["goal"].rjust(2, "0")), []).append(row)
    return {
        where: (any(row["prevalent"] == "SI" for row in rows), len({row["submeasure"] for row in rows}))
        for where, rows in found.items()
    }
