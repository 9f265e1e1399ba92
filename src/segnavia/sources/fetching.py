"""Downloading a dataset from its publisher, whose server may be slow, break off, or answer with a page of refusal.

The publisher refuses programs that say what they are, so the request looks like a browser's. HEAD and Range fail there:
each attempt is one plain GET from the beginning.
"""

import codecs
import gzip
import os
import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import tenacity

from segnavia.lake.datasets import Dataset
from segnavia.lake.errors import LakeError, unwritten
from segnavia.lake.files import sha256_of
from segnavia.lake.releases import staging

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/csv,text/plain,application/octet-stream,*/*;q=0.8",
    "Accept-Language": "it-IT,it;q=0.8,en;q=0.5",
    "Accept-Encoding": "gzip",
}
_MOVED = (301, 302, 303, 307, 308)
_MOST_MOVES = 5
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_GONE = (404, 410)
_BLOCK = 1 << 20
_TITLE = re.compile(rb"<title[^>]*>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
Step = Callable[[str, int, int | None], None]  # what is being done, bytes so far, bytes in all where they are told


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may take. The largest file known has 317 MB, which are minutes on a slow line."""

    most_bytes: int = 4 << 30
    most_seconds: float = 3600  # for all attempts
    silence: float = 60  # seconds without a byte
    attempts: int = 4
    first_wait: float = 1  # seconds before the second attempt; each further wait is twice as long


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as the publisher sent it. `modified` is the day on which the server says that it was last changed."""

    path: Path
    url: str
    size: int
    sha256: str
    modified: date | None


class _BrokenOffError(Exception):
    """The download failed in a way that may pass."""


class _RefusedError(Exception):
    """The download failed in a way that trying again does not mend."""


def _quiet(what: str, done: int, total: int | None) -> None:
    """Say nothing."""


def address_of(dataset: Dataset) -> str:
    """Where the dataset's newest release is fetched from. Raises `LakeError` where its publisher offers no file.

    `SEGNAVIA_OPENDATA_URL` names another folder than the publisher's, such as a mirror's, with files of the same names.
    """
    if not dataset.url:
        raise LakeError(
            f"{dataset.name} is not offered for download", f"Add it from a file: segnavia lake add {dataset.name} FILE"
        )
    base = os.environ.get("SEGNAVIA_OPENDATA_URL", "").strip()
    return f"{base.rstrip('/')}/{dataset.url.rpartition('/')[2]}" if base else dataset.url


@contextmanager
def fetched(home: Path, dataset: Dataset, *, limits: Limits = Limits(), step: Step = _quiet) -> Iterator[Fetched]:
    """Download the dataset's newest release to a file that is gone afterwards; see that it is whole and no web page.

    Raises `LakeError` with what happened and what to do where the file does not come, or is not what was asked for.
    """
    url = address_of(dataset)
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(staging(home))
            file = _fetch(url, folder / url.rpartition("/")[2], limits, step)
        except (_BrokenOffError, _RefusedError) as error:
            tried = f", {limits.attempts} times" if isinstance(error, _BrokenOffError) else ""
            later = "Try again later, or download" if tried else "Download"
            raise LakeError(
                f"{url}: {error}{tried}",
                f"{later} it with a browser and add the file: segnavia lake add {dataset.name} FILE",
            ) from error
        except OSError as error:
            raise unwritten(f"{url}: the download could not be written", error, home, "nothing was kept") from error
        yield file


def _fetch(url: str, target: Path, limits: Limits, step: Step) -> Fetched:
    deadline = time.monotonic() + limits.most_seconds
    attempts = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(_BrokenOffError),
        stop=tenacity.stop_after_attempt(limits.attempts),
        wait=tenacity.wait_exponential(multiplier=limits.first_wait, max=60),
        before_sleep=lambda state: step(f"trying again: {state.outcome and state.outcome.exception()}", 0, None),
        reraise=True,
    )
    with httpx.Client(headers=_HEADERS, timeout=httpx.Timeout(limits.silence, connect=15)) as client:
        return attempts(_attempt, client, url, target, deadline, limits, step)


def _attempt(client: httpx.Client, url: str, target: Path, deadline: float, limits: Limits, step: Step) -> Fetched:
    try:
        with _answer(client, httpx.URL(url)) as response:
            modified = _modified(response)
            packed = response.headers.get("Content-Encoding", "identity").lower()
            body = target.with_name(f"{target.name}.part")
            _save(response, body, deadline, limits, step)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise _RefusedError(f"this is not an address that can be fetched ({error})") from error
    except httpx.TimeoutException as error:
        raise _BrokenOffError(f"the server said nothing for {limits.silence:g} seconds") from error
    except httpx.TransportError as error:
        if _is_about_certificates(error):
            raise _RefusedError(f"the server's certificate cannot be trusted ({error})") from error
        raise _BrokenOffError(f"the connection failed or broke off ({error})") from error
    if packed == "gzip":
        _unpack(body, target, limits)
    elif packed == "identity":
        body.replace(target)
    else:
        raise _RefusedError(f"the server packs the file in a way that was not asked for ({packed})")
    _refuse_what_is_no_data(target)
    return Fetched(target, url, target.stat().st_size, sha256_of(target), modified)


@contextmanager
def _answer(client: httpx.Client, url: httpx.URL) -> Iterator[httpx.Response]:
    """The answer with the file, after redirects on the same host, which never leave HTTPS."""
    for _ in range(_MOST_MOVES):
        with client.stream("GET", url) as response:
            if response.status_code not in _MOVED:
                _check_status(response)
                yield response
                return
            target = url.join(response.headers.get("Location", ""))
            if target.host != url.host or target.scheme not in ("https", url.scheme):
                raise _RefusedError(f"the server sends us on to another address, {target}, which is not followed")
            url = target
    raise _RefusedError(f"the server sends us on more than {_MOST_MOVES} times")


def _check_status(response: httpx.Response) -> None:
    said = f"{response.status_code} {response.reason_phrase}".strip()
    if response.status_code in _BUSY:
        raise _BrokenOffError(f"the server cannot answer now ({said})")
    if response.status_code in _GONE:
        raise _RefusedError(f"the publisher has no such file there ({said})")
    if response.status_code != httpx.codes.OK:
        raise _RefusedError(f"the server refuses to give the file ({said})")


def _save(response: httpx.Response, body: Path, deadline: float, limits: Limits, step: Step) -> None:
    """Write the body as it comes, and see that it is as long as the server said."""
    length = response.headers.get("Content-Length", "")
    told = int(length) if length.isdecimal() else None
    too_large = f"the file is larger than {limits.most_bytes} bytes, which no dataset is"
    if told is not None and told > limits.most_bytes:
        raise _RefusedError(too_large)
    done = 0
    with body.open("wb") as out:
        for chunk in response.iter_raw():
            done += len(chunk)
            if done > limits.most_bytes:
                raise _RefusedError(too_large)
            if time.monotonic() > deadline:
                raise _RefusedError(f"the file had not come whole after {limits.most_seconds:g} seconds")
            out.write(chunk)
            step("downloading", done, told)
    if told is not None and done != told:
        raise _BrokenOffError(f"the file broke off: {done} bytes came of {told}")


def _unpack(body: Path, target: Path, limits: Limits) -> None:
    done = 0
    try:
        with gzip.open(body) as source, target.open("wb") as out:
            while block := source.read(_BLOCK):
                done += len(block)
                if done > limits.most_bytes:
                    raise _RefusedError(f"unpacked, the file is larger than {limits.most_bytes} bytes")
                out.write(block)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _BrokenOffError(f"the file did not come whole ({error})") from error


def _refuse_what_is_no_data(file: Path) -> None:
    with file.open("rb") as stream:
        head = stream.read(4096)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if not head:
        raise _RefusedError("the server sent an empty file")
    if start in (b"<", b"{"):  # HTML, XML or JSON: how servers say no with the status of a yes
        title = _TITLE.search(head)
        said = f" (“{title[1].decode(errors='replace')}”)" if title else ""
        raise _RefusedError(f"the server sent a web page and not the data{said}: it refuses some programs")


def _modified(response: httpx.Response) -> date | None:
    try:
        return parsedate_to_datetime(response.headers["Last-Modified"]).astimezone(UTC).date()
    except (KeyError, ValueError):
        return None


def _is_about_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
