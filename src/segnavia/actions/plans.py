"""Loading a plan: the one way a package becomes rows and a frozen text, and the acts of its past with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from segnavia.actions.acts import record_past
from segnavia.actions.editions import LoadError, freeze, locked_plan, write_draft
from segnavia.actions.writing import Change, action
from segnavia.core.lifecycle import EditionStatus
from segnavia.core.permissions import Principal
from segnavia.plans.canonical import plan_sha256
from segnavia.plans.schema import ActRecord, Package
from segnavia.registry.legal import in_force, under_way
from segnavia.registry.models import Act, Edition, FrozenText, Plan

__all__ = ["LoadError", "Loaded", "load", "record_history"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. `changed` is false when this very text was the plan's newest already."""

    edition: Edition
    text: FrozenText
    changed: bool


@action()
def load(package: Package, *, by: Principal) -> Change[Loaded]:
    """Makes `package` the draft edition of its plan and freezes its text, all or nothing.

    A text in force is left untouched: the package becomes the draft of its update. Loading the newest text again
    changes nothing. Raises `LoadError` if an edition is adopted already, whose text only its observations may change.
    """
    plan = locked_plan(package.plan.code)
    sha256 = plan_sha256(package)
    current = in_force(plan)
    edition = under_way(plan)
    newest = edition or current
    if newest is not None and newest.text is not None and newest.text.sha256 == sha256:
        return Change(Loaded(newest, newest.text, changed=False), subject=plan, details=None)
    if edition is not None and edition.status != EditionStatus.DRAFT:
        raise LoadError(
            f"an edition of the plan {plan.code} is {edition.status}: its text changes by the observations that are "
            "accepted, and a new draft begins once it is in force. Nothing was changed."
        )
    edition = write_draft(plan, package, edition, current.text if current else None)
    text = freeze(edition, by)
    return Change(Loaded(edition, text, changed=True), subject=edition, details={"sha256": text.sha256})


@action()
def record_history(plan: Plan, acts: Sequence[ActRecord], *, by: Principal) -> Change[bool]:
    """Records the acts of a draft's past, as its source tells them; whether there was anything to record.

    It is done once: a plan that has acts goes on by new ones.
    """
    edition = under_way(plan)
    if not acts or edition is None or Act.objects.filter(edition__plan=plan).exists():
        return Change(result=False, subject=plan, details=None)
    for act in acts:
        record_past(edition, act, by)
    told = [f"{act.step} {act.dated}" for act in acts]
    return Change(result=True, subject=edition, details={"acts": told})
