"""How `segnavia lake` tells what it found: as tables for people, and the same as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Column, Table

if TYPE_CHECKING:
    from segnavia.lake.difference import Case, Difference
    from segnavia.lake.releases import Release
    from segnavia.lake.verification import Problem, Verified

_WIDEST = 1000
_RELEASE = ("dataset", "as_of", "layout", "sha256", "rows_in", "rows_kept", "rows_quarantined")


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> None:
    """Print a table with the columns `numbers` to the right; wide enough not to cut names and counts."""
    table = Table(*(Column(h, no_wrap=True, justify="right" if h in numbers else "left") for h in headers))
    for row in rows:
        table.add_row(*row)
    Console(width=Console(width=_WIDEST).measure(table).maximum).print(table)


def releases_as_json(found: Sequence["Release"], current: set[Any]) -> list[dict[str, Any]]:
    """The releases, each with its size in bytes on the disk and whether it is the current one of its dataset."""
    return [
        {field: getattr(r.manifest, field) for field in _RELEASE}
        | {"bytes": sum(f.stat().st_size for f in r.path.iterdir()), "current": r.path in current}
        for r in found
    ]


def print_releases(rows: Sequence[dict[str, Any]]) -> None:
    """Print what `releases_as_json` gave."""
    print_table(
        (*_RELEASE, "MB", "current"),
        [
            (
                *(str(row[f])[:12] if f == "sha256" else str(row[f]) for f in _RELEASE),
                f"{row['bytes'] / 1e6:.1f}",
                "yes" if row["current"] else "",
            )
            for row in rows
        ],
        numbers=("rows_in", "rows_kept", "rows_quarantined", "MB"),
    )


def verified_as_json(found: Sequence["Verified"], file: "Problem | None") -> dict[str, Any]:
    """What was verified, and what is wrong with each release and with the file that was given."""
    return {
        "releases": [
            {
                "dataset": v.dataset,
                "release": v.path.name,
                "rows_kept": v.manifest and v.manifest.rows_kept,
                "rows_quarantined": v.manifest and v.manifest.rows_quarantined,
                "hashed": v.hashed,
                "problems": [asdict(p) for p in v.problems],
            }
            for v in found
        ],
        "file": file and asdict(file),
    }


def print_verified(found: Sequence["Verified"]) -> None:
    """Print a line for each release, and then each problem with its remedy."""
    print_table(
        ("dataset", "release", "rows_kept", "rows_quarantined", "hashes", "state"),
        [
            (
                v.dataset,
                v.path.name,
                str(v.manifest.rows_kept) if v.manifest else "?",
                str(v.manifest.rows_quarantined) if v.manifest else "?",
                "in the manifest" if v.hashed else "none",
                f"{len(v.problems)} wrong" if v.problems else "whole",
            )
            for v in found
        ],
        numbers=("rows_kept", "rows_quarantined"),
    )
    for v in found:
        for p in v.problems:
            typer.echo(f"{p.problem}. {p.remedy}")


def print_difference_as_json(found: "Difference") -> None:
    """Print the whole difference; amounts as text, to the cent. A line for each case: there may be 100,000 of them."""
    summary = {
        "dataset": found.after.manifest.dataset,
        "before": found.before.path.name,
        "after": found.after.path.name,
        "key": found.key,
        "projects": found.projects or None,
        "rows": found.rows,
        "changed_columns": found.columns,
        "columns_of_one_release": found.left_out,
        "money": {
            name: {field: str(value) for field, value in asdict(m).items()} | {"difference": str(m.difference)}
            for name, m in found.money.items()
        },
    }
    typer.echo(json.dumps(summary, ensure_ascii=False).removesuffix("}") + ', "cases": [', nl=False)
    for number, case in enumerate(found.cases):
        typer.echo(("," if number else "") + "\n" + json.dumps(_case_as_json(case), ensure_ascii=False), nl=False)
    typer.echo("\n]}")


def _case_as_json(case: "Case") -> dict[str, Any]:
    changes = [{"column": c.column, "before": c.before, "after": c.after} for c in case.changes]
    return {
        "way": case.way,
        "key": case.key,
        "times": case.times,
        "before_row": case.before_row,
        "after_row": case.after_row,
        "changes": changes,
    }


def print_difference(found: "Difference", limit: int) -> None:
    """Print how many projects and rows went which way, what that is in money, and the first cases of each way."""
    typer.echo(f"{found.after.manifest.dataset}: {found.before.path.name} → {found.after.path.name}")
    if found.projects:
        typer.echo(f"projects: {_ways(found.projects)}")
    typer.echo(f"rows: {_ways(found.rows)}")
    if not found.key:
        typer.echo("  compared whole, as no key tells the rows of both releases apart")
    if found.left_out:
        typer.echo(f"  not compared, as only one of the releases has them: {', '.join(found.left_out)}")
    if found.columns:
        changed = ", ".join(f"{name} {count}" for name, count in found.columns.items())
        typer.echo(f"  changed, by column: {changed}")
    if found.money:
        headers = ("before", "after", "difference", "appeared", "vanished", "changed")
        print_table(
            ("euro", *headers),
            [(name, *(_euro(getattr(m, header)) for header in headers)) for name, m in found.money.items()],
            numbers=headers,
        )
    for way in ("appeared", "vanished", "changed"):
        cases = [case for case in found.cases if case.way == way]
        for case in cases:
            typer.echo(f"{way}: {_case(case)}")
        more = found.rows[way] - sum(case.times for case in cases)
        if more > 0:
            typer.echo(f"{way}: {more} more rows; --limit {limit} keeps them back, --json tells all")


def _ways(counts: Any) -> str:
    return ", ".join(f"{count} {way}" for way, count in counts.items())


def _euro(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _case(case: "Case") -> str:
    key = ", ".join(f"{name} {value}" for name, value in case.key.items() if value is not None)
    times = f" ({case.times} times)" if case.times > 1 else ""
    changes = "; ".join(f"{c.column}: {c.before or '–'} → {c.after or '–'}" for c in case.changes)
    return f"{key}{times}" + (f"; {changes}" if changes else "")
