"""What a report is composed from: the plan and the bulletin, what it is about, and the one day it knows."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from segnavia.briefing.figures import Money, money_of
from segnavia.briefing.rollup import RollUp, figure_at, rolled_up
from segnavia.briefing.state import State
from segnavia.monitoring.bulletin import Bulletin
from segnavia.plans.book import PlanBook
from segnavia.reports.charts import Chart, charts_of
from segnavia.reports.monitoring.scope import Scope


@dataclass(frozen=True)
class Context:
    """One report's sources."""

    now: State
    scope: Scope

    @property
    def book(self) -> PlanBook:
        """The plan."""
        return self.now.book

    @property
    def bulletin(self) -> Bulletin | None:
        """The measurement, or nothing before the first."""
        return self.now.bulletin

    @property
    def day(self) -> date:
        """The day at which what is due is counted as late: the bulletin's, so that a report does not change by itself.

        Before the first bulletin it is the plan's first, when nothing was late yet.
        """
        if self.bulletin is None:
            return date(self.book.package.plan.period.start, 1, 1)
        return date.fromisoformat(self.bulletin.as_of)

    @cached_property
    def money(self) -> Money:
        """The money of what the report is about."""
        if self.bulletin is None:
            return money_of(None)
        return money_of(figure_at(self.bulletin, self.scope.dimension, self.scope.code))

    @cached_property
    def rollup(self) -> RollUp:
        """What else the bulletin tells of it."""
        return rolled_up(self.now, self.scope.dimension, self.scope.code)

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The charts that there are of it."""
        return charts_of(self.now, self.scope.dimension, self.scope.code, self.day)

    def charted(self, *keys: str) -> tuple[Chart, ...]:
        """Its charts of these names, as far as there are any."""
        return tuple(chart for key in keys for chart in self.charts if chart.key == key)
