"""How much one address may ask in a minute, so that nobody's script slows the site down for all others.

The counts lie in memory that a process shares with those that it forks: `segnavia serve` loads the application once
and forks its workers, which therefore count together. They are a table of fixed size: addresses that fall on one place
share an allowance, which is rare and harmless, and nothing has to be cleared away. The place follows from a secret of
the process, so that nobody can look for an address that falls on another's. Two who write at the same moment may lose
a count; nobody is hurt by it.
"""

import mmap
import secrets
import struct
import time
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

WINDOW = 60  # seconds
# A thousand addresses in one minute, which no such site has, would share a place with another in one case of 65.
_PLACES = 1 << 16
_ENTRY = struct.Struct("=II")  # the window's number, and the requests in it
_counts = mmap.mmap(-1, _PLACES * _ENTRY.size)
_key = secrets.token_bytes(16)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is left of an allowance after one request; `reset` is in seconds."""

    limit: int
    remaining: int
    reset: int
    is_over: bool

    @property
    def headers(self) -> dict[str, str]:
        """The headers that tell it (draft-ietf-httpapi-ratelimit-headers-03, as Italy's guidelines have them)."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }
        return told | {"Retry-After": str(self.reset)} if self.is_over else told


def take(request: HttpRequest) -> Taken | None:
    """Count a request; `None` where there is no limit."""
    limit: int = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return None
    now = int(time.time())
    window = now // WINDOW
    place = int.from_bytes(blake2b(_who(request).encode(), digest_size=4, key=_key).digest()) % _PLACES * _ENTRY.size
    counted_in, count = _ENTRY.unpack_from(_counts, place)
    count = count + 1 if counted_in == window else 1
    _ENTRY.pack_into(_counts, place, window, count)
    return Taken(limit, max(limit - count, 0), WINDOW - now % WINDOW, count > limit)


def _who(request: HttpRequest) -> str:
    """The visitor's address, as the logins count it: behind so many proxies, the last one's word for it.

    Of IPv6 the first half: whoever has one address has all that share it.
    """
    proxies: int = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if proxies else []
    address = told[-proxies].strip() if len(told) >= proxies > 0 else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return str(address)
    if parsed.version == 4 or parsed.ipv4_mapped:
        return str(parsed)
    return str(int(parsed) >> 64)
