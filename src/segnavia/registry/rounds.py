"""What the pages ask about rounds and cases: who answered, what changed since the last round, what is contested."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from django.db.models import Count, Q, QuerySet

from segnavia.core.lifecycle import Answer, CaseState
from segnavia.core.prefill import LineKind, differing
from segnavia.registry.models import Case, Inquiry, InquiryLine, Round


class Standing(StrEnum):
    """How far one body's answers have come."""

    SENT = "sent"
    OPENED = "opened"  # and not sent
    SILENT = "silent"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Answered:
    """One body in a round: how far it has come, and its lines by answer."""

    inquiry: Inquiry
    standing: Standing
    lines: int
    confirmed: int
    contested: int

    @property
    def unanswered(self) -> int:
        """Lines without an answer."""
        return self.lines - self.confirmed - self.contested

    @property
    def seconds(self) -> float | None:
        """From the first opening to the sending; not known where either is not."""
        opened, sent = self.inquiry.first_opened_at, self.inquiry.sent_at
        return (sent - opened).total_seconds() if opened and sent else None


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """A round in figures. Answers are those that were sent; `median_seconds` is from first opening to sending."""

    asked: int
    sent: int
    opened: int
    silent: int
    revoked: int
    lines: int
    confirmed: int
    contested: int
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A line whose official values are not what the round before had; `names` says which."""

    line: InquiryLine
    before: Mapping[str, str | int | None]
    names: tuple[str, ...]


def answered_in(row: Round) -> list[Answered]:
    """Every body of a round, in the order of their names."""
    inquiries = row.inquiries.select_related("actor").annotate(
        asked_lines=Count("lines"),
        confirmed_lines=Count("lines", filter=Q(lines__answer=Answer.CONFIRMED)),
        contested_lines=Count("lines", filter=Q(lines__answer=Answer.CONTESTED)),
    )
    return [
        Answered(each, standing_of(each), each.asked_lines, each.confirmed_lines, each.contested_lines)
        for each in inquiries
    ]


def standing_of(inquiry: Inquiry) -> Standing:
    """How far one body's answers have come."""
    if inquiry.sent_at is not None:
        return Standing.SENT
    if inquiry.revoked_at is not None:
        return Standing.REVOKED
    return Standing.SILENT if inquiry.first_opened_at is None else Standing.OPENED


def figures_of(answered: list[Answered]) -> RoundFigures:
    """A round in figures, from its bodies."""

    def count(standing: Standing) -> int:
        return sum(each.standing is standing for each in answered)

    sent = [each for each in answered if each.standing is Standing.SENT]
    seconds = [each.seconds for each in sent if each.seconds is not None]
    return RoundFigures(
        asked=len(answered),
        sent=len(sent),
        opened=count(Standing.OPENED),
        silent=count(Standing.SILENT),
        revoked=count(Standing.REVOKED),
        lines=sum(each.lines for each in answered),
        confirmed=sum(each.confirmed for each in sent),
        contested=sum(each.contested for each in sent),
        median_seconds=median(seconds) if seconds else None,
    )


def contested_in(row: Round) -> QuerySet[InquiryLine]:
    """The lines that were contested and sent, with their cases."""
    return (
        InquiryLine.objects.filter(inquiry__round=row, inquiry__sent_at__isnull=False, answer=Answer.CONTESTED)
        .select_related("inquiry__actor", "case")
        .order_by("inquiry__actor__title", "position")
    )


def round_before(row: Round) -> Round | None:
    """The round of the same plan that was opened before this one; one that nobody was invited to does not count."""
    earlier = Round.objects.filter(plan=row.plan, pk__lt=row.pk, opens_on__lte=row.opens_on)
    return earlier.filter(inquiries__invited_at__isnull=False).distinct().first()


def moved_since(row: Round, earlier: Round) -> list[Moved]:
    """The lines of a round whose official values differ from those that the same body was asked in an earlier one."""

    def lines(of: Round) -> QuerySet[InquiryLine]:
        return InquiryLine.objects.filter(inquiry__round=of).select_related("inquiry__actor")

    before = {(line.inquiry.actor_id, line.kind, line.key): line.official for line in lines(earlier)}
    found = []
    for line in lines(row).order_by("inquiry__actor__title", "position"):
        official = before.get((line.inquiry.actor_id, line.kind, line.key))
        names = differing(LineKind(line.kind), official, line.official) if official is not None else ()
        if official is not None and names:
            found.append(Moved(line, official, names))
    return found


def cases_on(kind: LineKind, key: str) -> list[Case]:
    """The cases on one project, commitment or assignment: the open ones first, then the newest."""
    return cases_by_key(kind, key=key).get(key, [])


def cases_by_key(kind: LineKind, **only: str) -> dict[str, list[Case]]:
    """The cases on projects, commitments or assignments by what they are on, each in the order of `cases_on`."""
    rows = Case.objects.filter(kind=kind, **only).select_related("actor")
    found: dict[str, list[Case]] = {}
    for case in sorted(rows, key=lambda case: case.state != CaseState.OPEN):
        found.setdefault(case.key, []).append(case)
    return found
