"""vl-convert and its process: it works on a thread of its own, which does not survive a fork.

Whoever draws and then forks has children that wait for that thread for ever. The server renders the home page before
it forks its workers (`config.wsgi.warm_up`), so what is drawn there is drawn by a child that ends with its drawing.
"""

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

_BORN = os.getpid()  # of the process that loaded this; of the server's workers, their parent
_drawing: list[int] = []  # the process in which vl-convert works, once it does


def converted(draw: Callable[[], bytes]) -> bytes:
    """What `draw` makes with vl-convert. Raises `RuntimeError` in the child of a process that has drawn itself."""
    if os.environ.get("SEGNAVIA_WARM_UP") and os.getpid() == _BORN:
        return _apart(draw)
    if not _drawing:
        _drawing.append(os.getpid())
    if _drawing[0] != os.getpid():
        raise RuntimeError("a chart was drawn before this process was forked: fork first, or spawn, and then draw")
    return draw()


def _apart(draw: Callable[[], bytes]) -> bytes:
    """The same, in a child of its own."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(draw, sender))
    child.start()
    sender.close()
    try:
        return receiver.recv_bytes()  # EOFError where the child failed, whose traceback stands in the log
    finally:
        child.join()


def _send(draw: Callable[[], bytes], sender: Connection) -> None:
    sender.send_bytes(draw())
