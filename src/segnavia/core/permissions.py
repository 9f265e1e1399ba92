"""Who may do what: one table of actions and pages by role, and the one function that answers from it.

A key names either an action, `module.verb` of `segnavia.actions`, or what a page shows, `see.…`. Whoever is in no cell
of a row may not. Tests walk every action, every address and every role against this table.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the plan. Several may be held at once; everybody is the public."""

    ADMINISTRATOR = "administrator"  # people and their roles; no word of the plan
    PLANNER = "planner"  # the planning office
    APPROVER = "approver"  # the head of the plan: records its legal acts, signs
    REFERENT = "referent"  # of one or more actors: what is asked of them
    AUDITOR = "auditor"  # reads all, writes nothing
    PUBLIC = "public"


class Scope(StrEnum):
    """How far a permission reaches."""

    ANY = "any"
    OWN = "own"  # what concerns an actor that one is the referent of


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts. `key` is stable and names the account, the link or the command; `name` is what the audit log shows.

    `actors` are the codes of the actors that it is a referent of.
    """

    key: str
    name: str
    roles: frozenset[Role] = frozenset({Role.PUBLIC})
    actors: frozenset[str] = field(default_factory=frozenset)


ANYBODY = Principal("public", "public")
# Whoever may run commands on the machine could change the database too.
COMMAND = Principal("command", "command", frozenset({Role.ADMINISTRATOR, Role.PLANNER, Role.APPROVER, Role.AUDITOR}))


def _row(any_of: str, own: str = "") -> Mapping[Role, Scope]:
    """A row of the table; a role is named by its first two letters."""
    by_letters = {role.value[:2]: role for role in Role}
    return {
        **{by_letters[letters]: Scope.OWN for letters in own.split()},
        **{by_letters[letters]: Scope.ANY for letters in any_of.split()},
    }


STAFF = "ad pl ap re au"
READERS = "pl ap au"

PERMISSIONS: Mapping[str, Mapping[Role, Scope]] = {
    # what the pages of the desk show
    "see.desk": _row(STAFF),
    "see.plan": _row("ad pl ap au re"),
    "see.links": _row(READERS),
    "see.agreements": _row(READERS, own="re"),
    "see.all_agreements": _row(READERS),
    "see.tasks": _row(READERS, own="re"),
    "see.rounds": _row(READERS),
    "see.cases": _row(READERS, own="re"),
    "see.documents": _row(READERS, own="re"),
    "see.actors": _row("ad pl ap re au"),
    "see.people": _row("ad au"),
    "see.audit": _row("ad ap au"),
    # people
    "people.invite": _row("ad"),
    "people.revise": _row("ad"),
    "people.deactivate": _row("ad"),
    "people.reactivate": _row("ad"),
    "people.invite_again": _row("ad"),
    "people.choose_password": _row("pu"),  # one's own only, by whoever holds the link or the password before it
    # actors
    "actors.add": _row("ad pl"),
    "actors.revise": _row("ad pl"),
    "actors.seed": _row("ad pl"),
    # the text of the plan and its legal life
    "plans.load": _row("pl"),
    "plans.record_history": _row("pl"),
    "drafts.begin_update": _row("pl"),
    "drafts.share": _row("pl"),
    "drafts.revise_header": _row("pl"),
    "drafts.revise_record": _row("pl"),
    "drafts.add_record": _row("pl"),
    "drafts.remove_record": _row("pl"),
    "drafts.move_record": _row("pl"),
    "acts.adopt": _row("ap"),
    "acts.give_opinion": _row("ap"),
    "acts.approve": _row("ap"),
    "acts.bring_into_force": _row("ap"),
    "observations.submit": _row("pl", own="re"),
    "observations.answer": _row("pl"),
    # agreements
    "agreements.add": _row("pl"),
    "agreements.revise": _row("pl"),
    "agreements.advance": _row("pl"),
    "agreements.sign": _row("ap"),
    "agreements.add_party": _row("pl"),
    "agreements.revise_party": _row("pl"),
    "agreements.approve_as_party": _row("pl", own="re"),
    "agreements.remove_party": _row("pl"),
    "agreements.add_resource": _row("pl"),
    "agreements.remove_resource": _row("pl"),
    "agreements.add_meeting": _row("pl"),
    "agreements.revise_meeting": _row("pl"),
    "agreements.amend": _row("pl"),
    "agreements.import_all": _row("pl"),
    "commitments.add": _row("pl"),
    "commitments.revise": _row("pl"),
    "commitments.report": _row("pl", own="re"),
    "commitments.remove": _row("pl"),
    "documents.attach": _row("pl ap", own="re"),
    "documents.publish": _row("pl"),
    # assignments, first moves, reform tracks
    "assignments.assign": _row("pl"),
    "assignments.assign_many": _row("pl"),
    "assignments.revise": _row("pl"),
    "assignments.report": _row("pl", own="re"),
    "first_moves.add": _row("pl"),
    "first_moves.revise": _row("pl"),
    "first_moves.report": _row("pl", own="re"),
    "reforms.revise": _row("pl"),
    "reforms.add_step": _row("pl"),
    "reforms.revise_step": _row("pl"),
    # rounds and cases
    "rounds.prepare": _row("pl"),
    "rounds.open_round": _row("pl"),
    "rounds.close_round": _row("pl"),
    "rounds.renew_link": _row("pl"),
    "rounds.revoke_link": _row("pl"),
    "answers.note_opening": _row("", own="re"),
    "answers.confirm": _row("", own="re"),
    "answers.contest": _row("", own="re"),
    "answers.send": _row("", own="re"),
    "cases.open_case": _row("pl", own="re"),
    "cases.write": _row("pl", own="re"),
    "cases.close_case": _row("pl"),
    "reminders.send": _row("pl"),
    # who is told by mail what moves: anybody for an address, whose owner confirms it and ends it by the link of a mail
    "subscriptions.ask": _row("pu"),
    "subscriptions.send_links": _row("pu"),
    "subscriptions.confirm": _row("pu"),
    "subscriptions.end": _row("pu"),
    "subscriptions.expire": _row("pl"),
    "subscriptions.note_news": _row("pl"),
    "subscriptions.tell": _row("pl"),
    "subscriptions.note_run": _row("pl"),
    # the linker
    "links.accept": _row("pl"),
    "links.accept_many": _row("pl"),
    "links.refuse": _row("pl"),
    "links.withdraw": _row("pl"),
}


def scope_of(principal: Principal, key: str) -> Scope | None:
    """The widest scope in which the principal may do it, or `None`. Raises `KeyError` for a key that is in no row."""
    row = PERMISSIONS[key]
    scopes = {row[role] for role in principal.roles if role in row}
    if Scope.ANY in scopes:
        return Scope.ANY
    return Scope.OWN if scopes else None


def may(principal: Principal, key: str, actors: Collection[str] | None = None) -> bool:
    """Whether the principal may do it to what concerns these actors, by their codes.

    Without `actors`: whether there is anything it may do it to.
    """
    scope = scope_of(principal, key)
    if scope is None or scope is Scope.ANY:
        return scope is Scope.ANY
    return bool(principal.actors) if actors is None else bool(principal.actors & set(actors))


def roles_for(key: str) -> frozenset[Role]:
    """The roles that may do it at all."""
    return frozenset(PERMISSIONS[key])


# Who must show a second factor: those who can change what others rely on for everybody.
SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.APPROVER})
