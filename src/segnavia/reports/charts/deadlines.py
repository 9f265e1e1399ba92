"""The milestones and targets of the PNRR by the quarter in which they are due, and what is known of each."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.briefing import state
from segnavia.briefing.numbers import plain, plain_day
from segnavia.core.milestones import Outcome
from segnavia.reports.charts.calendar import Kind, Quarter, draw_calendar, name_of, quarters_of
from segnavia.reports.charts.model import Chart
from segnavia.reports.charts.style import NARROW, OUTCOMES, WIDE
from segnavia.reports.charts.subject import Subject

KEY = "deadlines"


def deadlines(subject: Subject) -> Chart | None:
    """Those of the sub-measures at work there; nothing where the lake has none."""
    if not subject.bulletin.milestones:
        return None
    milestones = state.milestones(subject.bulletin, subject.dimension, subject.code)
    order = tuple(OUTCOMES)
    quarters = quarters_of(((each.due_on, order.index(Outcome(each.outcome))) for each in milestones), len(order))
    if not quarters:
        return None
    today = date.fromisoformat(subject.bulletin.as_of)
    counts = Counter(Outcome(each.outcome) for each in milestones)
    words = {
        Outcome.MET: _("Met"),
        Outcome.MISSED: _("Missed"),
        Outcome.UNTOLD: _("Due, and no source tells"),
        Outcome.AHEAD: _("Still ahead"),
    }
    kinds = [Kind(OUTCOMES[outcome], words[outcome]) for outcome in order]
    wide, narrow = (draw_calendar(quarters, kinds, today, plain_day(today), width) for width in (WIDE, NARROW))
    national = _("They are national: a sub-measure reaches them for the whole country.")
    return Chart(
        KEY,
        _title(counts, today),
        _alt(_title(counts, today), quarters),
        wide,
        (_("Due by"), *(words[outcome] for outcome in order)),
        tuple((quarter.last_day, *quarter.counts) for quarter in quarters if quarter.total),
        narrow,
        f"{subject.note} {national}",
    )


def _alt(title: str, quarters: Sequence[Quarter]) -> str:
    """The title, the fullest quarter, and the next ones."""
    fullest = max(quarters, key=lambda each: each.total)
    ahead = [(each, each.counts[tuple(OUTCOMES).index(Outcome.AHEAD)]) for each in quarters]
    nearest = ", ".join(f"{name_of(each)} {plain(count)}" for each, count in ahead if count)
    told = [title + "."]
    told.append(_("The fullest quarter is the %(quarter)s: %(number)s.") % {
        "quarter": name_of(fullest), "number": plain(fullest.total),
    })  # fmt: skip
    if nearest:
        told.append(_("The next ones: %(nearest)s.") % {"nearest": nearest})
    return " ".join(told)


def _title(counts: Counter[Outcome], today: date) -> str:
    due = counts.total() - counts[Outcome.AHEAD]
    return ngettext(
        "Milestones and targets of the PNRR: %(due)s due by %(date)s (%(met)s met, %(missed)s missed, of "
        "%(untold)s no source tells), %(ahead)s ahead",
        "Milestones and targets of the PNRR: %(due)s due by %(date)s (%(met)s met, %(missed)s missed, of "
        "%(untold)s no source tells), %(ahead)s ahead",
        due,
    ) % {
        "due": plain(due),
        "date": plain_day(today),
        **{outcome.value: plain(counts[outcome]) for outcome in Outcome},
    }  # fmt: skip
