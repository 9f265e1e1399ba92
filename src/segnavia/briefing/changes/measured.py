"""What two bulletins tell differently of one thing, as entries.

Where many projects moved alike, one entry tells their number and leads to their list; a few are told one by one.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from segnavia.briefing.changes.entries import WORDS as KIND_WORDS
from segnavia.briefing.changes.entries import Address, Change, Kind, Term, Words
from segnavia.briefing.changes.money import details_of, words_of
from segnavia.briefing.changes.topics import Followed
from segnavia.briefing.states import TITLES
from segnavia.core.facts import State
from segnavia.core.milestones import Outcome
from segnavia.core.rollup import Figure
from segnavia.core.states import STATE_RULE
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.comparison import comparing
from segnavia.monitoring.comparison.comparing import Aspect, Within
from segnavia.monitoring.comparison.moves import Comparison, MilestoneMove, MoneyMoves, ProjectMove

FEW = 8  # so many projects of one aspect stand on a phone and in a mail without hiding what comes after


def compared(followed: Followed, earlier: Bulletin, later: Bulletin) -> Comparison | None:
    """The comparison of two bulletins for one thing; `None` where nothing of it is measured."""
    if not followed.dimension or (not followed.measured_as and followed.dimension != "total"):
        return None
    return comparing.compare(settings.SEGNAVIA_HOME, earlier.id, later.id, _within(followed))


def moves(
    followed: Followed, earlier: Bulletin, later: Bulletin, aspect: Aspect, *, limit: int, offset: int = 0
) -> tuple[ProjectMove, ...]:
    """The projects of one aspect, the weightiest first."""
    home, within = settings.SEGNAVIA_HOME, _within(followed)
    return comparing.get_moves(home, earlier.id, later.id, within, aspect, limit=limit, offset=offset)


def _within(followed: Followed) -> Within:
    return Within(followed.dimension, followed.measured_as, followed.project)


def measured_changes(followed: Followed, earlier: Bulletin, later: Bulletin) -> list[Change]:
    """Everything that the two bulletins tell differently of this thing."""
    found = compared(followed, earlier, later)
    return [] if found is None else list(_Telling(followed, earlier, later, found).all())


class _Telling:
    """Writes the entries of one comparison."""

    def __init__(self, followed: Followed, earlier: Bulletin, later: Bulletin, found: Comparison) -> None:
        self.followed, self.earlier, self.later, self.found = followed, earlier, later, found
        self.on = date.fromisoformat(later.as_of)

    def all(self) -> Iterator[Change]:
        yield from self.money()
        if self.followed.project is None:
            yield from self.known()
        yield from self.projects()
        yield from self.states()
        yield from self.milestones()

    def change(self, kind: Kind, name: str, words: Words, address: Address | None = None, **more: object) -> Change:
        uid = f"{self.earlier.id}/{self.later.id}/{self.followed.topic}/{kind}/{name}"
        return Change(uid, kind, self.on, words, address or self.listed(kind), **more)  # type: ignore[arg-type]

    def listed(self, kind: Kind) -> Address:
        """The page that lists all that moved in this way, since the same bulletin."""
        query = (("tipo", KIND_WORDS[kind]), ("da", self.earlier.id), *self.followed.query)
        return Address("portal:news", query=query, anchor=kind.value)

    def money(self) -> Iterator[Change]:
        sums = (self.found.funding, self.found.paid) if self.followed.project is None else self.of_project()
        for name, found in zip(("funding", "paid"), sums, strict=True):
            if found.moved:
                yield self.change(Kind.MONEY, name, words_of(name, found), details=details_of(found))

    def of_project(self) -> tuple[MoneyMoves, MoneyMoves]:
        """One project's own amounts, and not the part of them that lies here."""
        for move in self.moves(Aspect.MONEY, self.found.money_changed):
            return MoneyMoves(move.funding_before, move.funding_after), MoneyMoves(move.paid_before, move.paid_after)
        return MoneyMoves(None, None), MoneyMoves(None, None)

    def known(self) -> Iterator[Change]:
        before, after = (self.figure(bulletin).known_share for bulletin in (self.earlier, self.later))
        if before is not None and after is not None and round(before * 100) != round(after * 100):
            text = _("Payments are known for %(after)s of the funding that any source tells; before, for %(before)s.")
            yield self.change(Kind.KNOWN, "share", Words(text, {"after": after, "before": before}))

    def figure(self, bulletin: Bulletin) -> Figure:
        if self.followed.dimension == "total":
            return bulletin.total
        return bulletin.figure(self.followed.dimension, self.followed.measured_as)

    def projects(self) -> Iterator[Change]:
        number = self.found.appeared + self.found.left
        if number <= FEW:
            for move in self.moves(Aspect.PROJECTS, number):
                yield self.change(Kind.PROJECTS, move.key, _come_or_gone(move), self.page_of(move), title=_title(move))
            return
        for name, count, text in (
            (
                "appeared",
                self.found.appeared,
                ngettext_lazy("%(shown)s project appeared.", "%(shown)s projects appeared.", "number"),
            ),
            (
                "left",
                self.found.left,
                ngettext_lazy(
                    "%(shown)s project no longer counts here.", "%(shown)s projects no longer count here.", "number"
                ),
            ),
        ):
            if count:
                yield self.change(Kind.PROJECTS, name, Words(text, {"number": count, "shown": count}))

    def states(self) -> Iterator[Change]:
        if self.found.states_changed <= FEW:
            for move in self.moves(Aspect.STATES, self.found.states_changed):
                words = _state_words(move)
                yield self.change(Kind.STATES, move.key, words, self.page_of(move), title=_title(move))
            return
        text = ngettext_lazy(
            "%(shown)s project went from “%(before)s” to “%(after)s”.",
            "%(shown)s projects went from “%(before)s” to “%(after)s”.",
            "number",
        )
        for each in self.found.states:
            values = {
                "number": each.projects,
                "shown": each.projects,
                "before": Term(TITLES[State(each.before)]),
                "after": Term(TITLES[State(each.after)]),
            }
            yield self.change(Kind.STATES, f"{each.before}-{each.after}", Words(text, values))

    def milestones(self) -> Iterator[Change]:
        if len(self.found.milestones) <= FEW:
            for each in self.found.milestones:
                yield self.change(
                    Kind.MILESTONES, f"{each.code}/{each.due_on}", _milestone_words(each), title=each.title
                )
            return
        for outcome, count in Counter(map(_outcome, self.found.milestones)).items():
            words = Words(_MANY_MILESTONES[outcome], {"number": count, "shown": count})
            yield self.change(Kind.MILESTONES, outcome, words)

    def moves(self, aspect: Aspect, number: int) -> tuple[ProjectMove, ...]:
        return moves(self.followed, self.earlier, self.later, aspect, limit=number) if number else ()

    def page_of(self, move: ProjectMove) -> Address | None:
        """The project's own page; one that is gone has none."""
        return Address("portal:project", (move.key,)) if move.is_here else None


def _title(move: ProjectMove) -> str:
    return move.title or f"CUP {move.cup}"


def _come_or_gone(move: ProjectMove) -> Words:
    funding = move.funding_after if move.is_here else move.funding_before
    if move.is_here:
        if funding is None:
            return Words(_("A project that did not count here before. Its PNRR funding is not known."))
        text = _("A project that did not count here before. Its PNRR funding: %(funding)s €.")
    elif funding is None:
        return Words(_("The project no longer counts here. Its PNRR funding was not known."))
    else:
        text = _("The project no longer counts here. Its PNRR funding was %(funding)s €.")
    return Words(text, {"funding": funding})


def _state_words(move: ProjectMove) -> Words:
    values = {
        "before": Term(TITLES[State(move.state_before or "")]),
        "after": Term(TITLES[State(move.state_after or "")]),
        "rule": Term(STATE_RULE[move.rule_after or ""].title),
    }
    return Words(_("From “%(before)s” to “%(after)s”. The rule: %(rule)s."), values)


NO_LONGER = "no_longer_met"
_ONE_MILESTONE = {
    Outcome.MET: _("%(code)s, due by %(due)s, is told as met."),
    Outcome.MISSED: _("%(code)s was due by %(due)s, and is not among those that were met."),
    Outcome.UNTOLD: _("%(code)s was due by %(due)s, and no source tells whether it was met."),
    Outcome.AHEAD: _("%(code)s is due by %(due)s."),
    NO_LONGER: _("%(code)s, due by %(due)s, is no longer told as met."),
}
_MANY_MILESTONES = {
    Outcome.MET: ngettext_lazy(
        "%(shown)s milestone or target is told as met.", "%(shown)s milestones and targets are told as met.", "number"
    ),
    Outcome.MISSED: ngettext_lazy(
        "%(shown)s milestone or target was due, and is not among those that were met.",
        "%(shown)s milestones and targets were due, and are not among those that were met.",
        "number",
    ),
    Outcome.UNTOLD: ngettext_lazy(
        "%(shown)s milestone or target came due, and no source tells whether it was met.",
        "%(shown)s milestones and targets came due, and no source tells whether they were met.",
        "number",
    ),
    Outcome.AHEAD: ngettext_lazy(
        "%(shown)s milestone or target is now ahead.", "%(shown)s milestones and targets are now ahead.", "number"
    ),
    NO_LONGER: ngettext_lazy(
        "%(shown)s milestone or target is no longer told as met.",
        "%(shown)s milestones and targets are no longer told as met.",
        "number",
    ),
}


def _outcome(move: MilestoneMove) -> str:
    return NO_LONGER if move.before == Outcome.MET else Outcome(move.after)


def _milestone_words(move: MilestoneMove) -> Words:
    return Words(_ONE_MILESTONE[_outcome(move)], {"code": move.code, "due": move.due_on})
