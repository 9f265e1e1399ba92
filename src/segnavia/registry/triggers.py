"""Triggers that make rows immutable in the database, for whoever comes past Django: texts, acts, the audit log.

In SQLite, `INSERT OR REPLACE` deletes the row that stands in the way and asks no trigger for deletions: hence one for
insertions, which looks for such a row. SQLite drops a table's triggers when a migration rebuilds the table: one that
alters such a model must create them again. TRUNCATE is left alone in PostgreSQL, because it needs the table's owner,
who could drop the trigger as well.
"""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What is refused, by table; each with the words of the refusal.
IMMUTABLE: dict[str, str] = {
    "registry_frozentext": "a frozen text can be neither changed nor deleted",
    "registry_act": "an act can be neither changed nor deleted",
    "registry_auditevent": "an event of the audit log can be neither changed nor deleted",
    "registry_caseletter": "the correspondence on a case can be neither changed nor deleted",
}

# The columns by which a new row could take the place of one: those of each unique constraint.
_UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "registry_frozentext": (("id",), ("sha256",)),
    "registry_act": (("id",), ("edition_id", "step")),
    "registry_auditevent": (("sequence",), ("hash",)),
    "registry_caseletter": (("id",),),
}

Operation = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def _create(table: str, vendor: str) -> list[str]:
    refusal = IMMUTABLE[table]
    if vendor == "sqlite":
        taken = " OR ".join(
            f"({' AND '.join(f'{column} = NEW.{column}' for column in columns)})" for columns in _UNIQUE[table]
        )
        events = {
            "UPDATE": "",
            "DELETE": "",
            "INSERT": f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})",  # noqa: S608 - of the constants above
        }
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            for verb, when in events.items()
        ]
    return [
        f"""
        CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        f"""
        CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
        """,
    ]


def _drop(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_no_{verb}" for verb in ("UPDATE", "DELETE", "INSERT")]
    return [f"DROP TRIGGER {table}_immutable ON {table}", f"DROP FUNCTION {table}_refuse()"]


def creating(*tables: str) -> Operation:
    """A step of a migration that creates the triggers of these tables."""

    def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in _create(table, editor.connection.vendor):
                editor.execute(statement)

    return create


def dropping(*tables: str) -> Operation:
    """The way back of the same step."""

    def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in _drop(table, editor.connection.vendor):
                editor.execute(statement)

    return drop
