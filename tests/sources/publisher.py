"""A publisher's server on this machine that misbehaves as it is told."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "\ufeff\n<!DOCTYPE html>\n<html><title>\nAccess Denied</title><body>No</body></html>".encode()
MODIFIED = "Wed, 30 Apr 2025 22:30:00 GMT"


class Request(BaseHTTPRequestHandler):
    """A request, refused where it says to be a program's, and answered by the server's `answer` where not."""

    protocol_version = "HTTP/1.1"
    server: "Publisher"

    def do_GET(self) -> None:
        if not self.headers["User-Agent"].startswith("Mozilla/5.0 "):
            self.whole(b"programs are refused", status=403)
            return
        self.server.asked.append(self.path)
        self.server.answer(self, len(self.server.asked))

    def head(self, status: int = 200, **headers: object) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def whole(self, body: bytes, status: int = 200, **headers: object) -> None:
        self.head(status, Content_Length=len(body), **headers)
        self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


Answer = Callable[[Request, int], None]  # the request, and how many there have been


class Publisher(ThreadingHTTPServer):
    """`asked`: the paths that were asked for. `over` is set when the test is."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.answer = answer
        self.asked: list[str] = []
        self.over = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *arguments: object) -> None:
        """The other side hung up: that is what is tested."""


@contextmanager
def publisher(answer: Answer) -> Iterator[Publisher]:
    """A running server that answers every request of a browser's in one way."""
    with Publisher(answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def gives(body: bytes) -> Answer:
    return lambda request, number: request.whole(body, Last_Modified=MODIFIED)


def page(status: int) -> Answer:
    return lambda request, number: request.whole(PAGE, status=status, Content_Type="text/html")


def first(times: int, bad: Answer, then: Answer) -> Answer:
    """Answers `bad` so many times, and `then` afterwards."""
    return lambda request, number: (bad if number <= times else then)(request, number)


def cut(body: bytes) -> Answer:
    """Says how long the body is, and hangs up in the middle."""

    def answer(request: Request, number: int) -> None:
        request.head(Content_Length=len(body))
        request.wfile.write(body[: len(body) // 2])
        request.hang_up()

    return answer


def told_length(body: bytes, length: int) -> Answer:
    """Says another length than the body has, and keeps the line open."""

    def answer(request: Request, number: int) -> None:
        request.head(Content_Length=length)
        request.wfile.write(body)
        request.wfile.flush()
        request.server.over.wait(5 if length > len(body) else 0)
        request.hang_up()

    return answer


def slow(request: Request, number: int) -> None:
    """A byte now and then, for ever."""
    request.head(Content_Length=1 << 30)
    while not request.server.over.wait(0.02):
        request.wfile.write(b"x")
        request.wfile.flush()


def silent(request: Request, number: int) -> None:
    request.server.over.wait(5)
    request.hang_up()


def moved(target: Callable[[Request], str], status: int = 302) -> Answer:
    return lambda request, number: request.whole(b"", status=status, Location=target(request))


def chunked(body: bytes, *, whole: bool = True, **headers: object) -> Answer:
    """In pieces without a length; without the last one if it is not to be `whole`."""

    def answer(request: Request, number: int) -> None:
        request.head(Transfer_Encoding="chunked", **headers)
        for start in range(0, len(body), 1000):
            piece = body[start : start + 1000]
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        if whole:
            request.wfile.write(b"0\r\n\r\n")
        request.hang_up()

    return answer


def packed(body: bytes, keep: int | None = None) -> Answer:
    """Packed with gzip; only the first `keep` bytes of it, where that is said."""
    return lambda request, number: request.whole(gzip.compress(body)[:keep], Content_Encoding="gzip")
