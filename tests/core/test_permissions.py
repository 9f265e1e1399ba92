from itertools import product

import pytest

from segnavia.core.permissions import ANYBODY, COMMAND, PERMISSIONS, Principal, Role, Scope, may, roles_for, scope_of


def holder(*roles: Role, actors: frozenset[str] = frozenset()) -> Principal:
    return Principal("user:1", "Somebody", frozenset({Role.PUBLIC, *roles}), actors)


@pytest.mark.parametrize(("key", "role"), list(product(PERMISSIONS, Role)), ids=str)
def test_every_key_and_role_answers_as_the_table_says(key: str, role: Role) -> None:
    row = PERMISSIONS[key]
    scope = row.get(role) or row.get(Role.PUBLIC)
    own = holder(role, actors=frozenset({"comune-di-rho"}))
    assert may(own, key, ["comune-di-rho"]) is (scope is not None)
    assert may(own, key, ["comune-di-bollate"]) is (scope is Scope.ANY)
    assert may(own, key, []) is (scope is Scope.ANY)
    assert may(own, key) is (scope is not None)


def test_the_public_may_only_follow_the_links_of_its_mail_and_ask_for_them() -> None:
    assert {key for key in PERMISSIONS if may(ANYBODY, key)} == {
        "people.choose_password",
        *(f"subscriptions.{verb}" for verb in ("ask", "send_links", "confirm", "end")),
    }


def test_auditor_writes_nothing() -> None:
    assert all(key.startswith("see.") for key in PERMISSIONS if Role.AUDITOR in roles_for(key))


def test_auditor_sees_all() -> None:
    assert all(may(holder(Role.AUDITOR), key) for key in PERMISSIONS if key.startswith("see."))


def test_the_widest_of_several_roles_counts() -> None:
    both = holder(Role.PLANNER, Role.REFERENT, actors=frozenset({"comune-di-rho"}))
    assert scope_of(both, "commitments.report") is Scope.ANY


def test_referent_without_an_actor_may_nothing_of_its_own() -> None:
    assert not may(holder(Role.REFERENT), "commitments.report")


def test_an_unknown_key_is_no_permission() -> None:
    with pytest.raises(KeyError):
        may(COMMAND, "plans.burn")


def test_no_role_approves_and_writes_the_plan() -> None:
    """Who writes the text does not record that it was approved, and the administrator of accounts does neither."""
    writers = roles_for("drafts.revise_record")
    approvers = roles_for("acts.approve")
    assert not writers & approvers
    assert Role.ADMINISTRATOR not in writers | approvers
