"""The link that lets a referent answer without an account: signed, and good until it expires, is renewed or revoked.

The token names the inquiry and carries its nonce. Whoever holds it is the referent of that inquiry and nobody else, so
it never stands in a log or in the audit trail, and the outbox forgets it once it is sent.
"""

from datetime import date
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string

from segnavia.core.lifecycle import RoundState
from segnavia.core.permissions import Principal, Role
from segnavia.registry.models import Inquiry

PATH = "risposte"
_SALT = "segnavia.registry.round_links"


class Problem(StrEnum):
    """Why a link does not open its page."""

    DAMAGED = "damaged"
    REPLACED = "replaced"
    REVOKED = "revoked"
    EXPIRED = "expired"
    CLOSED = "closed"  # the round is over, and nothing had been sent


class BadLink(Exception):  # noqa: N818 - the link is bad, nothing has failed
    """A link that opens nothing; the message tells nothing of what it would have opened."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.value)


def new_nonce() -> str:
    """A nonce for a link; every older link of the inquiry is void then."""
    return get_random_string(32)


def token_of(inquiry: Inquiry) -> str:
    """The token of the inquiry's link."""
    return signing.dumps([inquiry.pk, inquiry.nonce], salt=_SALT)


def address_of(inquiry: Inquiry) -> str:
    """The whole address of the inquiry's page, for its mail."""
    return f"{settings.SITE_URL}/{PATH}/{token_of(inquiry)}"


def inquiry_of(token: str, today: date | None = None) -> Inquiry:
    """The inquiry that a token opens. Raises `BadLink` for one that opens nothing.

    Answers that were sent can be read until the link expires, also when the round is over.
    """
    try:
        pk, nonce = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise BadLink(Problem.DAMAGED) from error
    inquiry = Inquiry.objects.select_related("round__plan", "actor").filter(pk=pk).first()
    if inquiry is None:
        raise BadLink(Problem.DAMAGED)
    if inquiry.revoked_at is not None:
        raise BadLink(Problem.REVOKED)
    if not constant_time_compare(inquiry.nonce, str(nonce)):
        raise BadLink(Problem.REPLACED)
    if inquiry.expires_on < (today or timezone.localdate()):
        raise BadLink(Problem.EXPIRED)
    if inquiry.round.state != RoundState.OPEN and inquiry.sent_at is None:
        raise BadLink(Problem.CLOSED)
    return inquiry


def principal_of(inquiry: Inquiry) -> Principal:
    """Who answers by the link: the referent of this actor, and of no other."""
    return Principal(
        key=f"link:{inquiry.pk}",
        name=inquiry.actor.title,
        roles=frozenset({Role.REFERENT}),
        actors=frozenset({inquiry.actor.code}),
    )
