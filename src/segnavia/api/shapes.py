"""The shapes of what is no row of a table, for the OpenAPI document."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

AMOUNT = "euro; null is unknown, never zero"


class Shape(BaseModel):
    """What is told and nothing else."""

    model_config = ConfigDict(extra="forbid")


class About(Shape):
    """What the figures rest on."""

    plan: str | None = Field(description="code of the plan")
    plan_sha256: str | None = Field(description="of the frozen text in force")
    bulletin: str | None = Field(description="the measurement; null before the first")
    bulletin_plan_sha256: str | None = Field(description="of the plan's text that was measured")
    as_of: date | None = Field(description="the day up to which the open data tell")
    software: str | None = Field(description="the version that measured")
    unit: str = Field(description="of amounts")
    licence: str = Field(description="of the data, by SPDX")
    attribution: str = Field(description="whom to name")


class Fault(Shape):
    """What is wrong with one parameter."""

    name: str
    where: str = Field(alias="in")
    reason: str


class Problem(Shape):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = Field([], description="parameter by parameter, where that is what is wrong")


class Milestone(Shape):
    """A milestone or target that the sub-measures at work here have to reach."""

    code: str
    kind: str
    level: str
    title: str
    submeasure: str
    due_on: date
    outcome: str


class MilestoneCount(Shape):
    """Milestones and targets by what is known of them."""

    due: int
    met: int
    missed: int
    untold: int
    ahead: int


class Milestones(MilestoneCount):
    """The same, with each of them."""

    items: list[Milestone]


class SourceMoney(Shape):
    """What one source of money gives."""

    source: str
    projects: int
    funding: float | None = Field(description=AMOUNT)
    paid: float | None = Field(description=AMOUNT)


class Moment(Shape):
    """The money as one release told it."""

    as_of: date
    projects: int
    funding_pnrr: float | None = Field(description=AMOUNT)
    paid_pnrr: float | None = Field(description=AMOUNT)
    paid_ratio: float | None = Field(description="paid over funded, in [0, 1], where both are known")


class RolledUp(Shape):
    """What the bulletin tells of one code of a dimension beside its figure."""

    milestones: Milestones
    sources: list[SourceMoney]
    over_time: list[Moment]


class Indicator(Shape):
    """An indicator in its own unit, over the projects that say both values."""

    code: str
    title: str
    unit: str
    planned: float | None
    achieved: float | None
    projects: int


class Judgement(Shape):
    """What was judged of this very project; empty where the crosswalk judges its sub-measure."""

    objective: str | None
    share: float | None
    reason: str


class SourceRow(Shape):
    """The publisher's row behind a figure, with its values as published."""

    dataset: str
    as_of: date
    sha256: str = Field(description="of the publisher's file")
    row: int = Field(description="in that file; 1 is the first under the header")
    values: dict[str, str | None]


class ProjectMore(Shape):
    """Why a project is in its state, what it serves and why, and the publisher's rows behind all of it."""

    evidence: dict[str, str | int | float | None] = Field(description="what the rule of its state decided on")
    judged_by: str = Field(description="project or crosswalk")
    judgement: list[Judgement]
    rows: list[SourceRow]


class ObjectiveMore(RolledUp):
    """An objective's physical progress beside its money."""

    indicators: list[Indicator]


class Bulletin(Shape):
    """A published measurement."""

    id: str
    territory: str = Field(description="the province's three digits")
    as_of: date
    software: str
    plan_sha256: str
    is_current: bool
    href: str = Field(description="where all of its figures are")


class Act(Shape):
    """An act that names a text."""

    step: str
    body: str
    number: str | None
    dated: str = Field(description="as far as it is known: a year, a month or a day")
    in_force_from: date | None
    text_sha256: str
    document: str | None = Field(description="where the act itself is, where everybody may read it")
    provenance: str
    note: str


class Text(Shape):
    """A public frozen text of the plan."""

    sha256: str
    title: str
    frozen_on: date
    acts: list[Act]
    canonical: str = Field(description="where its very bytes are")
    package: str = Field(description="where it is as a plan package, zipped")


class Plan(Shape):
    """The whole plan in force, every fact with its provenance; shares also as exact fractions in `share_exact`."""

    about: About
    format: str
    plan_sha256: str
    plan: dict[str, Any]
    parts: list[dict[str, Any]]
    levels: list[dict[str, Any]]
    directions: list[dict[str, Any]]
    keywords: list[dict[str, Any]]
    missions: list[dict[str, Any]]
    reform_tracks: list[dict[str, Any]]
    zones: list[dict[str, Any]]
    municipalities: list[dict[str, Any]]
    components: list[dict[str, Any]]
    objectives: list[dict[str, Any]]
    drivers: list[dict[str, Any]]
    crosswalk: list[dict[str, Any]]


class Address(Shape):
    """Where something is asked for."""

    name: str
    title: str
    href: str


class Start(Shape):
    """What there is to be asked."""

    about: About
    documentation: str
    openapi: str
    features: str
    items: list[Address]
