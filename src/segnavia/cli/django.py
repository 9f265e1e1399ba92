"""Starting Django inside a command, only where the database is needed: it costs half a second."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from segnavia.lake.errors import LakeError, unwritten
from segnavia.lake.home import home


def setup(*, migrate: bool = False) -> None:
    """Readies Django; with `migrate`, also brings the database up to date, quietly.

    Raises `LakeError` where the state folder or the database cannot serve.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segnavia.config.settings")
    import django

    with state_folder():
        django.setup()  # the settings keep the secret key there
    if migrate:
        from django.core.management import call_command

        with state_folder(), database():
            home().mkdir(parents=True, exist_ok=True)  # SQLite's file lives there
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)


@contextmanager
def state_folder() -> Iterator[None]:
    """What the state folder or its disk refuses ends the command with a remedy."""
    try:
        yield
    except OSError as error:
        raise unwritten(f"the state folder {home()} cannot be used", error, home()) from error


@contextmanager
def database() -> Iterator[None]:
    """What the database refuses ends the command with a remedy."""
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise LakeError(
            f"the database refuses: {str(error).strip()}",
            f"Check DATABASE_URL, who may write in {home()} (SEGNAVIA_HOME), and the room on its disk",
        ) from error
