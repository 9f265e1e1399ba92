"""What belongs to an agreement beside its parties: the money it brings, and the meetings of its governing body."""

from typing import Any

from segnavia.actions.agreement_values import changes, check, plain_all, replaced
from segnavia.actions.agreements.shared import locked, numbered, refuse_ended
from segnavia.actions.writing import Change, action
from segnavia.core.permissions import Principal
from segnavia.registry.models import Agreement, Meeting, Resource


@action()
def add_resource(agreement: Agreement, *, by: Principal, **values: Any) -> Change[Resource]:
    """Add money that the agreement brings; an amount that is not known is left empty."""
    row = locked(agreement)
    refuse_ended(row)
    resource = numbered(Resource, row, values)
    check(resource)
    resource.save()
    return Change(resource, subject=row, details={"resource": resource.number, **values})


@action()
def remove_resource(resource: Resource, *, by: Principal) -> Change[None]:
    """Remove money that was recorded by mistake."""
    details = {"resource": resource.number, "source": resource.source, "amount": resource.amount}
    agreement = resource.agreement
    resource.delete()
    return Change(None, subject=agreement, details=details)


@action()
def add_meeting(agreement: Agreement, *, by: Principal, **values: Any) -> Change[Meeting]:
    """Record a meeting of the governing body, held or called."""
    row = locked(agreement)
    meeting = numbered(Meeting, row, values)
    check(meeting)
    meeting.save()
    return Change(meeting, subject=row, details={"meeting": meeting.number, **values})


@action()
def revise_meeting(meeting: Meeting, *, by: Principal, version: int, **values: Any) -> Change[Meeting]:
    """Change what is recorded of a meeting."""
    values = plain_all(values)
    changed = changes(meeting, values)
    if not changed:
        return Change(meeting, subject=meeting.agreement, details=None)
    check(replaced(meeting, values))
    meeting.revise(version, **values)
    return Change(meeting, subject=meeting.agreement, details={"meeting": meeting.number, **changed})
