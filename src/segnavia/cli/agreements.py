"""`segnavia agreements`: the plan's agreements out to a file, and in from one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from segnavia.actions.agreement_tables.proposal import Proposal
    from segnavia.registry.models import Plan

app = typer.Typer(help="The plan's agreements: write them to a file, read them from one.", no_args_is_help=True)

REFUSED = 2  # bad input: nothing was done

File = Annotated[Path, typer.Argument(metavar="FILE", help="An .xlsx workbook, or a .zip of CSV files.")]


@app.command("export")
def export_file(file: File) -> None:
    """Write every agreement of the plan to a file; its ending says in which form. Nothing is overwritten."""
    if file.suffix not in {".xlsx", ".zip"}:
        _fail(f"{file}: its name says no form. Give a name that ends in .xlsx or .zip.")
    if file.exists():
        _fail(f"{file} is there already. Give another name: nothing is ever overwritten.")

    from segnavia.cli.django import database, setup

    setup()
    with database():
        from segnavia.actions.agreement_tables import csv_zip, workbook
        from segnavia.actions.agreement_tables.rows import tables_of

        tables = tables_of(_plan())
        content = workbook.write(tables) if file.suffix == ".xlsx" else csv_zip.write(tables)
    try:
        file.write_bytes(content)
    except OSError as error:
        _fail(f"{file}: {error.strerror}. Give a place that you may write, with room on its disk.")
    typer.echo(f"{file}: {len(tables['agreements'])} agreements, {len(tables['commitments'])} commitments.")


@app.command("import")
def import_file(
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
) -> None:
    """Make the plan's agreements what a file says, all or nothing: what it does not hold is removed."""
    try:
        content = file.read_bytes()
    except OSError as error:
        _fail(f"{file}: {error.strerror}. Give a file that can be read.")

    from segnavia.cli.django import database, setup

    setup(migrate=True)
    with database():
        from django.utils import translation

        from segnavia.actions.agreement_tables.proposal import propose
        from segnavia.actions.agreements import import_all
        from segnavia.actions.writing import Refused
        from segnavia.core.permissions import COMMAND

        with translation.override("en"):
            plan = _plan()
            try:
                proposal = propose(plan, content)
                _print(proposal)
                if proposal.troubles:
                    raise typer.Exit(REFUSED)
                if not dry_run:
                    import_all(plan, content, by=COMMAND, seen=proposal.digest)
            except Refused as refused:
                _fail(f"{file}: {refused}")
    typer.echo("Nothing was changed." if dry_run or not proposal.count else "Done.")


def _plan() -> "Plan":
    """The plan whose text is in force; ends the command where none is loaded."""
    from django.conf import settings
    from django.db import connection

    from segnavia.registry.models import Edition
    from segnavia.registry.texts import current_text

    is_made = Edition._meta.db_table in connection.introspection.table_names()
    text = current_text(settings.TERRITORY) if is_made else None
    if text is None:
        _fail(f"No plan of the territory {settings.TERRITORY} is loaded: load one with `segnavia plan load DIR`.")
    return text.edition.plan


def _print(proposal: "Proposal") -> None:
    """What is wrong, at its place, on the standard error; or what would change, table by table."""
    for each in proposal.troubles:
        place = ":".join(str(part) for part in (each.sheet, each.row, each.column) if part)
        typer.echo(f"{place}: {each.text}", err=True)
    if proposal.troubles:
        typer.echo(f"Things to put right in the file: {len(proposal.troubles)}. Nothing was changed.", err=True)
        return
    for change in proposal.changes:
        added, changed, removed = len(change.added), len(change.changed), len(change.removed)
        typer.echo(f"{change.table.name}: {added} added, {changed} changed, {removed} removed")


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
