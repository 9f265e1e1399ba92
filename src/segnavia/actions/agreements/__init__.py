"""Agreements: proposed, agreed, signed, amended, imported. After each change the rules of the core hold."""

from segnavia.actions.agreements.amending import amend
from segnavia.actions.agreements.importing import import_all
from segnavia.actions.agreements.parties import add_party, approve_as_party, remove_party, revise_party
from segnavia.actions.agreements.parts import add_meeting, add_resource, remove_resource, revise_meeting
from segnavia.actions.agreements.records import add, advance, revise, sign

__all__ = [
    "add",
    "add_meeting",
    "add_party",
    "add_resource",
    "advance",
    "amend",
    "approve_as_party",
    "import_all",
    "remove_party",
    "remove_resource",
    "revise",
    "revise_meeting",
    "revise_party",
    "sign",
]
