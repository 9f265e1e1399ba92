"""The newest events of the log on the auditor's first page."""

from collections.abc import Iterator
from datetime import date

from segnavia.core.permissions import Principal, Role
from segnavia.desk.audit.words import action_title
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.tasks.lines import address
from segnavia.registry.models import AuditEvent

NEWEST = 8


def newest(by: Principal, _today: date) -> Iterator[Item]:
    """What happened last."""
    if Role.AUDITOR not in by.roles:
        return
    for event in AuditEvent.objects.order_by("-sequence")[:NEWEST]:
        yield Item(
            Lane.MINE,
            action_title(event.action),
            event.subject_name,
            address("audit-event", event.sequence),
            event.at.date(),
            True,
            who=event.by_name,
        )
