"""The WSGI application that a web server runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segnavia.config.settings")
application = get_wsgi_application()


def warm_up() -> None:
    """Render two pages before the server forks, so that no visitor waits for what they need.

    The home page loads templates and figures, which the workers share: 0.4 s of the start. The page of the search
    builds its index where there is none of what is shown now: 0.3 s for four thousand projects, once. Connections are
    closed: no two processes may share one.
    """
    host = next((h for h in settings.ALLOWED_HOSTS if h[0] not in "*."), None)
    if host:
        visitor = Client(HTTP_HOST=host, raise_request_exception=False)
        for page in ("/", "/cerca"):
            # a page that fails is logged, and no reason not to serve the others
            visitor.get(page, secure=True)
    connections.close_all()


if os.environ.get("SEGNAVIA_WARM_UP"):
    warm_up()
