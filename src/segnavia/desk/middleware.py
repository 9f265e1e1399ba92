"""What holds for every page behind the login: nobody keeps a copy, and each visit moves the session's end."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

# Seconds: the session's row is written once a minute at most, and not with every page.
STEP = min(60.0, settings.SESSION_COOKIE_AGE / 10)
SEEN = "seen_at"


class DeskMiddleware:
    """Marks the answers that a session took part in as private, and lets the sessions in use go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer. Public pages touch no session, and stay as they are."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            # PostgreSQL takes no NUL, not even to look for it; the fields of forms refuse it by themselves
            raise BadRequest("NUL")
        response = self.get_response(request)
        if request.session.accessed:
            patch_cache_control(response, private=True, no_store=True)
            if request.user.is_authenticated and time.time() - request.session.get(SEEN, 0) > STEP:
                request.session[SEEN] = time.time()
        return response
