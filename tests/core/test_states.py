"""The table of states, as a table: where each rule holds, which neighbour wins, and what happens on the day itself."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.core import states
from segnavia.core.facts import STATES, Facts, State
from segnavia.core.states import STATE_RULE, STATE_RULES, Decision, decide

SQL = Path(states.__file__).parents[1] / "monitoring" / "sql" / "30_states.sql"
RELEASE, PHASES = date(2025, 2, 28), date(2025, 3, 15)  # the projects' and the phases' releases
DAY = timedelta(days=1)
BEFORE, AFTER = RELEASE - DAY, RELEASE + DAY
PAID = Decimal("0.01")


def facts(**told: object) -> Facts:
    """Facts of a project that both releases know."""
    return replace(Facts(projects_as_of=RELEASE, phases_as_of=PHASES), **told)  # type: ignore[arg-type]


PAID_IN_FULL = {"funding_total": Decimal(100), "paid_total": Decimal(100), "targets": 2, "targets_reached": 2}

# what is told -> the rule that decides
CASES = [
    *(pytest.param({"cup_state": word}, "STA01", id=f"cup-{word}") for word in states.CUP_WITHDRAWN),
    pytest.param({"cup_state": "REVOCATO", "actual_end": BEFORE}, "STA01", id="revoked-though-ended"),
    pytest.param({"cup_state": "ATTIVO"}, "STA99", id="an-active-cup-says-nothing"),
    *(pytest.param({"progress_state": word}, "STA02", id=f"progress-{word}") for word in states.PROGRESS_WITHDRAWN),
    pytest.param({"progress_state": "RINUNCIATO", "actual_end": BEFORE}, "STA02", id="given-up-though-ended"),
    pytest.param({"progress_state": "BOH"}, "STA99", id="an-unknown-word-says-nothing"),
    pytest.param({"actual_end": BEFORE}, "STA03", id="ended-the-day-before"),
    pytest.param({"actual_end": RELEASE}, "STA03", id="ended-on-the-day"),
    pytest.param({"actual_end": AFTER}, "STA99", id="an-end-after-the-release-is-no-end"),
    pytest.param({"actual_end": BEFORE, "projects_as_of": None}, "STA99", id="an-end-without-a-release"),
    pytest.param({"actual_end": BEFORE, "planned_end": BEFORE - DAY}, "STA03", id="ended-late-is-completed"),
    pytest.param({"actual_end": BEFORE, "progress_state": "IN CORSO"}, "STA03", id="a-date-before-a-word"),
    *(pytest.param({"progress_state": word}, "STA04", id=f"progress-{word}") for word in states.PROGRESS_COMPLETED),
    pytest.param({"progress_state": "CONCLUSO", "planned_end": BEFORE}, "STA04", id="concluded-is-not-late"),
    pytest.param({"phases": 2, "phases_ended": 2, "phases_started": 2}, "STA05", id="all-phases-ended"),
    pytest.param({"phases": 2, "phases_ended": 1, "phases_started": 2}, "STA12", id="not-all-phases-ended"),
    pytest.param({"phases": 0, "phases_ended": 0}, "STA99", id="no-phases-are-not-all-phases"),
    pytest.param({"phases": 1, "phases_ended": 1, "cup_state": "CHIUSO"}, "STA05", id="phases-before-the-cup"),
    pytest.param({"cup_state": "CHIUSO"}, "STA06", id="cup-closed"),
    pytest.param({"cup_state": "CHIUSO", "planned_end": BEFORE}, "STA06", id="closed-is-not-late"),
    pytest.param(PAID_IN_FULL, "STA07", id="paid-and-reached"),
    pytest.param(PAID_IN_FULL | {"planned_end": BEFORE}, "STA07", id="paid-and-reached-is-not-late"),
    pytest.param(PAID_IN_FULL | {"paid_total": Decimal("99.99")}, "STA14", id="a-cent-is-missing"),
    pytest.param(PAID_IN_FULL | {"targets_reached": 1}, "STA14", id="a-target-is-missing"),
    pytest.param(PAID_IN_FULL | {"targets": 0, "targets_reached": 0}, "STA14", id="paid-without-targets"),
    pytest.param(PAID_IN_FULL | {"funding_total": None}, "STA14", id="paid-of-an-unknown-funding"),
    pytest.param(PAID_IN_FULL | {"paid_total": None}, "STA99", id="reached-with-unknown-payments"),
    pytest.param(
        PAID_IN_FULL | {"funding_total": Decimal(0), "paid_total": Decimal(0)}, "STA99", id="nothing-of-nothing"
    ),
    pytest.param({"planned_end": BEFORE}, "STA08", id="planned-end-the-day-before"),
    pytest.param({"planned_end": RELEASE}, "STA99", id="planned-end-on-the-day"),
    pytest.param({"planned_end": AFTER}, "STA99", id="planned-end-to-come"),
    pytest.param({"planned_end": BEFORE, "projects_as_of": None}, "STA99", id="planned-end-without-a-release"),
    pytest.param({"planned_end": BEFORE, "actual_end": AFTER}, "STA99", id="an-end-is-given-already"),
    pytest.param({"planned_end": BEFORE, "actual_start": BEFORE}, "STA08", id="started-and-late"),
    pytest.param({"planned_end": BEFORE, "phase_due": BEFORE - DAY, "phases": 1}, "STA08", id="project-before-phase"),
    pytest.param({"phase_due": PHASES - DAY, "phases": 1}, "STA09", id="phase-due-the-day-before"),
    pytest.param({"phase_due": PHASES, "phases": 1}, "STA99", id="phase-due-on-the-day"),
    pytest.param({"phase_due": BEFORE, "phases": 1, "phases_as_of": None}, "STA99", id="phase-without-a-release"),
    pytest.param({"phase_due": AFTER, "phases": 1}, "STA09", id="a-phase-is-judged-on-its-own-release"),
    pytest.param({"phase_due": BEFORE, "planned_start": BEFORE, "phases": 1}, "STA09", id="phase-before-start"),
    pytest.param({"planned_start": BEFORE}, "STA10", id="planned-start-the-day-before"),
    pytest.param({"planned_start": BEFORE, "paid_total": Decimal(0)}, "STA10", id="nothing-paid-shows-nothing"),
    pytest.param({"planned_start": BEFORE, "tenders": 1}, "STA10", id="a-tender-is-not-work"),
    pytest.param({"planned_start": BEFORE, "phases_started": 1, "phases": 1}, "STA12", id="a-phase-shows-work"),
    pytest.param({"planned_start": BEFORE, "paid_total": PAID}, "STA14", id="a-payment-shows-work"),
    pytest.param({"planned_start": BEFORE, "targets": 1, "targets_begun": 1}, "STA15", id="a-target-shows-work"),
    pytest.param({"planned_start": BEFORE, "awards": 1}, "STA16", id="an-award-shows-work"),
    pytest.param({"planned_start": BEFORE, "actual_start": AFTER}, "STA99", id="a-start-after-the-release"),
    pytest.param({"planned_start": BEFORE, "progress_state": "IN CORSO"}, "STA10", id="a-date-before-a-word-again"),
    pytest.param({"actual_start": BEFORE}, "STA11", id="started-the-day-before"),
    pytest.param({"actual_start": RELEASE}, "STA11", id="started-on-the-day"),
    pytest.param({"actual_start": AFTER}, "STA99", id="started-after-the-release"),
    pytest.param({"actual_start": BEFORE, "phases": 1, "phases_started": 1}, "STA11", id="project-before-its-phase"),
    pytest.param({"phases": 3, "phases_started": 1}, "STA12", id="a-phase-started"),
    pytest.param(
        {"phases": 3, "phases_started": 1, "progress_state": "DA AVVIARE"}, "STA12", id="a-phase-before-a-word"
    ),
    *(pytest.param({"progress_state": word}, "STA13", id=f"progress-{word}") for word in states.PROGRESS_UNDER_WAY),
    pytest.param({"progress_state": "AVVIATO", "paid_total": PAID}, "STA13", id="declared-before-paid"),
    pytest.param({"paid_total": PAID}, "STA14", id="a-cent-was-paid"),
    pytest.param({"paid_total": Decimal(0)}, "STA99", id="that-nothing-was-paid-says-nothing"),
    pytest.param({"paid_total": Decimal(-1)}, "STA99", id="money-given-back"),
    pytest.param({"paid_total": PAID, "targets": 1, "targets_begun": 1}, "STA14", id="paid-before-targets"),
    pytest.param({"targets": 2, "targets_begun": 1}, "STA15", id="a-target-begun"),
    pytest.param({"targets": 2}, "STA99", id="targets-not-begun"),
    pytest.param({"targets": 1, "targets_begun": 1, "awards": 1}, "STA15", id="targets-before-awards"),
    pytest.param({"awards": 1}, "STA16", id="awarded"),
    pytest.param({"awards": 1, "tenders": 1}, "STA16", id="awards-before-tenders"),
    pytest.param({"tenders": 1}, "STA17", id="tendered"),
    pytest.param({"tenders": 1, "progress_state": "NON AVVIATO"}, "STA17", id="a-tender-before-a-word"),
    *(pytest.param({"progress_state": word}, "STA18", id=f"progress-{word}") for word in states.PROGRESS_NOT_STARTED),
    pytest.param({"progress_state": "DA AVVIARE", "planned_start": AFTER}, "STA18", id="declared-before-planned"),
    pytest.param({"planned_start": AFTER}, "STA19", id="planned-start-to-come"),
    pytest.param({"planned_start": RELEASE}, "STA19", id="planned-start-on-the-day"),
    pytest.param({"planned_start": AFTER, "projects_as_of": None}, "STA99", id="planned-start-without-a-release"),
    pytest.param({"planned_start": AFTER, "actual_start": AFTER}, "STA99", id="both-starts-to-come"),
    pytest.param(
        {"planned_start": AFTER, "first_phase_planned": PHASES, "phases": 1}, "STA19", id="start-before-phases"
    ),
    pytest.param({"first_phase_planned": PHASES + DAY, "phases": 1}, "STA20", id="phases-to-come"),
    pytest.param({"first_phase_planned": PHASES, "phases": 1}, "STA20", id="phases-from-the-day-on"),
    pytest.param({"first_phase_planned": PHASES - DAY, "phases": 1}, "STA99", id="a-phase-should-have-begun"),
    pytest.param(
        {"first_phase_planned": PHASES, "phases": 1, "phases_as_of": None}, "STA99", id="no-release-of-phases"
    ),
    pytest.param({"first_phase_planned": PHASES, "phases": 0}, "STA99", id="no-phases-to-come"),
    pytest.param({"phases": 4}, "STA99", id="phases-without-dates"),
    pytest.param({}, "STA99", id="nothing-told"),
]


@pytest.mark.parametrize(("told", "rule"), CASES)
def test_first_rule_that_holds(told: dict[str, object], rule: str) -> None:
    decision = decide(facts(**told))
    assert (decision.rule, decision.state) == (rule, STATE_RULE[rule].state)


LATE = [
    pytest.param(
        {"planned_end": date(2024, 2, 28)}, Decision(State.LATE, "STA08", 366, date(2024, 2, 28)), id="leap-year"
    ),
    pytest.param({"planned_end": BEFORE}, Decision(State.LATE, "STA08", 1, BEFORE), id="one-day"),
    pytest.param(
        {"phase_due": RELEASE, "phases": 1}, Decision(State.LATE, "STA09", 15, RELEASE), id="by-its-own-release"
    ),
    pytest.param(
        {"planned_start": date(2025, 1, 31)}, Decision(State.LATE, "STA10", 28, date(2025, 1, 31)), id="start"
    ),
]


@pytest.mark.parametrize(("told", "decision"), LATE)
def test_late_says_by_how_much_and_against_what(told: dict[str, object], decision: Decision) -> None:
    assert decide(facts(**told)) == decision


def test_every_rule_wins_somewhere() -> None:
    assert {case.values[1] for case in CASES} == STATE_RULE.keys()


def test_codes_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in STATE_RULES]
    assert codes == sorted(set(codes))
    assert list(STATE_RULE) == codes
    assert all(re.fullmatch(r"STA\d\d", code) for code in codes)


def test_every_state_has_a_rule_and_unknown_comes_last() -> None:
    assert {rule.state for rule in STATE_RULES} == set(STATES)
    assert [rule.code for rule in STATE_RULES if rule.state is State.UNKNOWN] == [STATE_RULES[-1].code]


NAMES = {f.name for f in fields(Facts)}


@pytest.mark.parametrize("rule", STATE_RULES, ids=lambda rule: rule.code)
def test_rule_is_whole(rule: states.StateRule) -> None:
    assert rule.title
    assert rule.condition
    assert set(rule.evidence) <= NAMES
    assert {rule.due, rule.due_as_of} <= NAMES | {""}
    assert bool(rule.due) == bool(rule.due_as_of) == (rule.state is State.LATE)
    assert not rule.due or rule.due in rule.evidence
    assert bool(rule.evidence) == bool(rule.datasets) == (rule.state is not State.UNKNOWN)


WORDS = {
    "STA01": states.CUP_WITHDRAWN,
    "STA02": states.PROGRESS_WITHDRAWN,
    "STA04": states.PROGRESS_COMPLETED,
    "STA06": states.CUP_CLOSED,
    "STA13": states.PROGRESS_UNDER_WAY,
    "STA18": states.PROGRESS_NOT_STARTED,
}


@pytest.mark.parametrize(("code", "words"), WORDS.items())
def test_condition_names_the_words_that_decide(code: str, words: tuple[str, ...]) -> None:
    """The pages show the condition, so it has to say what the rule does."""
    condition = STATE_RULE[code].condition
    assert condition.endswith(", ".join(words))


def test_sql_decides_by_the_same_codes_in_the_same_order() -> None:
    """That it decides the same by them is seen on random lakes, in tests/monitoring."""
    text = SQL.read_text(encoding="utf-8")
    decided = re.findall(r"(?:THEN|ELSE) '(STA\d\d)'", text)
    assert decided == [rule.code for rule in STATE_RULES]
    assert set(re.findall(r"STA\d\d", text)) == STATE_RULE.keys()


@pytest.mark.parametrize(("code", "words"), WORDS.items())
def test_sql_knows_the_same_words(code: str, words: tuple[str, ...]) -> None:
    text = SQL.read_text(encoding="utf-8")
    (condition,) = re.findall(rf"WHEN ((?:(?!WHEN).)*?) THEN '{code}'", " ".join(text.split()))
    assert tuple(re.findall(r"'([^']+)'", condition)) == words


DATES = st.none() | st.sampled_from([RELEASE + DAY * n for n in (-40, -1, 0, 1, 14, 15, 16)])
COUNTS = st.integers(0, 3)
AMOUNTS = st.none() | st.sampled_from([Decimal(0), PAID, Decimal(100)])
TEXTS = st.none() | st.sampled_from(sorted({word for words in WORDS.values() for word in words} | {"ATTIVO"}))
KINDS: dict[object, st.SearchStrategy[object]] = {
    str | None: TEXTS,
    date | None: DATES,
    int: COUNTS,
    Decimal | None: AMOUNTS,
}
FACTS = st.builds(Facts, **{f.name: KINDS[f.type] for f in fields(Facts)})


@given(FACTS)
def test_any_facts_give_one_state(told: Facts) -> None:
    decision = decide(told)
    rule = STATE_RULE[decision.rule]
    assert decision.state is rule.state
    assert rule.holds(told)
    assert not any(earlier.holds(told) for earlier in STATE_RULES[: STATE_RULES.index(rule)])
    if decision.state is State.LATE:
        assert decision.days_late is not None
        assert decision.days_late > 0
        assert decision.due == getattr(told, rule.due)
    else:
        assert (decision.days_late, decision.due) == (None, None)


@given(FACTS)
def test_that_nothing_was_paid_is_no_sign_of_anything(told: Facts) -> None:
    """An unknown payment and one of zero decide the same."""
    assert decide(replace(told, paid_total=None)) == decide(replace(told, paid_total=Decimal(0)))
