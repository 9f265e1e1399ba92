"""Deadlines as an iCalendar feed (RFC 5545), which calendars subscribe to and read anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from segnavia.core.lifecycle import Step
from segnavia.registry.deadlines import Deadline, DeadlineKind
from segnavia.registry.models import User

MEDIA_TYPE = "text/calendar; charset=utf-8"
_SALT = "segnavia.registry.calendars"


@dataclass(frozen=True, slots=True)
class DayEvent:
    """A whole day in a calendar. `uid` is its name in this territory; `version` goes up when it is changed."""

    uid: str
    day: date
    summary: str
    category: str
    version: int
    url: str


def feed(title: str, deadlines: Iterable[Deadline], address: str) -> bytes:
    """Deadlines as a calendar; `address` is a page about them."""
    events = [
        DayEvent(each.uid, each.due_on, _summary(each), word_of(each.kind), each.version, address) for each in deadlines
    ]
    return calendar_of(title, events)


def calendar_of(title: str, events: Iterable[DayEvent]) -> bytes:
    """A calendar of whole days. An event keeps its UID while its text and day change.

    What is done or withdrawn is no longer in the feed, and vanishes from the calendars that read it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Segnavia//segnavia//IT")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    # of the day, so that a feed that says the same is the same for a day
    stamp = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    for each in events:
        event = Event()
        event.add("uid", f"{each.uid}@segnavia.{settings.TERRITORY}")
        event.add("dtstamp", stamp)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.summary)
        event.add("sequence", each.version - 1)
        event.add("categories", [each.category])
        event.add("transp", "TRANSPARENT")  # a due date does not make anybody busy
        event.add("url", each.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def word_of(kind: DeadlineKind) -> str:
    """What is due, in a word."""
    return {
        DeadlineKind.COMMITMENT: _("Commitment"),
        DeadlineKind.ASSIGNMENT: _("Assignment"),
        DeadlineKind.FIRST_MOVE: _("First move"),
        DeadlineKind.REFORM_STEP: _("Step of a reform"),
        DeadlineKind.ANSWER: _("Answer to the round"),
        DeadlineKind.ACT: _("Legal step of the plan"),
    }[kind]


def what_of(deadline: Deadline) -> str:
    """What is due, in its own words."""
    if deadline.kind is not DeadlineKind.ACT:
        return deadline.what
    return {
        Step.ADOPTION: _("Adoption"),
        Step.OPINION: _("Opinion"),
        Step.APPROVAL: _("Approval"),
        Step.ENTRY_INTO_FORCE: _("Entry into force"),
    }[Step(deadline.what)]


def _summary(each: Deadline) -> str:
    what = what_of(each)
    return f"{each.actor.title}: {what}" if each.actor else what


def token_of(user: User) -> str:
    """The token of a person's own feed: calendars cannot log in. A new password makes every older token void."""
    return signing.Signer(salt=_SALT).sign_object([user.pk, _fingerprint(user)])


def user_of(token: str) -> User | None:
    """Whose feed it is, while they can log in; `None` for any other token."""
    try:
        pk, fingerprint = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and constant_time_compare(_fingerprint(user), str(fingerprint)) else None


def _fingerprint(user: User) -> str:
    return salted_hmac(_SALT, user.password).hexdigest()[:16]
