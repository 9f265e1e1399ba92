"""Writing the plan: the draft of an edition, record by record. In an adopted text only accepted observations write.

A record is named by its list and its row. Its values are those of `plans.schema`, which is the one check of its shape.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from segnavia.actions.editions import freeze, is_open, locked, take_header, write_draft
from segnavia.actions.observations import note_change
from segnavia.actions.packages import header_of, record_of
from segnavia.actions.record_values import checked, checked_header, checked_period, seal_of
from segnavia.actions.rows import LEADING_TO, MODELS, element_of, move_row, rewrite_row, write_row
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.lifecycle import EditionStatus, Outcome
from segnavia.core.permissions import Principal
from segnavia.plans.canonical import from_canonical
from segnavia.plans.schema import Record
from segnavia.registry.legal import in_force, status_title, under_way
from segnavia.registry.models import Conflict, Edition, FrozenText, Observation, Plan


@action()
def begin_update(plan: Plan, *, by: Principal, period: tuple[int, int] | None = None) -> Change[Edition]:
    """Begin the yearly update: a new draft with the text in force; with `period`, for those years."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    other = under_way(plan)
    if other is not None:
        raise Refused(
            _("An edition is under way already: it is now “%(status)s”.") % {"status": status_title(other.status)}
        )
    current = in_force(plan)
    if current is None or current.text is None:
        raise Refused(_("No text is in force that could be updated."))
    package = from_canonical(current.text.content)
    if period is not None:
        years = checked_period(*period)
        package = package.model_copy(update={"plan": package.plan.model_copy(update={"period": years})})
    edition = write_draft(plan, package, None, current.text)
    return Change(edition, subject=edition, details={"based_on": current.text.sha256})


@action()
def share(edition: Edition, *, by: Principal) -> Change[FrozenText]:
    """Freeze the draft as it is, so that others can read and compare it; it can still change afterwards."""
    edition = _draft(edition)
    before = edition.text
    text = freeze(edition, by)
    return Change(text, subject=edition, details=None if text == before else {"text": text.sha256})


@action()
def revise_header(
    edition: Edition, values: Mapping[str, Any], *, by: Principal, seen: str, observation: Observation | None = None
) -> Change[Record]:
    """Write the values over the header: title, short title, body, years… `seen` is the seal of the one that was read.

    Raises `Refused` at each field that is wrong, and `Conflict` if somebody else was first.
    """
    edition = _writable(edition, observation)
    before = header_of(edition)
    if seal_of(before) != seen:
        raise Conflict(edition)
    header = checked_header(before, values)
    if header == before:
        return Change(header, subject=edition, details=None)
    take_header(edition, header)
    edition.save()
    return _change(edition, "plan", header, before, observation)


@action()
def revise_record(
    row: Any,
    key: str,
    values: Mapping[str, Any],
    *,
    by: Principal,
    version: int,
    observation: Observation | None = None,
) -> Change[Record]:
    """Write the values over a record of a draft, or of an adopted text for an accepted observation.

    Raises `Refused` at each field that is wrong, and `Conflict` if somebody else was first.
    """
    edition = _writable(row.edition, observation)
    record = checked(key, values, edition, row)
    before = rewrite_row(key, record, row, version)
    if before == record:
        return Change(record, subject=edition, details=None)
    return _change(edition, key, record, before, observation)


@action()
def add_record(
    edition: Edition, key: str, values: Mapping[str, Any], *, by: Principal, observation: Observation | None = None
) -> Change[Record]:
    """Add a record at the end of its list. Raises `Refused` at each field that is wrong."""
    edition = _writable(edition, observation)
    record = checked(key, values, edition, None)
    write_row(key, record, edition)
    return _change(edition, key, record, None, observation)


@action()
def remove_record(
    row: Any, key: str, *, by: Principal, version: int, observation: Observation | None = None
) -> Change[None]:
    """Remove a record to which no other leads; otherwise `Refused` says which do."""
    edition = _writable(row.edition, observation)
    dependents = _dependents(key, row)
    if dependents:
        raise Refused(
            _("Others lead to it: %(others)s. Change or remove them first.") % {"others": ", ".join(dependents)}
        )
    before = record_of(key, row)
    row.revise(version)
    row.delete()
    change = _change(edition, key, None, before, observation)
    return Change(None, subject=change.subject, details=change.details)


@action()
def move_record(row: Any, key: str, *, by: Principal, up: bool) -> Change[bool]:
    """Exchange a record of a draft with the one before or after it under the same parent; whether there was one."""
    edition = _draft(row.edition)
    if not MODELS[key]._default_manager.filter(pk=row.pk).exists():
        raise Conflict(None)
    row.refresh_from_db()
    moved = move_row(key, row, up)
    details = {"list": key, "element": element_of(key, record_of(key, row)), "up": up} if moved else None
    return Change(moved, subject=edition, details=details)


def _draft(edition: Edition) -> Edition:
    edition = locked(edition)
    if edition.status != EditionStatus.DRAFT:
        raise Refused(_("Only a draft can be changed freely; this edition is now “%(status)s”.") % _status(edition))
    return edition


def _writable(edition: Edition, observation: Observation | None) -> Edition:
    """The edition, locked, if its text may change: freely in a draft, for an accepted observation once adopted."""
    edition = locked(edition)
    if not is_open(edition):
        raise Refused(_("A text that is “%(status)s” does not change: begin its update.") % _status(edition))
    if edition.status == EditionStatus.ADOPTED:
        if observation is None:
            raise Refused(_("An adopted text changes only for an observation that was accepted: choose it."))
        if observation.edition_id != edition.pk:
            raise Refused(observation=_("This observation is about another text."))
        observation.refresh_from_db()  # it may have been answered anew since it was read, and cannot be any more
        if observation.outcome not in (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED):
            raise Refused(observation=_("This observation was not accepted."))
    return edition


def _status(edition: Edition) -> dict[str, str]:
    return {"status": status_title(edition.status)}


def _dependents(key: str, row: models.Model) -> list[str]:
    """The records of other lists that lead to a row, by name; at most ten."""
    found = []
    for other, field in LEADING_TO.get(key, ()):
        rows = MODELS[other]._default_manager.filter(**{field: row})
        found += [element_of(other, record_of(other, each)) for each in rows[:10]]
    return found[:10]


def _change(
    edition: Edition, key: str, after: Record | None, before: Record | None, observation: Observation | None
) -> Change[Any]:
    """What the log keeps of a change of the text: the record before and after."""
    told = after or before
    if told is None:
        raise ValueError("a change has a record before or after it")
    element = element_of(key, told)
    values: dict[str, Any] = {
        "element": element,
        "before": before.model_dump(mode="json") if before else None,
        "after": after.model_dump(mode="json") if after else None,
    }
    if observation is not None:
        note_change(observation, element, before, after)
        values["observation"] = observation.number
    return Change(after, subject=edition, details=values)
