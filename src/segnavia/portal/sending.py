"""Sending a file that lies ready: as it is, compressed where the client takes that, or a part of it."""

import re
from collections.abc import Mapping
from io import BufferedIOBase, RawIOBase
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import get_conditional_response

from segnavia.opendata.stored import Stored

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Compression(GZipMiddleware):
    """Compresses what a view has made. A file is sent as it lies: it has a length, and may be compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, compressed where that is for this to do."""
        return response if isinstance(response, FileResponse) else super().process_response(request, response)


def send(request: HttpRequest, path: Path, stored: Stored, headers: Mapping[str, str]) -> HttpResponseBase:
    """The file as an answer: 200, 206 with the one range that was asked for, 304, or 416 for a range beyond its end.

    Raises `OSError` where it has gone meanwhile.
    """
    ranged = _range_of(request, stored)
    compressed = bool(
        stored.compressed
        and "Range" not in request.headers
        and re_accepts_gzip.search(request.headers.get("Accept-Encoding", ""))
    )
    etag = f'{stored.etag[:-1]}-gzip"' if compressed else stored.etag
    told = {
        **headers,
        "Content-Type": stored.media_type,
        "ETag": etag,
        "Accept-Ranges": "bytes",
        **({"Vary": "Accept-Encoding"} if stored.compressed else {}),
    }
    same = get_conditional_response(request, etag=etag)
    if same is not None:
        # such an answer has no body, and is about the same thing: its headers are those of the whole
        return _with(same, {name: value for name, value in told.items() if name != "Content-Type"})
    if ranged == _BEYOND:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    start, end = ranged or (0, stored.compressed if compressed else stored.size)
    told["Content-Length"] = str(end - start)
    if compressed:
        told["Content-Encoding"] = "gzip"
    if ranged:
        told["Content-Range"] = f"bytes {start}-{end - 1}/{stored.size}"
    status = 206 if ranged else 200
    if request.method == "HEAD":
        return _with(HttpResponse(status=status), told)
    file = path.with_name(f"{path.name}.gz") if compressed else path
    content = file.open("rb")
    return _with(FileResponse(_Part(content, start, end) if ranged else content, status=status), told)


def _with(response: HttpResponseBase, headers: Mapping[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response.headers[name] = value
    return response


_BEYOND = (-1, -1)


def _range_of(request: HttpRequest, stored: Stored) -> tuple[int, int] | None:
    """First byte and the one after the last, where one range is asked for of this very file; `None`: all of it."""
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or asked.group(0) == "bytes=-" or request.headers.get("If-Range", stored.etag) != stored.etag:
        return None
    first, last = asked.groups()
    if not first:  # so many bytes from the end
        return (max(0, stored.size - int(last)), stored.size) if int(last) else _BEYOND
    start, end = int(first), min(int(last) + 1 if last else stored.size, stored.size)
    if start >= stored.size:
        return _BEYOND
    return (start, end) if start < end else None


class _Part(RawIOBase):
    """The bytes of an open file from one place to another; closing it closes the file."""

    def __init__(self, file: BufferedIOBase, start: int, end: int) -> None:
        super().__init__()
        self.file, self.left = file, end - start
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none after the last."""
        data = self.file.read(self.left if size < 0 else min(size, self.left)) or b""
        self.left -= len(data)
        return data

    def readable(self) -> bool:
        """It can be read."""
        return True

    def close(self) -> None:
        """Close the file under it."""
        self.file.close()
        super().close()
