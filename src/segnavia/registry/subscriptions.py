"""The links of subscriptions: one confirms, the others end; and who is to be told.

Neither token stands in the database. That of a confirmation is random and kept as its SHA-256; that by which one ends a
subscription is signed with the server's key, as every mail has to hold it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from segnavia.registry.models import Subscriber, Subscription

CONFIRM_WITHIN = timedelta(hours=48)
PAUSE = timedelta(days=7)  # at most one mail a week goes to an address
_SALT = "segnavia.registry.subscriptions"


def new_confirmation() -> tuple[str, str]:
    """A new token, and what is kept of it."""
    token = secrets.token_urlsafe(32)
    return token, kept_of(token)


def kept_of(token: str) -> str:
    """What the database keeps of a token. It is random and long, so that a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def waiting(token: str, now: datetime | None = None) -> Subscription | None:
    """The subscription that a token confirms; `None` for one that is used, replaced, too old, or none of ours."""
    since = (now or timezone.now()) - CONFIRM_WITHIN
    rows = Subscription.objects.filter(confirmation=kept_of(token), confirmed_at=None, asked_at__gte=since)
    return rows.select_related("subscriber").first()


def expired(now: datetime) -> QuerySet[Subscription]:
    """What nobody has confirmed in time."""
    return Subscription.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN)


@dataclass(frozen=True, slots=True)
class Ending:
    """What a link ends: all of a subscriber, or one `subscription`. No `subscriber`: it has ended already."""

    subscriber: Subscriber | None
    subscription: Subscription | None = None


def ending_token(subscriber: Subscriber, subscription: Subscription | None = None) -> str:
    """The token that ends everything of a subscriber, or one of its subscriptions; good for as long as there is one."""
    return signing.dumps([subscriber.pk, subscriber.nonce, subscription.pk if subscription else 0], salt=_SALT)


def ending_of(token: str) -> Ending | None:
    """What a token ends; `None` for a damaged one, and one that was never ours."""
    try:
        pk, nonce, one = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    subscriber = Subscriber.objects.filter(pk=pk).first()
    if subscriber is None or not constant_time_compare(subscriber.nonce, str(nonce)):
        return Ending(None)
    if not one:
        return Ending(subscriber)
    subscription = subscriber.subscriptions.filter(pk=one).first()
    return Ending(subscriber, subscription) if subscription else Ending(None)


def confirming_address(token: str, language: str) -> str:
    """The whole address of the page that confirms."""
    return _address("portal:subscription-confirm", token, language)


def ending_address(token: str, language: str) -> str:
    """The whole address of the page that ends, which is also where a mail program sends its one click."""
    return _address("portal:subscription-end", token, language)


def _address(name: str, token: str, language: str) -> str:
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def to_be_told(now: datetime) -> QuerySet[Subscriber]:
    """Those who follow something and have had no mail for a week; whether there is anything new is not asked here."""
    follows = Subscription.objects.filter(subscriber=OuterRef("pk"), confirmed_at__isnull=False)
    rested = Q(told_at=None) | Q(told_at__lte=now - PAUSE)
    return Subscriber.objects.filter(Exists(follows), rested).order_by("pk")


def confirmed_of(subscriber: Subscriber) -> list[Subscription]:
    """What a subscriber follows, in the order in which it was asked for."""
    return list(subscriber.subscriptions.filter(confirmed_at__isnull=False))
