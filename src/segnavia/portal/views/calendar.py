"""What is due, as a calendar that anybody can subscribe to: of the plan as a whole, or of one thing of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.briefing.due import due_of
from segnavia.core.topics import WHOLE_PLAN
from segnavia.portal.views import topics
from segnavia.registry.calendars import MEDIA_TYPE, calendar_of, feed
from segnavia.registry.deadlines import public_deadlines


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """What was promised or asked for publicly, the legal steps whose day is known, and the milestones that are ahead.

    `?obiettivo=`, `?comune=`, `?attore=` and so on narrow it to one thing.
    """
    now = state.current()
    if now is None:  # no plan and no bulletin yet: what the registry knows is due all the same
        content = feed(_("The plan: due dates"), public_deadlines(), f"{settings.SITE_URL}{reverse('portal:home')}")
    else:
        thing = topics.asked(request, now)
        whole = thing.topic == WHOLE_PLAN
        title = _("The plan: due dates") if whole else _("Due dates: %(name)s") % {"name": thing.name}
        content = calendar_of(title, [each.event for each in due_of(now, thing)])
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    patch_cache_control(response, public=True, max_age=3600)
    return response
