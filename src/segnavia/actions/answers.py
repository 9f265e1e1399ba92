"""Answers to a round: each line is confirmed or contested, and the whole is sent off; contests open cases then."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions import cases, documents
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.lifecycle import Answer, RoundState
from segnavia.core.permissions import Principal
from segnavia.core.prefill import OTHER, VALUES, Line, LineKind, ValueKind, is_value
from segnavia.registry.models import Conflict, Inquiry, InquiryLine

LONGEST = 4000  # characters of a reason: two pages


def write_lines(inquiry: Inquiry, lines: Sequence[Line]) -> None:
    """Write the lines of an inquiry that has none; `actions.rounds` calls it, inside its transaction."""
    InquiryLine.objects.bulk_create(
        InquiryLine(
            inquiry=inquiry,
            position=position,
            kind=line.kind.value,
            key=line.key,
            title=line.title,
            official=dict(line.official),
        )
        for position, line in enumerate(lines, start=1)
    )


@action(concerns=lambda inquiry, **_: [inquiry.actor.code])
def note_opening(inquiry: Inquiry, *, by: Principal) -> Change[Inquiry]:
    """Remember when the page was opened first; later openings change nothing."""
    if not Inquiry.objects.filter(pk=inquiry.pk, first_opened_at__isnull=True).update(first_opened_at=timezone.now()):
        return Change(inquiry, subject=inquiry, details=None)
    inquiry.refresh_from_db(fields=["first_opened_at"])
    return Change(inquiry, subject=inquiry)


@action(concerns=lambda inquiry, *_args, **_kwargs: [inquiry.actor.code])
def confirm(inquiry: Inquiry, lines: Iterable[InquiryLine], *, by: Principal) -> Change[list[InquiryLine]]:
    """Confirm lines as they were seen: each carries the version. Raises `Conflict` if one was answered meanwhile.

    What a contest had said of a line is gone with it; documents that came with it stay in the log.
    """
    _check_open(inquiry)
    confirmed = []
    for line in lines:
        _check_own(inquiry, line)
        line.revise(
            line.version,
            answer=Answer.CONFIRMED,
            answered_at=timezone.now(),
            contested="",
            reason="",
            value="",
            source_rows=[],
        )
        line.documents.clear()
        confirmed.append(line)
    details = {"lines": [line.key for line in confirmed]} if confirmed else None
    return Change(confirmed, subject=inquiry, details=details)


@action(concerns=lambda line, **_: [line.inquiry.actor.code])
def contest(
    line: InquiryLine,
    *,
    by: Principal,
    version: int,
    contested: str,
    reason: str,
    value: str = "",
    upload: "UploadedFile[Any] | None" = None,
    source_rows: Sequence[Mapping[str, Any]] = (),
) -> Change[InquiryLine]:
    """Contest one value of a line, or `other`. The value, where one is given, is in plain spelling (`core.prefill`).

    Raises `Refused` at `contested`, `reason`, `value` or `document`.
    """
    _check_open(line.inquiry)
    _check_contest(LineKind(line.kind), contested, reason, value)
    line.revise(
        version,
        answer=Answer.CONTESTED,
        answered_at=timezone.now(),
        contested=contested,
        reason=reason.strip(),
        value=value.strip(),
        source_rows=[dict(row) for row in source_rows],
    )
    if upload is not None:
        try:
            documents.attach(line, upload, by=by)
        except Refused as refused:
            raise Refused(document=refused.fields.get("file", refused.message)) from refused
    details = {"contested": contested, "value": value.strip(), "official": line.official.get(contested)}
    return Change(line, subject=line, details=details)


@action(concerns=lambda inquiry, **_: [inquiry.actor.code])
def send(inquiry: Inquiry, *, by: Principal, version: int, without_rest: bool = False) -> Change[Inquiry]:
    """Send the answers off: contested lines open their cases, and nothing can be changed until a link is renewed.

    Raises `Refused` while lines have no answer, unless they are to stay without.
    """
    _check_open(inquiry)
    lines = list(inquiry.lines.all())
    missing = sum(line.answer == Answer.NONE for line in lines)
    if missing == len(lines):
        raise Refused(_("No line has an answer yet."))
    if missing and not without_rest:
        raise Refused(_("Some lines have no answer yet."))
    inquiry.revise(version, sent_at=timezone.now())
    for line in lines:
        if line.answer == Answer.CONTESTED:
            cases.open_from_line(line, by=by)
    counts = {answer.value: sum(line.answer == answer for line in lines) for answer in Answer}
    return Change(inquiry, subject=inquiry, details=counts)


def _check_open(inquiry: Inquiry) -> None:
    """Refuse what comes after the answers were sent, or after the round was closed; read anew, as others write too."""
    now = Inquiry.objects.select_related("round").get(pk=inquiry.pk)
    if now.sent_at is not None:
        raise Refused(_("The answers were sent already: the planning office can reopen them."))
    if now.round.state != RoundState.OPEN:
        raise Refused(_("The round is not open."))


def _check_own(inquiry: Inquiry, line: InquiryLine) -> None:
    """A line of another inquiry is none of this one's: as if it were not there."""
    if line.inquiry_id != inquiry.pk:
        raise Conflict(None)


def _check_contest(kind: LineKind, contested: str, reason: str, value: str) -> None:
    problems = {}
    if contested not in (*VALUES[kind], OTHER):
        problems["contested"] = _("Choose which value is not right.")
    elif value.strip() and not is_value(VALUES[kind].get(contested, ValueKind.TEXT), value.strip()):
        problems["value"] = _("This is no such value.")
    if not reason.strip():
        problems["reason"] = _("Write why: a contest needs its reason.")
    elif len(reason) > LONGEST:
        problems["reason"] = _("Write at most %(most)s characters, and attach the rest.") % {"most": LONGEST}
    if len(value) > 200:
        problems["value"] = _("Write at most %(most)s characters.") % {"most": 200}
    if problems:
        raise Refused(**problems)
