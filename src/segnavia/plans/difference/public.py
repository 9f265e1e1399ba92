"""A difference as public JSON: plain values under stable keys."""

from typing import Any

from segnavia.plans.difference.model import Change, Difference, FieldChange, Item, Text, Value


def difference_public(difference: Difference) -> dict[str, Any]:
    """The whole difference as plain values for JSON; lists of codes are lists, shares exact texts such as `"1/3"`."""
    return {
        "before": _text(difference.before),
        "after": _text(difference.after),
        "is_empty": difference.is_empty,
        "counts": {key: dict(counts) for key, counts in difference.counts.items()},
        "chapters": [
            {
                "chapter": chapter.key,
                "counts": dict(chapter.counts),
                "changes": [_change(change) for change in chapter.changes],
            }
            for chapter in difference.chapters
        ],
    }


def _text(text: Text) -> dict[str, Any]:
    header = text.package.plan
    return {"plan": header.code, "title": header.title, "short_title": header.short_title, "sha256": text.sha256}


def _change(change: Change) -> dict[str, Any]:
    return {
        "list": change.key,
        "kinds": list(change.kinds),
        "under": change.under or None,
        "before": _item(change.before),
        "after": _item(change.after),
        "fields": [_field(field) for field in change.fields],
    }


def _item(item: Item | None) -> dict[str, Any] | None:
    """A record by its code and title, as the text has them; a judgement with its entries."""
    if item is None:
        return None
    named: dict[str, Any] = {"code": item.code or None, "title": item.title or None}
    if item.entries:
        named["entries"] = [
            {"objective": entry.objective, "share": None if entry.share is None else str(entry.share)}
            for entry in item.entries
        ]
    return named


def _field(field: FieldChange) -> dict[str, Any]:
    told: dict[str, Any] = {
        "field": field.name,
        "kind": field.kind,
        "before": _plain(field.before),
        "after": _plain(field.after),
    }
    if field.of:
        told["objective"] = field.of
    if field.runs:
        told["runs"] = [{"op": run.op, "text": run.text} for run in field.runs]
    return told


def _plain(value: Value) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value
