"""Starting Django inside a command, only where the database is needed: it costs half a second."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from segnavia import __version__
from segnavia.lake.errors import LakeError, unwritten
from segnavia.lake.home import home

COLLECTED = ".collected"  # among the collected static files, gone with them: what they were collected from


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


def collect_static() -> None:
    """Collects the static files, with their hashes and compressed, where any has changed: it takes four seconds.

    Raises `LakeError` where the state folder cannot serve.
    """
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    told = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            told.append((name, found.st_size, found.st_mtime_ns))
    digest = sha256(repr((__version__, settings.STORAGES["staticfiles"], sorted(told))).encode()).hexdigest()
    kept = Path(settings.STATIC_ROOT) / COLLECTED
    with state_folder():
        if not kept.exists() or kept.read_text(encoding="utf-8") != digest:
            kept.unlink(missing_ok=True)
            call_command("collectstatic", verbosity=0, interactive=False)
            kept.write_text(digest, encoding="utf-8")


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
