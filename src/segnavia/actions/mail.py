"""The outbox: an action queues a message in its transaction; it is sent after commit, and tried again until it is.

A message that cannot be sent stays, with the error; `segnavia remind` tries again. Nothing is sent of an action that
was rolled back, and no request waits for a mail server: a thread of its own sends.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from email.errors import MessageError
from smtplib import SMTPException
from threading import Lock, Thread

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connections
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from segnavia.registry.models import Mail

logger = logging.getLogger(__name__)

# After two days of trying every quarter of an hour nobody will read it any more.
MAX_TRIES = 192
# Longer than any mail server is waited for: who claimed a message and has not sent it by then is gone.
CLAIM = timedelta(minutes=5)
# A message that did not go rests as long: a busy desk, which sends after every action, would else spend all its tries
# within an hour in which the mail server is away. Shorter than the quarter of an hour at which `remind` may run.
REST = timedelta(minutes=10)

_one_sender = Lock()


def queue(
    to: str, subject: str, body: str, purpose: str, *, html: str = "", headers: Mapping[str, str] | None = None
) -> Callable[[], None]:
    """Put a message into the outbox; what it gives goes into `Change.then`, and sends it after commit."""
    in_one_line = " ".join(subject.split())  # a line end in a header is refused when it is sent
    Mail.objects.create(
        to=to, subject=in_one_line[:200], body=body, purpose=purpose, html=html, headers=dict(headers or {})
    )
    return send_soon


def send_soon() -> None:
    """Send what waits, in a thread of this process; one at a time is enough, as it sends until nothing waits."""
    Thread(target=_send_alone, name="mail", daemon=True).start()


def send_queued() -> tuple[int, int]:
    """Send what waits in the outbox, oldest first; how many were sent, and how many still wait."""
    sent = sum(_send(pk) for pk in list(_waiting().values_list("pk", flat=True)))
    return sent, _waiting().count()


def forget(after: timedelta = timedelta(days=365), *, purposes: Collection[str] = ()) -> int:
    """Delete what was sent longer ago, as addresses are not kept for ever; how many messages went.

    With `purposes`, only what was sent for them.
    """
    rows = Mail.objects.filter(sent_at__lt=timezone.now() - after)
    count, _ = (rows.filter(purpose__in=purposes) if purposes else rows).delete()
    return count


def forget_addresses(addresses: Collection[str], purposes: Collection[str]) -> int:
    """Delete every message for these purposes to these addresses, sent or waiting; how many went."""
    count, _ = Mail.objects.filter(to__in=addresses, purpose__in=purposes).delete()
    return count


def _waiting() -> QuerySet[Mail]:
    return Mail.objects.filter(sent_at__isnull=True, tries__lt=MAX_TRIES)


def _send_alone() -> None:
    try:
        with _one_sender:
            send_queued()
    finally:
        connections.close_all()


def _send(pk: int) -> bool:
    """Send one message; whether it went. It is claimed first, so that two processes never send the same one."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    claimed = _waiting().filter(free, pk=pk).update(claimed_until=now + CLAIM, tries=F("tries") + 1)
    if not claimed:
        return False
    mail = Mail.objects.get(pk=pk)
    mail.claimed_until = None
    try:
        message = EmailMultiAlternatives(
            mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=mail.headers
        )
        if mail.html:
            message.attach_alternative(mail.html, "text/html")
        message.send()
    except (OSError, SMTPException, ValueError, MessageError) as error:  # the last two: an address that is none
        mail.claimed_until = timezone.now() + REST
        mail.error = f"{type(error).__name__}: {error}"[:500]
        logger.warning("mail %s could not be sent: %s", mail.pk, mail.error)
    else:
        mail.sent_at, mail.error = timezone.now(), ""
        mail.body, mail.html, mail.headers = "", "", {}
    mail.save(update_fields=["claimed_until", "sent_at", "error", "body", "html", "headers"])
    return mail.sent_at is not None
