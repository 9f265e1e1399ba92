"""`segnavia serve`: the web server, for a demonstration as for production behind a proxy."""

import os
import sys
from typing import Annotated

import typer


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; a proxy stands before any other.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
) -> None:
    """Serve the pages. Brings the database up to date and collects the static files first."""
    from segnavia.cli.django import setup

    setup(migrate=True)
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    typer.echo(f"Serving on http://{host}:{port} (end with Ctrl-C)")
    os.environ["SEGNAVIA_WARM_UP"] = "1"
    # The command becomes the server, so that signals reach it directly.
    os.execv(
        sys.executable,
        [
            sys.executable,
            "-m",
            "gunicorn",
            "segnavia.config.wsgi:application",
            f"--bind={host}:{port}",
            f"--workers={workers}",
            "--preload",
            "--access-logfile=-" if os.environ.get("ACCESS_LOG") else "--log-level=warning",
        ],
    )
