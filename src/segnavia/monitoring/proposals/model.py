"""What is proposed, and why, as data that a page can word in any language."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from segnavia.core.links import Origin
from segnavia.monitoring.bulletin import ProjectLine


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project as the proposals see it; `title` is null where the publisher gives none."""

    key: str
    submeasure: str
    title: str | None


@dataclass(frozen=True)
class BySiblings:
    """The crosswalk says so of sub-measures of the same measure: `siblings`, of `judged` in all."""

    kind: ClassVar[Origin] = Origin.CROSSWALK
    score: float
    siblings: tuple[str, ...]  # sub-measure codes
    judged: int


@dataclass(frozen=True)
class BySimilar:
    """Somebody judged so of a project like this one: of the same sub-measure, or of a title with the same words.

    `projects` is how many were; `key` and `title` are of the one that is most alike.
    """

    kind: ClassVar[Origin] = Origin.SIMILAR
    score: float
    key: str
    title: str | None
    same_submeasure: bool
    projects: int


@dataclass(frozen=True)
class ByText:
    """Words of the project's or its sub-measure's title stand near the objective; each word is told once.

    In the objective's own title, in those of the sub-measures that the crosswalk gives it, or in what is said of the
    drivers that combine it. Words are as the project has them, in small letters; they match by their stems.
    """

    kind: ClassVar[Origin] = Origin.TEXT
    score: float
    in_objective: tuple[str, ...]
    in_submeasures: tuple[str, ...]
    in_drivers: tuple[str, ...]


Reason = BySiblings | BySimilar | ByText


@dataclass(frozen=True, slots=True)
class Proposal:
    """An objective that a project may serve. `score` lies between 0 and 1; the strongest reason comes first."""

    objective: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def origin(self) -> Origin:
        """What a link that accepts it says of where it comes from."""
        return self.reasons[0].kind


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A page of the projects outside the plan, and what is known of all of them.

    `money` is the PNRR funding that falls on the territory, in euro, over the `known` projects that tell it; null where
    none does.
    """

    lines: tuple[ProjectLine, ...]
    count: int
    known: int
    money: Decimal | None
