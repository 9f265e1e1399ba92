"""What the log's pages call actions, subjects and fields. Every action of the table of permissions has its words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What was done, by the action's key. `tests.desk.audit` checks that none is missing, and that each is in Italian.
ACTIONS: Mapping[str, object] = {
    "people.invite": gettext_lazy("Person invited"),
    "people.revise": gettext_lazy("Person's data or roles changed"),
    "people.deactivate": gettext_lazy("Account deactivated"),
    "people.reactivate": gettext_lazy("Account reactivated"),
    "people.invite_again": gettext_lazy("Person invited again"),
    "people.choose_password": gettext_lazy("Password chosen"),
    "actors.add": gettext_lazy("Actor added"),
    "actors.revise": gettext_lazy("Actor's data changed"),
    "actors.seed": gettext_lazy("Actors taken from the plan"),
    "plans.load": gettext_lazy("Plan loaded"),
    "plans.record_history": gettext_lazy("Past acts recorded"),
    "drafts.begin_update": gettext_lazy("Yearly update begun"),
    "drafts.revise_header": gettext_lazy("Plan's data changed"),
    "drafts.share": gettext_lazy("Draft frozen to be shared"),
    "drafts.revise_record": gettext_lazy("Text changed"),
    "drafts.add_record": gettext_lazy("Text added"),
    "drafts.remove_record": gettext_lazy("Text removed"),
    "drafts.move_record": gettext_lazy("Text moved"),
    "acts.adopt": gettext_lazy("Adoption recorded"),
    "acts.give_opinion": gettext_lazy("Opinion recorded"),
    "acts.approve": gettext_lazy("Approval recorded"),
    "acts.bring_into_force": gettext_lazy("Entry into force recorded"),
    "observations.submit": gettext_lazy("Observation submitted"),
    "observations.answer": gettext_lazy("Observation answered"),
    "agreements.add": gettext_lazy("Agreement added"),
    "agreements.revise": gettext_lazy("Agreement changed"),
    "agreements.advance": gettext_lazy("State of an agreement changed"),
    "agreements.sign": gettext_lazy("Agreement signed"),
    "agreements.add_party": gettext_lazy("Party added"),
    "agreements.revise_party": gettext_lazy("Party changed"),
    "agreements.approve_as_party": gettext_lazy("Agreement approved by a party"),
    "agreements.remove_party": gettext_lazy("Party removed"),
    "agreements.add_resource": gettext_lazy("Resource added"),
    "agreements.remove_resource": gettext_lazy("Resource removed"),
    "agreements.add_meeting": gettext_lazy("Meeting added"),
    "agreements.revise_meeting": gettext_lazy("Meeting changed"),
    "agreements.amend": gettext_lazy("Agreement amended"),
    "agreements.import_all": gettext_lazy("Agreements imported"),
    "commitments.add": gettext_lazy("Commitment added"),
    "commitments.revise": gettext_lazy("Commitment changed"),
    "commitments.report": gettext_lazy("Commitment reported on"),
    "commitments.remove": gettext_lazy("Commitment removed"),
    "documents.attach": gettext_lazy("Document attached"),
    "documents.publish": gettext_lazy("Document published or withdrawn"),
    "assignments.assign": gettext_lazy("Assignment given"),
    "assignments.assign_many": gettext_lazy("Assignments given"),
    "assignments.revise": gettext_lazy("Assignment changed"),
    "assignments.report": gettext_lazy("Assignment reported on"),
    "first_moves.add": gettext_lazy("First move added"),
    "first_moves.revise": gettext_lazy("First move changed"),
    "first_moves.report": gettext_lazy("First move reported on"),
    "reforms.revise": gettext_lazy("Reform track changed"),
    "reforms.add_step": gettext_lazy("Step of a reform added"),
    "reforms.revise_step": gettext_lazy("Step of a reform changed"),
    "rounds.prepare": gettext_lazy("Round prepared"),
    "rounds.open_round": gettext_lazy("Round opened"),
    "rounds.close_round": gettext_lazy("Round closed"),
    "rounds.renew_link": gettext_lazy("Link of a round renewed"),
    "rounds.revoke_link": gettext_lazy("Link of a round revoked"),
    "answers.note_opening": gettext_lazy("Link of a round opened"),
    "answers.confirm": gettext_lazy("Lines confirmed"),
    "answers.contest": gettext_lazy("Line contested"),
    "answers.send": gettext_lazy("Answers sent"),
    "cases.open_case": gettext_lazy("Case opened"),
    "cases.write": gettext_lazy("Letter written on a case"),
    "cases.close_case": gettext_lazy("Case closed"),
    "reminders.send": gettext_lazy("Reminders sent"),
    "subscriptions.ask": gettext_lazy("Following by mail asked for"),
    "subscriptions.send_links": gettext_lazy("Links to end following by mail sent"),
    "subscriptions.confirm": gettext_lazy("Following by mail confirmed"),
    "subscriptions.end": gettext_lazy("Following by mail ended"),
    "subscriptions.expire": gettext_lazy("Unconfirmed requests deleted"),
    "subscriptions.note_news": gettext_lazy("News seen"),
    "subscriptions.tell": gettext_lazy("News told to a subscriber"),
    "subscriptions.note_run": gettext_lazy("News sent by mail"),
    "links.accept": gettext_lazy("Links of a project judged"),
    "links.accept_many": gettext_lazy("Links of several projects judged"),
    "links.refuse": gettext_lazy("Proposed link refused"),
    "links.withdraw": gettext_lazy("Judgement of a project withdrawn"),
}

# What an event is about, by the kind that stands before the colon of its subject.
KINDS: Mapping[str, object] = {
    "actor": gettext_lazy("Actor"),
    "actors": gettext_lazy("Actors"),
    "agreement": gettext_lazy("Agreement"),
    "assignment": gettext_lazy("Assignment"),
    "case": gettext_lazy("Case"),
    "commitment": gettext_lazy("Commitment"),
    "document": gettext_lazy("Document"),
    "edition": gettext_lazy("Edition"),
    "firstmove": gettext_lazy("First move"),
    "inquiry": gettext_lazy("Inquiry"),
    "inquiryline": gettext_lazy("Line of an inquiry"),
    "observation": gettext_lazy("Observation"),
    "party": gettext_lazy("Party"),
    "plan": gettext_lazy("Plan"),
    "project": gettext_lazy("Project"),
    "reform": gettext_lazy("Reform track"),
    "reformstep": gettext_lazy("Step of a reform"),
    "reminders": gettext_lazy("Reminders"),
    "round": gettext_lazy("Round"),
    "user": gettext_lazy("Person"),
}

# Values that events tell of, by their key in `details`.
_FIELDS: Mapping[str, object] = {
    "actor": gettext_lazy("Actor"),
    "added": gettext_lazy("Added"),
    "agreement": gettext_lazy("Agreement"),
    "amount": gettext_lazy("Amount, €"),
    "author": gettext_lazy("Author"),
    "body": gettext_lazy("Body"),
    "code": gettext_lazy("Code"),
    "dated": gettext_lazy("Date"),
    "description": gettext_lazy("Description"),
    "direction": gettext_lazy("Direction"),
    "document": gettext_lazy("Document"),
    "done_on": gettext_lazy("Done on"),
    "due_on": gettext_lazy("By when"),
    "element": gettext_lazy("Element of the plan"),
    "email": gettext_lazy("E-mail address"),
    "evidence": gettext_lazy("Evidence"),
    "grants": gettext_lazy("Roles"),
    "in_force_from": gettext_lazy("In force from"),
    "ipa_code": gettext_lazy("IPA code"),
    "is_public": gettext_lazy("Public"),
    "kind": gettext_lazy("Kind"),
    "municipality": gettext_lazy("ISTAT code"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("Note"),
    "number": gettext_lazy("Number"),
    "office_email": gettext_lazy("Office's e-mail address"),
    "outcome": gettext_lazy("Outcome"),
    "owner": gettext_lazy("Owner"),
    "party": gettext_lazy("Party"),
    "reason": gettext_lazy("Reason"),
    "sha256": gettext_lazy("SHA-256"),
    "state": gettext_lazy("State"),
    "step": gettext_lazy("Step"),
    "tax_code": gettext_lazy("Tax code"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "type": gettext_lazy("Type"),
    "what": gettext_lazy("What"),
}


def action_title(key: str) -> str:
    """What an action is called; its key, for one of an older version that is no more."""
    return str(ACTIONS.get(key, key))


def kind_title(kind: str) -> str:
    """What a kind of subject is called."""
    return str(KINDS.get(kind, kind))


def field_title(name: str) -> str:
    """What a value is called; a rare one by its own name, as it stands in the exports too."""
    return str(_FIELDS.get(name, name.replace("_", " ")))


def said(value: object) -> str:
    """A value of an event as people read it."""
    if value in (None, "", [], {}):
        return _("(empty)")
    match value:
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(said(each) for each in value)
        case dict():
            return "; ".join(f"{field_title(str(name))}: {said(each)}" for name, each in value.items())
        case _:
            return str(value)
