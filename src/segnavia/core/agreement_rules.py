"""What must hold for an agreement to stand in a state, as pure rules that give problems as data.

The same rules judge a move, a change of a record and a row of an imported file, so that none of the three can make
what another would refuse. Messages are `str.format` templates in English, and message ids.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from segnavia.core.agreements import TYPES, AgreementType, FieldKind, SignatureKind, SpecialField
from segnavia.core.lifecycle import OPEN_TASKS, AgreementState, TaskState

# How far an agreement has come in each state. One that was given up may have been anywhere.
REACHED: Mapping[AgreementState, int] = {
    AgreementState.WITHDRAWN: 0,
    AgreementState.PROPOSED: 0,
    AgreementState.NEGOTIATED: 1,
    AgreementState.APPROVED: 2,
    AgreementState.SIGNED: 3,
    AgreementState.IN_FORCE: 4,
    AgreementState.CONCLUDED: 4,
    AgreementState.EXPIRED: 4,
}
# From here on parties come and go by accession and withdrawal only, and the text changes by amendment.
BINDING = (AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.CONCLUDED, AgreementState.EXPIRED)
# No longer to be acted upon.
ENDED = (AgreementState.CONCLUDED, AgreementState.WITHDRAWN)

Special = str | bool | date | None


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What the rules ask of a party. One that acceded later has `joined_on`, one that left `left_on`."""

    actor: str
    signatory: str = ""
    approval: str = ""  # body and number of the act, as far as they are known
    approved_on: date | None = None
    joined_on: date | None = None
    left_on: date | None = None

    @property
    def has_approved(self) -> bool:
        """Whether anything is known of its approval: the day, or the act."""
        return self.approved_on is not None or bool(self.approval)


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What the rules ask of an agreement."""

    type: AgreementType
    signed_on: date | None = None
    signature: SignatureKind | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    special: Mapping[str, Special] = dataclasses.field(default_factory=dict)
    parties: tuple[PartyFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an agreement cannot stand in a state. `field` is what to put right; values stand in `params`.

    A value whose name begins with `title` is itself a message id.
    """

    field: str
    message: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


TWO_PARTIES = "An agreement has at least two parties: add the other."
EVERY_APPROVAL = "The approval of {parties} is not recorded: record the act or its day."
DAY_OF_SIGNATURE = "A signed agreement has the day of its signature."
FUTURE_SIGNATURE = "The day of the signature is still to come."
KIND_OF_SIGNATURE = "Say how it was signed."
DIGITAL_OR_VOID = (
    "An agreement between administrations is signed digitally, or it is void (L. 241/1990, art. 15 c. 2-bis)."
)
EVERY_SIGNATORY = "Who signs for {parties} is not named: name the office."
APPROVED_BEFORE_SIGNED = "{parties} approved after the day of the signature: correct one of the two days."
START = "An agreement in force has its first day."
STARTS_LATER = "It begins later: it comes into force on its first day."
IN_ORDER = "The last day comes before the first."
UNANIMOUS = "A programme agreement needs the unanimous consent of the bodies (TUEL, art. 34)."
REQUIRED = "{title} is needed from here on."
NOT_OF_TYPE = "This type of agreement has no field “{name}”."
WRONG_KIND = "{title}: this is not a value for it."
EXPIRED_EARLY = "It expires after its last day."

MESSAGES = (
    TWO_PARTIES,
    EVERY_APPROVAL,
    DAY_OF_SIGNATURE,
    FUTURE_SIGNATURE,
    KIND_OF_SIGNATURE,
    DIGITAL_OR_VOID,
    EVERY_SIGNATORY,
    APPROVED_BEFORE_SIGNED,
    START,
    STARTS_LATER,
    IN_ORDER,
    UNANIMOUS,
    REQUIRED,
    NOT_OF_TYPE,
    WRONG_KIND,
    EXPIRED_EARLY,
)
_KINDS: Mapping[FieldKind, type] = {FieldKind.TEXT: str, FieldKind.DATE: date, FieldKind.BOOL: bool}


def problems_in(state: AgreementState, facts: AgreementFacts, today: date) -> tuple[Problem, ...]:
    """What keeps an agreement of these facts from standing in `state`; nothing where it may."""
    reached = REACHED[state]
    found = [*_of_days(facts), *_of_special(facts, reached)]
    if reached >= 1 and len(facts.parties) < 2:
        found.append(Problem("parties", TWO_PARTIES))
    if reached >= 2:
        found += _of_approvals(facts)
    if reached >= 3:
        found += _of_signature(facts, today)
    if reached >= 4:
        found += _of_force(facts, today)
    if state is AgreementState.EXPIRED and (facts.ends_on is None or facts.ends_on >= today):
        found.append(Problem("ends_on", EXPIRED_EARLY))
    return tuple(found)


def _of_days(facts: AgreementFacts) -> Iterator[Problem]:
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        yield Problem("ends_on", IN_ORDER)


def _of_special(facts: AgreementFacts, reached: int) -> Iterator[Problem]:
    kind = TYPES[facts.type]
    for name, value in facts.special.items():
        declared = kind.field(name)
        if declared is None:
            yield Problem(f"special.{name}", NOT_OF_TYPE, {"name": name})
        elif value is not None and not isinstance(value, _KINDS[declared.kind]):
            yield Problem(f"special.{name}", WRONG_KIND, {"title": declared.title})
    for declared in kind.special:
        if declared.required_from is not None and reached >= REACHED[declared.required_from]:
            yield from _of_required(facts, declared)


def _of_required(facts: AgreementFacts, declared: SpecialField) -> Iterator[Problem]:
    value = facts.special.get(declared.name)
    if value is None or value == "":
        yield Problem(f"special.{declared.name}", REQUIRED, {"title": declared.title})
    elif declared.name == "unanimous_consent" and value is False:
        yield Problem("special.unanimous_consent", UNANIMOUS)


def _of_approvals(facts: AgreementFacts) -> Iterator[Problem]:
    # who acceded later accepts a text that the others had approved
    missing = [party.actor for party in facts.parties if not party.has_approved and party.joined_on is None]
    if missing:
        yield Problem("parties", EVERY_APPROVAL, {"parties": ", ".join(missing)})


def _of_signature(facts: AgreementFacts, today: date) -> Iterator[Problem]:
    if facts.signed_on is None:
        yield Problem("signed_on", DAY_OF_SIGNATURE)
    elif facts.signed_on > today:
        yield Problem("signed_on", FUTURE_SIGNATURE)
    if facts.type is AgreementType.ADMINISTRATIONS:
        if facts.signature is not SignatureKind.DIGITAL:
            yield Problem("signature", DIGITAL_OR_VOID)
    elif facts.signature is None:
        yield Problem("signature", KIND_OF_SIGNATURE)
    unnamed = [party.actor for party in facts.parties if not party.signatory]
    if unnamed:
        yield Problem("parties", EVERY_SIGNATORY, {"parties": ", ".join(unnamed)})
    late = [
        party.actor
        for party in facts.parties
        if party.joined_on is None and party.approved_on and facts.signed_on and party.approved_on > facts.signed_on
    ]
    if late:
        yield Problem("parties", APPROVED_BEFORE_SIGNED, {"parties": ", ".join(late)})


def _of_force(facts: AgreementFacts, today: date) -> Iterator[Problem]:
    if facts.starts_on is None:
        yield Problem("starts_on", START)
    elif facts.starts_on > today:
        yield Problem("starts_on", STARTS_LATER)


def state_on(state: AgreementState, ends_on: date | None, today: date) -> AgreementState:
    """The state as it is shown: one in force whose last day has passed is expired, recorded or not."""
    lapsed = state is AgreementState.IN_FORCE and ends_on is not None and ends_on < today
    return AgreementState.EXPIRED if lapsed else state


def is_overdue(state: TaskState, due_on: date | None, today: date) -> bool:
    """Whether a commitment should have been kept by now, and was not."""
    return state in OPEN_TASKS and due_on is not None and due_on < today


def remaining(parties: tuple[PartyFacts, ...]) -> int:
    """How many parties have not left."""
    return sum(party.left_on is None for party in parties)
