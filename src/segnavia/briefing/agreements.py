"""Agreements as the public pages show them, and their JSON twins. What is not public never comes here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from segnavia.briefing import twins
from segnavia.core.agreement_matrix import Row, matrix
from segnavia.core.agreement_rules import Special, remaining
from segnavia.core.agreements import TYPES, AgreementType
from segnavia.core.codes import DIRECTIONS
from segnavia.core.lifecycle import AgreementState
from segnavia.plans.book import PlanBook
from segnavia.registry.agreements import (
    Moment,
    Service,
    facts_of,
    moments_of,
    overdue_of,
    pledges_of,
    special_of,
    state_of,
)
from segnavia.registry.models import Actor, Agreement, Amendment, Commitment, Document, Meeting

# A type with many agreements comes no earlier for it: the order is that of the law's table.
ENDED = (AgreementState.CONCLUDED, AgreementState.EXPIRED, AgreementState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, and by how many days it is overdue; 0 where it is not."""

    commitment: Commitment
    days_late: int


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement in a list. `type` and all titles are message ids."""

    agreement: Agreement
    state: AgreementState
    type: str
    parties: tuple[Actor, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class Block:
    """The agreements of one type."""

    title: str
    legal_basis: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """The money of an agreement: the sum of what is known, and of how many sources nothing is."""

    known: Decimal
    sources_known: int
    sources_unknown: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One agreement as its page shows it."""

    line: Line
    promises: tuple[Promise, ...]
    moments: tuple[Moment, ...]
    special: tuple[tuple[str, Special], ...]
    serves: tuple[tuple[str, str, str], ...]  # list, code and title
    documents: tuple[Document, ...]
    money: Money
    remaining: int


@dataclass(frozen=True, slots=True)
class Serving:
    """An agreement that serves an element of the plan, with its commitments for it."""

    agreement: Agreement
    state: AgreementState
    promises: tuple[Promise, ...]


def line_of(agreement: Agreement, today: date) -> Line:
    """An agreement with its state as of a day."""
    return Line(
        agreement,
        state_of(agreement, today),
        TYPES[AgreementType(agreement.type)].title,
        tuple(party.actor for party in agreement.parties.all() if party.left_on is None),
        len(overdue_of(agreement, today)),
    )


def blocks_of(lines: Iterable[Line]) -> list[Block]:
    """Agreements by type, in the order of the law's table; those that have ended stand last in each."""
    lines = tuple(lines)
    blocks = []
    for kind, declared in TYPES.items():
        mine = sorted((line for line in lines if line.agreement.type == kind), key=lambda line: line.state in ENDED)
        if mine:
            blocks.append(Block(declared.title, declared.legal_basis, tuple(mine)))
    return blocks


def sheet_of(agreement: Agreement, book: PlanBook, today: date) -> Sheet:
    """One agreement with all that its page shows."""
    late = overdue_of(agreement, today)
    known = special_of(agreement)
    amounts = [each.amount for each in agreement.resources.all()]
    told = [amount for amount in amounts if amount is not None]
    return Sheet(
        line_of(agreement, today),
        tuple(promise_of(each, late, today) for each in agreement.commitments.all()),
        tuple(moments_of(agreement, today)),
        tuple((each.title, known.get(each.name)) for each in TYPES[AgreementType(agreement.type)].special),
        tuple(_served(each.element, book) for each in agreement.elements.all()),
        tuple(_public_documents(agreement)),
        Money(sum(told, Decimal(0)), len(told), len(amounts) - len(told)),
        remaining(facts_of(agreement, list(agreement.parties.all())).parties),
    )


def promise_of(commitment: Commitment, late: Iterable[Commitment], today: date) -> Promise:
    """A commitment, told by how much it is overdue where it stands among those that are."""
    is_late = commitment in late and commitment.due_on is not None
    return Promise(commitment, (today - commitment.due_on).days if is_late and commitment.due_on else 0)


def _served(element: str, book: PlanBook) -> tuple[str, str, str]:
    name, _, code = element.partition(":")
    titles = {
        "objectives": {each.code: each.title for each in book.package.objectives},
        "drivers": {each.code: each.title for each in book.package.drivers},
        "reform_tracks": {each.code: each.title for each in book.package.reform_tracks},
    }
    return name, code, titles[name].get(code, "")


def _public_documents(agreement: Agreement) -> list[Document]:
    """The public documents of an agreement, of its meetings, amendments and commitments, each once."""
    parts: tuple[Agreement | Meeting | Amendment | Commitment, ...]
    parts = (agreement, *agreement.meetings.all(), *agreement.amendments.all(), *agreement.commitments.all())
    found = {document.pk: document for part in parts for document in part.documents.all() if document.is_public}
    return list(found.values())


def serving_of(services: Iterable[Service], today: date) -> list[Serving]:
    """The agreements that serve an element, as its page lists them."""
    return [
        Serving(
            service.agreement,
            service.state,
            tuple(
                promise_of(each, service.commitments if each.pk in service.late else (), today)
                for each in service.commitments
            ),
        )
        for service in services
    ]


def stands_of(book: PlanBook, agreements: Iterable[Agreement], today: date, actor: str) -> tuple[Row, ...]:
    """The matrix of the plan in force: who has committed to which marked direction."""
    objectives = ((objective.code, objective.directions) for objective in book.package.objectives)
    return matrix(objectives, pledges_of(list(agreements), today), actor)


def line_twin(line: Line) -> twins.Json:
    """An agreement of a list."""
    agreement = line.agreement
    return {
        "code": agreement.code,
        "type": agreement.type,
        "title": agreement.title,
        "state": line.state.value,
        "signed_on": _day(agreement.signed_on),
        "starts_on": _day(agreement.starts_on),
        "ends_on": _day(agreement.ends_on),
        "parties": [actor.code for actor in line.parties],
        "overdue": line.overdue,
    }


def sheet_twin(sheet: Sheet) -> twins.Json:
    """One agreement whole; the office's own note stays with the office."""
    agreement = sheet.line.agreement
    plain = ("legal_basis", "aims", "signature", "protocol", "publication", "renewal", "territory", "governing_body")
    return {
        **line_twin(sheet.line),
        **{name: getattr(agreement, name) for name in (*plain, "monitoring")},
        "special": dict(agreement.special),
        "parties": [
            {
                "actor": party.actor.code,
                "title": party.actor.title,
                "role": party.role,
                "signatory": party.signatory,
                "approval": f"{party.approval_body} {party.approval_number}".strip(),
                "approved_on": _day(party.approved_on),
                "joined_on": _day(party.joined_on),
                "left_on": _day(party.left_on),
            }
            for party in agreement.parties.all()
        ],
        "serves": [f"{name}:{code}" for name, code, _title in sheet.serves],
        "codes": [{"kind": each.kind, "code": each.code} for each in agreement.linked_codes.all()],
        "resources": [
            {"source": each.source, "amount": twins.number(each.amount)} for each in agreement.resources.all()
        ],
        "commitments": [promise_twin(each) for each in sheet.promises],
        "meetings": [
            {"held_on": _day(each.held_on), "subject": each.subject, "decisions": each.decisions}
            for each in agreement.meetings.all()
        ],
        "amendments": [
            {
                "kind": each.kind,
                "dated": _day(each.dated),
                "actor": each.actor.code if each.actor else None,
                "act": each.act,
                "text": each.text,
                "ends_on": _day(each.ends_on),
            }
            for each in agreement.amendments.all()
        ],
        "documents": [
            {"title": str(each), "name": each.name, "sha256": each.sha256, "size": each.size}
            for each in sheet.documents
        ],
    }


def promise_twin(promise: Promise) -> twins.Json:
    """A commitment; `days_late` is 0 where it is not overdue."""
    each = promise.commitment
    return {
        "code": each.code,
        "actor": each.actor.code,
        "what": each.what,
        "due_on": _day(each.due_on),
        "amount": twins.number(each.amount),
        "element": each.element or None,
        "state": each.state,
        "done_on": _day(each.done_on),
        "evidence": each.evidence,
        "days_late": promise.days_late,
    }


def serving_twin(serving: Serving) -> twins.Json:
    """An agreement that serves an element."""
    return {
        "code": serving.agreement.code,
        "title": serving.agreement.title,
        "state": serving.state.value,
        "commitments": [promise_twin(each) for each in serving.promises],
    }


def row_twin(row: Row) -> twins.Json:
    """A row of the matrix; `cover` is null where nobody is asked and nobody stands for it."""
    return {
        "objective": row.objective,
        "directions": {
            direction.value: {
                "marked": cell.marked,
                "cover": cell.cover.value if cell.cover else None,
                "actors": list(cell.actors),
                "agreements": list(cell.agreements),
            }
            for direction, cell in zip(DIRECTIONS, row.cells, strict=True)
        },
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
