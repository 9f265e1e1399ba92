"""Which lines a round asks, whose projects they are, and what is a value."""

from decimal import Decimal

import pytest

from segnavia.core.prefill import Line, LineKind, Match, ValueKind, choose, differing, is_value, match_of

BODIES = {"00000000001": "COMUNE DI CORMANO", "00000000002": "CITTÀ METROPOLITANA DI MILANO", "00000000003": "A.S.S.T."}


def line(key: str, money: str | None = None, *, kind: LineKind = LineKind.PROJECT, late: bool = False) -> Line:
    return Line(kind, key, key, {}, None if money is None else Decimal(money), late)


def keys(lines: tuple[Line, ...]) -> list[str]:
    return [each.key for each in lines]


def test_late_goes_first_then_the_biggest_money_and_unknown_money_last() -> None:
    lines, left = choose([line("b", "5"), line("u"), line("a", "9"), line("z", "0"), line("l", "1", late=True)])
    assert keys(lines) == ["l", "a", "b", "z", "u"]
    assert left == 0


def test_kinds_take_turns_so_that_promises_are_asked_of_a_body_with_many_projects() -> None:
    projects = [line(f"p{number:02}", str(100 - number)) for number in range(30)]
    promises = [line("c", None, kind=LineKind.COMMITMENT), line("i", None, kind=LineKind.ASSIGNMENT)]
    lines, left = choose([*projects, *promises], 6)
    assert keys(lines) == ["p00", "p01", "p02", "p03", "c", "i"]
    assert left == 26


def test_late_of_any_kind_is_asked_before_the_largest_project() -> None:
    lines, left = choose([line("p", "1000000"), line("c", None, kind=LineKind.COMMITMENT, late=True)], 1)
    assert keys(lines) == ["c"]
    assert left == 1


def test_same_lines_give_the_same_choice_in_whatever_order() -> None:
    found = [line("b", "5"), line("a", "5"), line("c", "5")]
    assert choose(found, 2) == choose(reversed(found), 2)


@pytest.mark.parametrize(
    ("title", "tax_code", "match"),
    [
        pytest.param("Comune di Cormano", "", Match("00000000001", "COMUNE DI CORMANO", by_name=True), id="by name"),
        pytest.param("Cormano", "", Match("00000000001", "COMUNE DI CORMANO", by_name=True), id="bare name"),
        pytest.param(
            "Citta' metropolitana di Milano",
            "",
            Match("00000000002", "CITTÀ METROPOLITANA DI MILANO", by_name=True),
            id="accent as an apostrophe",
        ),
        pytest.param("Anything", "00000000003", Match("00000000003", "A.S.S.T.", by_name=False), id="by tax code"),
        pytest.param("Comune di Cormano", "99999999999", None, id="tax code that is not there, though the name is"),
        pytest.param("Comune di Nowhere", "", None, id="nobody"),
    ],
)
def test_body_is_found(title: str, tax_code: str, match: Match | None) -> None:
    assert match_of(title, tax_code, BODIES) == match


def test_two_bodies_of_one_name_are_nobody() -> None:
    assert match_of("Cormano", "", {"1": "COMUNE DI CORMANO", "2": "Comune di  Cormano"}) is None


@pytest.mark.parametrize(
    ("kind", "text", "good"),
    [
        (ValueKind.MONEY, "1234.56", True),
        (ValueKind.MONEY, "0", True),
        (ValueKind.MONEY, "-1", False),
        (ValueKind.MONEY, "NaN", False),
        (ValueKind.MONEY, "Infinity", False),
        (ValueKind.MONEY, "1e20", False),
        (ValueKind.MONEY, "much", False),
        (ValueKind.DAY, "2026-12-31", True),
        (ValueKind.DAY, "2026-02-30", False),
        (ValueKind.DAY, "9999-12-31", False),
        (ValueKind.DAY, "31/12/2026", False),
        (ValueKind.TEXT, "  ", False),
        (ValueKind.PROJECT_STATE, "finished last year", True),
    ],
)
def test_value_of_its_kind(kind: ValueKind, text: str, good: bool) -> None:
    assert is_value(kind, text) is good


def test_date_of_the_source_is_no_change() -> None:
    before = {"as_of": "2024-12-31", "state": "under_way", "paid_pnrr": None}
    after = {"as_of": "2025-03-31", "state": "under_way", "paid_pnrr": "1.00"}
    assert differing(LineKind.PROJECT, before, after) == ("paid_pnrr",)
