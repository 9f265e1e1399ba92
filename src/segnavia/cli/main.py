"""The `segnavia` command: `plan`, `lake`, `user`, `monitor`, `why`, `remind`, `report`, `digest`, `serve`, `site`…

`manage` runs Django's own commands.

Bad input ends with a message that says the remedy and exit status 2, never with a traceback.
"""

import sys
from typing import Annotated

import typer

from segnavia import __version__
from segnavia.cli import (
    agreements,
    audit,
    digest,
    lake,
    monitor,
    opendata,
    plan,
    remind,
    report,
    serve,
    site,
    user,
    why,
)
from segnavia.lake.errors import LakeError

app = typer.Typer(
    help="Segnavia: a territory's strategic plan, kept true.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(plan.app, name="plan")
app.add_typer(lake.app, name="lake")
app.add_typer(user.app, name="user")
app.add_typer(audit.app, name="audit")
app.add_typer(agreements.app, name="agreements")
app.command()(monitor.monitor)
app.command()(opendata.opendata)
app.command()(remind.remind)
app.command()(report.report)
app.command()(digest.digest)
app.command()(serve.serve)
app.command()(site.site)
app.command()(why.why)


@app.callback()
def options(version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    """Segnavia: a territory's strategic plan, kept true."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands: `segnavia manage migrate`, `segnavia manage check`…"""
    from segnavia.cli.django import database, setup

    setup()
    from django.core.management import execute_from_command_line

    with database():
        execute_from_command_line(["segnavia manage", *context.args])


def main() -> None:
    """The entry point of the console script."""
    try:
        app()
    except LakeError as error:
        typer.echo(f"segnavia: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
