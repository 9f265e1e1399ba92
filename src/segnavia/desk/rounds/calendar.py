"""A person's own calendar feed: its address on the desk, and the feed itself, which needs no login."""

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from segnavia.core.permissions import Principal, Scope, scope_of
from segnavia.desk.answers.views import private
from segnavia.desk.pages import Page
from segnavia.registry.calendars import MEDIA_TYPE, feed, token_of, user_of, what_of, word_of
from segnavia.registry.deadlines import deadlines_of
from segnavia.registry.models import User


def index(request: HttpRequest, by: Principal) -> Page:
    """What is due of those whom this person answers for, or of all, and the address of the feed."""
    path = reverse("desk:calendar-feed", args=[token_of(cast("User", request.user))])
    deadlines = [(each, word_of(each.kind), what_of(each)) for each in deadlines_of(_whose(by))]
    context = {"deadlines": deadlines, "address": f"{settings.SITE_URL}{path}", "today": timezone.localdate()}
    return Page("desk/rounds/calendar.html", _("Due dates"), context=context)


@require_safe
def own(_request: HttpRequest, token: str) -> HttpResponse:
    """The feed of whoever the token is of, while they can log in."""
    user = user_of(token)
    if user is None:
        raise Http404
    content = feed(_("Segnavia: due dates"), deadlines_of(_whose(user.principal)), f"{settings.SITE_URL}/scrivania")
    return private(HttpResponse(content, content_type=MEDIA_TYPE))


def _whose(by: Principal) -> frozenset[str] | None:
    """The actors whose due dates these are; `None` for all."""
    return None if scope_of(by, "see.tasks") is Scope.ANY else by.actors
