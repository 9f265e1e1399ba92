"""The shape of a whole bulletin (`monitoring.public.document`), for the OpenAPI document."""

from datetime import date

from pydantic import Field

from segnavia.api.shapes import AMOUNT, Indicator, MilestoneCount, Moment, Shape, SourceMoney


class Figure(Shape):
    """What is known of a set of projects."""

    projects: int = Field(description="measured: with a row in the payments' dataset")
    projects_located: int = Field(description="all that lie here, measured or not")
    projects_both: int = Field(description="whose funding and payments are both known")
    projects_told: int = Field(description="whose funding any source tells")
    funding_pnrr: float | None = Field(description=AMOUNT)
    paid_pnrr: float | None = Field(description=AMOUNT)
    funding_elsewhere: float | None = Field(description=AMOUNT)
    paid_ratio: float | None = Field(description="paid over funded, in [0, 1], where both are known")
    known_share: float | None = Field(description="of all funding told, in [0, 1], that of which payments are known")
    states: dict[str, int] = Field(description="projects by state")
    targets: int
    targets_reached: int
    climate_funding: float | None = Field(description=AMOUNT)
    climate_tagged: float | None = Field(description=AMOUNT)
    digital_funding: float | None = Field(description=AMOUNT)
    digital_tagged: float | None = Field(description=AMOUNT)


class Total(Figure):
    """The whole territory's figure."""

    located_cups: int


class CodedFigure(Figure):
    """The figure of one code."""

    code: str


class MunicipalityFigure(Figure):
    """The figure of a municipality."""

    istat: str


class BodyFigure(CodedFigure):
    """The figure of a body; `unknown` stands for the projects whose body no source names."""

    title: str | None
    kind: str = ""
    direction: str = ""


class GoalFigure(CodedFigure):
    """The figure of a goal of the Agenda 2030."""

    title: str | None


class Goal(Shape):
    """A goal of the Agenda 2030 that an objective serves."""

    goal: str
    prevalent: bool
    submeasures: int


class ObjectiveFigure(CodedFigure):
    """The figure of an objective."""

    indicators: list[Indicator]
    goals: list[Goal]
    milestones: MilestoneCount


class Release(Shape):
    """A release of open data that the bulletin rests on."""

    dataset: str
    as_of: date
    layout: str
    sha256: str
    source: str
    licence: str
    rows_in: int
    rows_kept: int
    rows_quarantined: int
    quarantine: dict[str, int]


class Finding(Shape):
    """What was found wrong or doubtful."""

    code: str
    severity: str
    title: str
    message: str
    remedy: str
    cases: int
    examples: list[str]


class BulletinDocument(Shape):
    """The whole of a bulletin, as `segnavia monitor --json` has it."""

    bulletin: str
    territory: str
    as_of: date
    software: str
    plan: str
    plan_sha256: str
    links_sha256: str | None
    territory_title: str
    releases: list[Release]
    total: Total
    by_mission: list[CodedFigure]
    by_component: list[CodedFigure]
    by_objective: list[ObjectiveFigure]
    by_driver: list[CodedFigure]
    by_keyword: list[CodedFigure]
    by_submeasure: list[CodedFigure]
    by_municipality: list[MunicipalityFigure]
    by_zone: list[CodedFigure]
    by_direction: list[CodedFigure]
    by_body: list[BodyFigure]
    by_goal: list[GoalFigure]
    territory_level: Figure
    outside_plan: Figure | None
    by_source: list[SourceMoney]
    milestones: MilestoneCount
    over_time: list[Moment]
    findings: list[Finding]
