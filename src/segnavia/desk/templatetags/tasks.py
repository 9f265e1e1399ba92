"""What the pages of what is asked say of a row: its code, by how much it is late, where a document is read."""

from django import template
from django.utils import timezone

from segnavia.core.lifecycle import OPEN_TASKS
from segnavia.desk.tasks.lines import address
from segnavia.plans import cells
from segnavia.registry.models import Assignment, Document, FirstMove, ReformStep

register = template.Library()


@register.filter
def code_of(element: str) -> str:
    """The code of an element of the plan: `objectives:M1.01` gives `M1.01`."""
    return cells.code_of(element)


@register.filter
def late_by(row: Assignment | FirstMove | ReformStep) -> int:
    """By how many days a row is overdue today; 0 where it is not."""
    if row.state not in OPEN_TASKS or row.due_on is None:
        return 0
    return max((timezone.localdate() - row.due_on).days, 0)


@register.filter
def document_url(document: Document) -> str:
    """Where a document is read."""
    return address("document", document.pk)
