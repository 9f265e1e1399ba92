"""What moved: between the last two bulletins, and what people did lately."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.changes import measured, news
from segnavia.briefing.changes.entries import TITLES, WORDS, Change, Kind, asked_kind
from segnavia.briefing.changes.news import Since
from segnavia.briefing.changes.topics import Followed, followed
from segnavia.briefing.figures import PageOf, page_of
from segnavia.briefing.state import State
from segnavia.core.topics import WHOLE_PLAN, TopicKind
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.comparison.comparing import Aspect
from segnavia.monitoring.comparison.moves import Comparison, ProjectMove
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views import topics

LATEST = 12  # of what people did, on the page of everything: about a screen
TOLD = (Kind.LEGAL, Kind.AGREEMENTS, Kind.TASKS, Kind.CASES)
ASPECTS = {Kind.STATES: Aspect.STATES, Kind.PROJECTS: Aspect.PROJECTS, Kind.MONEY: Aspect.MONEY}


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of change with how many there are, for the filter; `title` is a message id."""

    kind: Kind
    address: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Moving:
    """The page of projects that moved in one way."""

    moves: tuple[ProjectMove, ...]
    page: PageOf


@dataclass(frozen=True, slots=True)
class Latest:
    """What moved, in short, for the home page: what two bulletins tell differently, and what people did last."""

    since: Since | None
    comparison: Comparison | None
    told: tuple[Change, ...]

    @property
    def data(self) -> twins.Json:
        """The same as the twin has it."""
        return {
            "since": self.since.earlier.id if self.since else None,
            "items": [each.twin for each in (*(self.since.changes if self.since else ()), *self.told)],
        }


def latest(now: State, number: int = 5) -> Latest:
    """What moved in the plan as a whole, in short (`portal/parts/moved.html`)."""
    plan = followed(WHOLE_PLAN, now)
    if plan is None:
        return Latest(None, None, ())
    before = _earlier(now, None)
    since = news.since(now, plan, before)
    comparison = measured.compared(plan, since.earlier, since.later) if since else None
    return Latest(since, comparison, tuple(news.told(now, plan, timezone.localdate())[:number]))


def index(request: HttpRequest, now: State) -> Page:
    """What moved, of the plan or of one thing; `?tipo=` narrows it to one kind, `?da=` compares with an older one."""
    thing = topics.asked(request, now)
    chosen = asked_kind(request.GET.get("tipo"))
    earlier = news.earlier_bulletins(now.bulletin) if now.bulletin else []
    since = news.since(now, thing, _earlier(now, request.GET.get("da")))
    comparison = measured.compared(thing, since.earlier, since.later) if since else None
    changes = [each for each in since.changes if chosen in {None, each.kind}] if since else []
    told = news.told(now, thing, timezone.localdate())
    shown = [each for each in told if chosen in {None, each.kind}]
    asked = request.GET.get("pagina")
    page = page_of(asked if chosen in TOLD else None, len(shown), size=25 if chosen in TOLD else LATEST)
    moving = _moving(thing, since, comparison, chosen, asked)
    return Page(
        "portal/news.html",
        _("What moved"),
        crumbs=_crumbs(thing),
        measured=since is not None,
        context={
            "followed": thing,
            "is_plan": thing.topic.kind is TopicKind.PLAN,
            "since": since,
            "comparison": comparison,
            "changes": [each for each in changes if each.kind is not Kind.MONEY],
            "sums": [each for each in changes if each.kind is Kind.MONEY],
            "chosen": chosen,
            "sorts": [*_measured_sorts(comparison, since), *_told_sorts(told)],
            "told": shown[page.offset : page.offset + page.size],
            "told_page": page if chosen in TOLD else None,
            "told_more": len(shown) - page.size if chosen is None and len(shown) > page.size else 0,
            "shows_told": chosen is None or chosen in TOLD,
            "shows_measured": chosen is None or chosen not in TOLD,
            "moving": moving,
            "milestones": comparison.milestones if comparison and chosen is Kind.MILESTONES else (),
            "earlier": earlier if len(earlier) > 1 else [],
        },
        data={
            "topic": {"kind": thing.topic.kind.value, "code": thing.topic.code or None, "title": thing.title},
            "since": since.earlier.id if since else None,
            "notes": [str(note) for note in since.notes] if since else [],
            "measured": {"items": [each.twin for each in changes]},
            "money": {
                "funding": _money(comparison, "funding"),
                "paid": _money(comparison, "paid"),
            },
            "projects": _moving_twin(moving) if moving else None,
            "told": {
                "items": [each.twin for each in shown[page.offset : page.offset + page.size]],
                "page": page.number,
                "pages": page.pages,
                "total": page.total,
            },
        },
    )


def _earlier(now: State, asked: str | None) -> Bulletin | None:
    """The bulletin that is asked for, if it was published before the one that is shown; or else the one before that."""
    found = news.earlier_bulletins(now.bulletin) if now.bulletin else []
    return next((each for each in found if each.id == asked), found[0] if found else None)


def _crumbs(thing: Followed) -> tuple[Crumb, ...]:
    if thing.topic.kind is TopicKind.PLAN:
        return (Crumb(_("What moved")),)
    return (
        Crumb(thing.topic.code if len(thing.title) > 40 else thing.title, thing.address.url),
        Crumb(_("What moved")),
    )


def _measured_sorts(comparison: Comparison | None, since: Since | None) -> list[Sort]:
    """How many projects, milestones and shares moved; in a project's own news everything is one."""
    if comparison is None or since is None:
        return []
    known = sum(each.kind is Kind.KNOWN for each in since.changes)
    counts = {
        Kind.MONEY: comparison.money_changed,
        Kind.KNOWN: known,
        Kind.STATES: comparison.states_changed,
        Kind.PROJECTS: comparison.appeared + comparison.left,
        Kind.MILESTONES: len(comparison.milestones),
    }
    return [Sort(kind, WORDS[kind], TITLES[kind], count) for kind, count in counts.items()]


def _told_sorts(told: Sequence[Change]) -> list[Sort]:
    return [Sort(kind, WORDS[kind], TITLES[kind], sum(each.kind is kind for each in told)) for kind in TOLD]


def _moving(
    thing: Followed, since: Since | None, comparison: Comparison | None, chosen: Kind | None, asked: str | None
) -> Moving | None:
    """The projects behind one kind of change, a page at a time."""
    if since is None or comparison is None or chosen not in ASPECTS:
        return None
    totals = {
        Kind.STATES: comparison.states_changed,
        Kind.PROJECTS: comparison.appeared + comparison.left,
        Kind.MONEY: comparison.money_changed,
    }
    page = page_of(asked, totals[chosen])
    found = measured.moves(thing, since.earlier, since.later, ASPECTS[chosen], limit=page.size, offset=page.offset)
    return Moving(found, page)


def _money(comparison: Comparison | None, name: str) -> twins.Json | None:
    """A sum with the parts of its difference; what is unknown is null."""
    if comparison is None:
        return None
    found = getattr(comparison, name)
    parts = ("up", "down", "appeared", "told", "left", "untold")
    return {
        "before": twins.number(found.before),
        "after": twins.number(found.after),
        "difference": twins.number(found.difference),
        "parts": {
            part: {"projects": getattr(found, part).projects, "amount": twins.number(getattr(found, part).amount)}
            for part in parts
        },
    }


def _moving_twin(moving: Moving) -> twins.Json:
    return {
        "items": [
            {
                "key": each.key,
                "title": each.title,
                "was_here": each.was_here,
                "is_here": each.is_here,
                "state_before": each.state_before,
                "state_after": each.state_after,
                "rule_before": each.rule_before,
                "rule_after": each.rule_after,
                "funding_before": twins.number(each.funding_before),
                "funding_after": twins.number(each.funding_after),
                "paid_before": twins.number(each.paid_before),
                "paid_after": twins.number(each.paid_after),
            }
            for each in moving.moves
        ],
        "page": moving.page.number,
        "pages": moving.page.pages,
        "total": moving.page.total,
    }
