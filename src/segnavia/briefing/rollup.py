"""What every place of the site shows of its money beside progress: climate and digital shares, milestones and targets,
sources, and the money over time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from segnavia.briefing import state, twins
from segnavia.briefing.state import State
from segnavia.briefing.words import OUTCOMES, SOURCES
from segnavia.core.milestones import Outcome
from segnavia.core.rollup import Figure
from segnavia.monitoring import public
from segnavia.monitoring.bulletin import Bulletin, Milestone, MilestoneCount, Moment, SourceMoney


@dataclass(frozen=True, slots=True)
class Tagged:
    """The share of the money that supports an aim of the Union, and how much of the money is tagged for it at all."""

    aim: str  # "climate", "digital"
    amount: Decimal
    tagged: Decimal
    share: float
    tagged_share: float | None


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone or target with the words for what is known of it."""

    milestone: Milestone
    outcome: str  # a message id

    @property
    def code(self) -> str:
        """The outcome's code, which picks its sign."""
        return self.milestone.outcome


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What one source gives; `title` is a message id."""

    code: str
    title: str
    money: SourceMoney


@dataclass(frozen=True, slots=True)
class RollUp:
    """All of it for one code of a dimension; each part is empty where no dataset tells it."""

    tags: tuple[Tagged, ...] = ()
    counts: MilestoneCount = field(default_factory=MilestoneCount)
    milestones: tuple[Due, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    moments: tuple[Moment, ...] = ()

    @property
    def data(self) -> twins.Json:
        """The same as the twins have it."""
        return {
            "milestones": {
                **public.milestones(self.counts),
                "items": [
                    {
                        "code": due.milestone.code,
                        "kind": due.milestone.kind,
                        "level": due.milestone.level,
                        "title": due.milestone.title,
                        "submeasure": due.milestone.submeasure,
                        "due_on": due.milestone.due_on.isoformat(),
                        "outcome": due.milestone.outcome,
                    }
                    for due in self.milestones
                ],
            },
            "sources": [public.source_money(line.code, line.money) for line in self.sources],
            "over_time": [public.moment(moment) for moment in self.moments],
        }


def roll_up_of(
    bulletin: Bulletin, dimension: str, code: str, figure: Figure, milestones: Sequence[Milestone]
) -> RollUp:
    """What the bulletin holds for one code of a dimension."""
    told = Counter(milestone.outcome for milestone in milestones)
    counts = bulletin.milestones.get(dimension, {}).get(code) or MilestoneCount(**told)
    return RollUp(
        tags_of(figure),
        counts,
        tuple(Due(milestone, OUTCOMES[Outcome(milestone.outcome)]) for milestone in milestones),
        _sources(bulletin.money_by_source.get(dimension, {}).get(code, {})),
        bulletin.over_time.get(dimension, {}).get(code, ()),
    )


def rolled_up(now: State, dimension: str, code: str, *, listed: bool = True) -> RollUp:
    """What the bulletin tells of one code beside its progress; nothing where nothing has been measured.

    `listed`: with each milestone and target, and not their counts alone.
    """
    if now.bulletin is None:
        return RollUp()
    # where the lake has no milestones there is nothing to ask for
    wanted = listed and now.bulletin.milestones
    milestones = state.milestones(now.bulletin, dimension, code) if wanted else ()
    return roll_up_of(now.bulletin, dimension, code, figure_at(now.bulletin, dimension, code), milestones)


def figure_at(bulletin: Bulletin, dimension: str, code: str) -> Figure:
    """The figure of one code; the dimension `total` has the territory's own."""
    return bulletin.total if dimension == "total" else bulletin.figure(dimension, code)


def tags_of(figure: Figure | None) -> tuple[Tagged, ...]:
    """The climate's and the digital transition's shares, where any of the money is tagged."""
    if figure is None:
        return ()
    found = (
        ("climate", figure.climate_funding, figure.climate_tagged, figure.climate_share),
        ("digital", figure.digital_funding, figure.digital_tagged, figure.digital_share),
    )
    return tuple(
        Tagged(aim, amount, tagged, share, float(tagged / figure.funding_pnrr) if figure.funding_pnrr else None)
        for aim, amount, tagged, share in found
        if amount is not None and tagged is not None and share is not None
    )


def _sources(money: Mapping[str, SourceMoney]) -> tuple[SourceLine, ...]:
    return tuple(SourceLine(code, title, money[code]) for code, title in SOURCES.items() if code in money)
