"""The slow twin of the difference: takes what it tells out of both texts, and looks whether the same is left.

It compares record by record, knows nothing of how they were paired, and finds any that is told twice or not at all.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from segnavia.plans.difference import Difference
from segnavia.plans.difference.model import Item
from segnavia.plans.schema import Package, Record

Records = list[tuple[str, str]]  # the part of a passage, and the record as its model writes itself


def records_of(package: Package, key: str) -> Records:
    """The records of a list in their order, as texts that can be compared."""
    if key == "plan":
        return [("", repr(package.plan))]
    if key == "sections":
        return [(part.code, repr(section)) for part in package.parts for section in part.sections]
    if key == "parts":
        return [("", repr(part.model_copy(update={"sections": ()}))) for part in package.parts]
    return [("", repr(record)) for record in getattr(package, key)]


def told_records(item: Item | None) -> Records:
    """The records that one side of a change speaks of."""
    if item is None:
        return []
    if item.entries:
        return [("", repr(entry)) for entry in item.entries]
    assert item.record is not None
    under = item.under if item.key == "sections" else ""
    record: Record = item.record.model_copy(update={"sections": ()}) if item.key == "parts" else item.record
    return [(under, repr(record))]


def moved_codes(difference: Difference) -> dict[str, dict[str, str]]:
    """Where each code of the earlier text went: the later one, or one that no text holds where it was removed."""
    moved: dict[str, dict[str, str]] = {"objectives": {}, "drivers": {}}
    for change in difference.changes:
        if change.key in moved and change.before is not None:
            moved[change.key][change.before.code] = change.after.code if change.after else f"no {change.before.code}"
    return moved


def followed(package: Package, key: str, moved: dict[str, dict[str, str]]) -> Package:
    """The package whose agenda and crosswalk name every objective and driver by its later code."""
    if key not in {"agenda", "crosswalk"}:
        return package
    records: list[Any] = []
    for record in getattr(package, key):
        update = {"objective": moved["objectives"].get(record.objective, record.objective)}
        if key == "agenda":
            update["driver"] = moved["drivers"].get(record.driver, record.driver)
        records.append(record.model_copy(update=update))
    return package.model_copy(update={key: tuple(records)})


def untold(difference: Difference) -> list[str]:
    """What the difference leaves out or tells wrongly, list by list; empty where it is right."""
    moved = moved_codes(difference)
    keys = sorted({*Package.model_fields, "sections"} - {"format"})
    return [problem for key in keys for problem in _untold_in(key, difference, moved)]


def _untold_in(key: str, difference: Difference, moved: dict[str, dict[str, str]]) -> Iterator[str]:
    changes = [change for change in difference.changes if change.key == key]
    before, after = difference.before.package, difference.after.package
    told_before = [record for change in changes for record in told_records(change.before)]
    told_after = [record for change in changes for record in told_records(change.after)]
    left_before, left_after = Counter(records_of(before, key)), Counter(records_of(after, key))
    left_before.subtract(told_before)
    left_after.subtract(told_after)
    if min([*left_before.values(), *left_after.values(), 0]) < 0:
        yield f"{key}: told twice, or not of the text"
    renamed = dict(zip(records_of(before, key), records_of(followed(before, key, moved), key), strict=True))
    left_before = Counter({renamed[record]: times for record, times in left_before.items() if times})
    if +left_before != +left_after:
        yield f"{key}: {+left_before} is left before, {+left_after} after"
    if not changes and list(renamed.values()) != records_of(after, key):
        yield f"{key}: stands in another order, and nothing tells it"
    for change in changes:
        if change.before is None and change.after is None:
            (order,) = change.fields
            if order.before == order.after or sorted(order.before or ()) != sorted(order.after or ()):
                yield f"{key}: no other order, {order}"
