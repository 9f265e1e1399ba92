"""Money and progress as pages show them. Nothing measured is `None` everywhere, and `None` is never shown as zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Bulletin, IndicatorFigure


@dataclass(frozen=True, slots=True)
class Money:
    """What is known of a set of projects: counts, and euro unrounded. All `None` where no bulletin says anything."""

    located: int | None = None
    measured: int | None = None
    known: int | None = None  # projects whose funding and payments are both known
    told: int | None = None  # projects whose funding any source tells
    funded: Decimal | None = None
    paid: Decimal | None = None
    paid_ratio: float | None = None
    known_share: float | None = None
    elsewhere: Decimal | None = None

    @property
    def untold(self) -> int | None:
        """Projects of which no source tells any amount."""
        return None if self.located is None or self.told is None else self.located - self.told


UNMEASURED = Money()


def money_of(figure: Figure | None) -> Money:
    """The money of a figure, or of nothing measured."""
    if figure is None:
        return UNMEASURED
    return Money(
        located=figure.projects_located,
        measured=figure.projects,
        known=figure.projects_both,
        told=figure.projects_told,
        funded=figure.funding_pnrr,
        paid=figure.paid_pnrr,
        paid_ratio=figure.paid_ratio,
        known_share=figure.known_share,
        elsewhere=figure.funding_elsewhere,
    )


def money_at(bulletin: Bulletin | None, dimension: str, code: str) -> Money:
    """The money of one code of a dimension, or of nothing measured."""
    return money_of(None if bulletin is None else bulletin.figure(dimension, code))


@dataclass(frozen=True, slots=True)
class Bar:
    """A progress bar in hundredths of its length: what is done, what is known, the rest is unknown and hatched.

    `tail` says that it goes on by a length that nobody knows: there are projects without any known amount.
    """

    done: float | None
    known: float
    tail: bool = False

    @property
    def unknown(self) -> float:
        """The hatched part."""
        return max(0.0, 100 - self.known)


NO_BAR = Bar(None, 0)


def financial_bar(money: Money) -> Bar:
    """Paid over funded, on a bar as long as all the funding that any source tells."""
    if money.paid_ratio is None or money.known_share is None:
        return NO_BAR
    known = min(100.0, money.known_share * 100)
    return Bar(min(1.0, money.paid_ratio) * known, known, tail=bool(money.untold))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One physical indicator: what was planned, what was achieved, and their ratio where there is one."""

    figure: IndicatorFigure
    ratio: float | None

    @property
    def reached(self) -> bool:
        """Whether the achieved value is at least the planned one."""
        return self.figure.achieved >= self.figure.planned

    @property
    def bar(self) -> Bar:
        """Achieved over planned, filled at most to the end."""
        return NO_BAR if self.ratio is None else Bar(min(1.0, self.ratio) * 100, 100)


@dataclass(frozen=True, slots=True)
class Physical:
    """Physical progress as a count of indicators, because their units cannot be added up."""

    indicators: tuple[Indicator, ...]

    @property
    def counted(self) -> int:
        """How many indicators have a planned value to compare with."""
        return sum(indicator.ratio is not None for indicator in self.indicators)

    @property
    def reached(self) -> int:
        """How many of those reached it."""
        return sum(indicator.ratio is not None and indicator.reached for indicator in self.indicators)

    @property
    def bar(self) -> Bar:
        """Indicators that reached their planned value, over all that have one."""
        return Bar(100 * self.reached / self.counted, 100) if self.counted else NO_BAR


def physical_of(figures: Iterable[IndicatorFigure]) -> Physical:
    """The physical progress that these indicators tell; one planned at zero is listed, but has no ratio."""
    return Physical(
        tuple(
            Indicator(figure, float(figure.achieved / figure.planned) if figure.planned else None) for figure in figures
        )
    )


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of a list, counted from 1."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the page's first item, from 1."""
        return self.offset + 1

    @property
    def last(self) -> int:
        """The number of the page's last item."""
        return min(self.total, self.offset + self.size)

    @property
    def previous(self) -> int:
        """The number of the page before."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The number of the page after."""
        return self.number + 1

    @property
    def window(self) -> Sequence[int]:
        """The page numbers worth a link: the neighbours of this one."""
        return range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)


def page_of(asked: str | None, total: int, size: int = 25) -> PageOf:
    """The page that was asked for, or the nearest that exists."""
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    empty = PageOf(1, size, total)
    return PageOf(min(max(1, number), empty.pages), size, total)
