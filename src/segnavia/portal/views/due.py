"""What is due next, month by month, of the plan as a whole or of one thing."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.changes.topics import followed
from segnavia.briefing.due import Due, by_month, due_of, next_of, overdue_of
from segnavia.briefing.state import State
from segnavia.core.topics import WHOLE_PLAN, TopicKind
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views import topics


@dataclass(frozen=True, slots=True)
class Coming:
    """What is due next, in short, for the home page: the first of it, how much more there is, and what is overdue."""

    lines: tuple[Due, ...]
    more: int
    overdue: int
    today: date

    @property
    def data(self) -> twins.Json:
        """The same as the twin has it."""
        return {"items": [each.twin for each in self.lines], "more": self.more, "overdue": self.overdue}


def coming(now: State, number: int = 6) -> Coming:
    """What is due next in the plan as a whole (`portal/parts/due.html`)."""
    plan, today = followed(WHOLE_PLAN, now), timezone.localdate()
    lines = due_of(now, plan) if plan else []
    ahead = next_of(lines, today)
    return Coming(tuple(ahead[:number]), max(0, len(ahead) - number), len(overdue_of(lines, today)), today)


def index(request: HttpRequest, now: State) -> Page:
    """What is open and has its day: first what is overdue, then what is due by month."""
    thing, today = topics.asked(request, now), timezone.localdate()
    lines = due_of(now, thing)
    ahead, overdue = next_of(lines, today), overdue_of(lines, today)
    is_plan = thing.topic.kind is TopicKind.PLAN
    return Page(
        "portal/due.html",
        _("Due dates"),
        crumbs=(*(() if is_plan else (Crumb(thing.topic.code, thing.address.url),)), Crumb(_("Due dates"))),
        measured=False,
        context={
            "followed": thing,
            "is_plan": is_plan,
            "months": by_month(ahead),
            "number": len(ahead),
            "overdue": overdue,
            "today": today,
        },
        data={
            "topic": {"kind": thing.topic.kind.value, "code": thing.topic.code or None, "title": thing.title},
            "as_of_day": today.isoformat(),
            "overdue": {"items": [each.twin for each in overdue]},
            "items": [each.twin for each in ahead],
        },
    )
