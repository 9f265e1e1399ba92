"""Every action as every role: it is done, or refused before anything is read, as the table of permissions says."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from unittest.mock import MagicMock

import pytest

import segnavia.actions
from segnavia.actions.writing import ACTIONS, NotAllowed
from segnavia.core.permissions import PERMISSIONS, Principal, Role, Scope, may

for module in pkgutil.iter_modules(segnavia.actions.__path__):
    importlib.import_module(f"segnavia.actions.{module.name}")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("key", sorted(ACTIONS))
def test_action_refuses_whom_the_table_refuses_before_it_reads(key: str, role: Role) -> None:
    """Whoever may only do it to what is their own is refused for what is not. No test here has a database."""
    by = Principal(f"test:{role}", role, frozenset({Role.PUBLIC, role}), frozenset({"comune-di-cormano"}))
    if PERMISSIONS[key].get(role) is Scope.ANY or PERMISSIONS[key].get(Role.PUBLIC) is Scope.ANY:
        assert may(by, key, ())
        return
    with pytest.raises(NotAllowed) as refused:
        _called(ACTIONS[key], by)
    assert refused.value.key == key


def _called(action: Callable[..., object], by: Principal) -> None:
    """Calls an action on things that nothing can be read of."""
    positional, named = [], {}
    for name, parameter in inspect.signature(action).parameters.items():
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            positional.append(MagicMock(name=name))
        elif parameter.kind is parameter.KEYWORD_ONLY and name != "by":
            named[name] = MagicMock(name=name)
    action(*positional, **named, by=by)


def test_nobody_but_the_public_rows_lets_the_public_do_anything() -> None:
    assert sorted(key for key, row in PERMISSIONS.items() if Role.PUBLIC in row) == [
        "people.choose_password",
        "subscriptions.ask",
        "subscriptions.confirm",
        "subscriptions.end",
        "subscriptions.send_links",
    ]


def test_auditor_reads_and_writes_nothing() -> None:
    assert [key for key, row in PERMISSIONS.items() if Role.AUDITOR in row and not key.startswith("see.")] == []
