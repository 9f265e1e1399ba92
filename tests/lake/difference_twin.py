"""Two releases compared in an obvious and slow way, and releases written directly to compare."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.lake.difference import Case, Change, Difference, Money
from segnavia.lake.releases import Manifest, Release

Row = dict[str, Any]
KEYED = Dataset(
    name="Keyed",
    title="",
    publisher="",
    licence="",
    attribution="",
    columns=(
        Column("submeasure", "S", Kind.CODE),
        Column("cup", "CUP", Kind.CODE),
        Column("clp", "CLP"),
        Column("phase", "Fase", Kind.CODE),
        Column("amount", "Importo", Kind.AMOUNT),
        Column("note", "Nota"),
        Column("outline", "Confine", Kind.BINARY),
        Column("dated", "Data", Kind.TEXT),
    ),
    layouts=(Layout("test"),),
    as_of="dated",
    key=("submeasure", "cup", "clp", "phase"),
)
WHOLE = replace(KEYED, name="Whole", key=())
SCHEMA = pa.schema(
    [
        ("source_row", pa.uint32()),
        *((name, pa.string()) for name in ("submeasure", "cup", "clp", "phase")),
        ("amount", pa.decimal128(15, 2)),
        ("note", pa.string()),
        ("outline", pa.binary()),
        ("dated", pa.string()),
    ]
)
NAMES = [name for name in SCHEMA.names if name != "source_row"]


def put(home: Path, dataset: Dataset, rows: Sequence[Row], as_of: str, lacks: Sequence[str] = ()) -> Release:
    """A release of these rows, written directly; its file had all columns but those that it `lacks`."""
    numbered = [{"source_row": number, **row} for number, row in enumerate(rows, start=1)]
    sha256 = hashlib.sha256(f"{as_of}{numbered}".encode()).hexdigest()
    folder = home / "lake" / dataset.name / f"{as_of}-{sha256[:12]}"
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(numbered, schema=SCHEMA), folder / "data.parquet")
    manifest = Manifest(
        dataset=dataset.name,
        as_of=as_of,
        layout="test",
        sha256=sha256,
        source="",
        source_bytes=0,
        source_format="csv",
        encoding="utf-8",
        rows_in=len(rows),
        rows_kept=len(rows),
        rows_quarantined=0,
        quarantine={},
        columns={name: name for name in NAMES if name not in lacks},
        absent_columns=(),
        unknown_columns=(),
        number_formats={},
        persons_dropped=0,
        notes=(),
        title="",
        publisher="",
        licence="",
        attribution="",
        software="",
        added_at="",
    )
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest)))
    return Release(folder, manifest)


def shown(name: str, value: Any) -> str | None:
    if name == "outline" and value is not None:
        return hashlib.md5(value).hexdigest()
    return None if value is None else str(value)


def twin(dataset: Dataset, old: Sequence[Row], new: Sequence[Row]) -> Difference:
    """The same difference by loops over lists, with no limit."""
    is_dated_once = all(len({r["dated"] for r in rows} - {None}) <= 1 for rows in (old, new))
    names = [n for n in NAMES if n != "dated" or not is_dated_once]
    key = [n for n in names if n in dataset.key]
    is_key = bool(key) and all(len({tuple(r[k] for k in key) for r in rows}) == len(rows) for rows in (old, new))
    cases, unchanged = _by_key(names, key, old, new) if is_key else _by_row(names, old, new)
    counted = Counter({"unchanged": unchanged})
    for case in cases:
        counted[case.way] += case.times
    changed_columns = Counter(change.column for case in cases for change in case.changes)
    return Difference(
        before=None,  # type: ignore[arg-type]
        after=None,  # type: ignore[arg-type]
        key=tuple(key) if is_key else (),
        rows={way: counted[way] for way in ("appeared", "vanished", "changed", "unchanged")},
        projects=_projects(cases, old, new),
        columns=dict(changed_columns),
        money={"amount": _money(cases, old, new)},
        left_out=(),
        cases=tuple(cases),
    )


def _by_key(names: list[str], key: list[str], old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Case], int]:
    cases, unchanged = [], 0
    befores = {tuple(r[k] for k in key): (n, r) for n, r in enumerate(old, start=1)}
    afters = {tuple(r[k] for k in key): (n, r) for n, r in enumerate(new, start=1)}
    for values in befores.keys() | afters.keys():
        told = dict(zip(key, values, strict=True))
        before, after = befores.get(values), afters.get(values)
        if before is None and after is not None:
            cases.append(Case("appeared", told, 1, None, after[0], ()))
        elif after is None and before is not None:
            cases.append(Case("vanished", told, 1, before[0], None, ()))
        elif before and after:
            differ = [n for n in names if n not in key and before[1][n] != after[1][n]]
            changes = tuple(Change(n, shown(n, before[1][n]), shown(n, after[1][n])) for n in differ)
            if changes:
                cases.append(Case("changed", told, 1, before[0], after[0], changes))
            else:
                unchanged += 1
    return cases, unchanged


def _by_row(names: list[str], old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Case], int]:
    before = [tuple(r[n] for n in names) for r in old]
    after = [tuple(r[n] for n in names) for r in new]
    cases, unchanged = [], 0
    for values in {*before, *after}:
        told = {n: shown(n, v) for n, v in zip(names, values, strict=True)}
        more = after.count(values) - before.count(values)
        unchanged += min(after.count(values), before.count(values))
        if more > 0:
            cases.append(Case("appeared", told, more, None, after.index(values) + 1, ()))
        elif more < 0:
            cases.append(Case("vanished", told, -more, before.index(values) + 1, None, ()))
    return cases, unchanged


def project_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["submeasure"], row["cup"], row["clp"]


def _projects(cases: list[Case], old: Sequence[Row], new: Sequence[Row]) -> dict[str, int]:
    before, after = {project_of(r) for r in old}, {project_of(r) for r in new}
    touched = {project_of(case.key) for case in cases}
    return {
        "appeared": len(after - before),
        "vanished": len(before - after),
        "changed": len(before & after & touched),
        "unchanged": len((before & after) - touched),
    }


def _money(cases: list[Case], old: Sequence[Row], new: Sequence[Row]) -> Money:
    def amount(rows: Sequence[Row], number: int | None) -> Decimal:
        return (rows[number - 1]["amount"] or Decimal(0)) if number else Decimal(0)

    def total(rows: Sequence[Row]) -> Decimal:
        return sum((r["amount"] or Decimal(0) for r in rows), Decimal(0))

    def went(way: str) -> list[Case]:
        return [case for case in cases if case.way == way]

    return Money(
        before=total(old),
        after=total(new),
        appeared=sum((amount(new, c.after_row) * c.times for c in went("appeared")), Decimal(0)),
        vanished=sum((amount(old, c.before_row) * c.times for c in went("vanished")), Decimal(0)),
        changed=sum((amount(new, c.after_row) - amount(old, c.before_row) for c in went("changed")), Decimal(0)),
    )
