"""Subscriptions by mail: asked for, confirmed by whoever reads the address's mail, told, ended.

The public does the first, and the one who holds the link of a mail the others; both act as anybody, since the link is
all that is known of them. **No event of the log holds an address, nor anything made of one**: the log is never changed,
and an address has to go without a trace when its owner says so. What is asked for and not yet confirmed leaves no event
at all: anybody could fill the log with it, and nothing rests on it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from segnavia.actions import mail
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.permissions import Principal
from segnavia.core.topics import Topic
from segnavia.registry.models import NewsItem, Subscriber, Subscription
from segnavia.registry.subscriptions import (
    CONFIRM_WITHIN,
    confirmed_of,
    confirming_address,
    ending_address,
    ending_token,
    expired,
    new_confirmation,
)

CONFIRMATION, DIGEST = "subscription", "news"  # purposes of mail, by which it is deleted with the subscriber
PURPOSES = (CONFIRMATION, DIGEST)
LONGEST = 254  # characters of an address, as the database keeps it
# of our part of a message, so that no mail program answers a digest with an out-of-office note (RFC 3834)
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest as it goes out: its subject, and its text in plain and in HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Told:
    """How far a subscription is told by a letter: what was first seen until then, and the bulletin of then."""

    until: datetime
    bulletin: str


@action()
def ask(topic: Topic, name: str, *, by: Principal, email: str, language: str) -> Change[None]:
    """Send a mail with the link that confirms a subscription; `name` is what the thing is called in that mail.

    It gives nothing back, and takes the same course for an address that is known and for one that is not: one that
    follows the thing already is told so by mail. Raises `Refused` at `email` for what is no address.
    """
    address = checked_address(email)
    subscriber, _is_new = Subscriber.objects.get_or_create(email=address, defaults={"nonce": get_random_string(32)})
    found = Subscription.objects.filter(subscriber=subscriber, kind=topic.kind, code=topic.code).first()
    if found is not None and found.confirmed_at is not None:
        then = _write(subscriber, language, name, _follows_already(subscriber, name, language))
        return Change(None, subject=found, details=None, then=(then,))
    token, kept = new_confirmation()
    values = {"language": language, "asked_at": timezone.now(), "confirmation": kept}
    if found is None:
        found = Subscription.objects.create(subscriber=subscriber, kind=topic.kind, code=topic.code, **values)
    else:
        Subscription.objects.filter(pk=found.pk, confirmed_at=None).update(**values)
    then = _write(subscriber, language, name, _to_confirm(token, name, language))
    return Change(None, subject=found, details=None, then=(then,))


@action()
def send_links(*, by: Principal, email: str, language: str) -> Change[None]:
    """Send the links that end what an address follows; to one that follows nothing, a mail that says so is not sent.

    It gives nothing back either way. Raises `Refused` at `email` for what is no address.
    """
    address = checked_address(email)
    subscriber = Subscriber.objects.filter(email=address).first()
    follows = confirmed_of(subscriber) if subscriber else []
    if subscriber is None or not follows:
        return Change(None, subject=("subscriptions", ""), details=None)
    with translation.override(language):
        link = ending_address(ending_token(subscriber), language)
        subject = _("What this address follows")
        text = _(
            "Good morning,\n\n"
            "somebody, probably you, has asked for the link to see and end what this address follows:\n\n"
            "{link}\n\n"
            "If it was not you, ignore this message: nothing changes.\n"
        ).format(link=link)
    then = mail.queue(address, subject, text, CONFIRMATION, headers=AUTOMATIC)
    return Change(None, subject=("subscriptions", ""), details=None, then=(then,))


@action()
def confirm(
    subscription: Subscription, *, by: Principal, known: Collection[str], bulletin: str
) -> Change[Subscription]:
    """Take up a subscription. What there is at this moment is no news to it: `known` changes, and this `bulletin`.

    Whoever calls has found it by its token. One that was confirmed in the meantime stays as it is.
    """
    now = timezone.now()
    _note(known, now)
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    values = {"confirmed_at": now, "confirmation": "", "told_until": now, "told_bulletin": bulletin}
    done = waiting.update(**values)
    subscription.refresh_from_db()
    details = {"language": subscription.language} if done else None
    return Change(subscription, subject=_subject(subscription), details=details)


@action()
def end(subscriber: Subscriber, subscription: Subscription | None, *, by: Principal) -> Change[None]:
    """End one subscription, or all of a subscriber: the address and the mail to it are deleted with the last one.

    Whoever calls has found them by their token.
    """
    ended = [subscription] if subscription else list(subscriber.subscriptions.all())
    topics = [str(each) for each in ended if each.confirmed_at]
    key = f"subscriber:{subscriber.pk}"
    Subscription.objects.filter(pk__in=[each.pk for each in ended]).delete()
    _forget_idle([subscriber.pk])
    return Change(None, subject=(key, ""), details={"topics": topics} if topics else None)


@action()
def expire(*, by: Principal) -> Change[int]:
    """Delete what nobody has confirmed within 48 hours, with the addresses that follow nothing else; how many went."""
    rows = expired(timezone.now())
    subscribers = set(rows.values_list("subscriber", flat=True))
    count, _by_table = rows.delete()
    _forget_idle(subscribers)
    details = {"expired": count} if count else None
    return Change(count, subject=("subscriptions", "expired"), details=details)


@action()
def note_news(uids: Collection[str], *, by: Principal) -> Change[Mapping[str, datetime]]:
    """Note the changes that are seen for the first time; when each of them was seen first.

    No event tells of it: it is what other events did, seen again.
    """
    _note(uids, timezone.now())
    seen = dict(NewsItem.objects.filter(uid__in=uids).values_list("uid", "first_seen_at"))
    return Change(seen, subject=("news", ""), details=None)


@action()
def tell(
    subscriber: Subscriber, letter: Letter, told: Mapping[int, Told], *, by: Principal, language: str
) -> Change[bool]:
    """Queue a digest, and write down in the same transaction how far each subscription (by its key) is told by it.

    One UPDATE decides, so that of two runs at once, and after one that was cut off, nobody is told twice: whether this
    one was first. Whoever calls sends what is queued. The run as a whole has its event (`note_run`).
    """
    if not Subscriber.objects.filter(pk=subscriber.pk, told_at=subscriber.told_at).update(told_at=timezone.now()):
        return Change(False, subject=subscriber, details=None)
    for key, far in told.items():
        mine = Subscription.objects.filter(pk=key, subscriber=subscriber)
        mine.update(told_until=far.until, told_bulletin=far.bulletin)
    link = ending_address(ending_token(subscriber), language)
    mail.queue(
        subscriber.email,
        letter.subject,
        letter.text,
        DIGEST,
        html=letter.html,
        # RFC 2369 and RFC 8058: the mail program's own button, which sends one POST and opens no page
        headers={**AUTOMATIC, "List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    return Change(True, subject=subscriber, details=None)


@action()
def note_run(*, by: Principal, sent: int) -> Change[None]:
    """Tell the log how many digests a run has sent; of whom to, nothing."""
    day = timezone.localdate().isoformat()
    return Change(None, subject=("digests", day), details={"digests": sent} if sent else None)


def checked_address(email: str) -> str:
    """The address as it is kept. Raises `Refused` at `email` for what is none."""
    found = email.strip().lower()
    try:
        validate_email(found)
    except ValidationError as error:
        raise Refused(email=_("Write an address such as name@example.org.")) from error
    # what a quoted name may hold by the standard, and no header of a mail should
    if len(found) > LONGEST or not found.isprintable():
        raise Refused(email=_("Write an address such as name@example.org."))
    return found


def _note(uids: Collection[str], now: datetime) -> None:
    # the first of two who note the same at once decides when it was seen
    NewsItem.objects.bulk_create((NewsItem(uid=uid, first_seen_at=now) for uid in uids), ignore_conflicts=True)


def _forget_idle(subscribers: Collection[int]) -> None:
    """Delete those of these who follow nothing any more, with every mail that was written to them here."""
    idle = Subscriber.objects.filter(pk__in=subscribers, subscriptions__isnull=True)
    mail.forget_addresses(list(idle.values_list("email", flat=True)), PURPOSES)
    Subscriber.objects.filter(pk__in=list(idle.values_list("pk", flat=True))).delete()


def _subject(subscription: Subscription) -> tuple[str, str]:
    return f"subscription:{subscription.pk}", str(subscription)


def _write(subscriber: Subscriber, language: str, name: str, text: str) -> Callable[[], None]:
    with translation.override(language):
        subject = _("Follow by mail: {name}").format(name=Truncator(name).chars(70))
    return mail.queue(subscriber.email, subject, text, CONFIRMATION, headers=AUTOMATIC)


def _to_confirm(token: str, name: str, language: str) -> str:
    hours = CONFIRM_WITHIN.total_seconds() / 3600
    with translation.override(language):
        return _(
            "Good morning,\n\n"
            "somebody, probably you, has asked that this address be told what moves in:\n\n"
            "  {name}\n\n"
            "To confirm it, open this page within {hours} hours:\n\n"
            "{link}\n\n"
            "If it was not you, do nothing: the address is deleted after {hours} hours, and nothing else comes.\n"
        ).format(name=name, hours=round(hours), link=confirming_address(token, language))


def _follows_already(subscriber: Subscriber, name: str, language: str) -> str:
    with translation.override(language):
        return _(
            "Good morning,\n\n"
            "somebody, probably you, has asked that this address be told what moves in:\n\n"
            "  {name}\n\n"
            "It is told already: there is nothing to do. To see or end what this address follows:\n\n"
            "{link}\n"
        ).format(name=name, link=ending_address(ending_token(subscriber), language))
