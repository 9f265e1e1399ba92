"""What a planner changed is told as what it is, once."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from segnavia.plans.canonical import canonical, plan_sha256
from segnavia.plans.difference import difference
from segnavia.plans.difference.model import CHAPTERS, Change, Kind
from segnavia.plans.difference.pairing import LIKE
from segnavia.plans.difference.texts import likeness
from segnavia.plans.schema import Package
from tests.plans import difference_twin
from tests.plans.editions import milan, second_edition
from tests.plans.samples import SOUND, combines, objective, package, record, serves
from tests.plans.strategies import packages

THOROUGH = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example]
)


def the_change(**changes: Any) -> Change:
    """The one change that replacing lists of the sound plan makes."""
    (change,) = difference(package(), package(**changes)).changes
    return change


def replaced(key: str, index: int, **fields: Any) -> dict[str, Any]:
    """A list of the sound plan with fields of one record replaced."""
    records = [dict(values) for values in SOUND[key]]
    records[index] |= fields
    return {key: records}


@st.composite
def two_texts(draw: st.DrawFn) -> tuple[Package, Package]:
    """Two texts that share some of their lists, as two editions of a plan do, and shuffle others."""
    before, other = draw(packages()), draw(packages())
    keys = draw(st.lists(st.sampled_from(["parts", "levels", "keywords", "reform_tracks", "plan"]), unique=True))
    after = before.model_copy(update={key: getattr(other, key) for key in keys}) if draw(st.booleans()) else other
    if draw(st.booleans()):
        chance = random.Random(draw(st.integers()))
        shuffled = {}
        for key in ("objectives", "agenda", "crosswalk", "municipalities", "drivers"):
            records = list(getattr(after, key))
            chance.shuffle(records)
            shuffled[key] = tuple(records)
        after = after.model_copy(update=shuffled)
    return before, after


@pytest.mark.long
@THOROUGH
@given(packages())
def test_text_does_not_differ_from_itself(text: Package) -> None:
    assert difference(text, text).is_empty


@pytest.mark.long
@THOROUGH
@given(two_texts())
@example((package(), package()))
@example((milan(), second_edition()))
def test_difference_is_empty_only_where_the_texts_are_the_same(texts: tuple[Package, Package]) -> None:
    before, after = texts
    assert difference(before, after).is_empty == (canonical(before) == canonical(after))


@pytest.mark.long
@THOROUGH
@given(two_texts())
@example((milan(), second_edition()))
@example((second_edition(), milan()))
def test_every_record_that_differs_is_told_once(texts: tuple[Package, Package]) -> None:
    assert difference_twin.untold(difference(*texts)) == []


@pytest.mark.long
@THOROUGH
@given(two_texts())
@example((milan(), second_edition()))
def test_texts_changed_over_tell_the_same_turned_round(texts: tuple[Package, Package]) -> None:
    turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}

    def told(one: Package, other: Package, *, turn: bool) -> list[str]:
        found = []
        for change in difference(one, other).changes:
            sides = [change.before, change.after]
            kinds = [turned.get(kind, kind) if turn else kind for kind in change.kinds]
            found.append(repr((change.key, kinds, sides[::-1] if turn else sides)))
        return sorted(found)

    assert told(*texts, turn=False) == told(*reversed(texts), turn=True)


def test_sides_are_named_by_their_digests() -> None:
    found = difference(milan(), second_edition())
    assert (found.before.sha256, found.after.sha256) == (plan_sha256(milan()), plan_sha256(second_edition()))


def test_second_edition_is_told_chapter_by_chapter() -> None:
    found = difference(milan(), second_edition())
    assert [chapter.key for chapter in found.chapters] == [*CHAPTERS]
    assert found.counts["objectives"] == {
        Kind.ADDED: 1, Kind.REMOVED: 1, Kind.MOVED: 2, Kind.REWORDED: 2, Kind.MARKED: 1, Kind.ANNOTATED: 1,
    }  # fmt: skip
    assert found.counts["agenda"] == {Kind.ADDED: 1, Kind.REMOVED: 2, Kind.REWORDED: 1}
    assert found.counts["crosswalk"] == {Kind.REWORDED: 1, Kind.CHANGED: 3}


def test_objective_that_goes_to_another_mission_is_moved_and_its_agenda_with_it() -> None:
    first, second, third = SOUND["objectives"]
    moved = [first, third, objective("M2.02", second["title"])]
    change = the_change(
        objectives=moved,
        agenda=[combines("D01", "M1.01"), combines("D01", "M2.01"), combines("D02", "M2.02", "M1.02 in D02"),
                combines("D02", "M2.01")],
        crosswalk=[serves("M1C1I1.01.00", "M1.01", "1/2"),
                   serves("M1C1I1.01.00", "M2.02", "1/2", "M1C1I1.01.00 per M1.02"), *SOUND["crosswalk"][2:]],
    )  # fmt: skip
    assert change.before is not None
    assert change.after is not None
    assert (change.key, change.kinds) == ("objectives", (Kind.MOVED,))
    assert (change.before.code, change.after.code) == ("M1.02", "M2.02")


def test_objectives_renumbered_by_a_new_one_are_moved_and_not_rewritten() -> None:
    titles = {values["code"]: values["title"] for values in SOUND["objectives"]}
    renumbered = [objective("M1.01", "Una cosa del tutto nuova"), objective("M1.02", titles["M1.01"]),
                  objective("M1.03", titles["M1.02"]), objective("M2.01", titles["M2.01"])]  # fmt: skip
    found = difference(package(agenda=[], crosswalk=[], submeasures=[]),
                       package(agenda=[], crosswalk=[], submeasures=[], objectives=renumbered))  # fmt: skip
    assert [(change.kinds, change.after and change.after.code) for change in found.changes] == [
        ((Kind.ADDED,), "M1.01"),
        ((Kind.MOVED,), "M1.02"),
        ((Kind.MOVED,), "M1.03"),
    ]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Archivi aperti, ordinati ed accessibili", [(Kind.MOVED, Kind.REWORDED)]),
        ("Biblioteche di quartiere", [(Kind.REMOVED,), (Kind.ADDED,)]),
    ],
    ids=["nearly the same", "another"],
)
def test_objective_under_a_new_code_is_moved_where_its_title_is_nearly_the_same(
    title: str, kinds: list[tuple[Kind, ...]]
) -> None:
    bare = {"agenda": [], "crosswalk": [], "submeasures": []}
    after = [SOUND["objectives"][0], objective("M1.07", title), SOUND["objectives"][2]]
    found = difference(package(**bare), package(**bare, objectives=after))
    assert sorted(change.kinds for change in found.changes) == sorted(kinds)


def test_likest_title_is_taken_first() -> None:
    bare = {"agenda": [], "crosswalk": [], "submeasures": []}
    before = [
        objective("M1.01", "Cinque parchi lungo il fiume Lambro"),
        objective("M1.02", "Cinque parchi lungo il fiume Lambr"),
    ]
    after = [
        objective("M2.01", "Cinque parchi lungo il fiume Lambro."),
        objective("M2.02", "Sei parchi lungo il fiume Lambr"),
    ]
    found = difference(package(**bare, objectives=before), package(**bare, objectives=after))
    assert [(c.before and c.before.code, c.after and c.after.code) for c in found.changes] == [
        ("M1.01", "M2.01"),
        ("M1.02", "M2.02"),
    ]


def test_objectives_of_milan_are_never_taken_for_one_another() -> None:
    titles = [each.title for each in milan().objectives]
    assert max(likeness(one, other) for one in titles for other in titles if one < other) < LIKE - 0.2


@pytest.mark.parametrize(
    ("changes", "key", "kinds", "field"),
    [
        (replaced("objectives", 0, directions=["municipalities"]), "objectives", (Kind.MARKED,), "directions"),
        (replaced("components", 0, directions=["municipalities"]), "components", (Kind.MARKED,), "directions"),
        (replaced("objectives", 0, directions=["municipalities", "metropolitan_city"]), "objectives",
         (Kind.REORDERED,), "directions"),
        (replaced("keywords", 0, missions=["M2"]), "keywords", (Kind.MARKED,), "missions"),
        (replaced("missions", 0, title="Digitale"), "missions", (Kind.REWORDED,), "title"),
        (replaced("levels", 0, title=None), "levels", (Kind.REWORDED,), "title"),
        (replaced("drivers", 0, summary="Altro."), "drivers", (Kind.REWORDED,), "summary"),
        (replaced("agenda", 0, reason="Altro."), "agenda", (Kind.REWORDED,), "reason"),
        (replaced("reform_tracks", 0, state="done"), "reform_tracks", (Kind.CHANGED,), "state"),
        (replaced("reform_tracks", 0, code="R2"), "reform_tracks", (Kind.MOVED,), "code"),
        (replaced("zones", 0, title="Adda Martesana"), "zones", (Kind.REWORDED,), "title"),
        (replaced("municipalities", 0, valid_to="2024-12-31"), "municipalities", (Kind.CHANGED,), "valid_to"),
        (replaced("municipalities", 0, valid_from="2014-01-01"), "municipalities", (Kind.CHANGED,), "valid_from"),
        (replaced("submeasures", 0, title="Altro"), "submeasures", (Kind.REWORDED,), "title"),
        (replaced("crosswalk", 3, reason="Altro"), "crosswalk", (Kind.REWORDED,), "reason"),
        (replaced("objectives", 0, note="da rivedere"), "objectives", (Kind.ANNOTATED,), "note"),
        (replaced("objectives", 0, provenance="uncertain"), "objectives", (Kind.ANNOTATED,), "provenance"),
        ({"plan": {**SOUND["plan"], "period": {"start": 2022, "end": 2025}}}, "plan", (Kind.CHANGED,), "period"),
        ({"plan": {**SOUND["plan"], "code": "prova-2025"}}, "plan", (Kind.CHANGED,), "code"),
    ],
)  # fmt: skip
def test_changed_field_is_told_as_what_it_is(
    changes: dict[str, Any], key: str, kinds: tuple[Kind, ...], field: str
) -> None:
    change = the_change(**changes)
    assert (change.key, change.kinds, [found.name for found in change.fields]) == (key, kinds, [field])


def test_annotations_stand_in_a_chapter_of_their_own_at_the_end() -> None:
    after = package(**replaced("objectives", 0, note="x"), **replaced("zones", 0, title="Martesana"))
    assert [chapter.key for chapter in difference(package(), after).chapters] == ["territory", "annotations"]


def test_passage_that_goes_to_another_part_is_moved() -> None:
    passage = SOUND["parts"][0]["sections"][0]
    empty = {"parts": [record("01", "Piano", sections=[passage]), record("02", "Quadri")]}
    moved = {"parts": [record("01", "Piano"), record("02", "Quadri", sections=[passage])]}
    (change,) = difference(package(**empty), package(**moved)).changes
    assert (change.key, change.kinds) == ("sections", (Kind.MOVED,))
    assert [(field.name, field.before, field.after) for field in change.fields] == [("part", "01", "02")]


def test_judgement_is_told_objective_by_objective() -> None:
    change = the_change(
        crosswalk=[
            serves("M1C1I1.01.00", "M1.01", "1/4"),
            serves("M1C1I1.01.00", "M2.01", "3/4"),
            *SOUND["crosswalk"][2:],
        ]
    )
    assert [(f.of, f.name, f.before, f.after) for f in change.fields if f.name == "share"] == [
        ("M1.01", "share", "1/2", "1/4"),
        ("M2.01", "share", None, "3/4"),
        ("M1.02", "share", "1/2", None),
    ]
    assert change.kinds == (Kind.CHANGED,)


def test_judgement_that_comes_to_serve_nothing_says_why() -> None:
    change = the_change(crosswalk=[*SOUND["crosswalk"][:3], serves("M2C1I1.01.00", None, None, "Non è qui")])
    assert [(f.of, f.name, f.before, f.after) for f in change.fields if f.name in {"share", "reason"}] == [
        ("none", "reason", None, "Non è qui"),
        ("M2.01", "share", "1", None),
        ("M2.01", "reason", "M2C1I1.01.00 per M2.01", None),
    ]


def test_code_taken_over_by_another_objective_is_not_the_removed_one() -> None:
    """M1.01 goes and M1.02 takes its code: what the driver combined under M1.01 is not what it combines now."""
    bare = {"crosswalk": [], "submeasures": []}
    before = package(**bare, agenda=[combines("D01", "M1.01", "uno"), combines("D01", "M1.02", "due")])
    after = package(
        **bare,
        objectives=[objective("M1.01", SOUND["objectives"][1]["title"]), SOUND["objectives"][2]],
        agenda=[combines("D01", "M1.01", "due")],
    )
    found = difference(before, after)
    assert [(c.key, c.kinds, c.before and c.before.code) for c in found.changes] == [
        ("objectives", (Kind.REMOVED,), "M1.01"),
        ("objectives", (Kind.MOVED,), "M1.02"),
        ("agenda", (Kind.REMOVED,), "M1.01"),
    ]


def test_another_order_is_one_change_with_the_stretch_that_differs() -> None:
    first, second, third = SOUND["objectives"]
    change = the_change(objectives=[second, first, third])
    assert (change.key, change.kinds, change.before, change.after) == ("objectives", (Kind.REORDERED,), None, None)
    assert [(f.name, f.before, f.after) for f in change.fields] == [("order", ("M1.01", "M1.02"), ("M1.02", "M1.01"))]
