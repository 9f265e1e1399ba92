"""Doing the same to several files at once, one on each core.

The engine numbers the rows of a file in their order, and so uses little more than one core for each.
"""

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def together(work: Callable[[T], R], items: Sequence[T], size: Callable[[T], int]) -> Generator[Future[R], None, None]:
    """Do `work` to the items, the largest first, and give what came of each, when done, in the order of the items.

    What it raises is raised by its future's `result`. Whoever stops listening stops what has not begun.
    """
    with ThreadPoolExecutor(max(1, min(len(items), _cores()))) as pool:
        begun = {i: pool.submit(work, items[i]) for i in sorted(range(len(items)), key=lambda i: -size(items[i]))}
        try:
            for i in range(len(items)):
                wait([begun[i]])
                yield begun[i]
        finally:
            pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
