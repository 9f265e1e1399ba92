"""Who acts in the tests of actions."""

from segnavia.core.permissions import Principal, Role

ADMINISTRATOR = Principal("user:1", "Ada", frozenset({Role.PUBLIC, Role.ADMINISTRATOR}))
PLANNER = Principal("user:2", "Piera", frozenset({Role.PUBLIC, Role.PLANNER}))
APPROVER = Principal("user:3", "Aldo", frozenset({Role.PUBLIC, Role.APPROVER}))
AUDITOR = Principal("user:4", "Ugo", frozenset({Role.PUBLIC, Role.AUDITOR}))


def referent(*actors: str) -> Principal:
    """A referent of the actors of these codes."""
    return Principal("user:5", "Rosa", frozenset({Role.PUBLIC, Role.REFERENT}), frozenset(actors))
