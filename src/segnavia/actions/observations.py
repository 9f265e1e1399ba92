"""Observations on an adopted text: each is answered with a reason, and what an accepted one changed is linked to it."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from segnavia.actions.editions import locked
from segnavia.actions.rows import row_named
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.chain import canonical
from segnavia.core.lifecycle import EditionStatus, Outcome, Step
from segnavia.core.periods import first_day
from segnavia.core.permissions import Principal
from segnavia.plans.schema import Record
from segnavia.registry.models import Actor, Edition, Observation, ObservationChange


def _of_actor(*_args: object, actor: Actor | None = None, **_kwargs: object) -> Collection[str]:
    return [actor.code] if actor else []


@action(concerns=_of_actor)
def submit(
    edition: Edition,
    *,
    by: Principal,
    actor: Actor | None = None,
    author: str = "",
    text: str,
    element: str = "",
    received_on: date,
    protocol: str = "",
) -> Change[Observation]:
    """Put in an observation: of an actor, or of somebody else by hand under the name that it is signed with."""
    edition = locked(edition)
    if edition.status != EditionStatus.ADOPTED:
        raise Refused(_("Observations are made on an adopted text, until it is approved."))
    problems = {}
    if not text.strip():
        problems["text"] = _("Write what is observed.")
    if not author.strip() and actor is None:
        problems["author"] = _("Say who makes the observation.")
    if element not in ("", "plan") and row_named(edition, element) is None:
        problems["element"] = _("The text does not hold this.")
    adoption = edition.acts.filter(step=Step.ADOPTION).first()
    if adoption and received_on < first_day(adoption.dated):
        problems["received_on"] = _("Nobody can have observed the text before it was adopted.")
    if problems:
        raise Refused(**problems)
    number = (edition.observations.aggregate(last=Max("number"))["last"] or 0) + 1
    observation = Observation.objects.create(
        edition=edition,
        number=number,
        actor=actor,
        author=author.strip() or str(actor),
        text=text.strip(),
        element=element,
        received_on=received_on,
        protocol=protocol.strip(),
    )
    return Change(observation, subject=observation, details={"element": element, "author": observation.author})


@action()
def answer(
    observation: Observation, *, by: Principal, version: int, outcome: Outcome, reason: str, answered_on: date
) -> Change[Observation]:
    """Answer an observation: accepted, partly accepted or refused, with the reason. It can be answered anew."""
    edition = locked(observation.edition)
    if edition.status != EditionStatus.ADOPTED:
        raise Refused(_("The text that this observation is about has been approved: its answer stands."))
    problems = {}
    if outcome == Outcome.OPEN:
        problems["outcome"] = _("Choose how it ends.")
    if not reason.strip():
        problems["reason"] = _("Give the reason: whoever made the observation will read it.")
    if outcome == Outcome.REFUSED and changes_stand(observation):
        problems["outcome"] = _("The text was changed for this observation: undo the change first.")
    if answered_on < observation.received_on:
        problems["answered_on"] = _("An answer does not come before its observation.")
    if problems:
        raise Refused(**problems)
    observation.revise(version, outcome=outcome, reason=reason.strip(), answered_on=answered_on, answered_by=by.name)
    return Change(observation, subject=observation, details={"outcome": outcome, "reason": reason.strip()})


def changes_stand(observation: Observation) -> bool:
    """Whether what the observation changed is still changed: what was undone is told twice, and leaves nothing."""
    changes = list(observation.changes.all())
    return Counter(change.before for change in changes) != Counter(change.after for change in changes)


def note_change(
    observation: Observation, element: str, before: Record | None, after: Record | None
) -> ObservationChange:
    """Keep what an observation changed in the text: the record before and after it."""
    return ObservationChange.objects.create(
        observation=observation, element=element, before=_told(before), after=_told(after)
    )


def _told(record: Record | None) -> str:
    return canonical(record.model_dump(mode="json")) if record else ""
