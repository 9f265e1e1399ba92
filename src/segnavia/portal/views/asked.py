"""What is asked of one actor, for the pages of municipalities and bodies."""

from django.utils import timezone

from segnavia.briefing import state
from segnavia.briefing.asked import MOST_PROJECTS, AskedList, asked_list
from segnavia.briefing.state import State
from segnavia.core.facts import State as ProjectState
from segnavia.registry.asked import asked_of
from segnavia.registry.models import Actor


def asked_of_actor(now: State, actor: Actor | None, tax_code: str = "") -> AskedList:
    """What everybody may know is asked of an actor, with the late projects of the body of that tax code."""
    today = timezone.localdate()
    asked = asked_of([actor.code], today, public=True) if actor else []
    bulletin, late = now.bulletin, ProjectState.LATE
    if bulletin is None or not tax_code:
        return asked_list(asked, (), 0, now.book, bulletin, today)
    number = bulletin.figure("body", tax_code).count(late)
    projects = (
        state.projects(bulletin, "body", tax_code, state=late.value, limit=MOST_PROJECTS, offset=0) if number else ()
    )
    return asked_list(asked, projects, number, now.book, bulletin, today)
