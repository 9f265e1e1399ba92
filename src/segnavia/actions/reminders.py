"""Reminders: what is due soon or overdue, gathered into one digest an address, at most one a week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.actions import mail
from segnavia.actions.writing import Change, action
from segnavia.core.lifecycle import CaseState, Outcome
from segnavia.core.permissions import Principal
from segnavia.registry.calendars import what_of, word_of
from segnavia.registry.deadlines import Deadline, DeadlineKind, deadlines_of, unsent
from segnavia.registry.models import Case, Digest, Inquiry, Observation
from segnavia.registry.recipients import addresses_of, planners
from segnavia.registry.round_links import address_of

AHEAD = timedelta(days=14)
PAUSE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did: digests queued, and addresses that have had one within the last week."""

    digests: int
    held_back: int


@dataclass
class _Letter:
    """What one address is told: its due items, and for the planning office what waits there."""

    deadlines: list[Deadline] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


@action()
def send(today: date, *, by: Principal) -> Change[Sent]:
    """Queue the digests of a day. Who has had one within a week gets the rest with the next.

    Run it every day: an address gets its first digest when something of it is due within 14 days, and goes on getting
    one a week while something is. Whoever calls sends what is queued (`mail.send_queued`): a command would end before
    a thread of it had sent all.
    """
    letters = _gathered(today)
    inquiries = {inquiry.pk: inquiry for inquiry in unsent()}
    held_back = 0
    for address, letter in sorted(letters.items()):
        if not _take_turn(address, today):
            held_back += 1
            continue
        with translation.override(settings.LANGUAGE_CODE):
            mail.queue(address, *_written(letter, today, inquiries), "digest")
    sent = Sent(len(letters) - held_back, held_back)
    details = {"digests": sent.digests, "held_back": held_back} if sent.digests else None
    return Change(sent, subject=("reminders", today.isoformat()), details=details)


def _take_turn(address: str, today: date) -> bool:
    """Whether this address may have a digest today; if so, it is written down. The row is locked until commit."""
    digest, is_first = Digest.objects.select_for_update().get_or_create(to=address, defaults={"last_sent_on": today})
    if is_first:
        return True
    if digest.last_sent_on + PAUSE > today:
        return False
    digest.last_sent_on = today
    digest.save(update_fields=["last_sent_on"])
    return True


def _gathered(today: date) -> Mapping[str, _Letter]:
    """What each address has to be told; addresses in lower case, so that nobody gets two."""
    letters: dict[str, _Letter] = {}
    due = deadlines_of(until=today + AHEAD)
    addresses = addresses_of({each.actor for each in due if each.actor})
    asked_at = dict(unsent().filter(expires_on__gte=today).values_list("pk", "email"))
    office = planners()
    for each in due:
        if each.kind is DeadlineKind.ANSWER:
            to = [asked_at[each.pk]] if each.pk in asked_at else []
        elif each.actor is None:
            to = office
        else:
            to = [addresses[each.actor.code]] if each.actor.code in addresses else []
        for address in to:
            letters.setdefault(address.lower(), _Letter()).deadlines.append(each)
    with translation.override(settings.LANGUAGE_CODE):
        waiting = list(_waiting(today))
    if waiting:
        for address in office:
            letters.setdefault(address.lower(), _Letter()).waiting.extend(waiting)
    return letters


def _waiting(today: date) -> Iterable[str]:
    """What waits for the planning office."""
    observations = Observation.objects.filter(outcome=Outcome.OPEN).count()
    if observations:
        yield ngettext("%(number)s observation to answer", "%(number)s observations to answer", observations) % {
            "number": observations
        }
    cases = Case.objects.filter(state=CaseState.OPEN).count()
    if cases:
        yield ngettext("%(number)s open case", "%(number)s open cases", cases) % {"number": cases}
    silent = sum(inquiry.round.due_on <= today + AHEAD for inquiry in unsent())
    if silent:
        yield ngettext(
            "%(number)s body has not answered the round", "%(number)s bodies have not answered the round", silent
        ) % {"number": silent}
    late = sum(each.due_on < today and each.kind is not DeadlineKind.ANSWER for each in deadlines_of(until=today))
    if late:
        yield ngettext("%(number)s thing overdue", "%(number)s things overdue", late) % {"number": late}


def _written(letter: _Letter, today: date, inquiries: Mapping[int, Inquiry]) -> tuple[str, str]:
    """Subject and body of a digest."""
    late = [each for each in letter.deadlines if each.due_on < today]
    soon = [each for each in letter.deadlines if each.due_on >= today]
    number = len(letter.deadlines) + len(letter.waiting)
    subject = ngettext("%(number)s thing waits for you", "%(number)s things wait for you", number) % {"number": number}
    parts = []
    for heading, entries in (
        (_("Overdue"), [_entry(each, inquiries) for each in late]),
        (_("Due soon"), [_entry(each, inquiries) for each in soon]),
        (_("At the planning office"), [f"- {text}" for text in letter.waiting]),
    ):
        if entries:
            parts.append("\n".join([heading.upper(), *entries]))
    desk = {"address": f"{settings.SITE_URL}/scrivania"}
    parts.append(_("All of it: %(address)s\nYou get one such message a week at most.") % desk)
    return subject, "\n\n".join(parts) + "\n"


def _entry(each: Deadline, inquiries: Mapping[int, Inquiry]) -> str:
    lines = [f"- {date_format(each.due_on, 'j E Y')}: {word_of(each.kind)}: {what_of(each)}"]
    if each.kind is DeadlineKind.ANSWER and each.pk in inquiries:
        lines.append(f"  {address_of(inquiries[each.pk])}")
    return "\n".join(lines)
