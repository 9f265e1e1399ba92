"""The sitemap of the running portal."""

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from segnavia.briefing import state
from segnavia.briefing.version import Version, version
from segnavia.site.sitemap import NAME, documents, entries


@require_safe
def sitemap(_request: HttpRequest, part: int = 0) -> HttpResponse:
    """The sitemap, or a part of it where it has parts."""
    files = _files(version())
    name = f"sitemap-{part}.xml" if part else NAME
    if name not in files:
        raise Http404
    return HttpResponse(files[name], content_type="application/xml; charset=utf-8")


@lru_cache(maxsize=2)
def _files(_version: Version) -> dict[str, bytes]:
    """All its files, made once for each version: there are ten thousand addresses to look up."""
    now = state.current()
    languages = [code for code, _title in settings.LANGUAGES]
    listed = iter(()) if now is None else entries(now, languages, lambda path: f"{settings.SITE_URL}{path}")
    return documents(listed, f"{settings.SITE_URL}/")
