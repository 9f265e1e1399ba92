"""A progress bar on the terminal, and silence where the output is not one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Show = Callable[[str, int, int | None], None]  # the step, how far it is, out of how much


@contextmanager
def progress(title: str, *, in_bytes: bool = False) -> Iterator[Show]:
    """Show how far a job of several steps is; gives a function of (step, done, total) to call.

    `in_bytes` says that what is done are bytes, and shows how many. A total of `None` is not known.
    """
    if sys.stderr.isatty():  # or else a bar leaves an empty line in a log
        with _bar(title, in_bytes=in_bytes) as show:
            yield show
    else:
        yield _silent


def _silent(step: str, done: int, total: int | None) -> None:
    """Say nothing."""


@contextmanager
def _bar(title: str, *, in_bytes: bool) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TransferSpeedColumn,
    )

    told: tuple[ProgressColumn, ...] = (DownloadColumn(), TransferSpeedColumn()) if in_bytes else ()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        *told,
        TextColumn("{task.fields[step]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(title, total=None, step="")

        def show(step: str, done: int, total: int | None) -> None:
            bar.update(task, step=step, completed=done, total=total)

        yield show
