"""A bulletin: what was measured of a territory at a date, as frozen values that the faces read.

A bulletin is a pure function of (frozen plan text, project-level links, lake releases, software version); it holds no
clock and no path.
Published ones are read for ever: a field that is added later has a default.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal

from pydantic import TypeAdapter

from segnavia.core.facts import Facts
from segnavia.core.links import Link
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
class Body:
    """A body that carries projects out, by its tax code. `kind` is a `core.bodies.BodyKind`."""

    code: str
    title: str
    kind: str
    direction: str


@dataclass(frozen=True, slots=True)
class SourceMoney:
    """What one source of money gives, in euro: funding by the projects release, paid by the payments release."""

    projects: int
    funding: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True, slots=True)
class MilestoneCount:
    """The PNRR's milestones and targets of the sub-measures at work, by what is known of them (`core.milestones`)."""

    met: int = 0
    missed: int = 0
    untold: int = 0  # due, and no source tells
    ahead: int = 0

    @property
    def due(self) -> int:
        """Those that should have been met by the bulletin's date."""
        return self.met + self.missed + self.untold


@dataclass(frozen=True, slots=True)
class GoalLink:
    """A goal of the Agenda 2030 that an objective serves, derived through `submeasures` of its crosswalk.

    `prevalent`: the publisher marks it as the main goal of at least one of them.
    """

    goal: str
    prevalent: bool
    submeasures: int


@dataclass(frozen=True, slots=True)
class Moment:
    """The money as one payments release told it, for the projects and shares of now."""

    as_of: str
    projects: int
    funding_pnrr: Decimal | None
    paid_pnrr: Decimal | None
    both_funding: Decimal | None
    both_paid: Decimal | None

    @property
    def paid_ratio(self) -> float | None:
        """Paid over funded, over what has both terms; `None` where there is nothing to divide by."""
        return float(self.both_paid / self.both_funding) if self.both_funding and self.both_paid is not None else None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A published measurement. `by` maps a dimension to its figures by code.

    Dimensions: `mission`, `objective`, `driver`, `keyword`, `component`, `submeasure`, `municipality`, `zone`,
    `direction`, `body`, `goal`. Figures of missions, objectives and outside_plan add up to the total; drivers and
    keywords overlap and must not be added up; municipalities and `territory_level` add up to the total, and so do
    directions, bodies and goals with their code `unknown`. A bulletin of a plan without objectives, on the PNRR's grid
    alone, has no outside_plan: see `has_objectives`.
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
    has_objectives: bool = True
    bodies: Mapping[str, Body] = field(default_factory=dict)  # by tax code
    # dimension (total, mission, component, objective, municipality) -> code -> source -> money
    money_by_source: Mapping[str, Mapping[str, Mapping[str, SourceMoney]]] = field(default_factory=dict)
    # dimension (total, mission, component, objective, driver, keyword, submeasure) -> code -> counts
    milestones: Mapping[str, Mapping[str, MilestoneCount]] = field(default_factory=dict)
    objective_goals: Mapping[str, tuple[GoalLink, ...]] = field(default_factory=dict)  # by objective
    goals: Mapping[str, str] = field(default_factory=dict)  # two digits -> title
    # dimension -> code -> the releases in the lake, from the oldest
    over_time: Mapping[str, Mapping[str, tuple[Moment, ...]]] = field(default_factory=dict)
    links_sha256: str = ""  # of the project-level links that hold (`monitoring.link_text`); empty: there are none

    def figure(self, dimension: str, code: str) -> Figure:
        """The figure of one code, or the empty one where no project is there."""
        return self.by.get(dimension, {}).get(code, NOTHING)


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
    state: str  # a `core.states.State`
    rule: str  # the code of the `core.states.StateRule` that gave it
    days_late: int | None
    due: date | None  # what a late project is late against
    body: str | None
    body_code: str | None


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
class Milestone:
    """A milestone or target of the PNRR that a sub-measure at work here has to reach."""

    code: str
    kind: str  # "MILESTONE", "TARGET"
    level: str  # "UE": agreed with the Union; "ITA": the State's own
    title: str
    submeasure: str
    due_on: date
    outcome: str  # a `core.milestones.Outcome`


@dataclass(frozen=True, slots=True)
class Project:
    """One project with all that is known of it."""

    line: ProjectLine
    facts: Facts  # what the state was decided on
    direction: str | None
    funding_total: Decimal | None
    paid_total: Decimal | None
    located_by: str  # "key", "cup"
    places: tuple[ProjectPlace, ...]
    objectives: Mapping[str, Decimal]  # objective code -> share; empty: outside the plan
    indicators: tuple[IndicatorFigure, ...]
    rows: tuple[SourceRow, ...] = field(default=())
    findings: tuple[str, ...] = ()  # codes of `monitoring.rules`
    links: tuple[Link, ...] = ()  # its own, which replace the crosswalk's; empty: it is judged by the crosswalk


@dataclass(frozen=True, slots=True)
class Shapes:
    """The outlines of a territory's municipalities as SVG path data in one view box, north up, for a drawn map."""

    view_box: str  # "0 0 width height"
    paths: Mapping[str, str]  # ISTAT code -> the `d` of an SVG path


BULLETIN = TypeAdapter(Bulletin)
SHAPES = TypeAdapter(Shapes)


def written(bulletin: Bulletin, indent: int | None = None) -> bytes:
    """The bulletin as JSON. One without project-level links has the bytes it had before there were any."""
    return BULLETIN.dump_json(bulletin, indent=indent, exclude=None if bulletin.links_sha256 else {"links_sha256"})


def named(bulletin: Bulletin) -> Bulletin:
    """The bulletin under its own name: territory, date and a digest of all that it says.

    It names its inputs (plan text, links, releases, software) and its figures, so the same name is always the same
    bulletin.
    """
    digest = hashlib.sha256(written(replace(bulletin, id=""))).hexdigest()
    return replace(bulletin, id=f"{bulletin.territory}-{bulletin.as_of}-{digest[:12]}")
