"""What is asked of one actor, for the pages of municipalities and bodies."""

from django.utils import timezone

from segnavia.briefing.asked import AskedList, asked_by
from segnavia.briefing.state import State
from segnavia.registry.models import Actor


def asked_of_actor(now: State, actor: Actor | None, tax_code: str = "") -> AskedList:
    """What everybody may know is asked of an actor today."""
    return asked_by(now, actor, tax_code, timezone.localdate())
