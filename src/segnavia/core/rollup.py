"""Rolling up with unknowns: a sum is over what is known, a ratio over the projects of which both terms are known, and
the share that is known is told beside it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from segnavia.core.facts import State


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one project, in euro. `weight` is its place share times its crosswalk share, in [0, 1]."""

    weight: Fraction
    measured: bool  # has a row in the payments release
    funding: Decimal | None = None  # PNRR funding according to the payments release
    paid: Decimal | None = None  # PNRR payments according to the payments release
    funding_elsewhere: Decimal | None = None  # PNRR funding by the projects release, where payments have no row
    state: State = State.UNKNOWN
    targets: int = 0  # indicators with a planned value above zero and an achieved one
    targets_reached: int = 0
    climate: Fraction | None = None  # how much of its sub-measure's money supports the climate; `None`: not tagged
    digital: Fraction | None = None  # the same for the digital transition


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of a set of projects. Money is in euro, unrounded; counts are of whole projects.

    `funding_pnrr` and `paid_pnrr` are sums over the projects that say them, `None` where none does.
    `both_funding` and `both_paid` are the same sums over the projects that say both. `funding_elsewhere` is what
    another source says of projects without a payments row: it is shown apart and never mixed in.

    Three kinds of progress stand apart and are never blended: procedural (the counts by state), physical (targets
    reached of targets with a planned value), financial (paid over funded).
    """

    projects: int  # measured: with a row in the payments release
    projects_located: int  # all that lie there, measured or not
    projects_both: int  # whose funding and payments are both known
    projects_told: int  # whose funding any source tells; of the others no amount is known at all
    funding_pnrr: Decimal | None
    paid_pnrr: Decimal | None
    both_funding: Decimal | None
    both_paid: Decimal | None
    funding_elsewhere: Decimal | None
    not_started: int = 0
    under_way: int = 0
    late: int = 0
    completed: int = 0
    suspended_or_withdrawn: int = 0
    targets: int = 0
    targets_reached: int = 0
    climate_funding: Decimal | None = None  # of `climate_tagged`, what supports the climate
    climate_tagged: Decimal | None = None  # PNRR funding of the projects whose sub-measure has a climate coefficient
    digital_funding: Decimal | None = None
    digital_tagged: Decimal | None = None

    @property
    def paid_ratio(self) -> float | None:
        """Paid over funded, over what has both terms; `None` where there is nothing to divide by."""
        return _ratio(self.both_paid, self.both_funding)

    @property
    def known_share(self) -> float | None:
        """The share of all the funding any source tells of which payments are known; `None` where none is told."""
        told = (self.funding_pnrr or Decimal(0)) + (self.funding_elsewhere or Decimal(0))
        if not told:
            return None
        return float((self.both_funding or Decimal(0)) / told)

    @property
    def state_unknown(self) -> int:
        """The projects of whose state no source tells anything."""
        return self.projects_located - sum(self.count(state) for state in State if state is not State.UNKNOWN)

    @property
    def climate_share(self) -> float | None:
        """The climate's share of the funding that is tagged for it."""
        return _ratio(self.climate_funding, self.climate_tagged)

    @property
    def digital_share(self) -> float | None:
        """The digital transition's share of the funding that is tagged for it."""
        return _ratio(self.digital_funding, self.digital_tagged)

    def count(self, state: State) -> int:
        """How many projects are in this state."""
        return self.state_unknown if state is State.UNKNOWN else int(getattr(self, state.value))


NOTHING = Figure(0, 0, 0, 0, None, None, None, None, None)


def roll_up(readings: Iterable[Reading]) -> Figure:
    """The figure of these projects: the slow, exact twin of what `monitoring/sql` computes."""
    rows = list(readings)

    def total(amount_of: Callable[[Reading], Decimal | Fraction | None]) -> Decimal | None:
        parts = [row.weight * Fraction(amount) for row in rows if (amount := amount_of(row)) is not None]
        if not parts:
            return None
        exact = sum(parts, Fraction(0))
        return Decimal(exact.numerator) / Decimal(exact.denominator)

    def count(state: State) -> int:
        return sum(row.state is state for row in rows)

    return Figure(
        projects=sum(r.measured for r in rows),
        projects_located=len(rows),
        projects_both=sum(r.funding is not None and r.paid is not None for r in rows),
        projects_told=sum(r.funding is not None or r.funding_elsewhere is not None for r in rows),
        funding_pnrr=total(lambda r: r.funding),
        paid_pnrr=total(lambda r: r.paid),
        both_funding=total(lambda r: r.funding if r.paid is not None else None),
        both_paid=total(lambda r: r.paid if r.funding is not None else None),
        funding_elsewhere=total(lambda r: r.funding_elsewhere),
        not_started=count(State.NOT_STARTED),
        under_way=count(State.UNDER_WAY),
        late=count(State.LATE),
        completed=count(State.COMPLETED),
        suspended_or_withdrawn=count(State.SUSPENDED_OR_WITHDRAWN),
        targets=sum(r.targets for r in rows),
        targets_reached=sum(r.targets_reached for r in rows),
        climate_funding=total(lambda r: _part(r.funding, r.climate)),
        climate_tagged=total(lambda r: r.funding if r.climate is not None else None),
        digital_funding=total(lambda r: _part(r.funding, r.digital)),
        digital_tagged=total(lambda r: r.funding if r.digital is not None else None),
    )


def _part(amount: Decimal | None, share: Fraction | None) -> Fraction | None:
    return None if amount is None or share is None else Fraction(amount) * share


def _ratio(part: Decimal | None, whole: Decimal | None) -> float | None:
    return float(part / whole) if whole and part is not None else None
