"""What a judgement of one project changes, in money by objective."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from segnavia.core.links import Link, effective_links
from segnavia.desk.links.now import Now, book_of
from segnavia.desk.links.rows import Row
from segnavia.monitoring import reading
from segnavia.plans.schema import Objective


@dataclass(frozen=True, slots=True)
class Part:
    """What one objective gets of a project: its share, and the money here, in euro; null where that is not known."""

    share: Fraction
    money: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """One objective before and after; without a code, the part of the project that is outside the plan."""

    code: str
    objective: Objective | None
    before: Part
    after: Part

    @property
    def is_change(self) -> bool:
        """Whether anything becomes different."""
        return self.before.share != self.after.share


def changes_by(now: Now, row: Row, judgement: Sequence[Link]) -> list[Change]:
    """From what the published bulletin counts to what the next one will count with this judgement."""
    published = book_of(reading.get_plan_text(now.home, now.bulletin.id))
    held = reading.get_links(now.home, now.bulletin.id).get(row.key, ())
    before = effective_links(published.shares_of(row.submeasure), held)
    after = effective_links(now.book.shares_of(row.submeasure), judgement)
    money = row.money if row.money is not None else row.money_elsewhere
    return list(_changes(before, after, money, {**published.objectives, **now.book.objectives}))


def _changes(
    before: Mapping[str, Fraction],
    after: Mapping[str, Fraction],
    money: Decimal | None,
    objectives: Mapping[str, Objective],
) -> Iterator[Change]:
    for code in sorted({*before, *after}):
        parts = (_part(shares.get(code, Fraction(0)), money) for shares in (before, after))
        yield Change(code, objectives.get(code), *parts)
    outside = [Fraction(0) if shares else Fraction(1) for shares in (before, after)]
    if any(outside):
        yield Change("", None, *(_part(share, money) for share in outside))


def _part(share: Fraction, money: Decimal | None) -> Part:
    if money is None:
        return Part(share, None)
    amount = money * share.numerator / share.denominator
    return Part(share, amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN))
