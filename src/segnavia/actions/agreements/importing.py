"""Carrying out an import: every change of a proposal in one transaction, or none."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from segnavia.actions import commitments
from segnavia.actions.agreement_tables.declaration import SPECIAL, TABLES, Row, Table
from segnavia.actions.agreement_tables.proposal import Proposal, TableChange, propose
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.permissions import Principal
from segnavia.registry.agreements import kept_special
from segnavia.registry.models import Actor, Agreement, Commitment, Plan, Versioned


@action()
def import_all(plan: Plan, content: bytes, *, by: Principal, seen: str | None = None) -> Change[Proposal]:
    """Make the agreements of a plan what a file says, all or nothing. What the file does not hold is removed.

    `seen` is the digest of the proposal that somebody agreed to: where another one would be carried out now, it is
    refused. Importing what was exported changes nothing and leaves no trace.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # two imports wait for each other
    proposal = propose(plan, content)
    if proposal.troubles:
        first = proposal.troubles[0]
        place = ", ".join(str(part) for part in (first.sheet, first.row, first.column) if part)
        raise Refused(file=f"{place}: {first.text}")
    if seen is not None and seen != proposal.digest:
        raise Refused(_("The agreements, or the file, have changed since this was shown: look at it again."))
    if not proposal.count:
        return Change(proposal, subject=plan, details=None)
    changes = {change.table.name: change for change in proposal.changes}
    try:
        with transaction.atomic():
            _carry_out(plan, changes)
    except IntegrityError as error:
        raise Refused(file=_("The registry refuses a row of this file: %(reason)s") % {"reason": error}) from error
    return Change(proposal, subject=plan, details=_told(proposal))


def _carry_out(plan: Plan, changes: Mapping[str, TableChange]) -> None:
    found = {agreement.code: agreement for agreement in Agreement.objects.filter(plan=plan)}
    for table in reversed(TABLES):  # what refers goes before what is referred to
        for row in changes[table.name].removed if table.name in changes else ():
            existing = _existing(table, plan, row)
            if isinstance(existing, Commitment):
                commitments.delete(existing)
            else:
                existing.delete()
    actors = {actor.code: actor for actor in Actor.objects.all()}
    for table in TABLES:
        if table.name not in changes:
            continue
        for row in changes[table.name].added:
            created = table.model(**_values(table, row, plan, found, actors))
            created.save()
            if isinstance(created, Agreement):
                found[created.code] = created
        for change in changes[table.name].changed:
            existing = _existing(table, plan, change.before)
            values = _values(table, change.after, plan, found, actors)
            if isinstance(existing, Versioned):
                existing.revise(existing.version, **values)
            else:
                table.model._default_manager.filter(pk=existing.pk).update(**values)


def _existing(table: Table, plan: Plan, row: Row) -> models.Model:
    """The row of the registry that a row of a table tells by its key."""
    if table.model is Agreement:
        return Agreement.objects.get(plan=plan, code=row["code"])
    lookups = {"agreement": "agreement__code", "actor": "actor__code"}
    key = {lookups.get(name, name): row[name] for name in table.key}
    return table.model._default_manager.get(agreement__plan=plan, **key)


def _values(
    table: Table, row: Row, plan: Plan, agreements: Mapping[str, Agreement], actors: Mapping[str, Actor]
) -> dict[str, Any]:
    values: dict[str, Any] = {name: row[name] for name in table.plain}
    if table.model is Agreement:
        special = {name: row[f"{SPECIAL}{name}"] for name in table.special}
        return {**values, "plan": plan, "special": kept_special(special)}  # type: ignore[arg-type]
    values["agreement"] = agreements[values["agreement"]]
    if "actor" in values:
        values["actor"] = actors[values["actor"]] if values["actor"] else None
    return values


def _told(proposal: Proposal) -> dict[str, Any]:
    """What the log keeps of an import: the keys of each row that was touched, and the values that changed."""
    return {
        change.table.name: {
            "added": [change.table.key_of(row) for row in change.added],
            "changed": [[change.table.key_of(each.after), each.values] for each in change.changed],
            "removed": [change.table.key_of(row) for row in change.removed],
        }
        for change in proposal.changes
    }
