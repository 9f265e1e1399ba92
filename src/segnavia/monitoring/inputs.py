"""What a measurement reads: the newest release of each dataset as views, and the plan as small tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import duckdb

from segnavia.lake.engine import identifier, text_literal
from segnavia.lake.releases import Release, latest, releases
from segnavia.plans.schema import Package

# The columns that the SQL files read of each dataset, with the type that an absent dataset or column has.
_PROJECT_KEY = {"source_row": "UINTEGER", "submeasure": "VARCHAR", "cup": "VARCHAR", "clp": "VARCHAR"}


@dataclass(frozen=True, slots=True)
class Input:
    """A dataset as the SQL files know it: the view's name, its columns, and whether it can be done without."""

    view: str
    dataset: str
    columns: dict[str, str]
    required: bool = False


INPUTS: tuple[Input, ...] = (
    Input(
        "payments",
        "PNRR_Pagamenti_di_Progetto",
        _PROJECT_KEY
        | {
            "funding_total": "DECIMAL(15, 2)",
            "funding_pnrr": "DECIMAL(15, 2)",
            "paid_total": "DECIMAL(15, 2)",
            "paid_pnrr": "DECIMAL(15, 2)",
            "extracted_on": "DATE",
        },
        required=True,
    ),
    Input(
        "projects_release",
        "PNRR_Progetti",
        _PROJECT_KEY
        | {
            "title": "VARCHAR",
            "body": "VARCHAR",
            "cup_state": "VARCHAR",
            "funding_pnrr": "DECIMAL(15, 2)",
            "funding_total": "DECIMAL(15, 2)",
            "extracted_on": "DATE",
        },
    ),
    Input(
        "locations",
        "PNRR_Localizzazione",
        _PROJECT_KEY
        | {
            "province": "VARCHAR",
            "province_title": "VARCHAR",
            "municipality": "VARCHAR",
            "municipality_title": "VARCHAR",
            "percentage": "DECIMAL(20, 4)",
            "extracted_on": "DATE",
        },
        required=True,
    ),
    Input(
        "indicators",
        "PNRR_Indicatori_Target",
        _PROJECT_KEY
        | {
            "indicator": "VARCHAR",
            "indicator_title": "VARCHAR",
            "unit_title": "VARCHAR",
            "planned": "DECIMAL(20, 4)",
            "achieved": "DECIMAL(20, 4)",
            "year": "BIGINT",
            "month": "INTEGER",
            "extracted_on": "DATE",
        },
    ),
    Input(
        "municipalities",
        "ISTAT_Comuni",
        {"code": "VARCHAR", "title": "VARCHAR", "province_title": "VARCHAR", "population": "BIGINT", "outline": "BLOB"},
    ),
)


def newest(home: Path) -> dict[str, Release]:
    """The newest release of each dataset that a measurement reads, by dataset; optional ones may be missing.

    Raises `NoReleaseError` where a required one is.
    """
    found = {}
    for source in INPUTS:
        if source.required or releases(home, source.dataset):
            found[source.dataset] = latest(home, source.dataset)
    return found


def attach(con: duckdb.DuckDBPyConnection, used: dict[str, Release]) -> None:
    """Make a view of each input; one without a release is empty, so that what rests on it is unknown.

    Beside each view `v` stands `v_as_text`, the same rows with every value as text, to be shown as they are.
    """
    for source in INPUTS:
        release = used.get(source.dataset)
        if release is None:
            columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in source.columns.items())
            con.execute(f"CREATE VIEW {source.view} AS SELECT {columns} WHERE false")
        else:
            columns = ", ".join(identifier(name) for name in source.columns)
            con.execute(
                f"CREATE VIEW {source.view} AS SELECT {columns} FROM read_parquet({text_literal(release.data)})"
            )
        texts = ", ".join(
            name if name == "source_row" else f"CAST({name} AS VARCHAR) AS {name}" for name in source.columns
        )
        con.execute(f"CREATE VIEW {source.view}_as_text AS SELECT {texts} FROM {source.view}")


def attach_plan(con: duckdb.DuckDBPyConnection, package: Package, territory: str) -> None:
    """Make the plan's tables: territory, crosswalk, agenda, keyword_missions, zone_municipalities.

    A share stands with 15 decimals: half of the last one times all the national money is a hundredth of a cent.
    """
    _table(con, "territory", "code VARCHAR", [(territory,)])
    _table(
        con,
        "crosswalk",
        "submeasure VARCHAR, objective VARCHAR, share DECIMAL(16, 15)",
        [(e.submeasure, e.objective, None if e.share is None else decimals(e.share)) for e in package.crosswalk],
    )
    _table(con, "agenda", "driver VARCHAR, objective VARCHAR", [(e.driver, e.objective) for e in package.agenda])
    _table(
        con,
        "keyword_missions",
        "keyword VARCHAR, mission VARCHAR",
        [(k.code, mission) for k in package.keywords for mission in k.missions],
    )
    _table(
        con,
        "zone_municipalities",
        "municipality VARCHAR, zone VARCHAR",
        [(m.code, m.zone) for m in package.municipalities if not m.valid_to],
    )


def decimals(share: Fraction) -> str:
    """A share to 15 decimals, rounded half up, as text."""
    scaled = (share.numerator * 10**15 * 2 + share.denominator) // (2 * share.denominator)
    return f"{scaled // 10**15}.{scaled % 10**15:015d}"


def _table(con: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[str | None, ...]]) -> None:
    con.execute(f"CREATE TABLE {name} ({columns})")
    values = ", ".join("(" + ", ".join("NULL" if v is None else text_literal(v) for v in row) + ")" for row in rows)
    if values:
        con.execute(f"INSERT INTO {name} VALUES {values}")
