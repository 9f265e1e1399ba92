"""What one subscriber is told: for each thing that they follow, all that is new since they were told last.

One comparison leads from the bulletin that they were told of to the newest, whatever came out in between. What people
did is new by when it was first seen here, not by its own day: what is written down late is told all the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.briefing.changes import news
from segnavia.briefing.changes.entries import Address, Change
from segnavia.briefing.changes.topics import Followed, followed, topic_of
from segnavia.briefing.numbers import plain_day
from segnavia.briefing.state import State
from segnavia.monitoring.bulletin import Bulletin
from segnavia.registry.models import Subscription

MOST = 25  # entries of one thing in a mail: the rest is on the page


@dataclass(frozen=True, slots=True)
class Section:
    """What is new of one thing. `between` names the two bulletins, where there is anything measured."""

    followed: Followed
    changes: tuple[Change, ...]
    more: int
    earlier: Bulletin | None
    later: Bulletin | None

    @property
    def name(self) -> str:
        """What the thing is called."""
        return self.followed.name

    @property
    def rule(self) -> str:
        """A line under the name, where there is only text."""
        return "=" * min(len(self.name), 72)

    @property
    def between(self) -> str:
        """From which bulletin to which."""
        if self.earlier is None or self.later is None:
            return ""
        days = {"from": plain_day(self.earlier.as_of), "to": plain_day(self.later.as_of)}
        return _("From the bulletin of %(from)s to that of %(to)s, and what people did since the last mail.") % days

    @property
    def url(self) -> str:
        """All that moved of it."""
        since = (("da", self.earlier.id),) if self.earlier else ()
        return Address("portal:news", query=(*since, *self.followed.query)).url


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest as data: `ending` is the whole address of the link that ends it; `told` how far each is told by it."""

    plan: str
    language: str
    sections: tuple[Section, ...]
    ending: str
    told_until: datetime
    told_bulletin: str

    @property
    def number(self) -> int:
        """How many things are told."""
        return sum(len(section.changes) + section.more for section in self.sections)

    @property
    def subject(self) -> str:
        """Its subject."""
        return ngettext(
            "%(plan)s: %(number)s thing has moved", "%(plan)s: %(number)s things have moved", self.number
        ) % {
            "plan": self.plan,
            "number": self.number,
        }

    @property
    def greeting(self) -> str:
        """Its first line."""
        return _("Good morning,") + "\n\n" + _("this has moved since the last mail.")

    @property
    def site(self) -> str:
        """Before each address."""
        return settings.SITE_URL


def letter_for(
    subscriptions: Sequence[Subscription],
    now: State,
    told: Sequence[Change],
    first_seen: Mapping[str, datetime],
    *,
    at: datetime,
    ending: str,
    language: str,
) -> Letter | None:
    """The digest of one subscriber; `None` where nothing has moved of what they follow.

    `told` is all that people did, `first_seen` when each of it was first seen here, `at` when it was looked up.
    """
    sections, left = [], list(told)
    for each in subscriptions:
        section = _section(each, now, left, first_seen)
        if section and section.changes:
            sections.append(section)
            said = {change.uid for change in section.changes}
            left = [change for change in left if change.uid not in said]  # one mail says a thing once
    if not sections:
        return None
    return Letter(
        plan=now.book.package.plan.short_title,
        language=language,
        sections=tuple(sections),
        ending=ending,
        # no earlier than anything that was seen: another run may have noted it a moment after this one looked
        told_until=max([at, *(first_seen[each.uid] for each in told if each.uid in first_seen)]),
        told_bulletin=now.bulletin.id if now.bulletin else "",
    )


def _section(
    subscription: Subscription, now: State, told: Sequence[Change], first_seen: Mapping[str, datetime]
) -> Section | None:
    topic = topic_of(subscription.kind, subscription.code)
    thing = followed(topic, now) if topic else None
    if thing is None:
        return None
    earlier = _told_of(subscription, now)
    since = news.since(now, thing, earlier)
    until = subscription.told_until
    new = [each for each in told if until is None or each.uid not in first_seen or first_seen[each.uid] > until]
    found = [*(since.changes if since else ()), *news.concerning(thing, new, now.bulletin)]
    measured = since is not None and bool(since.changes)
    return Section(
        thing,
        tuple(found[:MOST]),
        max(0, len(found) - MOST),
        earlier if measured else None,
        now.bulletin if measured else None,
    )


def _told_of(subscription: Subscription, now: State) -> Bulletin | None:
    """The bulletin that they were told of, if another has come since; with one that is gone nothing is compared."""
    if now.bulletin is None or subscription.told_bulletin in {"", now.bulletin.id}:
        return None
    return next((each for each in news.earlier_bulletins(now.bulletin) if each.id == subscription.told_bulletin), None)
