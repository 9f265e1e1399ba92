"""Asks Django for one address without a server: the view that answers it, in its language, as anybody would."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils.translation import override

from segnavia.site.names import language_of
from segnavia.site.routes import found


@dataclass(frozen=True, slots=True)
class Answer:
    """What is at an address. `location` is where a redirection leads."""

    status: int
    media_type: str
    body: bytes
    location: str = ""


class Asking:
    """Asks as a visitor of `SITE_URL`, without middleware: what that adds are headers, which a file has none of."""

    def __init__(self) -> None:
        self.factory = RequestFactory(headers={"host": urlsplit(settings.SITE_URL).netloc})

    def ask(self, address: str) -> Answer:
        """The answer. Raises whatever the view raises, but that nothing is there."""
        request = self.factory.get(address, secure=settings.SITE_URL.startswith("https:"))
        with override(language_of(request.path)[0]):
            place = found(language_of(request.path)[1])
            if place is None:
                return Answer(404, "", b"")
            pattern = place.route.pattern
            namespaces: list[str | None] = [place.route.namespace] if place.route.namespace else []
            request.resolver_match = ResolverMatch(
                pattern.callback, (), dict(place.codes), pattern.name, namespaces, namespaces, place.route.route
            )
            try:
                response = pattern.callback(request, **place.codes)
            except Http404:
                return Answer(404, "", b"")
            if hasattr(response, "render"):
                response = response.render()
            if isinstance(response, StreamingHttpResponse):
                body = b"".join(cast("Iterable[bytes]", response.streaming_content))
            else:
                body = cast("HttpResponse", response).content
            if isinstance(response, FileResponse) and response.file_to_stream is not None:
                response.file_to_stream.close()  # the answer's own `close` would end the database's connection too
        location = response.get("Location", "")
        return Answer(response.status_code, response.get("Content-Type", ""), body, location)
