import json
from typing import Any

from segnavia.plans.difference import difference
from segnavia.plans.difference.public import difference_public
from tests.plans.editions import milan, second_edition


def told() -> dict[str, Any]:
    return difference_public(difference(milan(), second_edition()))


def change_of(key: str, code: str) -> dict[str, Any]:
    (found,) = (
        change
        for chapter in told()["chapters"]
        for change in chapter["changes"]
        if change["list"] == key and code in {(change[side] or {}).get("code") for side in ("before", "after")}
    )
    return found


def test_public_is_plain_json_and_always_the_same() -> None:
    text = json.dumps(told(), ensure_ascii=False, allow_nan=False)
    assert text == json.dumps(told(), ensure_ascii=False)
    assert json.loads(text) == told()


def test_public_names_both_texts() -> None:
    found = told()
    difference_of = difference(milan(), second_edition())
    assert [found[side]["sha256"] for side in ("before", "after")] == [
        difference_of.before.sha256,
        difference_of.after.sha256,
    ]
    assert found["is_empty"] is False
    assert found["after"]["short_title"] == "PSTTM 2023-2025"


def test_public_of_the_same_text_is_empty() -> None:
    found = difference_public(difference(milan(), milan()))
    assert (found["is_empty"], found["chapters"], found["counts"]) == (True, [], {})


def test_public_counts_what_the_chapters_hold() -> None:
    found = told()
    for chapter in found["chapters"]:
        kinds = [kind for change in chapter["changes"] for kind in change["kinds"]]
        assert chapter["counts"] == {kind: kinds.count(kind) for kind in chapter["counts"]}
        assert set(kinds) == set(chapter["counts"])


def test_public_tells_a_moved_objective_with_its_words() -> None:
    change = change_of("objectives", "M2.17")
    assert change["kinds"] == ["moved", "reworded"]
    assert (change["before"]["code"], change["after"]["code"]) == ("M2.16", "M2.17")
    (title,) = (field for field in change["fields"] if field["field"] == "title")
    assert {"op": "inserted", "text": " metropolitano"} in title["runs"]


def test_public_tells_a_judgement_with_exact_shares() -> None:
    change = change_of("crosswalk", "M1C1I1.02.00")
    assert change["before"]["entries"] == [{"objective": "M1.02", "share": "1"}]
    assert change["after"]["entries"] == [
        {"objective": "M1.02", "share": "1/2"},
        {"objective": "M1.03", "share": "1/2"},
    ]
    shares = {
        field["objective"]: (field["before"], field["after"]) for field in change["fields"] if field["field"] == "share"
    }
    assert shares == {"M1.02": ("1", "1/2"), "M1.03": (None, "1/2")}
