"""What changed in the fields of one record."""

from collections.abc import Callable, Iterator, Sequence

from segnavia.plans.difference.model import FieldChange, Kind, Value
from segnavia.plans.difference.texts import Op, Run, runs_between
from segnavia.plans.layout import NOTHING, fields_of
from segnavia.plans.schema import CrosswalkEntry, Header, Period, Record

_WORDS = frozenset({"title", "short_title", "body", "subtitle", "summary", "text", "reason"})
_MARKS = frozenset({"directions", "missions"})
_ANNOTATIONS = frozenset({"provenance", "note"})
# What names a record and is followed where it goes, and the sections, which are records of their own.
_NAMES = frozenset({"driver", "objective", "submeasure", "sections"})


def record_changes(before: Record | None, after: Record | None) -> tuple[FieldChange, ...]:
    """The fields that differ; all that say something where the record is added or removed."""
    record = after or before
    names = [] if record is None else [name for name in fields_of(type(record)) if name not in _NAMES]
    return tuple(_field_changes(before, after, names))


def judgement_changes(
    before: Sequence[CrosswalkEntry], after: Sequence[CrosswalkEntry], follow: Callable[[str, str], str]
) -> tuple[FieldChange, ...]:
    """What differs between two judgements of a sub-measure, objective by objective, in the later one's order."""
    old = {_served(entry, follow): entry for entry in before}
    new = {_served(entry): entry for entry in after}
    changes: list[FieldChange] = []
    for name in [*new, *(name for name in old if name not in new)]:
        entry = new.get(name) or old[name]
        of = entry.objective or NOTHING
        fields = ["share", "reason", "provenance", "note"]
        changes += _field_changes(old.get(name), new.get(name), fields, of=of)
    return tuple(changes)


def _served(entry: CrosswalkEntry, follow: Callable[[str, str], str] | None = None) -> str:
    if entry.objective is None:
        return NOTHING
    return follow("objectives", entry.objective) if follow else entry.objective


def _field_changes(
    before: Record | None, after: Record | None, names: list[str], *, of: str = ""
) -> Iterator[FieldChange]:
    for name in names:
        old, new = _value(before, name), _value(after, name)
        if old == new or (not (old or new) and (before is None or after is None)):
            continue
        one_sided = of and (before is None or after is None)  # an objective that the judgement comes to or gives up
        own_code = name == "code" and isinstance(before or after, Header)  # a plan renamed does not move anywhere
        kind = Kind.CHANGED if one_sided or own_code else _kind(name, old, new)
        yield FieldChange(name, kind, old, new, _runs(name, old, new), of)


def _value(record: Record | None, name: str) -> Value:
    """A field as its text; `None` where there is no record, or where the record says nothing."""
    value = None if record is None else getattr(record, name)
    if isinstance(value, Period):
        return f"{value.start}-{value.end}"
    if isinstance(value, tuple):
        return tuple(str(item) for item in value)
    return None if value is None else str(value)


def _kind(name: str, before: Value, after: Value) -> Kind:
    if name in _ANNOTATIONS:
        return Kind.ANNOTATED
    if name == "code":
        return Kind.MOVED
    if name in _WORDS:
        return Kind.REWORDED
    if name in _MARKS:
        return Kind.REORDERED if set(before or ()) == set(after or ()) else Kind.MARKED
    return Kind.CHANGED


def _runs(name: str, before: Value, after: Value) -> tuple[Run, ...]:
    if name not in _WORDS and name != "note":
        return ()
    old, new = str(before or ""), str(after or "")
    if old and new:
        return runs_between(old, new)
    return tuple(Run(op, text) for op, text in ((Op.REMOVED, old), (Op.INSERTED, new)) if text)
