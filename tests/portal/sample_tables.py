"""The tables of the bulletin made by hand, as far as the open data reads them; and where its municipalities lie."""

from datetime import date
from decimal import Decimal

import pyarrow as pa

from segnavia.monitoring.areas import Area, Boundaries
from segnavia.monitoring.bulletin import FIGURE_COLUMNS
from tests.portal.sample_projects import KEY, LINE, PROJECTS, UNMEASURED_KEY

_TEXT, _DAY, _COUNT = pa.string(), pa.date32(), pa.int64()
_MONEY, _SHARE = pa.decimal128(15, 2), pa.decimal128(16, 15)
_BODY = {"tender": _TEXT, "tax_code": _TEXT, "body": _TEXT, "role_title": _TEXT, "legal_form_title": _TEXT}
_DATES = dict.fromkeys(("planned_start", "actual_start", "planned_end", "actual_end"), _DAY)


def _table(columns: dict[str, pa.DataType], *rows: tuple[object, ...]) -> pa.Table:
    named = [dict(zip(columns, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(named, schema=pa.schema(columns.items()))


TABLES: dict[str, pa.Table] = {
    "projects": _table(
        {
            "project": _TEXT, "submeasure": _TEXT, "cup": _TEXT, "clp": _TEXT, "title": _TEXT, "body": _TEXT,
            "body_code": _TEXT, "place_share": _SHARE, "measured": pa.bool_(), "funding_pnrr": _MONEY,
            "paid_pnrr": _MONEY, "funding_elsewhere": _MONEY, "funding_total": _MONEY, "paid_total": _MONEY,
            "located_by": _TEXT,
        },
        *(
            (
                key, each.line.submeasure, each.line.cup, each.line.clp, each.line.title, each.line.body,
                each.line.body_code, each.line.place_share, each.line.measured, each.line.funding_pnrr,
                each.line.paid_pnrr, each.line.funding_elsewhere, each.funding_total, each.paid_total, each.located_by,
            )
            for key, each in PROJECTS.items()
        ),
    ),
    "states": _table(
        {
            "project": _TEXT, "state": _TEXT, "rule": _TEXT, "days_late": _COUNT, "due": _DAY, "cup_state": _TEXT,
            "progress_state": _TEXT, **_DATES, "targets": _COUNT, "targets_reached": _COUNT, "tenders": _COUNT,
            "awards": _COUNT,
        },
        *(
            (
                key, each.line.state, each.line.rule, each.line.days_late, each.line.due, each.facts.cup_state,
                each.facts.progress_state, None, None, each.facts.planned_end, None, each.facts.targets, 0, 1, 1,
            )
            for key, each in PROJECTS.items()
        ),
    ),
    "project_places": _table(
        {
            "project": _TEXT, "province": _TEXT, "municipality": _TEXT, "title": _TEXT, "share": _SHARE,
            "inside": pa.bool_(),
        },
        (KEY, "015", "146", "MILANO", Decimal("0.25"), True),
        (KEY, "016", "000", None, Decimal("0.75"), False),
    ),
    "links": _table({"project": _TEXT, "objective": _TEXT, "share": _SHARE}, (KEY, "M3.01", Decimal(1))),
    "memberships": _table(
        {"project": _TEXT, "dimension": _TEXT, "code": _TEXT},
        (KEY, "direction", "municipalities"),
        (UNMEASURED_KEY, "direction", "unknown"),
    ),
    "project_indicators": _table(
        {
            "project": _TEXT, "indicator": _TEXT, "indicator_title": _TEXT, "unit_title": _TEXT,
            "planned": pa.decimal128(20, 4), "achieved": pa.decimal128(20, 4),
        },
        (KEY, "T0333", "Tram acquistati", "Numero", Decimal(14), Decimal(7)),
    ),
    "finding_cases": _table({"code": _TEXT, "place": _TEXT}, ("MON103", UNMEASURED_KEY)),
    "milestones": _table(
        {
            "code": _TEXT, "submeasure": _TEXT, "kind": _TEXT, "level": _TEXT, "title": _TEXT, "due_on": _DAY,
            "outcome": _TEXT,
        },
        ("M2C2-24", "M2C2I4.02.00", "TARGET", "UE", "Almeno 25 km di tram", date(2024, 6, 30), "met"),
    ),
    "figures": _table(
        {
            "dimension": _TEXT,
            "code": _TEXT,
            **{
                name: pa.decimal128(38, 17)
                if any(word in name for word in ("funding", "paid", "tagged"))
                else _COUNT
                for name in FIGURE_COLUMNS
            },
        },
        (
            "objective_municipality", "M3.01@015146", 30, 30, 30, 30, LINE.funding_pnrr, LINE.paid_pnrr,
            LINE.funding_pnrr, LINE.paid_pnrr, None, 0, 1, 29, 0, 0, 8, 2, None, None, None, None,
        ),
    ),
    "source_projects_release": _table(
        {"project": _TEXT, "cup_nature": _TEXT, "cup_nature_title": _TEXT},
        (KEY, "03", "REALIZZAZIONE DI LAVORI PUBBLICI"),
    ),
    "source_phases": _table(
        {"project": _TEXT, "source_row": _COUNT, "phase": _TEXT, "phase_title": _TEXT, **_DATES},
        (KEY, 9, "0301", "Esecuzione lavori", date(2024, 1, 15), None, None, None),
    ),
    "source_tenders": _table(
        {
            "project": _TEXT, "source_row": _COUNT, "tender": _TEXT, "title": _TEXT, "procedure_kind": _TEXT,
            "no_tender_reason_title": _TEXT, "amount": _MONEY, "awarded_amount": _MONEY, "published_on": _DAY,
            "awarded_on": _DAY,
        },
        (
            KEY, 4, "9999999ABC", 'Tram "lunghi", lotto 1', "APERTA", None, Decimal("1234567.80"), None,
            date(2023, 2, 1), None,
        ),
    ),
    "source_awards": _table(
        {"project": _TEXT, "source_row": _COUNT, **_BODY},
        (KEY, 11, "9999999ABC", "00403060015", "TRAM S.P.A.", "IMPRESA SINGOLA", "Società per azioni"),
        (KEY, 12, "9999999ABC", None, None, "MANDANTE", None),  # a natural person, whom the lake does not keep
    ),
    "source_subcontracts": _table({"project": _TEXT, "source_row": _COUNT, **_BODY}),
    "source_subjects": _table({"project": _TEXT, "source_row": _COUNT, **_BODY}),
}  # fmt: skip


def _square(west: float, south: float) -> Area:
    east, north = west + 0.1, south + 0.1
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = f'{{"type":"Polygon","coordinates":[{ring}]}}'
    return Area(geometry, (west + 0.05, south + 0.05), (west, south, east, north))


# Two neighbours of one zone would share a border; these two are of two zones. The others have no boundary.
BOUNDARIES = Boundaries({"015146": _square(9.1, 45.4), "015002": _square(8.9, 45.3)})
