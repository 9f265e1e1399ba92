"""The semantic difference of two plan texts: each record that differs is told once, as what became of it.

It speaks of objectives that moved or were reworded, not of lines of files. Both texts are sound packages.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from segnavia.plans.canonical import plan_sha256
from segnavia.plans.difference.fields import judgement_changes, record_changes
from segnavia.plans.difference.items import items_of
from segnavia.plans.difference.model import (
    ANNOTATIONS,
    CHAPTERS,
    KINDS,
    Change,
    Chapter,
    Difference,
    FieldChange,
    Item,
    Kind,
    Text,
)
from segnavia.plans.difference.pairing import Pair, entry_pairs, follower, pairs_of
from segnavia.plans.schema import Package

__all__ = ["Difference", "difference"]

Follow = Callable[[str, str], str]


def difference(before: Package, after: Package) -> Difference:
    """What `after` changes of `before`; the same two packages always give the same, in the same order."""
    old, new = items_of(before), items_of(after)
    pairs = {key: pairs_of(key, old[key], new[key]) for key in old if key != "agenda"}
    follow = follower(pairs, old)
    pairs["agenda"] = entry_pairs(old["agenda"], new["agenda"], follow)
    told = {
        key: [*_changes_of(old[key], new[key], pairs[key], follow), *_reorderings(key, pairs[key])]
        for key in old
        if key != "crosswalk"
    }
    judged = _changes_of(old["crosswalk"], new["crosswalk"], pairs["crosswalk"], follow)
    told["crosswalk"] = [*judged, *_reordered_entries(before, after, follow)]
    return Difference(Text(before, plan_sha256(before)), Text(after, plan_sha256(after)), tuple(_chapters(told)))


def _chapters(told: Mapping[str, Sequence[Change]]) -> list[Chapter]:
    """The changes by chapter, those of provenance and notes alone at the end; no chapter without one."""
    annotations = [change for changes in told.values() for change in changes if change.kinds == (Kind.ANNOTATED,)]
    chapters = []
    for chapter, keys in CHAPTERS.items():
        changes = [change for key in keys for change in told[key] if change.kinds != (Kind.ANNOTATED,)]
        found = Chapter(chapter, tuple(annotations if chapter == ANNOTATIONS else changes))
        chapters += [found] if found.changes else []
    return chapters


def _changes_of(before: Sequence[Item], after: Sequence[Item], pairs: Sequence[Pair], follow: Follow) -> list[Change]:
    """The changes of one list in the order of the later text; what was removed stands where it was."""
    old_of = {new.index: old for old, new in pairs}
    new_of = {old.index: new for old, new in pairs}
    placed = [((item.index, -1), _came(old_of.get(item.index), item, follow)) for item in after]
    last = -1
    for item in before:
        if item.index in new_of:
            last = new_of[item.index].index
        else:
            gone = Change(item.key, (Kind.REMOVED,), item, None, _fields_of(item, None, follow), item.under)
            placed.append(((last, item.index), gone))
    return [change for _, change in sorted(placed, key=lambda found: found[0]) if change is not None]


def _came(before: Item | None, after: Item, follow: Follow) -> Change | None:
    """What became of a record that the later text has; nothing where it is as it was."""
    fields = _fields_of(before, after, follow)
    if before is None:
        return Change(after.key, (Kind.ADDED,), None, after, fields, after.under)
    if after.key == "sections" and before.under != after.under:
        fields = (FieldChange("part", Kind.MOVED, before.under, after.under), *fields)
    found = {field.kind for field in fields}
    kinds = tuple(kind for kind in KINDS if kind in found)
    return Change(after.key, kinds, before, after, fields, after.under) if kinds else None


def _fields_of(before: Item | None, after: Item | None, follow: Follow) -> tuple[FieldChange, ...]:
    """The fields that differ, of a record or of a judgement."""
    old, new = (item.entries if item else () for item in (before, after))
    if old or new:
        return judgement_changes(old, new, follow)
    return record_changes(before.record if before else None, after.record if after else None)


def _reorderings(key: str, pairs: Sequence[Pair]) -> list[Change]:
    """A change for each list, or part with its passages, whose records of both texts stand in another order.

    What moved is left aside: its place follows its code.
    """

    def part(pair: Pair) -> str:
        return pair[0].under if key == "sections" else ""

    stayed = [(old, new) for old, new in pairs if (old.under, old.code) == (new.under, new.code)]
    changes = []
    for under, group in groupby(sorted(stayed, key=lambda pair: (part(pair), pair[0].index)), part):
        stood = [new for _, new in group]
        changes += _reordered(key, under, [(new.index, _name(new)) for new in stood])
    return changes


def _reordered_entries(before: Package, after: Package, follow: Follow) -> list[Change]:
    """The same for the entries of the crosswalk, of which the judgements are made."""
    places = {(entry.submeasure, entry.objective): index for index, entry in enumerate(after.crosswalk)}
    stood = []
    for entry in before.crosswalk:
        followed = entry.objective and follow("objectives", entry.objective)
        place = places.get((entry.submeasure, entry.objective))
        if place is not None and followed == entry.objective:
            stood.append((place, f"{entry.submeasure} {entry.objective or ''}".strip()))
    return _reordered("crosswalk", "", stood)


def _reordered(key: str, under: str, stood: Sequence[tuple[int, str]]) -> list[Change]:
    """One change where places in the later text, with their names as the earlier one lists them, are not in order.

    Its field holds the stretch of names that differs.
    """
    stands = sorted(stood, key=lambda place: place[0])
    differs = [number for number, (one, other) in enumerate(zip(stood, stands, strict=True)) if one[0] != other[0]]
    if not differs:
        return []
    stretch = slice(differs[0], differs[-1] + 1)
    before, after = (tuple(name for _, name in order[stretch]) for order in (stood, stands))
    return [Change(key, (Kind.REORDERED,), None, None, (FieldChange("order", Kind.REORDERED, before, after),), under)]


def _name(item: Item) -> str:
    """What a list of places calls a record: its codes, or the title of a passage."""
    return item.title if item.key == "sections" else f"{item.under} {item.code}".strip()
