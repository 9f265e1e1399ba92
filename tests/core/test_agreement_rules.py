"""What must hold in each state, as a table of cases."""

from dataclasses import replace
from datetime import date

import pytest

from segnavia.core import agreement_rules as rules
from segnavia.core.agreement_rules import AgreementFacts, PartyFacts, Problem, is_overdue, problems_in, state_on
from segnavia.core.agreements import AgreementType, SignatureKind
from segnavia.core.lifecycle import AgreementState, TaskState

TODAY = date(2026, 5, 4)
YESTERDAY = date(2026, 5, 3)
TOMORROW = date(2026, 5, 5)
CITY = PartyFacts("Città metropolitana", "Sindaco metropolitano", "Consiglio 12", date(2026, 3, 1))
TOWN = PartyFacts("Comune di Rho", "Sindaco", approval="Giunta 3")
LATE = PartyFacts("Comune di Pero", "Sindaco", joined_on=date(2026, 4, 20))

SOUND = AgreementFacts(
    AgreementType.PROTOCOL,
    signed_on=date(2026, 4, 1),
    signature=SignatureKind.HANDWRITTEN,
    starts_on=date(2026, 4, 1),
    ends_on=date(2027, 4, 1),
    special={"binding": False},
    parties=(CITY, TOWN),
)
ADMINISTRATIONS = replace(SOUND, type=AgreementType.ADMINISTRATIONS, special={}, signature=SignatureKind.DIGITAL)
PROGRAMME = replace(
    SOUND,
    type=AgreementType.PROGRAMME,
    special={"unanimous_consent": True, "approving_decree": "Decreto 7", "burl": "BURL 12"},
)
S = AgreementState


def special(facts: AgreementFacts, **values: str | bool | date | None) -> AgreementFacts:
    return replace(facts, special={**facts.special, **values})


@pytest.mark.parametrize("facts", [SOUND, ADMINISTRATIONS, PROGRAMME], ids=lambda facts: facts.type.value)
@pytest.mark.parametrize("state", [state for state in S if state is not S.EXPIRED])
def test_sound_agreement_may_stand_anywhere(facts: AgreementFacts, state: AgreementState) -> None:
    assert problems_in(state, facts, TODAY) == ()


@pytest.mark.parametrize("kind", list(AgreementType))
def test_agreement_of_which_nothing_is_known_may_be_proposed(kind: AgreementType) -> None:
    assert problems_in(S.PROPOSED, AgreementFacts(kind), TODAY) == ()
    assert problems_in(S.WITHDRAWN, AgreementFacts(kind), TODAY) == ()


@pytest.mark.parametrize(
    ("state", "facts", "field", "message"),
    [
        pytest.param(S.NEGOTIATED, replace(SOUND, parties=(CITY,)), "parties", rules.TWO_PARTIES, id="one party"),
        pytest.param(
            S.APPROVED, replace(SOUND, parties=(CITY, PartyFacts("Rho", "Sindaco"))), "parties",
            rules.EVERY_APPROVAL, id="approval missing",
        ),
        pytest.param(S.SIGNED, replace(SOUND, signed_on=None), "signed_on", rules.DAY_OF_SIGNATURE, id="no day"),
        pytest.param(S.SIGNED, replace(SOUND, signed_on=TOMORROW), "signed_on", rules.FUTURE_SIGNATURE, id="future"),
        pytest.param(S.SIGNED, replace(SOUND, signature=None), "signature", rules.KIND_OF_SIGNATURE, id="no kind"),
        pytest.param(
            S.SIGNED, replace(ADMINISTRATIONS, signature=SignatureKind.HANDWRITTEN), "signature",
            rules.DIGITAL_OR_VOID, id="administrations by hand",
        ),
        pytest.param(
            S.IN_FORCE, replace(ADMINISTRATIONS, signature=None), "signature", rules.DIGITAL_OR_VOID,
            id="administrations, not known how",
        ),
        pytest.param(
            S.SIGNED, replace(SOUND, parties=(CITY, replace(TOWN, signatory=""))), "parties",
            rules.EVERY_SIGNATORY, id="signatory missing",
        ),
        pytest.param(
            S.SIGNED, replace(SOUND, parties=(CITY, replace(TOWN, approved_on=date(2026, 4, 2)))), "parties",
            rules.APPROVED_BEFORE_SIGNED, id="approved after the signature",
        ),
        pytest.param(S.IN_FORCE, replace(SOUND, starts_on=None), "starts_on", rules.START, id="no first day"),
        pytest.param(S.IN_FORCE, replace(SOUND, starts_on=TOMORROW), "starts_on", rules.STARTS_LATER, id="later"),
        pytest.param(
            S.PROPOSED, replace(SOUND, ends_on=date(2026, 3, 31)), "ends_on", rules.IN_ORDER, id="ends before it begins"
        ),
        pytest.param(
            S.SIGNED, special(PROGRAMME, unanimous_consent=False), "special.unanimous_consent", rules.UNANIMOUS,
            id="programme not unanimous",
        ),
        pytest.param(
            S.SIGNED, special(PROGRAMME, unanimous_consent=None), "special.unanimous_consent", rules.REQUIRED,
            id="programme, consent not known",
        ),
        pytest.param(
            S.IN_FORCE, special(PROGRAMME, approving_decree=""), "special.approving_decree", rules.REQUIRED,
            id="programme without decree",
        ),
        pytest.param(
            S.PROPOSED, special(SOUND, burl="BURL 12"), "special.burl", rules.NOT_OF_TYPE, id="field of another type"
        ),
        pytest.param(S.PROPOSED, special(SOUND, binding="sì"), "special.binding", rules.WRONG_KIND, id="a text"),
        pytest.param(S.EXPIRED, SOUND, "ends_on", rules.EXPIRED_EARLY, id="expired before its last day"),
        pytest.param(
            S.EXPIRED, replace(SOUND, ends_on=None), "ends_on", rules.EXPIRED_EARLY, id="expired without last day"
        ),
    ],
)  # fmt: skip
def test_problem_is_told_at_its_field(state: S, facts: AgreementFacts, field: str, message: str) -> None:
    found = problems_in(state, facts, TODAY)
    assert [(problem.field, problem.message) for problem in found] == [(field, message)]
    assert found[0].message.format(**found[0].params)


def test_decree_is_not_asked_before_the_agreement_is_in_force() -> None:
    assert problems_in(S.SIGNED, special(PROGRAMME, approving_decree="", burl=""), TODAY) == ()


def test_party_that_acceded_later_approves_nothing_and_still_signs() -> None:
    assert problems_in(S.IN_FORCE, replace(SOUND, parties=(CITY, TOWN, LATE)), TODAY) == ()
    unsigned = replace(SOUND, parties=(CITY, TOWN, replace(LATE, signatory="")))
    assert problems_in(S.IN_FORCE, unsigned, TODAY) == (
        Problem("parties", rules.EVERY_SIGNATORY, {"parties": "Comune di Pero"}),
    )


def test_withdrawal_of_a_party_does_not_undo_what_was_signed() -> None:
    left = replace(SOUND, parties=(CITY, replace(TOWN, left_on=YESTERDAY)))
    assert problems_in(S.IN_FORCE, left, TODAY) == ()
    assert rules.remaining(left.parties) == 1


def test_every_message_of_a_rule_is_listed() -> None:
    written = {value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str)}
    assert written == set(rules.MESSAGES)


@pytest.mark.parametrize(
    ("state", "ends_on", "shown"),
    [
        (S.IN_FORCE, YESTERDAY, S.EXPIRED),
        (S.IN_FORCE, TODAY, S.IN_FORCE),
        (S.IN_FORCE, None, S.IN_FORCE),
        (S.SIGNED, YESTERDAY, S.SIGNED),
        (S.CONCLUDED, YESTERDAY, S.CONCLUDED),
    ],
)
def test_state_is_shown_as_of_a_day(state: S, ends_on: date | None, shown: S) -> None:
    assert state_on(state, ends_on, TODAY) is shown


@pytest.mark.parametrize(
    ("state", "due_on", "late"),
    [
        (TaskState.TO_DO, YESTERDAY, True),
        (TaskState.UNDER_WAY, YESTERDAY, True),
        (TaskState.TO_DO, TODAY, False),
        (TaskState.TO_DO, None, False),
        (TaskState.DONE, YESTERDAY, False),
        (TaskState.WITHDRAWN, YESTERDAY, False),
    ],
)
def test_commitment_is_overdue_the_day_after(state: TaskState, due_on: date | None, late: bool) -> None:
    assert is_overdue(state, due_on, TODAY) is late
