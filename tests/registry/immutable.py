"""What somebody does who owns the database: the triggers go first."""

from django.db import connection


def without_triggers(table: str) -> None:
    """Drops the triggers that make a table's rows immutable, until the test's transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_UPDATE")
            cursor.execute(f"DROP TRIGGER {table}_no_DELETE")
        else:
            cursor.execute(f"DROP TRIGGER {table}_immutable ON {table}")
