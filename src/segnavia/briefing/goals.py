"""The goals of the Agenda 2030, derived: through the sub-measures whose projects serve an objective."""

from dataclasses import dataclass

from segnavia.briefing.figures import Money, money_of
from segnavia.monitoring.bulletin import Bulletin, GoalLink


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that an objective serves."""

    code: str
    title: str
    link: GoalLink


def goals_of(bulletin: Bulletin | None, objective: str) -> list[Goal]:
    """The goals of an objective, those that are the main ones of a sub-measure first."""
    links = () if bulletin is None else bulletin.objective_goals.get(objective, ())
    found = [Goal(link.goal, bulletin.goals.get(link.goal, ""), link) for link in links if bulletin]
    return sorted(found, key=lambda goal: (not goal.link.prevalent, goal.code))


def goal_rows(bulletin: Bulletin | None) -> list[tuple[str, str, Money]]:
    """The money by the main goal of its sub-measure: code, title and money; empty where no dataset tells the goals."""
    if bulletin is None or not bulletin.goals:
        return []
    return [(code, bulletin.goals.get(code, ""), money_of(figure)) for code, figure in bulletin.by["goal"].items()]
