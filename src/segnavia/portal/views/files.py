"""The two files that browsers and crawlers ask for by a fixed name."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything here is public: all of it may be read and indexed."""
    told = f"User-agent: *\nAllow: /\nSitemap: {settings.SITE_URL}/sitemap.xml\n"
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """The icon is an SVG under its hashed name: whoever asks for the old name is led there."""
    return redirect(static("portal/segnavia.svg"))
