"""Triggers that make frozen texts immutable in the database, for whoever comes past Django.

SQLite drops a table's triggers when a migration rebuilds the table: one that alters `FrozenText` must create them
again. TRUNCATE is left alone in PostgreSQL, because it needs the table's owner, who could drop the trigger as well.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "registry_frozentext"
REFUSAL = "a frozen text can be neither changed nor deleted"

_CREATE = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        f"""
        CREATE TRIGGER {TABLE}_immutable BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
        """,
    ],
}
_DROP = {
    "sqlite": [f"DROP TRIGGER {TABLE}_no_{verb}" for verb in ("UPDATE", "DELETE")],
    "postgresql": [f"DROP TRIGGER {TABLE}_immutable ON {TABLE}", f"DROP FUNCTION {TABLE}_refuse()"],
}


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Creates the triggers; a step of a migration."""
    for statement in _CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drops the triggers; the way back of the same step."""
    for statement in _DROP[editor.connection.vendor]:
        editor.execute(statement)
