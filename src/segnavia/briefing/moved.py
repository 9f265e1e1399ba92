"""What moved between two bulletins of one territory."""

from dataclasses import dataclass
from decimal import Decimal

from segnavia.monitoring.bulletin import Bulletin


@dataclass(frozen=True, slots=True)
class Moved:
    """Differences in euro and in projects; `None` where either bulletin does not know the term."""

    since: str  # ISO date of the earlier bulletin
    located: int
    funded: Decimal | None
    paid: Decimal | None


def moved_between(earlier: Bulletin, later: Bulletin) -> Moved:
    """The later bulletin's totals less the earlier's."""
    return Moved(
        since=earlier.as_of,
        located=later.total.projects_located - earlier.total.projects_located,
        funded=_difference(earlier.total.funding_pnrr, later.total.funding_pnrr),
        paid=_difference(earlier.total.paid_pnrr, later.total.paid_pnrr),
    )


def _difference(earlier: Decimal | None, later: Decimal | None) -> Decimal | None:
    return None if earlier is None or later is None else later - earlier
