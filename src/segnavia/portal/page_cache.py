"""Public pages kept as they were answered, under the version that they rest on (docs/adr/0018).

A new version is a new key, so that nothing has to be invalidated. It stands outside of everything that makes a page and
its headers, and inside of what holds for every answer: a page from here has the same headers as one that was just made.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

from segnavia.briefing.version import Version, version
from segnavia.site.compressing import compressed, compressible

NAMESPACE = "portal"  # the addresses whose pages anybody may see, the same for all
ELSEWHERE = ("/api/v1/", "/ogc")  # the interfaces, which keep what they answer from: not even the version is asked for
LARGEST = 2 * 1024 * 1024  # bytes of a body: what is larger is a download, and would push out many pages
# What `LocaleMiddleware` and `GZipMiddleware` say of any page. Here the language stands in the address.
IRRELEVANT = frozenset({"accept-language", "accept-encoding"})
Key = tuple[Version, str, str]


@dataclass(slots=True)
class Kept:
    """A page as it was answered: its headers, and its body in each encoding that was asked for (`""`: as it is)."""

    headers: dict[str, str]
    bodies: dict[str, bytes]
    lock: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        """The bytes that it takes at most, once asked for in every encoding: text shrinks to a fifth and less."""
        return 3 * len(self.bodies[""]) // 2 + 2000

    def body(self, encoding: str) -> bytes:
        """The body in an encoding."""
        with self.lock:
            if encoding not in self.bodies:
                self.bodies[encoding] = compressed(self.bodies[""], encoding)
            return self.bodies[encoding]

    def encoding_for(self, accepted: str) -> str:
        """The best encoding of those that `Accept-Encoding` names."""
        if not compressible(self.headers["Content-Type"], len(self.bodies[""])):
            return ""
        names = {name.strip() for name, _, weight in (each.partition(";") for each in accepted.lower().split(","))
                 if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}}  # fmt: skip
        return "br" if "br" in names else "gzip" if "gzip" in names else ""


class Store:
    """Pages by key, those used last kept, at most so many bytes of them."""

    def __init__(self, bytes_at_most: int) -> None:
        self.bytes_at_most = bytes_at_most
        self.bytes = 0
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key) -> Kept | None:
        """The page of that key, or `None`."""
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def put(self, key: Key, page: Kept) -> None:
        """Keep it, at the cost of those that were asked for longest ago."""
        with self.lock:
            before = self.pages.pop(key, None)
            self.pages[key] = page
            self.bytes += page.size - (before.size if before else 0)
            while self.bytes > self.bytes_at_most:
                _key, oldest = self.pages.popitem(last=False)
                self.bytes -= oldest.size


class PageCache:
    """Answers a public page from memory where it was made before under the version that holds now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.PAGE_CACHE_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.store = Store(settings.PAGE_CACHE_MB * 1024 * 1024)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer. Whoever has a session is answered by the view itself: their page may be another one day."""
        if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        if request.path_info.startswith(ELSEWHERE):
            return self.get_response(request)
        try:
            place = f"{request.scheme}://{request.get_host()}", request.get_full_path()
        except DisallowedHost:
            return self.get_response(request)  # which says so
        now = version()
        page = self.store.get((now, *place))
        if page is None:
            response = self.get_response(request)
            page = kept(request, response)
            if page is None:
                return response
            if version() == now:  # or else it may be of two versions
                self.store.put((now, *place), page)
        return answer(request, page)


def kept(request: HttpRequest, response: HttpResponseBase) -> Kept | None:
    """What is to be kept of an answer; nothing where another visitor could get another one."""
    found = request.resolver_match
    if request.method != "GET" or found is None or found.namespaces != [NAMESPACE]:
        return None
    if response.status_code != 200 or not isinstance(response, HttpResponse) or len(response.content) > LARGEST:
        return None
    depends_on = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    told = response.get("Cache-Control", "")
    if response.cookies or depends_on - IRRELEVANT or "private" in told or "no-store" in told:
        return None
    if response.has_header("Content-Encoding"):
        return None
    patch_vary_headers(response, ["Accept-Encoding"])
    if not told:
        # browsers and proxies keep it too, and ask whether it still holds: a 304 costs next to nothing
        patch_cache_control(response, public=True, no_cache=True)
    headers = {name: value for name, value in response.items() if name not in {"Content-Length", "ETag"}}
    return Kept(
        headers | {"ETag": f'W/"{blake2b(response.content, digest_size=16).hexdigest()}"'}, {"": response.content}
    )


def answer(request: HttpRequest, page: Kept) -> HttpResponse:
    """The page in the encoding that this visitor takes."""
    encoding = page.encoding_for(request.headers.get("Accept-Encoding", ""))
    body = page.body(encoding)
    response = HttpResponse(body if request.method == "GET" else b"", headers=page.headers)
    response.headers["Content-Length"] = str(len(body))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
