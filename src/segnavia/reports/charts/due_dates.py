"""What the public agreements and first moves promise, by the quarter in which it is due, and how it stands on a day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain, plain_day
from segnavia.briefing.state import State
from segnavia.core.agreement_rules import BINDING, is_overdue
from segnavia.core.lifecycle import AgreementState, TaskState
from segnavia.registry.models import Agreement, FirstMove
from segnavia.reports.charts.calendar import Kind, draw_calendar, name_of, quarters_of
from segnavia.reports.charts.model import Chart
from segnavia.reports.charts.style import NARROW, OPEN, WIDE

KEY = "due-dates"


class Standing(StrEnum):
    """How a promise stands on a day."""

    KEPT = "kept"
    OVERDUE = "overdue"
    AHEAD = "ahead"


HUES = {Standing.KEPT: "#0a3f73", Standing.OVERDUE: "#c2410c", Standing.AHEAD: OPEN}


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised: by whom, what, by when (`None`: no day was set), and how it stands."""

    due_on: date | None
    actor: str
    what: str
    standing: Standing


def due_dates(now: State, agreements: Iterable[Agreement], today: date) -> Chart | None:
    """Of these agreements, which are public, and of the public first moves, on a day; nothing where none is dated."""
    found = sorted(_promises(now, agreements, today), key=lambda each: (each.due_on or date.max, each.actor, each.what))
    return _chart(tuple(found), today, get_language() or "")


def _promises(now: State, agreements: Iterable[Agreement], today: date) -> Iterator[Promise]:
    for agreement in agreements:
        if AgreementState(agreement.state) in BINDING:  # before the signature nothing is promised
            for row in agreement.commitments.all():
                if row.state != TaskState.WITHDRAWN:
                    yield Promise(row.due_on, row.actor.title, row.what, _standing(row.state, row.due_on, today))
    moves = FirstMove.objects.filter(plan__code=now.book.package.plan.code, is_public=True).exclude(
        state=TaskState.WITHDRAWN
    )
    for move in moves.select_related("owner"):
        owner = move.owner.title if move.owner else ""
        yield Promise(move.due_on, owner, move.title, _standing(move.state, move.due_on, today))


def _standing(state: str, due_on: date | None, today: date) -> Standing:
    if state == TaskState.DONE:
        return Standing.KEPT
    return Standing.OVERDUE if is_overdue(TaskState(state), due_on, today) else Standing.AHEAD


@lru_cache(maxsize=16)
def _chart(found: tuple[Promise, ...], today: date, _language: str) -> Chart | None:
    words = {Standing.KEPT: _("kept"), Standing.OVERDUE: _("overdue"), Standing.AHEAD: _("ahead")}
    order = tuple(Standing)
    dated = [(each.due_on, order.index(each.standing)) for each in found if each.due_on is not None]
    quarters = quarters_of(dated, len(order))
    if not quarters:
        return None
    keys = {Standing.KEPT: _("Kept"), Standing.OVERDUE: _("Overdue and not kept"), Standing.AHEAD: _("Still ahead")}
    kinds = [Kind(HUES[standing], keys[standing]) for standing in order]
    wide, narrow = (draw_calendar(quarters, kinds, today, plain_day(today), width) for width in (WIDE, NARROW))
    title = _title(found, len(dated))
    ahead = [each for each in quarters if each.counts[order.index(Standing.AHEAD)]]
    nearest = ", ".join(f"{name_of(each)} {plain(each.counts[-1])}" for each in ahead[:4])
    following = _("The next ones: %(nearest)s.") % {"nearest": nearest} if nearest else ""
    return Chart(
        KEY,
        title,
        f"{title}. {following}".strip(),
        wide,
        (_("Due on"), _("Who"), _("What"), _("Standing")),
        tuple((each.due_on, each.actor or None, each.what, words[each.standing]) for each in found),
        narrow,
        _("From the public agreements and first moves, as of %(date)s.") % {"date": plain_day(today)},
    )


def _title(found: tuple[Promise, ...], dated: int) -> str:
    counts = Counter(each.standing for each in found)
    words = {"all": plain(len(found)), **{standing.value: plain(counts[standing]) for standing in Standing}}
    title = (
        ngettext(
            "%(all)s commitment or first move: %(kept)s kept, %(overdue)s overdue, %(ahead)s ahead",
            "%(all)s commitments and first moves: %(kept)s kept, %(overdue)s overdue, %(ahead)s ahead",
            len(found),
        )
        % words
    )
    without = len(found) - dated
    if not without:
        return title
    day = ngettext("%(number)s without a day", "%(number)s without a day", without) % {"number": plain(without)}
    return f"{title}; {day}"
