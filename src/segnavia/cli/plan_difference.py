"""What `segnavia plan diff` prints and writes."""

import json
from pathlib import Path

import typer

from segnavia.plans.difference import Difference
from segnavia.plans.difference.model import Change
from segnavia.plans.difference.public import difference_public


def tell(difference: Difference, *, as_json: bool, docx: Path | None) -> None:
    """Prints the difference, and writes it to `docx` where one is named. Raises `OSError` where that cannot be done."""
    if docx is not None:
        from segnavia.cli.django import setup

        setup()  # for the words of the document
        from segnavia.reports.difference_docx import difference_docx

        docx.write_bytes(difference_docx(difference))
    if as_json:
        typer.echo(json.dumps(difference_public(difference), ensure_ascii=False, indent=2))
        return
    for chapter in difference.chapters:
        typer.echo(f"{chapter.key}: " + ", ".join(f"{count} {kind}" for kind, count in chapter.counts.items()))
        for change in chapter.changes:
            typer.echo(f"  {_line(change)}")
    typer.echo(f"Changes: {len(difference.changes)}." if difference.changes else "No difference.")


def _line(change: Change) -> str:
    """One change: its kinds, its list, its codes, and the title it has now."""
    codes = [f"{item.under} {item.code}".strip() for item in (change.before, change.after) if item]
    named = " -> ".join(dict.fromkeys(filter(None, codes))) or change.under
    title = change.item.title if change.item else ""
    fields = ", ".join(dict.fromkeys(field.name for field in change.fields)) if change.before and change.after else ""
    told = " ".join(filter(None, (f"{'+'.join(change.kinds)} {change.key}", named, title)))
    return f"{told} ({fields})" if fields else told
