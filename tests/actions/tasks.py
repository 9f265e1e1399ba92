"""A plan and actors for the tests of what is asked."""

from datetime import date, timedelta

from django.utils import timezone

from segnavia.actions import assignments, plans
from segnavia.core.bodies import DIRECTION_OF, BodyKind
from segnavia.registry.models import Actor, Assignment, FrozenText
from tests.actions.people import PLANNER
from tests.plans.samples import package

MUNICIPALITIES = "municipalities"
SERVICES = "objectives:M1.01"


def loaded(**changes: object) -> FrozenText:
    """The sound plan's text, with some of its lists replaced."""
    return plans.load(package(**changes), by=PLANNER).text


def an_actor(code: str, kind: BodyKind = BodyKind.MUNICIPALITY, **values: str) -> Actor:
    """An actor of that code."""
    title = code.replace("-", " ").capitalize()
    return Actor.objects.create(code=code, title=title, kind=kind, direction=DIRECTION_OF[kind], **values)


def given(text: FrozenText, owner: Actor, due_on: date | None = None, what: str = "") -> Assignment:
    """The assignment of M1.01 to a municipality."""
    return assignments.assign(text, SERVICES, MUNICIPALITIES, owner, by=PLANNER, due_on=due_on, what=what)


def day(days: int) -> date:
    """A day from today."""
    return timezone.localdate() + timedelta(days=days)
