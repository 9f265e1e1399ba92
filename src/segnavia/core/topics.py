"""What somebody can follow: the plan as a whole, or one thing of it, named by its kind and its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from segnavia.core import codes


class TopicKind(StrEnum):
    """The kinds of things that can be followed."""

    PLAN = "plan"
    MISSION = "mission"
    OBJECTIVE = "objective"
    DRIVER = "driver"
    MUNICIPALITY = "municipality"
    ZONE = "zone"
    BODY = "body"  # an actor by its code, or a body by its tax code
    PROJECT = "project"
    AGREEMENT = "agreement"


# The form of each kind's codes; the plan as a whole has none.
FORMS: Mapping[TopicKind, str] = {
    TopicKind.PLAN: "",
    TopicKind.MISSION: codes.MISSION,
    TopicKind.OBJECTIVE: codes.OBJECTIVE,
    TopicKind.DRIVER: codes.DRIVER,
    TopicKind.MUNICIPALITY: codes.MUNICIPALITY,
    TopicKind.ZONE: codes.SLUG,
    TopicKind.BODY: rf"{codes.SLUG}|\d{{11}}",
    TopicKind.PROJECT: codes.PROJECT_KEY,
    TopicKind.AGREEMENT: codes.SLUG,
}


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """One thing that can be followed. Raises `ValueError` for a code that has not the form of its kind."""

    kind: TopicKind
    code: str = ""

    def __post_init__(self) -> None:
        if not codes.is_code(FORMS[self.kind], self.code):
            raise ValueError(f"{self.code!r} is no code of a {self.kind}")

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


WHOLE_PLAN = Topic(TopicKind.PLAN)
