"""The legal steps of an edition, each with its act: the text is frozen at each, and nothing goes back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions.documents import store
from segnavia.actions.editions import become, freeze, is_open, locked
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.lifecycle import STEPS, Outcome, Step
from segnavia.core.periods import first_day, is_dated, last_day
from segnavia.core.permissions import Principal
from segnavia.core.provenance import Provenance
from segnavia.plans.schema import ActRecord
from segnavia.registry.legal import dated_words, status_title
from segnavia.registry.models import Act, Edition, FrozenText


@dataclass(frozen=True, slots=True)
class Said:
    """What is told of an act: the body, its number if known, and its date as far as it is known (`core.periods`)."""

    body: str
    dated: str
    number: str = ""
    note: str = ""
    document: "UploadedFile[Any] | None" = None


@action()
def adopt(edition: Edition, *, by: Principal, said: Said) -> Change[Act]:
    """The council adopts the draft: its text is open to observations from now on."""
    return _take(edition, Step.ADOPTION, said, by)


@action()
def give_opinion(edition: Edition, *, by: Principal, said: Said) -> Change[Act]:
    """The conference of the mayors gives its opinion on the adopted text."""
    return _take(edition, Step.OPINION, said, by)


@action()
def approve(edition: Edition, *, by: Principal, said: Said) -> Change[Act]:
    """The council approves. Every observation is answered by then, and the opinion given.

    From now on the frozen text alone speaks: the working copy is gone.
    """
    return _take(edition, Step.APPROVAL, said, by, _check_answered, _check_opinion)


@action()
def bring_into_force(edition: Edition, *, by: Principal, said: Said, in_force_from: date) -> Change[Act]:
    """The approved text comes into force, and supersedes the one before it."""
    return _take(edition, Step.ENTRY_INTO_FORCE, said, by, in_force_from=in_force_from)


def record_past(edition: Edition, record: ActRecord, by: Principal) -> Act:
    """Record a step that was taken before the plan came here, as its source tells it; for `actions.plans` alone.

    A source may leave steps untold: they are not made up, and the order of those told is checked with the package.
    """
    day = last_day(record.in_force_from or record.dated) if Step(record.step) is Step.ENTRY_INTO_FORCE else None
    edition = locked(edition)
    text = freeze(edition, by) if is_open(edition) else _text_of(edition)
    act = Act.objects.create(
        edition=edition,
        step=record.step,
        text=text,
        body=record.body,
        number=record.number,
        dated=record.dated,
        in_force_from=day,
        provenance=record.provenance.value,
        note=record.note,
        recorded_by=by.name,
    )
    become(edition, STEPS[Step(record.step)][1])
    return act


def _take(
    edition: Edition,
    step: Step,
    said: Said,
    by: Principal,
    *checks: Callable[[Edition], None],
    in_force_from: date | None = None,
) -> Change[Act]:
    before, after = STEPS[step]
    edition = locked(edition)
    if edition.status != before:
        raise Refused(
            _("This step follows from another: the edition is now “%(status)s”.")
            % {"status": status_title(edition.status)}
        )
    if edition.acts.filter(step=step).exists():
        raise Refused(_("This step has been taken already."))
    for check in checks:
        check(edition)
    problems = _problems(edition, said, in_force_from)
    if problems:
        raise Refused(**problems)
    text = freeze(edition, by) if is_open(edition) else _text_of(edition)
    act = Act.objects.create(
        edition=edition,
        step=step,
        text=text,
        body=said.body.strip(),
        number=said.number.strip(),
        dated=said.dated,
        in_force_from=in_force_from,
        document=store(said.document, by=by, is_public=True) if said.document else None,
        provenance=Provenance.SOURCE,
        note=said.note.strip(),
        recorded_by=by.name,
    )
    become(edition, after)
    return Change(
        act,
        subject=edition,
        details={
            "step": step,
            "body": act.body,
            "number": act.number,
            "dated": act.dated,
            "in_force_from": in_force_from,
            "text": text.sha256,
            "document": act.document.sha256 if act.document else "",
        },
    )


def _text_of(edition: Edition) -> FrozenText:
    if edition.text is None:  # the database refuses such a row
        raise Refused(_("This edition has no frozen text."))
    return edition.text


def _check_answered(edition: Edition) -> None:
    waiting = edition.observations.filter(outcome=Outcome.OPEN).count()
    if waiting:
        raise Refused(_("%(count)s observations still wait for an answer.") % {"count": waiting})


def _check_opinion(edition: Edition) -> None:
    if not edition.acts.filter(step=Step.OPINION).exists():
        raise Refused(_("The opinion comes before the approval: record it first."))


def _problems(edition: Edition, said: Said, in_force_from: date | None) -> dict[str, str]:
    """What is wrong with what is said of an act, by its field."""
    problems = {}
    if not said.body.strip():
        problems["body"] = _("Say which body made the act.")
    if not is_dated(said.dated):
        problems["dated"] = _("Write a date, such as 2024-06-30; a month or a year where no more is known.")
        return problems
    earlier = edition.acts.order_by("-pk").first()
    if earlier and last_day(said.dated) < first_day(earlier.dated):  # as far as both are known
        words = _("The step before this one has the date %(dated)s: this one cannot be earlier.")
        problems["dated"] = words % {"dated": dated_words(earlier.dated)}
    today = timezone.localdate()
    if first_day(said.dated) > today:
        problems["dated"] = _("An act is recorded once it has been made: this date has not come.")
    if in_force_from and in_force_from < first_day(said.dated):
        problems["in_force_from"] = _("A text is not in force before its act.")
    elif in_force_from and in_force_from > today:
        # from its entry into force on a text is the one shown and measured everywhere, and not before
        problems["in_force_from"] = _("Record the entry into force once its day has come.")
    return problems
