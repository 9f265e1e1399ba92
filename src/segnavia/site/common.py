"""What a site has beside its pages: the static files that they use, the sitemap, and files with fixed names."""

import re
from mimetypes import guess_type
from pathlib import Path
from posixpath import dirname, join, normpath

from django.conf import settings
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils.translation import override

from segnavia.briefing.state import State
from segnavia.site.making import Made, Wanted
from segnavia.site.names import Named, named
from segnavia.site.rewriting import Links, address_of
from segnavia.site.sitemap import documents, entries
from segnavia.site.tree import Put

_IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")#?]+)")
_NOT_FOUND = "404.html"


def put_common(put: Put, wanted: Wanted, made: Made, now: State) -> dict[str, str]:
    """Put them into the site. Gives their hashes by name."""
    links = Links(wanted.base, wanted.live, wanted.languages, wanted.notes)
    files = {_NOT_FOUND: put.file(_NOT_FOUND, _not_found(links), "text/html")}
    files |= _assets(put, made.assets | links.assets)
    robots = "User-agent: *\nAllow: /\n"
    if wanted.base:
        robots += f"Sitemap: {wanted.base}/sitemap.xml\n"

        def place_of(address: str) -> str:
            place = named(address)
            return address_of(wanted.base, place.file) if place else ""

        listed = entries(now, wanted.languages, place_of)
        for name, body in documents(listed, f"{wanted.base}/").items():
            files[name] = put.file(name, body, "application/xml")
    files["robots.txt"] = put.file("robots.txt", robots.encode(), "text/plain")
    return files


def _not_found(links: Links) -> bytes:
    """The page for addresses where nothing stands. It is shown at any of them, so that its links begin at the root."""
    language = settings.LANGUAGE_CODE
    with override(language):
        request = RequestFactory().get("/")
        answer = get_resolver().resolve_error_handler(404)
        body = answer(request, LookupError()).content  # type: ignore[call-arg] # a 404's takes two
    return links.rewrite(body, Named("/", language, _NOT_FOUND), f"{links.base}/")


def _assets(put: Put, names: set[str]) -> dict[str, str]:
    """The static files of these names, and what their style sheets name in turn."""
    files: dict[str, str] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        target = f"{settings.STATIC_URL.strip('/')}/{name}"
        if target in files:
            continue
        body = (Path(settings.STATIC_ROOT) / name).read_bytes()
        files[target] = put.file(target, body, guess_type(name)[0] or "")
        if name.endswith(".css"):
            used = {found for found in _IN_CSS.findall(body.decode()) if ":" not in found}
            waiting += [normpath(join(dirname(name), found)) for found in used]
    return files
