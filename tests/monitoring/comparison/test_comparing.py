"""What differs between two bulletins: by hand to the cent, and against the slow twin on random bulletins."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from segnavia.monitoring.comparison import comparing
from segnavia.monitoring.comparison.comparing import TOTAL, Aspect, Within
from segnavia.monitoring.comparison.moves import MoneyMoves, Part, StateMove
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish
from segnavia.monitoring.reading import get_bulletin
from tests.monitoring.comparison import twin
from tests.monitoring.comparison.two import KEY_OF, SCHOOL, publish_two
from tests.monitoring.lakes import put_all
from tests.monitoring.strategies import LAKES, LINKS, PACKAGES, TERRITORY
from tests.monitoring.twin_facts import Lake

few = settings(deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow], max_examples=10)
UNKNOWN = "015-2025-03-31-0123456789ab"
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    home = tmp_path_factory.mktemp("two")
    return home, *publish_two(home)


def parts_of(found: MoneyMoves) -> dict[str, tuple[int, Decimal]]:
    names = ("appeared", "left", "told", "untold", "up", "down")
    return {name: (part.projects, part.amount) for name in names for part in [getattr(found, name)] if part.projects}


def test_money_of_the_whole_is_told_to_the_cent_and_what_became_known_apart(two: tuple[Path, str, str]) -> None:
    found = comparing.compare(*two, TOTAL)
    assert found is not None
    assert (found.appeared, found.left, found.money_changed) == (1, 1, 5)
    assert (found.funding.before, found.funding.after) == (Decimal("887.51"), Decimal("909.52"))
    assert parts_of(found.funding) == {
        "appeared": (1, Decimal("9.99")),
        "left": (1, Decimal("7.00")),
        "told": (1, Decimal("20.02")),
        "down": (1, Decimal("1.00")),
    }
    assert found.funding.difference == Decimal("22.01")
    assert (found.paid.before, found.paid.after) == (Decimal("90.50"), Decimal("75.04"))
    assert parts_of(found.paid) == {
        "appeared": (1, Decimal("1.00")),
        "told": (1, Decimal("5.00")),
        "untold": (1, Decimal("50.50")),
        "up": (2, Decimal("30.04")),
        "down": (1, Decimal("1.00")),
    }
    assert found.paid.left == Part(), "its payments were not known: nothing is subtracted"


def test_money_of_an_objective_is_its_share(two: tuple[Path, str, str]) -> None:
    found = comparing.compare(*two, Within("objective", "M1.01"))
    assert found is not None
    assert found.paid.up.projects == 1
    assert abs(found.paid.up.amount - Decimal("30.03") / 3) < CENT / 100
    other = comparing.compare(*two, Within("objective", "M2.01"))
    assert other is not None
    assert other.paid.up.projects == 2, "the school's payment too"


def test_unknown_on_one_side_has_no_difference() -> None:
    assert MoneyMoves(None, Decimal(5)).difference is None
    assert MoneyMoves(Decimal(5), None).difference is None
    assert MoneyMoves(None, None).difference is None
    assert not MoneyMoves(None, None).moved
    assert MoneyMoves(None, Decimal(0)).moved, "zero is known"


def test_difference_of_a_countrys_money_is_not_rounded() -> None:
    before, after = Decimal("194416000000.00000000000000001"), Decimal("194416000000.00000000000000003")
    assert MoneyMoves(before, after).difference == Decimal("0.00000000000000002")


def test_states_are_counted_and_listed_with_their_rules(two: tuple[Path, str, str]) -> None:
    found = comparing.compare(*two, TOTAL)
    assert found is not None
    assert StateMove("under_way", "completed", 1) in found.states
    moves = comparing.get_moves(*two, TOTAL, Aspect.STATES, limit=9)
    assert len(moves) == found.states_changed
    ended = next(move for move in moves if move.key == KEY_OF["ended"])
    assert (ended.rule_before, ended.rule_after) == ("STA11", "STA03")
    assert (ended.was_here, ended.is_here) == (True, True)


def test_projects_that_came_and_left_are_listed_by_what_is_known(two: tuple[Path, str, str]) -> None:
    moves = comparing.get_moves(*two, TOTAL, Aspect.PROJECTS, limit=9)
    assert [(move.key, move.was_here, move.is_here) for move in moves] == [
        (KEY_OF["new"], False, True),
        (KEY_OF["gone"], True, False),
    ]
    assert (moves[0].funding_before, moves[0].funding_after) == (None, Decimal("9.99"))


def test_pages_of_a_list_follow_one_another(two: tuple[Path, str, str]) -> None:
    whole = comparing.get_moves(*two, TOTAL, Aspect.MONEY, limit=9)
    pages = [move for at in range(5) for move in comparing.get_moves(*two, TOTAL, Aspect.MONEY, limit=1, offset=at)]
    assert list(whole) == pages
    assert whole[0].key == KEY_OF["untold"], "the most money first"


def test_one_project_alone(two: tuple[Path, str, str]) -> None:
    found = comparing.compare(*two, Within("total", "", SCHOOL))
    assert found is not None
    assert (found.paid.before, found.paid.after) == (Decimal("0.00"), Decimal("0.01"))
    assert (found.appeared, found.left, found.money_changed, found.states_changed) == (0, 0, 1, 0)


def test_bulletin_against_itself_has_no_difference(two: tuple[Path, str, str]) -> None:
    home, _earlier, later = two
    found = comparing.compare(home, later, later, TOTAL)
    assert found is not None
    assert not found.funding.moved
    assert not found.paid.moved
    assert (found.states, found.milestones, found.appeared, found.left, found.money_changed) == ((), (), 0, 0, 0)


def test_unknown_bulletin_is_compared_with_nothing(two: tuple[Path, str, str]) -> None:
    home, earlier, _later = two
    assert comparing.compare(home, earlier, UNKNOWN, TOTAL) is None
    assert comparing.compare(home, "../../etc", earlier, TOTAL) is None
    assert comparing.get_moves(home, UNKNOWN, earlier, TOTAL, Aspect.MONEY, limit=1) == ()
    assert comparing.get_members(home, UNKNOWN, "total", "", {"x"}) == frozenset()


def test_members_are_those_of_the_keys_that_count_there(two: tuple[Path, str, str]) -> None:
    home, _earlier, later = two
    keys = {KEY_OF["gone"], KEY_OF["new"], SCHOOL, "nothing"}
    assert comparing.get_members(home, later, "total", "", keys) == {KEY_OF["new"], SCHOOL}
    assert comparing.get_members(home, later, "objective", "M1.01", keys) == {KEY_OF["new"]}
    assert comparing.get_members(home, later, "total", "", set()) == frozenset()


@pytest.mark.long  # each place of some pairs of bulletins
@few
@given(earlier=LAKES, later=LAKES, links=LINKS)
def test_comparison_agrees_with_the_twin(
    tmp_path_factory: pytest.TempPathFactory, earlier: Lake, later: Lake, links: list
) -> None:
    home = tmp_path_factory.mktemp("random")
    ids = []
    for name, lake, judged in (("before", earlier, []), ("after", later, links)):
        put_all(home / name, lake)
        with measure(home / name, {TERRITORY: PACKAGES[TERRITORY]}, links={TERRITORY: judged}) as (measurement,):
            publish(home, measurement)
            ids.append(measurement.bulletin.id)
    bulletins = [get_bulletin(home, each) for each in ids]
    places = {("total", "")}
    for bulletin in bulletins:
        assert bulletin is not None
        places |= {(dimension, code) for dimension, codes in bulletin.by.items() for code in codes}
    for dimension, code in sorted(places):
        found = comparing.compare(home, ids[0], ids[1], Within(dimension, code))
        assert found is not None
        before, after = (twin.side(home, each, dimension, code) for each in ids)
        for name, money in (("funding_pnrr", found.funding), ("paid_pnrr", found.paid)):
            expected = twin.money(before, after, name)
            where = f"{dimension} {code} {name}"
            assert twin.exact(money.before) == expected["before"], where
            assert twin.exact(money.after) == expected["after"], where
            for part in ("appeared", "left", "told", "untold", "up", "down"):
                told = getattr(money, part)
                assert (told.projects, twin.exact(told.amount)) == expected[part], f"{where} {part}"
            gained = sum(expected[part][1] for part in ("appeared", "told", "up"))
            lost = sum(expected[part][1] for part in ("left", "untold", "down"))
            assert (expected["after"] or 0) - (expected["before"] or 0) == gained - lost
        assert {(move.before, move.after): move.projects for move in found.states} == twin.states(before, after)
        assert (found.appeared, found.left) == (
            len(after.projects.keys() - before.projects.keys()),
            len(before.projects.keys() - after.projects.keys()),
        )
        assert {
            (move.code, move.kind, move.level, move.due_on, move.before, move.after) for move in found.milestones
        } == twin.milestones(before, after)
        figures = [
            bulletin.total if dimension == "total" else bulletin.figure(dimension, code)
            for bulletin in bulletins
            if bulletin
        ]
        assert [figure.paid_pnrr for figure in figures] == [found.paid.before, found.paid.after]
