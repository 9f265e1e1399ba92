"""Which plan a territory is measured against: the text in force in the registry."""

from django.db import DatabaseError, connection

from segnavia.lake.errors import LakeError
from segnavia.plans.canonical import from_canonical
from segnavia.plans.schema import Package
from segnavia.registry.models import FrozenText
from segnavia.registry.texts import current_text


def plan_of(territory: str) -> Package | None:
    """The plan in force for a territory, or `None` where none is loaded, nor any database made yet.

    Raises `LakeError` where the database cannot be read.
    """
    try:
        if FrozenText._meta.db_table not in connection.introspection.table_names():
            return None
        text = current_text(territory)
    except DatabaseError as error:
        raise LakeError(f"no plan can be read from the database ({error})", "Check DATABASE_URL") from error
    return None if text is None else from_canonical(text.content)
