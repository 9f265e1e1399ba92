"""The first moves: what was done to set the plan in motion, and what is still to do."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.briefing.state import State
from segnavia.briefing.tasks import move_twin, moves_of
from segnavia.core.lifecycle import OPEN_TASKS, TaskState
from segnavia.portal.pages import Crumb, Page
from segnavia.registry.models import FirstMove


def index(_request: HttpRequest, now: State) -> Page:
    """The public first moves by date, those to do and those done with their proof."""
    package = now.book.package
    rows = FirstMove.objects.filter(plan__code=package.plan.code, is_public=True).exclude(state=TaskState.WITHDRAWN)
    moves = moves_of(rows.select_related("owner"), now.book, timezone.localdate())
    to_do = [each for each in moves if each.move.state in OPEN_TASKS]
    done = [each for each in moves if each.move.state == TaskState.DONE]
    picture = next(
        (s for part in package.parts for s in part.sections if s.medium == "picture" and "mosse" in s.title.casefold()),
        None,
    )
    return Page(
        "portal/first_moves.html",
        _("First moves"),
        crumbs=(Crumb(_("First moves")),),
        measured=False,
        context={"to_do": to_do, "done": done, "number": len(moves), "picture": picture},
        data={
            "items": [move_twin(each) for each in [*to_do, *done]],
            "source_is_picture": picture is not None,
        },
    )
