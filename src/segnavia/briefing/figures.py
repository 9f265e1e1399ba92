"""Money and progress as pages show them. Nothing measured is `None` everywhere, and `None` is never shown as zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from segnavia.core.rollup import NOTHING, Figure
from segnavia.monitoring.bulletin import Bulletin, IndicatorFigure


@dataclass(frozen=True, slots=True)
class Money:
    """What is known of a set of projects: counts, and euro unrounded. All `None` where nothing has been measured."""

    figure: Figure | None = None

    @property
    def located(self) -> int | None:
        """All projects that lie there, measured or not."""
        return None if self.figure is None else self.figure.projects_located

    @property
    def measured(self) -> int | None:
        """Projects with a row in the payments release."""
        return None if self.figure is None else self.figure.projects

    @property
    def known(self) -> int | None:
        """Projects whose funding and payments are both known."""
        return None if self.figure is None else self.figure.projects_both

    @property
    def told(self) -> int | None:
        """Projects whose funding any source tells."""
        return None if self.figure is None else self.figure.projects_told

    @property
    def untold(self) -> int | None:
        """Projects of which no source tells any amount."""
        return None if self.figure is None else self.figure.projects_located - self.figure.projects_told

    @property
    def funded(self) -> Decimal | None:
        """PNRR funding by the payments release."""
        return None if self.figure is None else self.figure.funding_pnrr

    @property
    def paid(self) -> Decimal | None:
        """PNRR payments."""
        return None if self.figure is None else self.figure.paid_pnrr

    @property
    def paid_ratio(self) -> float | None:
        """Paid over funded, over what has both terms."""
        return None if self.figure is None else self.figure.paid_ratio

    @property
    def known_share(self) -> float | None:
        """The share of all told funding of which payments are known."""
        return None if self.figure is None else self.figure.known_share

    @property
    def elsewhere(self) -> Decimal | None:
        """What another source tells of projects without a payments row."""
        return None if self.figure is None else self.figure.funding_elsewhere


def money_of(figure: Figure | None) -> Money:
    """The money of a figure, or of nothing measured."""
    return Money(figure)


def together(figures: Iterable[Figure]) -> Figure:
    """The figure of sets of projects that have none in common, such as the components of a mission."""
    found = list(figures)
    sums: dict[str, Any] = {}
    for column in fields(Figure):
        told = [value for figure in found if (value := getattr(figure, column.name)) is not None]
        sums[column.name] = sum(told) if told else getattr(NOTHING, column.name)
    return Figure(**sums)


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
    def bar(self) -> Bar:
        """Achieved over planned, filled at most to the end."""
        return NO_BAR if self.ratio is None else Bar(min(1.0, self.ratio) * 100, 100)


def indicators_of(figures: Iterable[IndicatorFigure]) -> tuple[Indicator, ...]:
    """Each indicator with its ratio; one planned at zero is listed, but has none."""
    return tuple(
        Indicator(figure, float(figure.achieved / figure.planned) if figure.planned else None) for figure in figures
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
    def before_last(self) -> int:
        """The number of the page before the last: a window that ends there leaves no gap."""
        return self.pages - 1

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
