"""A bulletin: what was measured of a territory at a date, as frozen values that the faces read.

A bulletin is a pure function of (frozen plan text, lake releases, software version); it holds no clock and no path.
Published ones are read for ever: a field that is added later has a default.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

from pydantic import TypeAdapter

from segnavia.core.rollup import NOTHING, Figure

# The columns of the table `figures`, as `sql/40_figures.sql` makes it, beside dimension and code.
FIGURE_COLUMNS = tuple(f.name for f in fields(Figure))


@dataclass(frozen=True, slots=True)
class ReleaseUsed:
    """A lake release that the bulletin rests on. Counts are rows; `sha256` is of the publisher's file."""

    dataset: str
    as_of: str
    layout: str
    sha256: str
    source: str  # the name of the file it came from
    licence: str
    rows_in: int
    rows_kept: int
    rows_quarantined: int
    quarantine: Mapping[str, int]  # rows by finding code
    columns: Mapping[str, str] = field(
        default_factory=dict
    )  # the lake's name of a column -> its header in the publisher's file


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality of the territory. `population` is ISTAT's at 1 January of `population_year`."""

    code: str
    title: str
    zone: str | None  # the zone's code in the plan
    population: int | None


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """Planned and achieved of one indicator over the projects that say both; units are never added up together."""

    code: str
    title: str
    unit: str
    planned: Decimal
    achieved: Decimal
    projects: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding of the measurement, told once per rule: how many cases, and a few of them as examples."""

    code: str
    severity: str
    title: str
    message: str
    remedy: str
    cases: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A published measurement. `by` maps a dimension to its figures by code.

    Dimensions: `mission`, `objective`, `driver`, `keyword`, `component`, `submeasure`, `municipality`, `zone`. Figures
    of missions, objectives and outside_plan add up to the total; drivers and keywords overlap and must not be added up;
    municipalities and `territory_level` add up to the total.
    """

    id: str
    territory: str
    territory_title: str
    as_of: str  # ISO date of the newest release it rests on
    software: str
    plan_sha256: str
    plan_code: str
    releases: tuple[ReleaseUsed, ...]
    located_cups: int
    total: Figure
    outside_plan: Figure
    territory_level: Figure  # places at province level (municipality 000): the territory's, no municipality's
    by: Mapping[str, Mapping[str, Figure]]
    indicators: Mapping[str, tuple[IndicatorFigure, ...]]  # by objective code
    places: Mapping[str, Place]  # by ISTAT code
    findings: tuple[Noted, ...] = ()

    def figure(self, dimension: str, code: str) -> Figure:
        """The figure of one code, or the empty one where no project is there."""
        return self.by[dimension].get(code, NOTHING)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project in a list. Money is the whole project's, in euro; `place_share` is how much of it lies here."""

    key: str
    submeasure: str
    cup: str
    clp: str
    title: str | None
    place_share: Decimal
    funding_pnrr: Decimal | None
    paid_pnrr: Decimal | None
    funding_elsewhere: Decimal | None
    measured: bool


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """A place of a project. `municipality` is null for a place at the level of the province or wider."""

    province: str
    municipality: str | None
    title: str | None
    share: Decimal
    inside: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """The publisher's row behind a figure: dataset, release, file hash, row number in that file.

    `values` are those that the measurement reads, by the file's own headers; null where the file has none.
    """

    dataset: str
    as_of: str
    sha256: str
    row: int  # 1 is the first row under the header
    values: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Project:
    """One project with all that is known of it."""

    line: ProjectLine
    body: str | None
    funding_total: Decimal | None
    paid_total: Decimal | None
    located_by: str  # "key", "cup"
    places: tuple[ProjectPlace, ...]
    objectives: Mapping[str, Decimal]  # objective code -> crosswalk share; empty: outside the plan
    indicators: tuple[IndicatorFigure, ...]
    rows: tuple[SourceRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Shapes:
    """The outlines of a territory's municipalities as SVG path data in one view box, north up, for a drawn map."""

    view_box: str  # "0 0 width height"
    paths: Mapping[str, str]  # ISTAT code -> the `d` of an SVG path


BULLETIN = TypeAdapter(Bulletin)
SHAPES = TypeAdapter(Shapes)


def named(bulletin: Bulletin) -> Bulletin:
    """The bulletin under its own name: territory, date and a digest of all that it says.

    It names its inputs (plan text, releases, software) and its figures, so the same name is always the same bulletin.
    """
    digest = hashlib.sha256(BULLETIN.dump_json(replace(bulletin, id=""))).hexdigest()
    return replace(bulletin, id=f"{bulletin.territory}-{bulletin.as_of}-{digest[:12]}")
