"""`segnavia opendata`: what the territory publishes, built for the site or written into a folder."""

from pathlib import Path
from typing import Annotated

import typer

REFUSED = 2  # bad input: nothing was done


def opendata(
    out: Annotated[
        Path | None,
        typer.Argument(
            metavar="[OUT]",
            help="A folder for all files, made where it is not there; files of the same names in it are replaced. "
            "Without one, the files are only built for the site to send, so that no visitor waits for them.",
        ),
    ] = None,
) -> None:
    """Build every table in every form, with the data package, the catalogue (DCAT-AP_IT) and the public works."""
    if out is not None and out.exists() and not out.is_dir():
        typer.echo(f"{out} is a file. Give the name of a folder.", err=True)
        raise typer.Exit(REFUSED)

    from segnavia.cli.django import database, setup

    setup(migrate=True)
    from django.conf import settings

    from segnavia.briefing.state import current
    from segnavia.cli.progress import progress
    from segnavia.lake.errors import unwritten
    from segnavia.lake.home import home
    from segnavia.opendata.files import all_files, copy_to

    with database():
        now = current()
        if now is None:
            typer.echo(
                f"No plan of the territory {settings.TERRITORY} is loaded: load one with `segnavia plan load DIR`.",
                err=True,
            )
            raise typer.Exit(REFUSED)
        try:
            with progress("Building the open data"):
                files = all_files(now)
            if out is not None:
                copy_to(now, out)
        except OSError as error:
            raise unwritten("the open data could not be written", error, out or home()) from error
    size = sum(each.size for each in files.values())
    typer.echo(f"{out or 'Built for the site'}: {len(files)} files, {size / 1_000_000:.1f} MB.")
