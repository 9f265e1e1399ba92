"""How money rolls up when some of it is unknown: one rule for every place where people look.

Unknown never counts as zero: a sum says on how many projects it rests, a ratio is taken only over the projects of which
both terms are known, and the share that is known is told beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one project, in euro. `weight` is its place share times its crosswalk share, in [0, 1]."""

    weight: Fraction
    measured: bool  # has a row in the payments release
    funding: Decimal | None = None  # PNRR funding according to the payments release
    paid: Decimal | None = None  # PNRR payments according to the payments release
    funding_elsewhere: Decimal | None = None  # PNRR funding by the projects release, where payments have no row


@dataclass(frozen=True, slots=True)
class Figure:
    """The money of a set of projects, in euro, unrounded.

    `funding_pnrr` and `paid_pnrr` are sums over the projects that say them, `None` where none does.
    `both_funding` and `both_paid` are the same sums over the projects that say both. `funding_elsewhere` is what
    another source says of projects without a payments row: it is shown apart and never mixed in.
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

    @property
    def paid_ratio(self) -> float | None:
        """Paid over funded, over what has both terms; `None` where there is nothing to divide by."""
        if not self.both_funding or self.both_paid is None:
            return None
        return float(self.both_paid / self.both_funding)

    @property
    def known_share(self) -> float | None:
        """The share of all the funding any source tells of which payments are known; `None` where none is told."""
        told = (self.funding_pnrr or Decimal(0)) + (self.funding_elsewhere or Decimal(0))
        if not told:
            return None
        return float((self.both_funding or Decimal(0)) / told)


NOTHING = Figure(0, 0, 0, 0, None, None, None, None, None)


def roll_up(readings: Iterable[Reading]) -> Figure:
    """The figure of these projects: the slow, exact twin of what `monitoring/sql` computes."""
    rows = list(readings)

    def total(terms: Iterable[tuple[Fraction, Decimal]]) -> Decimal | None:
        parts = [weight * Fraction(amount) for weight, amount in terms]
        if not parts:
            return None
        exact = sum(parts, Fraction(0))
        return Decimal(exact.numerator) / Decimal(exact.denominator)

    both = [r for r in rows if r.funding is not None and r.paid is not None]
    return Figure(
        projects=sum(r.measured for r in rows),
        projects_located=len(rows),
        projects_both=len(both),
        projects_told=sum(r.funding is not None or r.funding_elsewhere is not None for r in rows),
        funding_pnrr=total((r.weight, r.funding) for r in rows if r.funding is not None),
        paid_pnrr=total((r.weight, r.paid) for r in rows if r.paid is not None),
        both_funding=total((r.weight, r.funding) for r in both if r.funding is not None),
        both_paid=total((r.weight, r.paid) for r in both if r.paid is not None),
        funding_elsewhere=total((r.weight, r.funding_elsewhere) for r in rows if r.funding_elsewhere is not None),
    )
