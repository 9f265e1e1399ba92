"""`segnavia serve`: the web server, for a demonstration as for production behind a proxy."""

import errno
import os
import socket
import sys
from typing import Annotated

import typer

from segnavia.lake.errors import LakeError


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on; a proxy stands before any other.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 2,
) -> None:
    """Serve the pages. Brings the database up to date, collects the static files and cuts a country's tiles first."""
    _try_to_listen(host, port)
    from segnavia.cli.django import collect_static, setup, state_folder

    setup(migrate=True)
    from segnavia.cli.progress import progress
    from segnavia.lake.home import home
    from segnavia.opendata.tile_sets import prepare

    collect_static()
    with state_folder(), progress("Cutting the map of the country") as show:
        prepare(home(), show)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    typer.echo(f"Serving on http://{address} (end with Ctrl-C)")
    os.environ["SEGNAVIA_WARM_UP"] = "1"
    os.environ.setdefault("SITE_URL", f"http://{address}")  # a demonstration's mail leads to itself
    # The command becomes the server, so that signals reach it directly.
    os.execv(
        sys.executable,
        [
            sys.executable,
            "-m",
            "gunicorn",
            "segnavia.config.wsgi:application",
            f"--bind={address}",
            f"--workers={workers}",
            # Browsers open connections that they may never use, and each would hold a process without threads for half
            # a minute. Every request has an engine and a database connection of its own: nothing is shared but caches.
            "--worker-class=gthread",
            "--threads=4",
            "--preload",
            "--access-logfile=-" if os.environ.get("ACCESS_LOG") else "--log-level=warning",
        ],
    )


def _try_to_listen(host: str, port: int) -> None:
    """Raise `LakeError` where nothing can listen there: gunicorn would try for five seconds, and name no remedy."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a closed one lingers
            trial.bind(address)
    except OSError as error:
        other = port + 1 if port < 65535 else port - 1
        if error.errno == errno.EADDRINUSE:
            problem = f"port {port} is in use"
        elif error.errno == errno.EACCES:
            problem, other = f"port {port} is kept for the system", 8000
        else:
            raise LakeError(
                f"{host} is no address of this machine to listen on ({error.strerror})", "Give another with --host"
            ) from error
        raise LakeError(problem, f"Choose another: segnavia serve --port {other} (make demo PORT={other})") from error
