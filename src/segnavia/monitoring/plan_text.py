"""Which plan a territory is measured against: the text in force in the registry."""

from django.db import DatabaseError

from segnavia.lake.errors import LakeError
from segnavia.plans.canonical import from_canonical
from segnavia.plans.schema import Package
from segnavia.registry.texts import current_text

_REMEDY = "Load one: segnavia plan load plans/milano-2022-2024"


class NoPlanError(LakeError):
    """A territory without a loaded plan."""


def plan_of(territory: str) -> Package:
    """The plan in force for a territory. Raises `NoPlanError` where none is loaded."""
    try:
        text = current_text(territory)
    except DatabaseError as error:  # most likely no table yet
        raise NoPlanError(f"no plan can be read from the database ({error})", _REMEDY) from error
    if text is None:
        raise NoPlanError(f"no plan of the territory {territory} is loaded", _REMEDY)
    return from_canonical(text.content)
