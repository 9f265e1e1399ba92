"""Discrepancy cases (casi): opened by a contest, discussed, and closed with an outcome. No official value changes."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from segnavia.actions import documents, mail
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.lifecycle import CaseOutcome, CaseState
from segnavia.core.permissions import Principal
from segnavia.core.prefill import OTHER, VALUES, Contested, LineKind
from segnavia.registry.models import Actor, Case, CaseLetter, InquiryLine, Plan
from segnavia.registry.recipients import addresses_of


@action(concerns=lambda _plan, actor, *_args, **_kwargs: [actor.code])
def open_case(
    plan: Plan,
    actor: Actor,
    contested: Contested,
    *,
    by: Principal,
    reason: str,
    line: InquiryLine | None = None,
    upload: "UploadedFile[Any] | None" = None,
) -> Change[Case]:
    """Open a case on one value, from a line of a round or by hand.

    Raises `Refused` at `value_name`, `reason` or `document`, and where the same value is contested already.
    """
    problems = {}
    if contested.name not in (*VALUES[contested.kind], OTHER):
        problems["value_name"] = _("Choose which value is not right.")
    if not reason.strip():
        problems["reason"] = _("Write why: a contest needs its reason.")
    if problems:
        raise Refused(**problems)
    twin = Case.objects.filter(
        kind=contested.kind, key=contested.key, actor=actor, value_name=contested.name, state=CaseState.OPEN
    )
    if line is None and twin.exists():
        raise Refused(_("A case on this value is open already: write there."))
    case = Case.objects.create(
        plan=plan,
        actor=actor,
        line=line,
        kind=contested.kind.value,
        key=contested.key,
        title=contested.title,
        bulletin=contested.bulletin,
        value_name=contested.name,
        official_value=contested.official,
        local_value=contested.local,
        reason=reason.strip(),
        source_rows=[dict(row) for row in contested.source_rows],
    )
    if line is not None:
        case.documents.set(line.documents.all())
    _attach(case, upload, by)
    details = {
        "key": contested.key,
        "value": contested.name,
        "official": contested.official,
        "local": contested.local,
    }
    return Change(case, subject=case, details=details)


def open_from_line(line: InquiryLine, *, by: Principal) -> Case:
    """Open the case of a contested line. One that has a case already, from a sending before, gets a letter there."""
    inquiry = line.inquiry
    known = Case.objects.filter(line=line).first()
    if known is not None:
        if known.state == CaseState.OPEN:
            write(known, by=by, text="\n\n".join(filter(None, (line.value, line.reason))))
        return known
    contested = Contested(
        LineKind(line.kind),
        line.key,
        line.title,
        line.contested,
        official=plain(line.official.get(line.contested)),
        local=line.value,
        bulletin=inquiry.round.bulletin,
        source_rows=tuple(line.source_rows),
    )
    return open_case(inquiry.round.plan, inquiry.actor, contested, by=by, reason=line.reason, line=line)


@action(concerns=lambda case, **_: [case.actor.code])
def write(case: Case, *, by: Principal, text: str, upload: "UploadedFile[Any] | None" = None) -> Change[CaseLetter]:
    """Add a word to the correspondence; it stays as it is. What the office writes also goes to the body by mail.

    Raises `Refused` at `text` or `document`, and once the case is closed.
    """
    _check_open(case)
    if not text.strip():
        raise Refused(text=_("Write something."))
    letter = CaseLetter.objects.create(case=case, by=by.name, text=text.strip())
    _attach(letter, upload, by)
    then = () if case.actor.code in by.actors else _tell(case, text.strip())
    return Change(letter, subject=case, details={"letter": letter.pk}, then=then)


@action()
def close_case(case: Case, *, by: Principal, version: int, outcome: CaseOutcome, explanation: str) -> Change[Case]:
    """Close a case with its outcome and an explanation, which is public. Raises `Refused` at either."""
    _check_open(case)
    problems = {}
    if outcome not in [each for each in CaseOutcome if each is not CaseOutcome.NONE]:
        problems["outcome"] = _("Choose how it ended.")
    if not explanation.strip():
        problems["explanation"] = _("Write how it ended and why: it is shown beside the official value.")
    if problems:
        raise Refused(**problems)
    case.revise(
        version,
        state=CaseState.CLOSED,
        outcome=outcome,
        explanation=explanation.strip(),
        closed_at=timezone.now(),
    )
    then = _tell(case, explanation.strip())
    return Change(case, subject=case, details={"outcome": outcome}, then=then)


def plain(value: str | int | None) -> str:
    """An official value as a case keeps it; one that is not known is empty."""
    return "" if value is None else str(value)


def _check_open(case: Case) -> None:
    if Case.objects.filter(pk=case.pk, state=CaseState.CLOSED).exists():
        raise Refused(_("The case is closed."))


def _attach(row: Case | CaseLetter, upload: "UploadedFile[Any] | None", by: Principal) -> None:
    if upload is None:
        return
    try:
        documents.attach(row, upload, by=by)
    except Refused as refused:
        raise Refused(document=refused.fields.get("file", refused.message)) from refused


def _tell(case: Case, text: str) -> tuple[Callable[[], None], ...]:
    """Queue a mail to the body, where it has an address."""
    address = addresses_of([case.actor]).get(case.actor.code) or (case.line.inquiry.email if case.line else "")
    if not address:
        return ()
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("On your contest: %(title)s") % {"title": case.title}
        body = _("To %(actor)s\n\nThe planning office writes on “%(title)s”:\n\n%(text)s\n") % {
            "actor": case.actor.title,
            "title": case.title,
            "text": text,
        }
        return (mail.queue(address, subject.replace("\n", " "), body, "case"),)
