"""What is due, as a calendar that anybody can subscribe to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.registry.calendars import MEDIA_TYPE, feed
from segnavia.registry.deadlines import public_deadlines


@require_safe
def due(_request: HttpRequest) -> HttpResponse:
    """Commitments of public agreements, public first moves, and the legal steps of the plan whose day is known."""
    address = f"{settings.SITE_URL}{reverse('portal:home')}"
    response = HttpResponse(feed(_("The plan: due dates"), public_deadlines(), address), content_type=MEDIA_TYPE)
    patch_cache_control(response, public=True, max_age=3600)
    return response
