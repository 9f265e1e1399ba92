"""Monitoring rounds (tornate): prepared from plain values, opened with a link to each referent, and closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from segnavia.actions import answers, mail
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.lifecycle import RoundState
from segnavia.core.permissions import Principal
from segnavia.core.prefill import Line
from segnavia.registry.models import Actor, Inquiry, Plan, Round
from segnavia.registry.round_links import address_of, new_nonce

LINK_LASTS = timedelta(days=30)  # after the due date: who is late can still answer
LONGEST = timedelta(days=366)  # a round that asks for more than a year is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a round asks, at which address, and what: the lines, and how many were left out as too many."""

    actor: Actor
    email: str
    lines: Sequence[Line]
    left_out: int = 0


@action()
def prepare(
    plan: Plan,
    *,
    by: Principal,
    title: str,
    bulletin: str,
    opens_on: date,
    due_on: date,
    asked: Sequence[Asked],
    note: str = "",
) -> Change[Round]:
    """Prepare a round; nobody is told of it yet. What the lines say now is what the round asks, for ever.

    Raises `Refused` at `title`, `opens_on`, `due_on` or `actors`.
    """
    _check(title, opens_on, due_on, asked)
    row = Round.objects.create(
        plan=plan, title=title.strip(), bulletin=bulletin, opens_on=opens_on, due_on=due_on, note=note.strip()
    )
    for each in asked:
        inquiry = Inquiry.objects.create(
            round=row,
            actor=each.actor,
            email=each.email,
            nonce=new_nonce(),
            expires_on=due_on + LINK_LASTS,
            left_out=each.left_out,
        )
        answers.write_lines(inquiry, each.lines)
    details = {
        "bulletin": bulletin,
        "opens_on": opens_on,
        "due_on": due_on,
        "asked": {each.actor.code: len(each.lines) for each in asked},
    }
    return Change(row, subject=row, details=details)


def _check(title: str, opens_on: date, due_on: date, asked: Sequence[Asked]) -> None:
    problems = {}
    if not title.strip():
        problems["title"] = _("Write a title.")
    if due_on < opens_on:
        problems["due_on"] = _("The due date lies before the opening.")
    elif due_on - opens_on > LONGEST:
        problems["due_on"] = _("A round asks for an answer within a year.")
    if not asked:
        problems["actors"] = _("Choose at least one body.")
    elif len({each.actor.pk for each in asked}) < len(asked):
        problems["actors"] = _("A body is asked once in a round.")
    elif any(not each.lines for each in asked):
        problems["actors"] = _("There is nothing to ask of %(actor)s.") % {
            "actor": next(each.actor.title for each in asked if not each.lines)
        }
    for each in asked:
        try:
            validate_email(each.email)
        except ValidationError:
            problems["actors"] = _("%(actor)s has no address to write to.") % {"actor": each.actor.title}
    if problems:
        raise Refused(**problems)


@action()
def open_round(row: Round, *, by: Principal, version: int) -> Change[Round]:
    """Open a round: from now on it can be answered, and each referent gets the link by mail."""
    _expect(row, RoundState.PREPARED)
    today = timezone.localdate()
    if row.due_on < today:
        raise Refused(_("The due date has passed: prepare a new round."))
    row.revise(version, state=RoundState.OPEN, opens_on=today)
    inquiries = list(row.inquiries.select_related("actor"))
    then: set[Callable[[], None]] = set()
    for inquiry in inquiries:
        inquiry.round = row
        inquiry.revise(inquiry.version, invited_at=timezone.now())
        then.add(_invite(inquiry))
    return Change(row, subject=row, details={"invited": len(inquiries)}, then=tuple(then))


@action()
def close_round(row: Round, *, by: Principal, version: int) -> Change[Round]:
    """Close a round: what was not sent by now stays unanswered. Receipts can still be read.

    One that was prepared by mistake is closed before it opens, and has asked nobody anything.
    """
    _expect(row, RoundState.PREPARED, RoundState.OPEN)
    row.revise(version, state=RoundState.CLOSED)
    return Change(row, subject=row, details={"sent": row.inquiries.filter(sent_at__isnull=False).count()})


@action()
def renew_link(inquiry: Inquiry, *, by: Principal, version: int, email: str) -> Change[Inquiry]:
    """Send a new link; every older one is void. What was sent already can be changed again, and has to be sent anew.

    Raises `Refused` at `email` for what is no address.
    """
    _expect(inquiry.round, RoundState.OPEN)
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(email=_("Write an address, such as protocollo@comune.example.it.")) from error
    reopened = inquiry.sent_at is not None
    inquiry.revise(
        version,
        email=email,
        nonce=new_nonce(),
        revoked_at=None,
        sent_at=None,
        invited_at=timezone.now(),
        expires_on=max(inquiry.round.due_on, timezone.localdate()) + LINK_LASTS,
    )
    then = _invite(inquiry)
    details = {"email": email, "expires_on": inquiry.expires_on, "reopened": reopened}
    return Change(inquiry, subject=inquiry, details=details, then=(then,))


@action()
def revoke_link(inquiry: Inquiry, *, by: Principal, version: int) -> Change[Inquiry]:
    """Make the link open nothing any more. A new one can be sent."""
    inquiry.revise(version, revoked_at=timezone.now(), nonce=new_nonce())
    return Change(inquiry, subject=inquiry)


def _expect(row: Round, *states: RoundState) -> None:
    if row.state not in states:
        raise Refused(_("The round does not stand where this could be done: look at it anew."))


def _invite(inquiry: Inquiry) -> Callable[[], None]:
    """Queue the mail with the link, in the site's own language: nobody knows the reader's."""
    row = inquiry.round
    with translation.override(settings.LANGUAGE_CODE):
        values = {
            "actor": inquiry.actor.title,
            "title": row.title,
            "number": inquiry.lines.count(),
            "due": date_format(row.due_on, "j E Y"),
            "expires": date_format(inquiry.expires_on, "j E Y"),
            "link": address_of(inquiry),
            "note": f"{row.note}\n\n" if row.note else "",
        }
        body = _(
            "To %(actor)s\n\n"
            "%(title)s\n\n"
            "%(note)s"
            "We have filled in %(number)s lines on your projects, commitments and assignments, from the official data "
            "and from the agreements. Confirm what is right and contest what is not: it takes about three minutes, "
            "and no account.\n\n"
            "By %(due)s:\n%(link)s\n\n"
            "The link is yours alone and opens until %(expires)s. Whoever has it can answer for you: "
            "pass it on only to whom shall answer.\n"
        )
        subject = _("To confirm by %(due)s: %(title)s")
        return mail.queue(inquiry.email, subject % values, body % values, "inquiry")
