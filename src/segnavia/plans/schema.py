"""The plan package's one schema: what a plan is made of, as frozen pydantic models.

The JSON Schema that the project publishes (`docs/plan.schema.json`) and every check of shape come from here; checks
across records (dangling codes, shares) are in `consistency.py`, checks of sense in `coherence/`.
"""

import json
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from segnavia.core import codes
from segnavia.core.codes import Direction
from segnavia.core.provenance import Provenance
from segnavia.plans.fields import (
    ComponentCode,
    Dated,
    DateOrEmpty,
    Directions,
    DriverCode,
    KeywordCode,
    LevelCode,
    MissionCode,
    Missions,
    MunicipalityCode,
    ObjectiveCode,
    PartCode,
    ReformTrackCode,
    Share,
    Slug,
    SubmeasureCode,
    TerritoryCode,
    Text,
    Words,
    Year,
)

FORMAT: Final = "segnavia-plan/1"


class Record(BaseModel):
    """What every record of a package has: no unknown key, no change after reading, and where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provenance: Provenance
    note: Words = Field("", description="why it is editorial or uncertain, or where in the source it stands")


class Period(BaseModel):
    """First and last year, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Year
    end: Year

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise PydanticCustomError("reversed_period", "{start} comes after {end}", self.model_dump())
        return self


class Header(Record):
    """`plan.yaml` without its lists: which plan of which body for which territory."""

    code: Slug
    title: Text
    short_title: Text
    body: Text
    territory: TerritoryCode
    period: Period
    language: Literal["it", "en"] = "it"


class Section(Record):
    """A titled passage of a part. `medium` says whether the source holds it as text or only as a picture."""

    title: Text
    medium: Literal["text", "picture"]
    text: Words = Field("", description="the passage as the source has it; empty when it was a picture")


class Part(Record):
    """One of the parts of the document, `01` … `06`."""

    code: PartCode
    title: Text
    sections: tuple[Section, ...] = ()


class Level(Record):
    """One of the levels the plan works on. `title` is null where the source does not give it as text."""

    code: LevelCode
    title: Text | None


class DirectionRecord(Record):
    """One of the directions of actors, with the source's words for it."""

    code: Direction
    title: Text
    subtitle: Words = ""


class Keyword(Record):
    """A vision keyword and the missions it is marked for."""

    code: KeywordCode
    title: Text
    missions: Missions


class Mission(Record):
    """A PNRR mission, by which the objectives are grouped."""

    code: MissionCode
    title: Text


class Component(Record):
    """A PNRR component and the directions it is marked for."""

    code: ComponentCode
    title: Text
    directions: Directions

    @property
    def mission(self) -> str:
        """The mission it belongs to, which its code begins with."""
        return codes.mission_of(self.code)


class Objective(Record):
    """A strategic objective and the directions it is marked for."""

    code: ObjectiveCode
    title: Text
    directions: Directions

    @property
    def mission(self) -> str:
        """The mission it stands under, which its code begins with."""
        return codes.mission_of(self.code)


class Driver(Record):
    """A driver of the strategic agenda. `summary` is the editors' own wording, `subtitle` the source's."""

    code: DriverCode
    title: Text
    subtitle: Text
    summary: Text


class AgendaEntry(Record):
    """One objective that a driver combines, and why."""

    driver: DriverCode
    objective: ObjectiveCode
    reason: Text


class ReformTrack(Record):
    """A reform of the body itself."""

    code: ReformTrackCode
    title: Text
    state: Literal["work_in_progress", "done", "withdrawn"]


class Zone(Record):
    """A homogeneous zone (zona omogenea), or the capital on its own."""

    code: Slug
    title: Text


class Municipality(Record):
    """A municipality's membership of a zone; `valid_to` is its last day, and a date not known is empty."""

    code: MunicipalityCode
    title: Text
    zone: Slug
    valid_from: DateOrEmpty = ""
    valid_to: DateOrEmpty = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            context = {"start": self.valid_from, "end": self.valid_to}
            raise PydanticCustomError("reversed_period", "{start} comes after {end}", context)
        return self


class Submeasure(Record):
    """A PNRR sub-measure that the crosswalk judges."""

    code: SubmeasureCode
    title: Text


class CrosswalkEntry(Record):
    """A judgement: projects of `submeasure` contribute to `objective` by `share`; both null where they serve none."""

    submeasure: SubmeasureCode
    objective: ObjectiveCode | None
    share: Share | None
    reason: Text


class ActRecord(Record):
    """An act of the plan's legal life before it came here: what is not known of it is left empty, and not invented.

    Acts are told beside the plan and not in it: the text that a council adopts cannot speak of its own adoption.
    """

    step: Literal["adoption", "opinion", "approval", "entry_into_force"]
    body: Text
    number: Words = Field("", description="the act's number; empty where it is not known")
    dated: Dated
    in_force_from: DateOrEmpty = Field("", description="of the entry into force; by default the last day of `dated`")


class Package(BaseModel):
    """A whole plan. Lists keep the order of the files; codes are unique within each list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["segnavia-plan/1"] = FORMAT
    plan: Header
    parts: tuple[Part, ...] = ()
    levels: tuple[Level, ...] = ()
    directions: tuple[DirectionRecord, ...]
    keywords: tuple[Keyword, ...] = ()
    missions: tuple[Mission, ...]
    components: tuple[Component, ...] = ()
    objectives: tuple[Objective, ...]
    drivers: tuple[Driver, ...] = ()
    agenda: tuple[AgendaEntry, ...] = ()
    reform_tracks: tuple[ReformTrack, ...] = ()
    zones: tuple[Zone, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    submeasures: tuple[Submeasure, ...] = ()
    crosswalk: tuple[CrosswalkEntry, ...] = ()

    @property
    def has_objectives(self) -> bool:
        """Whether money can be for or outside the plan: without an objective there is the PNRR's grid alone."""
        return bool(self.objectives)


def json_schema() -> str:
    """The JSON Schema of a whole package, as the text of `docs/plan.schema.json`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Package.model_json_schema(),
        "title": "Segnavia plan package",
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
