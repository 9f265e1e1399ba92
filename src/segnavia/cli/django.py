"""Starting Django inside a command, only where the database is needed: it costs half a second."""

import os


def setup(*, migrate: bool = False) -> None:
    """Readies Django; with `migrate`, also brings the database up to date, quietly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segnavia.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    if migrate:
        from django.conf import settings

        settings.SEGNAVIA_HOME.mkdir(parents=True, exist_ok=True)  # SQLite's file lives there
        call_command("migrate", verbosity=0, interactive=False)
