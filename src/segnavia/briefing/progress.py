"""Three kinds of progress, side by side and never blended: procedural, physical, financial."""

from dataclasses import dataclass

from segnavia.briefing.figures import NO_BAR, Bar, Money, financial_bar
from segnavia.briefing.states import StateCount, counts_of
from segnavia.core.facts import State


@dataclass(frozen=True, slots=True)
class Progress:
    """Projects by state, targets reached of targets, paid of funded. `money` says on how many projects each rests."""

    money: Money
    states: tuple[StateCount, ...]
    targets: int
    reached: int
    financial: Bar

    @property
    def told(self) -> int:
        """Projects of whose state a source tells something."""
        return sum(each.count for each in self.states if each.state is not State.UNKNOWN)

    @property
    def completed(self) -> int:
        """Projects that have ended."""
        return self._count(State.COMPLETED)

    @property
    def under_way(self) -> int:
        """Projects at work."""
        return self._count(State.UNDER_WAY)

    @property
    def late(self) -> int:
        """Projects past their dates."""
        return self._count(State.LATE)

    @property
    def unknown(self) -> int:
        """Projects of whose state no source tells anything."""
        return self._count(State.UNKNOWN)

    @property
    def physical(self) -> Bar:
        """Targets reached, over those with a planned value and an achieved one."""
        return Bar(100 * self.reached / self.targets, 100) if self.targets else NO_BAR

    @property
    def listed(self) -> tuple[StateCount, ...]:
        """The states that a legend names: those with a project."""
        return tuple(each for each in self.states if each.count)

    def _count(self, state: State) -> int:
        return next((each.count for each in self.states if each.state is state), 0)


def progress_of(money: Money) -> Progress:
    """The progress of a figure, or of nothing measured."""
    figure = money.figure
    return Progress(
        money,
        counts_of(figure),
        figure.targets if figure else 0,
        figure.targets_reached if figure else 0,
        financial_bar(money),
    )
