"""Which record of the later text is which of the earlier one.

Every rule is the same from both sides: changing the texts over gives the same pairs, turned round.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

from segnavia.plans.difference.model import Item
from segnavia.plans.difference.texts import likeness
from segnavia.plans.schema import Municipality

# A title that keeps this much of its letters is the same one reworded. Of Milan's 63 objectives the two most alike
# stand at 0.59; a spelling mended, a year or a number changed stay above 0.9.
LIKE = 0.85

Pair = tuple[Item, Item]
Step = Callable[[Sequence[Item], Sequence[Item]], list[Pair]]
Naming = Callable[[Item], Hashable]


def pairs_of(key: str, before: Sequence[Item], after: Sequence[Item]) -> list[Pair]:
    """The pairs of one list, by the rule for its kind; agenda and crosswalk have theirs in `entry_pairs`."""
    return _paired(before, after, _STEPS.get(key, (_same(_code),)))


def entry_pairs(before: Sequence[Item], after: Sequence[Item], follow: Callable[[str, str], str]) -> list[Pair]:
    """The pairs of the agenda: same driver and same objective, after each has gone where `follow(list, code)` says."""

    def name_before(item: Item) -> Hashable:
        return follow("drivers", item.under), follow("objectives", item.code)

    return _paired(before, after, (_same(name_before, lambda item: (item.under, item.code)),))


def follower(pairs: Mapping[str, Sequence[Pair]], before: Mapping[str, Sequence[Item]]) -> Callable[[str, str], str]:
    """Where the code of an earlier record is found in the later text: `follow("objectives", "M1.03")`.

    A record that was removed is found nowhere: its code may stand for another by now.
    """
    codes: dict[tuple[str, str], str] = {}
    for key, items in before.items():
        codes |= {(key, item.code): f"removed {item.code}" for item in items}
    for key, found in pairs.items():
        codes |= {(key, old.code): new.code for old, new in found}
    return lambda key, code: codes.get((key, code), code)


def _paired(before: Sequence[Item], after: Sequence[Item], steps: Sequence[Step]) -> list[Pair]:
    """What the steps pair, each among what the earlier ones left."""
    pairs: list[Pair] = []
    for step in steps:
        taken_before = {old.index for old, _ in pairs}
        taken_after = {new.index for _, new in pairs}
        pairs += step(
            [item for item in before if item.index not in taken_before],
            [item for item in after if item.index not in taken_after],
        )
    return pairs


def _same(name_before: Naming, name_after: Naming | None = None) -> Step:
    """Pairs what has the same name; records that share a name, in their order."""

    def step(before: Sequence[Item], after: Sequence[Item]) -> list[Pair]:
        waiting: dict[Hashable, list[Item]] = defaultdict(list)
        for item in after:
            waiting[(name_after or name_before)(item)].append(item)
        pairs = []
        for item in before:
            found = waiting[name_before(item)]
            if found:
                pairs.append((item, found.pop(0)))
        return pairs

    return step


def _alike(before: Sequence[Item], after: Sequence[Item]) -> list[Pair]:
    """Pairs titles that are nearly the same, the likest first, and among those one that kept its place."""
    found: list[tuple[float, bool, list[int], Item, Item]] = []
    for old in before:
        for new in after:
            degree = likeness(old.title, new.title, LIKE)
            if degree >= LIKE:
                elsewhere = (old.code, old.under) != (new.code, new.under)
                found.append((-degree, elsewhere, sorted((old.index, new.index)), old, new))
    pairs: list[Pair] = []
    for *_, old, new in sorted(found, key=lambda candidate: candidate[:3]):
        if all(old is not one and new is not other for one, other in pairs):
            pairs.append((old, new))
    return pairs


def _code(item: Item) -> Hashable:
    return item.code


def _title(item: Item) -> Hashable:
    return item.title


def _place_and_title(item: Item) -> Hashable:
    return item.under, item.code, item.title


def _first_day(item: Item) -> Hashable:
    return item.code, item.record.valid_from if isinstance(item.record, Municipality) else ""


# Codes that the plan itself numbers: a record keeps its title and changes its code when another comes before it.
_NUMBERED: tuple[Step, ...] = (_same(_place_and_title), _same(_title), _alike, _same(_code))
_STEPS: Mapping[str, tuple[Step, ...]] = {
    "objectives": _NUMBERED,
    "drivers": _NUMBERED,
    "reform_tracks": _NUMBERED,
    "keywords": _NUMBERED,
    "sections": (_same(_place_and_title), _same(_title), _alike),
    "municipalities": (_same(_first_day), _same(_code)),
}
