"""What is due next, as everybody may know it: what was promised or asked for, legal steps, milestones of the PNRR."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from segnavia.briefing import asked, state, twins
from segnavia.briefing.changes.entries import Address
from segnavia.briefing.changes.told import actor_keys
from segnavia.briefing.changes.topics import Followed
from segnavia.briefing.state import State
from segnavia.core.milestones import Outcome
from segnavia.monitoring.bulletin import Milestone
from segnavia.registry.calendars import DayEvent, what_of, word_of
from segnavia.registry.deadlines import Deadline, DeadlineKind, public_deadlines

MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. `kind` is a `DeadlineKind` or `milestone`, `word` what it is called.

    `is_ahead`: it was still ahead when the source spoke, of a milestone; anything else is open now.
    """

    uid: str
    kind: str
    word: str
    what: str
    actor: str
    due_on: date
    address: Address
    version: int = 1

    @property
    def url(self) -> str:
        """Where to read of it."""
        return self.address.url

    @property
    def event(self) -> DayEvent:
        """The same as a calendar has it."""
        return DayEvent(
            uid=self.uid,
            day=self.due_on,
            summary=f"{self.actor}: {self.what}" if self.actor else self.what,
            category=self.word,
            version=self.version,
            url=f"{settings.SITE_URL}{self.url}",
        )

    @property
    def twin(self) -> twins.Json:
        """The same as the twin has it."""
        return {
            "id": self.uid,
            "kind": self.kind,
            "what": self.what,
            "actor": self.actor or None,
            "due_on": self.due_on.isoformat(),
            "address": self.url,
        }


@dataclass(frozen=True, slots=True)
class Month:
    """What is due in one month; `first` is its first day."""

    first: date
    lines: tuple[Due, ...]


def due_of(now: State, followed: Followed) -> list[Due]:
    """Everything open that has its day and concerns this thing, the earliest first."""
    rows = [row for row in public_deadlines() if followed.keys is None or _keys_of(row) & followed.keys]
    found = [*(_deadline(row, now) for row in rows), *_milestones(now, followed)]
    return sorted(found, key=lambda each: (each.due_on, each.kind, each.uid))


def next_of(lines: Iterable[Due], today: date) -> list[Due]:
    """Those that are due from this day on."""
    return [each for each in lines if each.due_on >= today]


def overdue_of(lines: Iterable[Due], today: date) -> list[Due]:
    """Those that should have been done by now. A legal step is not late, and of a milestone no source tells."""
    return [each for each in lines if each.due_on < today and each.kind not in {MILESTONE, DeadlineKind.ACT}]


def by_month(lines: Sequence[Due]) -> list[Month]:
    """What is due, month by month."""
    months: dict[date, list[Due]] = {}
    for each in lines:
        months.setdefault(each.due_on.replace(day=1), []).append(each)
    return [Month(first, tuple(found)) for first, found in months.items()]


def _deadline(row: Deadline, now: State) -> Due:
    what, code = what_of(row), row.element.partition(":")[2]
    if what == code:  # of an assignment that says no more than its objective
        what = f"{code} {asked.title_of(row.element, now.book)}".rstrip()
    return Due(
        uid=row.uid,
        kind=row.kind.value,
        word=word_of(row.kind),
        what=what,
        actor=row.actor.title if row.actor else "",
        due_on=row.due_on,
        address=_address(row, now),
        version=row.version,
    )


def _address(row: Deadline, now: State) -> Address:
    if row.kind is DeadlineKind.COMMITMENT:
        return Address("portal:agreement", (row.agreement,))
    if row.kind is DeadlineKind.FIRST_MOVE:
        return Address("portal:first-moves", anchor=f"mossa-{row.pk}")
    if row.kind is DeadlineKind.REFORM_STEP:
        return Address("portal:reforms")
    if row.kind is DeadlineKind.ASSIGNMENT:
        room, _colon, code = row.element.partition(":")
        if asked.title_of(row.element, now.book):
            return Address(f"portal:{asked.ROOMS[room]}", (code,))
    return Address("portal:plan") if row.actor is None else Address("portal:body", (row.actor.code,))


def _keys_of(row: Deadline) -> frozenset[str]:
    keys = {row.element} if row.element else set()
    return frozenset(keys | ({f"agreement:{row.agreement}"} if row.agreement else set())) | actor_keys(row.actor)


def _milestones(now: State, followed: Followed) -> Iterator[Due]:
    """Those that were still ahead when the source spoke; each once, by its first day where the source gives several."""
    if now.bulletin is None or not now.bulletin.milestones or not followed.dimension or followed.project:
        return
    seen: set[str] = set()
    for each in state.milestones(now.bulletin, followed.dimension, followed.measured_as):
        if each.outcome == Outcome.AHEAD and each.code not in seen:
            seen.add(each.code)
            yield _milestone(each)


def _milestone(each: Milestone) -> Due:
    return Due(
        uid=f"{MILESTONE}-{each.code}",
        kind=MILESTONE,
        word=_("Milestone or target"),
        what=f"{each.code} {each.title}",
        actor="",
        due_on=each.due_on,
        address=Address("portal:component", (each.submeasure[:4],)),
    )
