"""An agreement as its page shows it: what is missing for its next step, what is overdue, what nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from segnavia.actions.agreement_values import linked_warning, words_of
from segnavia.core.agreement_rules import BINDING, REACHED, problems_in, remaining
from segnavia.core.agreements import STATE_TITLES, TYPES, AgreementType
from segnavia.core.lifecycle import AGREEMENT_MOVES, AgreementState
from segnavia.registry.agreements import facts_of, overdue_of, special_of, state_of
from segnavia.registry.models import Agreement

# Where each problem of the rules is put right, by the field that it names.
_PLACES: Mapping[str, tuple[str, ...]] = {
    "agreement-sign": ("signed_on", "signature"),
    "agreement-facts": ("starts_on", "ends_on"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing for a step, and the page on which it is put right; none for the parties, who stand below."""

    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Step:
    """A state that an agreement may move to, and what is missing for it."""

    state: AgreementState
    title: str
    missing: tuple[Missing, ...]
    is_back: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement in the list."""

    agreement: Agreement
    state: AgreementState
    title: str
    type: str
    parties: int
    commitments: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Money:
    """What is known of the money of an agreement; `unknown` counts the sources whose amount nobody tells."""

    known: Decimal
    unknown: int


def line_of(agreement: Agreement, today: date) -> Line:
    """An agreement with its state as of a day, and what is overdue in it."""
    state = state_of(agreement, today)
    return Line(
        agreement,
        state,
        _(STATE_TITLES[state]),
        _(TYPES[AgreementType(agreement.type)].title),
        remaining(facts_of(agreement, list(agreement.parties.all())).parties),
        len(agreement.commitments.all()),
        len(overdue_of(agreement, today)),
    )


def steps_of(agreement: Agreement, today: date) -> list[Step]:
    """Where an agreement may go from where it stands, and what is missing for each."""
    facts = facts_of(agreement, list(agreement.parties.all()))
    state = AgreementState(agreement.state)
    steps = []
    for after in AGREEMENT_MOVES[state]:
        if state is AgreementState.EXPIRED:
            continue  # by a renewal, among the amendments
        problems = problems_in(after, facts, today)
        missing = tuple(Missing(words_of(each), _page_of(each.field)) for each in problems)
        if not (after is AgreementState.EXPIRED and missing):
            steps.append(Step(after, _(STATE_TITLES[after]), missing, REACHED[after] < REACHED[state]))
    return steps


def _page_of(field: str) -> str:
    if field.startswith("special."):
        return "agreement-special"
    return next((page for page, fields in _PLACES.items() if field in fields), "")


def special_rows(agreement: Agreement) -> list[tuple[str, object]]:
    """The fields of an agreement's type with their values; `None` for what is not known."""
    known = special_of(agreement)
    return [(_(each.title), known.get(each.name)) for each in TYPES[AgreementType(agreement.type)].special]


def notes_of(agreement: Agreement, today: date) -> list[str]:
    """What whoever opens an agreement should know first."""
    notes = []
    state = state_of(agreement, today)
    if state is AgreementState.EXPIRED and agreement.state == AgreementState.IN_FORCE:
        notes.append(_("Its last day has passed: record that it expired, or renew it."))
    left = remaining(facts_of(agreement, list(agreement.parties.all())).parties)
    if agreement.state in BINDING and left < 2:
        notes.append(_("Fewer than two parties remain: what is left binds nobody. Let somebody accede, or give it up."))
    warnings = (linked_warning(each.kind, each.code) for each in agreement.linked_codes.all())
    return [*notes, *filter(None, warnings)]


def money_of(agreement: Agreement) -> Money:
    """The sum of what is known, and of how many sources it is not."""
    amounts = [each.amount for each in agreement.resources.all()]
    return Money(sum((a for a in amounts if a is not None), Decimal(0)), sum(a is None for a in amounts))
