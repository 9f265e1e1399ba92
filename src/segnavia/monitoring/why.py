"""Why a figure is what it is: worked out again from the publisher's rows that a bulletin keeps, term by term.

A measure is a sum (Σ amount × weight), a tally (Σ of whole numbers), a count of projects, or a ratio of such. What a
source does not say is no term, and is counted apart: it is not a term of zero.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.reading import get_bulletin, tables_of

PAYMENTS = "PNRR_Pagamenti_di_Progetto"
PROJECTS = "PNRR_Progetti"
INDICATORS = "PNRR_Indicatori_Target"
A_CENT = Decimal("0.01")
_WEIGHTED = "CAST({amount} AS DECIMAL(21, 2)) * m.weight"
_PAY, _RELEASE, _NO_ROW = "pay.source_row", "release.source_row", "NULL"
_COEFFICIENT = "CAST(m.weight * t.{aim} AS DECIMAL(16, 15))"


@dataclass(frozen=True, slots=True)
class Part:
    """A measure that rows add up to. `field` is the `Figure`'s; the rest is SQL over one project.

    `amount` is null where the project is no term; `term` is what it adds; `row` is the number of the publisher's row
    in the file of `dataset`.
    """

    field: str
    kind: str  # "sum": euro by weight; "tally": whole numbers; "count": projects
    amount: str
    term: str
    dataset: str
    row: str


def _sum(field: str, amount: str, dataset: str = PAYMENTS, row: str = _PAY) -> Part:
    return Part(field, "sum", amount, _WEIGHTED.format(amount=amount), dataset, row)


def _aim(field: str, aim: str) -> Part:
    weight = _COEFFICIENT.format(aim=aim)
    return Part(
        field,
        "sum",
        f"CASE WHEN t.{aim} IS NOT NULL THEN pay.funding_pnrr END",
        f"CAST(pay.funding_pnrr AS DECIMAL(21, 2)) * {weight}",
        PAYMENTS,
        _PAY,
    )


def _count(field: str, condition: str, dataset: str = "", row: str = _NO_ROW) -> Part:
    return Part(field, "count", f"CASE WHEN {condition} THEN 1 END", "1", dataset, row)


def _tally(field: str) -> Part:
    return Part(field, "tally", f"nullif(s.{field}, 0)", f"s.{field}", "", _NO_ROW)


_BOTH = "pay.funding_pnrr IS NOT NULL AND pay.paid_pnrr IS NOT NULL"
_STATES = ("not_started", "under_way", "late", "completed", "suspended_or_withdrawn")
PARTS = {
    part.field: part
    for part in (
        _sum("funding_pnrr", "pay.funding_pnrr"),
        _sum("paid_pnrr", "pay.paid_pnrr"),
        _sum("both_funding", f"CASE WHEN {_BOTH} THEN pay.funding_pnrr END"),
        _sum("both_paid", f"CASE WHEN {_BOTH} THEN pay.paid_pnrr END"),
        _sum("funding_elsewhere", "p.funding_elsewhere", PROJECTS, _RELEASE),
        _aim("climate_funding", "climate"),
        _sum("climate_tagged", "CASE WHEN t.climate IS NOT NULL THEN pay.funding_pnrr END"),
        _aim("digital_funding", "digital"),
        _sum("digital_tagged", "CASE WHEN t.digital IS NOT NULL THEN pay.funding_pnrr END"),
        _count("projects", "p.measured", PAYMENTS, _PAY),
        _count("projects_located", "true"),
        _count("projects_both", _BOTH, PAYMENTS, _PAY),
        _count("projects_told", "pay.funding_pnrr IS NOT NULL OR p.funding_elsewhere IS NOT NULL"),
        *(_count(state, f"s.state = '{state}'") for state in _STATES),
        _count("state_unknown", "s.state = 'unknown'"),
        _tally("targets"),
        _tally("targets_reached"),
    )
}
# A ratio of parts: (what is divided, what it is divided by), each a sum of parts. `population` is ISTAT's.
RATIOS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "paid_ratio": (("both_paid",), ("both_funding",)),
    "known_share": (("both_funding",), ("funding_pnrr", "funding_elsewhere")),
    "climate_share": (("climate_funding",), ("climate_tagged",)),
    "digital_share": (("digital_funding",), ("digital_tagged",)),
}
# A sub-measure's coefficient is not among the tables of a bulletin: it is what its own figure says of it.
_JOINS = """
FROM 'memberships.parquet' AS m
JOIN 'projects.parquet' AS p USING (project)
JOIN 'states.parquet' AS s USING (project)
LEFT JOIN 'source_payments.parquet' AS pay USING (project)
LEFT JOIN 'source_projects_release.parquet' AS release USING (project)
LEFT JOIN (
    SELECT code AS submeasure,
        CAST(climate_funding / nullif(climate_tagged, 0) AS DECIMAL(16, 15)) AS climate,
        CAST(digital_funding / nullif(digital_tagged, 0) AS DECIMAL(16, 15)) AS digital
    FROM 'figures.parquet' WHERE dimension = 'submeasure'
) AS t ON t.submeasure = p.submeasure
WHERE m.dimension = ? AND m.code = ?
"""


@dataclass(frozen=True, slots=True)
class Term:
    """What one project adds to a figure. `amount` is the whole project's, `weight` the share of it that counts here."""

    project: str
    title: str | None
    submeasure: str
    amount: Decimal | int
    weight: Decimal
    adds: Decimal | int
    row: int | None  # in the publisher's file, 1 is the first row under the header


@dataclass(frozen=True, slots=True)
class Worked:
    """A part worked out again: its value, `None` without a term; and how many projects are terms, or are none."""

    part: Part
    value: Decimal | int | None
    terms: int
    left_out: int


def figure_of(bulletin: Bulletin, dimension: str, code: str) -> Figure | None:
    """The figure that a bulletin tells; `None` where it has no such dimension or code."""
    alone = {
        "total": bulletin.total,
        "outside_plan": bulletin.outside_plan if bulletin.has_objectives else None,
        "territory_level": bulletin.territory_level,
    }
    return (None if code else alone[dimension]) if dimension in alone else bulletin.by.get(dimension, {}).get(code)


def told(figure: Figure, field: str) -> Decimal | int | float | None:
    """What a figure says of one of its fields or ratios."""
    value: Decimal | int | float | None = getattr(figure, field)
    return value


def agrees(field: str, said: Decimal | float | None, again: Decimal | float | None) -> bool:
    """Whether a figure worked out again is the same: exactly, or within a cent where a coefficient had to be guessed.

    A sub-measure's coefficient is not kept in the bulletin, and is taken from its own figure, which rounds it.
    """
    if not field.startswith(("climate", "digital")):
        return said == again
    return said is again if said is None or again is None else abs(Decimal(said) - Decimal(again)) < A_CENT


@lru_cache(maxsize=512)
def worked(home: Path, bulletin_id: str, dimension: str, code: str, field: str) -> Worked:
    """One of `PARTS` worked out again from the rows. Raises `KeyError` for a bulletin or a field that is none."""
    part = _part(home, bulletin_id, field)
    with tables_of(home, bulletin_id) as con:
        value, terms, projects = con.execute(
            f"SELECT sum(CASE WHEN {part.amount} IS NOT NULL THEN {part.term} END), count({part.amount}), count(*) "
            f"{_JOINS}",
            [dimension, code],
        ).fetchall()[0]
    if part.kind != "sum":
        value = int(value or 0)
    return Worked(part, value, terms, projects - terms)


@lru_cache(maxsize=256)
def terms(
    home: Path, bulletin_id: str, dimension: str, code: str, field: str, *, limit: int, offset: int
) -> tuple[Term, ...]:
    """The terms of one of `PARTS`, those that add most first. Raises `KeyError` as `worked` does."""
    part = _part(home, bulletin_id, field)
    with tables_of(home, bulletin_id) as con:
        rows = con.execute(
            f"SELECT m.project, p.title, p.submeasure, {part.amount} AS amount, m.weight, {part.term} AS adds, "
            f"{part.row} {_JOINS} AND {part.amount} IS NOT NULL ORDER BY adds DESC, m.project LIMIT ? OFFSET ?",
            [dimension, code, limit, offset],
        ).fetchall()
    return tuple(Term(*row) for row in rows)


def _part(home: Path, bulletin_id: str, field: str) -> Part:
    if get_bulletin(home, bulletin_id) is None:
        raise KeyError(bulletin_id)
    return PARTS[field]
