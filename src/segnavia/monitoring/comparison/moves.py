"""The values of a comparison, frozen."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext

ZERO = Decimal(0)
DIGITS = 60  # more than a sum of 38 digits can need: the 28 that Python takes by itself would round a country's money


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a difference: of how many projects, and their euro, unrounded and never negative."""

    projects: int = 0
    amount: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class MoneyMoves:
    """How a sum of money came from what it was to what it is, in euro, unrounded.

    `before` and `after` are the figures of the two bulletins, `None` where no project told an amount. What became known
    and what is no longer told are parts of their own, apart from what rose and fell: a sum over more known terms is not
    money that came. `after - before` is exactly appeared + told + up - down - untold - left.
    """

    before: Decimal | None
    after: Decimal | None
    appeared: Part = field(default_factory=Part)  # of projects that did not count here before
    left: Part = field(default_factory=Part)  # of projects that no longer count here
    told: Part = field(default_factory=Part)  # here in both, unknown before
    untold: Part = field(default_factory=Part)  # here in both, unknown now
    up: Part = field(default_factory=Part)  # known in both, and more
    down: Part = field(default_factory=Part)

    @property
    def difference(self) -> Decimal | None:
        """What it is less what it was; `None` where either is unknown."""
        if self.before is None or self.after is None:
            return None
        with localcontext(prec=DIGITS):
            return self.after - self.before

    @property
    def moved(self) -> bool:
        """Whether anything of it is another than before."""
        parts = (self.appeared, self.left, self.told, self.untold, self.up, self.down)
        return self.before != self.after or any(part.amount for part in parts)


@dataclass(frozen=True, slots=True)
class StateMove:
    """How many projects went from one state (`core.facts.State`) to another."""

    before: str
    after: str
    projects: int


@dataclass(frozen=True, slots=True)
class MilestoneMove:
    """A milestone or target with what was known of it before (`core.milestones.Outcome`) and what is known now."""

    code: str
    kind: str
    level: str
    title: str
    submeasure: str
    due_on: date
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProjectMove:
    """One project in both bulletins. Money is the whole project's, in euro; states and rules are codes.

    What belongs to a bulletin in which it does not count here is `None`.
    """

    key: str
    submeasure: str
    cup: str
    title: str | None
    was_here: bool
    is_here: bool
    state_before: str | None
    state_after: str | None
    rule_before: str | None
    rule_after: str | None
    days_late: int | None  # now
    due: date | None  # what a project that is late now is late against
    funding_before: Decimal | None
    funding_after: Decimal | None
    paid_before: Decimal | None
    paid_after: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs in one place of the plan between two bulletins, named by their ids."""

    earlier: str
    later: str
    appeared: int
    left: int
    money_changed: int  # projects, here in both, of which the funding or the payments are told differently
    funding: MoneyMoves
    paid: MoneyMoves
    states: tuple[StateMove, ...] = ()  # of projects that count here in both; the most first
    milestones: tuple[MilestoneMove, ...] = ()

    @property
    def states_changed(self) -> int:
        """Projects whose state is another than before."""
        return sum(move.projects for move in self.states)
